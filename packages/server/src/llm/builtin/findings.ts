import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { DiffFile } from '../../shared/diff.ts';
import { isTestFile, weakenings } from '../../shared/test-changes.ts';
import { type Finding, isSource, lineFindings } from './line-rules.ts';
import { excerpt, listOf, objectOf, stringOf } from './program.ts';

/** A change larger than this is hard to review as one. */
const large = { files: 20, lines: 1000 } as const;
/** So many places of one kind of minor finding are named; the others are counted. */
const mostAlike = 5;
const rank = { critical: 0, major: 1, minor: 2 } as const;

/** What can be found in a change without understanding it. Each finding names its place where it has one. */
export function findingsOf(files: readonly DiffFile[]): Finding[] {
  const found = files.flatMap(({ path, added }) => added.flatMap(({ line, text }) => lineFindings(path, line, text)));
  for (const { weight, message, file, line } of weakenings(files)) {
    // A line that switches a test off is found by its own rule already.
    if (line === undefined) found.push({ severity: weight === 'lost' ? 'major' : 'minor', message, file });
  }
  const lines = files.reduce((sum, { added, removed }) => sum + added.length + removed.length, 0);
  if (files.length > large.files || lines > large.lines) {
    found.push({ severity: 'minor', message: `The change is large: ${files.length} files, ${lines} lines.` });
  }
  const touched = files.filter(({ path, deleted, added }) => isSource(path) && !deleted && added.length > 0);
  if (touched.length > 0 && !files.some(({ path, added }) => isTestFile(path) && added.length > 0)) {
    const [first] = touched;
    const message = `No test was added or changed for ${touched.length} changed source ${touched.length === 1 ? 'file' : 'files'}.`;
    found.push({ severity: 'minor', message, ...(first ? { file: first.path } : {}) });
  }
  return ordered(found);
}

/** What is about the whole comes after what names a file. */
const place = ({ file }: Finding): string => file ?? '\uffff';

/** The gravest first, then by place; of many alike minor ones the first few, and how many more there are. */
export function ordered(findings: readonly Finding[]): Finding[] {
  const sorted = findings
    .map((finding, at) => ({ finding, at }))
    .sort(
      (one, other) =>
        rank[one.finding.severity] - rank[other.finding.severity] ||
        place(one.finding).localeCompare(place(other.finding)) ||
        (one.finding.line ?? 1e9) - (other.finding.line ?? 1e9) ||
        one.at - other.at,
    )
    .map(({ finding }) => finding);
  const alike = new Map<string, Finding[]>();
  for (const finding of sorted) {
    if (finding.severity === 'minor') alike.set(finding.message, [...(alike.get(finding.message) ?? []), finding]);
  }
  return sorted.flatMap((finding) => {
    const group = alike.get(finding.message) ?? [];
    const at = group.indexOf(finding);
    if (at < mostAlike) return [finding];
    if (at > mostAlike) return [];
    const rest = group.slice(mostAlike);
    const files = new Set(rest.map(({ file }) => file)).size;
    return [
      {
        severity: 'minor',
        message: `${finding.message} (${rest.length} more in ${files} ${files === 1 ? 'file' : 'files'})`,
      },
    ];
  });
}

const weights: Readonly<Record<string, Finding['severity']>> = {
  syntax: 'critical',
  secrets: 'critical',
  tests: 'critical',
  types: 'major',
  lint: 'major',
  dependencies: 'major',
  'tests-kept': 'major',
};
/** Problems of one gate that become findings; the rest is in the gate's own report. */
const mostOfGate = 15;

/** What gates found, as findings; and what no gate could look at, in words. */
export function gateFindings(reports: readonly JsonValue[]): {
  findings: Finding[];
  unchecked: string[];
  ran: Set<string>;
} {
  const findings: Finding[] = [];
  const unchecked: string[] = [];
  const ran = new Set<string>();
  const said = new Set<string>();
  for (const result of reports.flatMap((report) => listOf(objectOf(report)['results'])).map(objectOf)) {
    const gate = stringOf(result['gate']);
    const verdict = stringOf(result['verdict']);
    const reason = stringOf(result['reason']);
    ran.add(gate);
    if (verdict === 'not-checked') unchecked.push(`${gate} (${reason.replace(/\.$/, '')})`);
    if (verdict !== 'failed' && verdict !== 'warned') continue;
    const severity = verdict === 'failed' ? (weights[gate] ?? 'major') : 'minor';
    // Packages that cannot be installed stop several gates for one and the same reason.
    if (said.has(reason)) continue;
    said.add(reason);
    const problems = listOf(result['problems']).map(objectOf);
    // No test at all is a lack, not a failure.
    const lack =
      gate === 'tests' && problems.every(({ message }) => /\b(?:no|any) (?:tests?|files)\b/i.test(stringOf(message)));
    for (const problem of problems.slice(0, mostOfGate)) {
      findings.push(findingOf(gate, lack ? 'major' : severity, problem));
    }
    if (problems.length === 0) findings.push({ severity, message: `${gate}: ${reason}` });
    else if (problems.length > mostOfGate) {
      findings.push({ severity, message: `${gate}: ${problems.length - mostOfGate} further problems.` });
    }
  }
  return { findings, unchecked, ran };
}

function findingOf(gate: string, severity: Finding['severity'], problem: JsonObject): Finding {
  const { file, line, code, message } = problem;
  const named = stringOf(code);
  return {
    severity,
    message:
      `${gate}: ${named && !stringOf(message).includes(named) ? `${named} ` : ''}${excerpt(stringOf(message))}`.slice(
        0,
        1900,
      ),
    ...(typeof file === 'string' ? { file } : {}),
    ...(typeof line === 'number' && line > 0 ? { line } : {}),
  };
}
