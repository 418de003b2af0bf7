import type { DiffFile } from './diff.ts';

/** What a review found, as create_review takes it. */
export interface Finding {
  severity: 'critical' | 'major' | 'minor';
  message: string;
  file?: string;
  line?: number;
}

const testFile = /(^|\/)(tests?|__tests__|spec)\/|[._-](test|spec)\.[a-z]+$|(^|\/)test_[^/]+\.py$|_test\.(go|py)$/;
const sourceFile = /\.(ts|tsx|js|jsx|mjs|cjs|py|go|rs|java|rb|php|c|cc|cpp|cs|kt|swift)$/;
const testCase = /^\s*(?:(?:it|test)(?:\.each)?\s*\(|def test_|func Test|#\[(?:tokio::)?test\])/;
const skippedTest =
  /\b(?:it|test|describe)\.(?:skip|todo)\b|\bx(?:it|describe)\s*\(|@(?:pytest\.mark\.skip|unittest\.skip|Ignore\b|Disabled\b)|\bt\.Skip\(|#\[ignore/;
const focusedTest = /\b(?:it|test|describe)\.only\b|\bf(?:it|describe)\s*\(/;
const secrets: readonly [RegExp, string][] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, 'an AWS access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b/, 'a GitHub token'],
  [/\bsk-(?:[a-z]+-)*[A-Za-z0-9_-]{20,}\b/, 'an API key'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/\b[a-z]+:\/\/[^\s:/@]+:[^\s:/@$<{]{4,}@[\w.-]+/i, 'an address with a password'],
];
const namedSecret =
  /\b(?:password|passwd|secret|api[_-]?key|access[_-]?token|auth[_-]?token)\b["']?\s*[:=]\s*["']([^"'\s]{8,})["']/i;
const placeholder = /example|change[-_ ]?me|your[-_]|placeholder|dummy|\$\{|<[^>]+>|process\.env|x{4,}|\*{4,}/i;

interface LineRule {
  severity: Finding['severity'];
  matches: (text: string, file: DiffFile) => boolean;
  message: string;
}

const lineRules: readonly LineRule[] = [
  {
    severity: 'critical',
    matches: (text) => /^(<{7} |>{7} |={7}$)/.test(text),
    message: 'A merge conflict is left in the file.',
  },
  {
    severity: 'major',
    matches: (text, { path }) => testFile.test(path) && focusedTest.test(text),
    message: 'A focused test keeps the others from running.',
  },
  {
    severity: 'major',
    matches: (text, { path }) => testFile.test(path) && skippedTest.test(text),
    message: 'A test is skipped.',
  },
  {
    severity: 'major',
    matches: (text, { path }) => sourceFile.test(path) && /^\s*(debugger;?|breakpoint\(\)|import pdb.*)\s*$/.test(text),
    message: 'A debugger statement is left in the code.',
  },
  {
    severity: 'minor',
    matches: (text, { path }) =>
      /\.[cm]?[jt]sx?$/.test(path) && !testFile.test(path) && /^\s*console\.(log|debug)\(/.test(text),
    message: 'Output for debugging seems to be left in the code.',
  },
  {
    severity: 'minor',
    matches: (text) => /(?:\/\/|#|\/\*|<!--|--)\s*(?:TODO|FIXME|XXX|HACK)\b/.test(text),
    message: 'A marker of unfinished work is left.',
  },
];

/** A change larger than this is hard to review as one. */
const large = { files: 20, lines: 1000 } as const;

/** What can be found in a change without understanding it. Each finding names its place where it has one. */
export function findingsOf(files: readonly DiffFile[]): Finding[] {
  const found: Finding[] = [];
  for (const file of files) {
    for (const { line, text } of file.added) {
      const secret = secretIn(text, file.path);
      if (secret) found.push({ severity: 'critical', message: `This looks like ${secret}.`, file: file.path, line });
      for (const { severity, matches, message } of lineRules) {
        if (matches(text, file)) found.push({ severity, message, file: file.path, line });
      }
    }
    found.push(...lostTests(file));
  }
  const lines = files.reduce((sum, { added, removed }) => sum + added.length + removed.length, 0);
  if (files.length > large.files || lines > large.lines) {
    found.push({ severity: 'minor', message: `The change is large: ${files.length} files, ${lines} lines.` });
  }
  const touched = files.filter(
    ({ path, deleted, added }) => sourceFile.test(path) && !testFile.test(path) && !deleted && added.length > 0,
  );
  if (touched.length > 0 && !files.some(({ path, added }) => testFile.test(path) && added.length > 0)) {
    const [first] = touched;
    const message = `No test was added or changed for ${touched.length} changed source ${touched.length === 1 ? 'file' : 'files'}.`;
    found.push({ severity: 'minor', message, ...(first ? { file: first.path } : {}) });
  }
  const rank = { critical: 0, major: 1, minor: 2 };
  return found.sort((one, other) => rank[one.severity] - rank[other.severity]);
}

function secretIn(text: string, path: string): string | null {
  const known = secrets.find(([pattern]) => pattern.test(text));
  if (known && !placeholder.test(text)) return known[1];
  const named = namedSecret.exec(text);
  return named && !testFile.test(path) && !placeholder.test(text) ? 'a secret in plain text' : null;
}

function lostTests(file: DiffFile): Finding[] {
  if (!testFile.test(file.path)) return [];
  if (file.deleted) return [{ severity: 'major', message: 'A test file is deleted.', file: file.path }];
  const count = (lines: string[]) => lines.filter((line) => testCase.test(line)).length;
  const lost = count(file.removed) - count(file.added.map(({ text }) => text));
  if (lost <= 0) return [];
  return [
    { severity: 'major', message: `${lost} test ${lost === 1 ? 'case is' : 'cases are'} removed.`, file: file.path },
  ];
}
