import type { JsonObject } from '@codewright/protocol/json';
import { parseDiff } from './diff.ts';
import { type Finding, findingsOf } from './findings.ts';
import { call, done, excerpt, failed, listOf, objectOf, type Part, type Program, stringOf } from './program.ts';

/** Files of a cut diff that are read one by one. */
const mostFiles = 60;
/** Findings in one review; the rest is counted. */
const mostFindings = 50;

/** Reviews the change of the workspace against its base: what can be seen without understanding, and the checks. */
export const review: Program = function* () {
  const read = yield* readDiff();
  if ('problem' in read) return failed(read.problem);
  const findings = findingsOf(parseDiff(read.diff));

  const tests = yield call('run_tests');
  if (tests.status === 'failed') {
    findings.unshift({ severity: 'critical', message: `The tests fail:\n${excerpt(tests.text, 15)}`.slice(0, 1900) });
  }
  const lints = yield call('read_lints');
  if (lints.status === 'failed') {
    findings.unshift({
      severity: 'major',
      message: `Type check or linter fail:\n${excerpt(lints.text, 15)}`.slice(0, 1900),
    });
  }

  const grave = findings.some(({ severity }) => severity !== 'minor');
  const unchecked = [
    ...(tests.status === 'error' || tests.status === 'denied' ? [`tests (${excerpt(tests.text, 1)})`] : []),
    ...(lints.status === 'error' || lints.status === 'denied' ? [`types and lint (${excerpt(lints.text, 1)})`] : []),
    ...read.unread,
    'whether the code does what it is meant to, which needs a language model or a person',
  ];
  const summary = [
    read.files === 0
      ? 'There is no difference to the base; the checks ran on what is there.'
      : `${read.files} changed files, ${findings.length} findings.`,
    `Not checked: ${unchecked.join('; ')}.`,
  ].join(' ');
  const recorded = yield call('create_review', {
    verdict: grave ? 'request_changes' : 'approve',
    summary: summary.slice(0, 1900),
    blockers: findings.slice(0, mostFindings).map(asJson),
  });
  if (recorded.status !== 'ok') return failed(`The review could not be recorded: ${excerpt(recorded.text)}`);
  return done(`${summary}\n${findings.map(asLine).join('\n')}`);
};

interface ReadDiff {
  diff: string;
  files: number;
  /** What could not be read, in words. */
  unread: string[];
}

/** The whole diff: in one piece, or file by file where one piece was cut. */
function* readDiff(): Part<ReadDiff | { problem: string }> {
  const whole = yield call('get_diff');
  if (whole.status !== 'ok') return { problem: `The change could not be read: ${excerpt(whole.text)}` };
  const changes = listOf(objectOf(whole.data)['changes']).map(objectOf);
  const lines = changes.reduce((sum, { added, removed }) => sum + Number(added ?? 0) + Number(removed ?? 0), 0);
  if (countLines(whole.text) >= lines) return { diff: whole.text, files: changes.length, unread: [] };
  const parts: string[] = [];
  const unread: string[] = [];
  for (const change of changes.slice(0, mostFiles)) {
    const path = stringOf(change['path']);
    const part = yield call('get_diff', { paths: [path] });
    if (part.status === 'ok') parts.push(part.text);
    if (countLines(part.text) < Number(change['added'] ?? 0) + Number(change['removed'] ?? 0))
      unread.push(`the middle of ${path}`);
  }
  if (changes.length > mostFiles) unread.push(`${changes.length - mostFiles} further files`);
  return { diff: parts.join('\n'), files: changes.length, unread };
}

function countLines(diff: string): number {
  return parseDiff(diff).reduce((sum, { added, removed }) => sum + added.length + removed.length, 0);
}

function asJson({ severity, message, file, line }: Finding): JsonObject {
  return { severity, message, ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
}

function asLine({ severity, message, file, line }: Finding): string {
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
  return `- ${severity}: ${place}${message}`;
}
