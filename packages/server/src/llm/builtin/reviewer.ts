import type { JsonObject } from '@codewright/protocol/json';
import { type DiffFile, parseDiff } from '../../shared/diff.ts';
import type { TaskOptions } from '../contract.ts';
import { readErrand } from './errands.ts';
import { findingsOf, gateFindings, ordered } from './findings.ts';
import { type Finding, lineFindings, lineRules } from './line-rules.ts';
import { call, done, excerpt, failed, listOf, objectOf, type Part, type Program, stringOf } from './program.ts';

/** Pages of a long diff that are read; about 11,000 characters each. */
const mostPages = 60;
/** Findings in one review; the rest is counted. */
const mostFindings = 50;

/** Reviews the change of the workspace against its base, or a repository as a whole where there is no change. */
export const review: Program = function* (task) {
  const state = yield call('get_repo_state');
  if (state.status !== 'ok') return failed(`The repository could not be read: ${excerpt(state.text)}`);
  const looked = yield* look(task);
  if ('problem' in looked) return failed(looked.problem);
  const checked = yield* checks(task);
  const all = [...checked.findings, ...looked.findings.filter((finding) => !isAsked(task, finding))];
  const findings = ordered(all);
  const grave = findings.filter(({ severity }) => severity !== 'minor').length;
  const dirty = objectOf(state.data)['userTreeDirty'] === true;
  const unchecked = [
    ...checked.unchecked,
    ...looked.unread,
    ...(dirty ? ['uncommitted changes in the repository, which are not part of a review'] : []),
    'whether the code does what it is meant to, which needs a language model or a person',
  ];
  const summary = [
    `Reviewed ${looked.what}: ${findings.length === 0 ? 'nothing found' : count(findings)}.`,
    `Not checked: ${unchecked.join('; ')}.`,
  ].join(' ');
  const recorded = yield call('create_review', {
    verdict: grave > 0 ? 'request_changes' : 'approve',
    summary: summary.slice(0, 1900),
    blockers: findings.slice(0, mostFindings).map(asJson),
  });
  if (recorded.status !== 'ok') return failed(`The review could not be recorded: ${excerpt(recorded.text)}`);
  return done(`${summary}\n${findings.map(asLine).join('\n')}`);
};

interface Looked {
  /** What was looked at, as the object of a sentence. */
  what: string;
  findings: Finding[];
  /** What could not be read, in words. */
  unread: string[];
}

function* look(task: TaskOptions): Part<Looked | { problem: string }> {
  const whole = yield call('get_diff');
  if (whole.status !== 'ok') return { problem: `The change could not be read: ${excerpt(whole.text)}` };
  const changes = listOf(objectOf(whole.data)['changes']).map(objectOf);
  if (changes.length === 0 && isWhole(task)) return yield* searchAll();
  if (changes.length === 0) return { what: 'what changed, which is nothing', findings: [], unread: [] };
  const { diff, unread } = yield* readAll(whole.text);
  const files: DiffFile[] = parseDiff(diff);
  const what = `${changes.length} changed ${changes.length === 1 ? 'file' : 'files'}`;
  return { what, findings: findingsOf(files), unread };
}

/** A review with nothing to compare with; that of a change has its checks or its plan in hand. */
function isWhole({ inputs }: TaskOptions): boolean {
  return inputs['change_checks'] === null || Object.keys(inputs).length === 0;
}

/** A long result page by page: its own text holds the head and the tail only. */
function* readAll(text: string): Part<{ diff: string; unread: string[] }> {
  const handle = /^\[… .* left out: read_file \{"handle":"(out-[0-9a-f]+)"\} …\]$/m.exec(text)?.[1];
  if (handle === undefined) return { diff: text, unread: [] };
  const pages: string[] = [];
  let offset = 1;
  for (let page = 0; page < mostPages; page += 1) {
    const read = yield call('read_file', { handle, offset });
    if (read.status !== 'ok') return { diff: pages.join('\n'), unread: ['the rest of a long diff'] };
    const { lines, to } = objectOf(read.data);
    pages.push(read.text.replace(/\n\[lines \d+-\d+ of \d+; go on with offset \d+\]$/, ''));
    if (typeof to !== 'number' || typeof lines !== 'number' || to >= lines)
      return { diff: pages.join('\n'), unread: [] };
    offset = to + 1;
  }
  return { diff: pages.join('\n'), unread: [`the diff after its line ${offset - 1}`] };
}

/** No change to look at: every rule over every file. */
function* searchAll(): Part<Looked> {
  const findings: Finding[] = [];
  const unread: string[] = [];
  const seen = new Set<string>();
  for (const { search, message, severity } of lineRules) {
    const found = yield call('search_code', { pattern: search });
    if (found.status !== 'ok') {
      unread.push(`“${message}” (${excerpt(found.text, 1)})`);
      continue;
    }
    const { matches, total } = objectOf(found.data);
    const places = listOf(matches).map(objectOf);
    for (const { file, line, text } of places) {
      const place = `${stringOf(file)}:${Number(line)}`;
      if (seen.has(`${severity} ${place}`)) continue;
      const here = lineFindings(stringOf(file), Number(line), stringOf(text)).filter((one) => one.message === message);
      if (here.length > 0) seen.add(`${severity} ${place}`);
      findings.push(...here);
    }
    if (typeof total === 'number' && total > places.length)
      unread.push(`${total - places.length} further places for “${message}”`);
  }
  return { what: 'the repository as a whole', findings, unread };
}

/** What the gates have found already; else the tests and lints, run here. */
function* checks(task: TaskOptions): Part<{ findings: Finding[]; unchecked: string[] }> {
  const known = gateFindings(Object.values(task.inputs));
  if (known.ran.size > 0) return known;
  const { findings, unchecked } = known;
  const tests = yield call('run_tests');
  if (tests.status === 'failed') {
    findings.push({ severity: 'critical', message: `The tests fail:\n${excerpt(tests.text, 15)}`.slice(0, 1900) });
  } else if (tests.status !== 'ok') unchecked.push(`tests (${excerpt(tests.text, 1)})`);
  const lints = yield call('read_lints');
  if (lints.status === 'failed') {
    findings.push({
      severity: 'major',
      message: `Type check or linter fail:\n${excerpt(lints.text, 15)}`.slice(0, 1900),
    });
  } else if (lints.status !== 'ok') unchecked.push(`types and lint (${excerpt(lints.text, 1)})`);
  return { findings, unchecked };
}

/** That a test is gone is no finding where the request was to delete that very file. */
function isAsked(task: TaskOptions, { file, message }: Finding): boolean {
  const errand = readErrand(task.goal);
  return errand?.kind === 'delete' && file === errand.path && /\bdeleted\b|\bremoved\b/.test(message);
}

function count(findings: readonly Finding[]): string {
  const of = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  return (['critical', 'major', 'minor'] as const)
    .filter((severity) => of(severity) > 0)
    .map((severity) => `${of(severity)} ${severity}`)
    .join(', ');
}

function asJson({ severity, message, file, line }: Finding): JsonObject {
  return { severity, message, ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
}

function asLine({ severity, message, file, line }: Finding): string {
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
  return `- ${severity}: ${place}${message}`;
}
