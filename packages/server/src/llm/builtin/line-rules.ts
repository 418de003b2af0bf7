import { isTestFile, switchedOff } from '../../shared/test-changes.ts';

/** What a review found, as create_review takes it. */
export interface Finding {
  severity: 'critical' | 'major' | 'minor';
  message: string;
  file?: string;
  line?: number;
}

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
const placeholder =
  /example|change[-_ ]?me|your[-_]|placeholder|dummy|\$\{|<[^>]+>|process\.env|x{4,}|\*{4,}|user:pass|localhost/i;
/** Code where output on the console is the very purpose, or nobody's business. */
const speaks =
  /(^|\/)(bin|cli|scripts?|tools?|examples?|bench(marks?)?|demos?|docs?)\/|(^|\/)(cli|bin|\w+\.config|[Gg]runtfile|gulpfile)\.[cm]?[jt]s$/;
/** Made by a program from other files of the project: what is in it is not written here. */
const generated =
  /(^|\/)(dist|build|out|vendor|third_party|node_modules|coverage)\/|\.min\.[cm]?js$|\.map$|(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|Cargo\.lock|go\.sum)$/;
const sourceFile = /\.(?:[cm]?[jt]sx?|py|go|rs|java|rb|php|c|cc|cpp|cs|kt|swift)$/;
const scriptFile = /\.[cm]?[jt]sx?$/;

interface LineRule {
  severity: Finding['severity'];
  message: string;
  /** For a search over a whole repository: finds every line that the rule may hold for. */
  search: string;
  holds: (text: string, path: string) => boolean;
}

export const lineRules: readonly LineRule[] = [
  {
    severity: 'critical',
    message: 'A merge conflict is left in the file.',
    search: '^(<{7}|>{7}) ',
    holds: (text) => /^(<{7} |>{7} )/.test(text),
  },
  ...secrets.map(
    ([pattern, what]): LineRule => ({
      severity: 'critical',
      message: `This looks like ${what}.`,
      search: pattern.flags.includes('i') ? `(?i)${pattern.source.replaceAll('\\/', '/')}` : pattern.source,
      holds: (text) => pattern.test(text) && !placeholder.test(text),
    }),
  ),
  {
    severity: 'critical',
    message: 'This looks like a secret in plain text.',
    search: `(?i)${namedSecret.source}`,
    holds: (text, path) => !isTestFile(path) && namedSecret.test(text) && !placeholder.test(text),
  },
  {
    severity: 'major',
    message: 'A focused test keeps the others from running.',
    search: String.raw`\b(it|test|describe)\.only\b|\bf(it|describe)\s*\(|\bonly:\s*true\b`,
    holds: (text, path) => isTestFile(path) && switchedOff(text) === 'focused',
  },
  {
    severity: 'major',
    message: 'A test is skipped.',
    search: String.raw`\.(skip|todo)\b|\bx(it|describe)\s*\(|\b(skip|todo):\s*(true|['"\x60])|@(pytest\.mark\.skip|unittest\.skip|Ignore\b|Disabled\b)|\bt\.[sS]kip\(|#\[ignore`,
    holds: (text, path) => isTestFile(path) && switchedOff(text) === 'skipped',
  },
  {
    severity: 'major',
    message: 'A debugger statement is left in the code.',
    search: String.raw`^\s*(debugger;?|breakpoint\(\)|import pdb.*)\s*$`,
    holds: (text, path) => sourceFile.test(path) && /^\s*(debugger;?|breakpoint\(\)|import pdb.*)\s*$/.test(text),
  },
  {
    severity: 'minor',
    message: 'Output for debugging seems to be left in the code.',
    search: String.raw`^\s*console\.(log|debug)\(`,
    holds: (text, path) =>
      scriptFile.test(path) && !isTestFile(path) && !speaks.test(path) && /^\s*console\.(log|debug)\(/.test(text),
  },
  {
    severity: 'minor',
    message: 'A marker of unfinished work is left.',
    search: String.raw`(//|#|/\*|\*|<!--|--)\s*(TODO|FIXME|XXX|HACK)\b`,
    holds: (text, path) =>
      !/\.mdx?$/.test(path) && /(?:\/\/|#|\/\*|^\s*\*|<!--|--)\s*(?:TODO|FIXME|XXX|HACK)\b/.test(text),
  },
];

export function isSource(path: string): boolean {
  return sourceFile.test(path) && !isTestFile(path) && !generated.test(path);
}

/** What can be said of one line of a file without understanding it. */
export function lineFindings(path: string, line: number, text: string): Finding[] {
  if (generated.test(path)) return [];
  const found = lineRules.filter(({ holds }) => holds(text, path));
  // A secret is one, however many of the patterns know it.
  const kept = found.filter((rule, at) => rule.severity !== 'critical' || at === 0);
  return kept.map(({ severity, message }) => ({ severity, message, file: path, line }));
}
