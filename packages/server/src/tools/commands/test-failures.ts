import type { Finding } from '../../repair/contract.ts';

/** What an error is called at the head of its report, in the runtimes of the four languages. */
const headline =
  /^\s*(?:\[?(?:cause|error)\]?:?\s+|E\s+|✖\s+|×\s+|→\s+|Uncaught\s+)?['"]?(?:[a-z_]\w*\.)*((?:[A-Z]\w*)?(?:Error|Exception|Warning)\b(?: \[[A-Z_]+\])?: .*|panic: .*|thread '.*' (?:\(\d+\) )?panicked at .*|AssertionError.*|.*: undefined: .*)$/;
/** Places in stack traces, best first to be told: file, line, column. */
const places: readonly RegExp[] = [
  /\(?(?:file:\/\/)?(?<file>[^\s():'"]+\.[cm]?[jt]sx?):(?<line>\d+)(?::(?<column>\d+))?\)?/,
  /File "(?<file>[^"<>]+\.py)", line (?<line>\d+)/,
  /(?<file>[^\s:'"]+\.py):(?<line>\d+): /,
  /(?<file>[^\s:'"]+\.go):(?<line>\d+)(?::(?<column>\d+))?/,
  /(?<file>[^\s:'"]+\.rs):(?<line>\d+):(?<column>\d+)/,
];
const foreign = /node_modules|node:internal|\/lib\/python3|site-packages|\/rustc\/|\/usr\/|^\.\.\//;
const mostFindings = 20;

/**
 * The errors in the output of a failed test run, each with the innermost place that lies in the project. One finding a
 * message and place; what a runner repeats in its summary counts once.
 */
export function readTestFailures(output: string): Finding[] {
  const lines = output.split('\n');
  const found = new Map<string, Finding>();
  for (const [index, line] of lines.entries()) {
    const message = unquoted(headline.exec(line)?.[1]?.trim());
    if (message === undefined) continue;
    const at = placeNear(lines, index, message);
    const finding: Finding = {
      checker: 'tests',
      file: at?.file ?? null,
      line: at?.line ?? null,
      column: at?.column ?? null,
      code: null,
      message,
    };
    found.set(`${finding.file}:${finding.line}:${message}`, finding);
    if (found.size >= mostFindings) break;
  }
  return [...found.values()];
}

/** Node prints an error as the value of a property, in quotes of which the first is gone already. */
function unquoted(message: string | undefined): string | undefined {
  const whole = message?.replace(/,$/, '');
  const end = /['"]$/.exec(whole ?? '')?.[0];
  return end !== undefined && (whole ?? '').split(end).length % 2 === 0 ? whole?.slice(0, -1) : whole;
}

/** Python tells the place before the error, innermost last; the others after it, innermost first. */
function placeNear(lines: readonly string[], index: number, message: string) {
  const own = placeIn(message) ?? (/^\s*E\s/.test(lines[index] ?? '') ? null : placeIn(lines[index] ?? ''));
  if (own) return own;
  for (let at = index + 1; at < Math.min(lines.length, index + 25); at += 1) {
    const text = lines[at] ?? '';
    if (headline.test(text)) break;
    const place = placeIn(text);
    if (place) return place;
  }
  for (let at = index - 1; at >= Math.max(0, index - 12); at -= 1) {
    const place = placeIn(lines[at] ?? '');
    if (place) return place;
  }
  return null;
}

function placeIn(text: string): { file: string; line: number; column: number | null } | null {
  for (const pattern of places) {
    const { file, line, column } = pattern.exec(text)?.groups ?? {};
    if (file === undefined || line === undefined || foreign.test(file)) continue;
    const path = file.replace(/^\.\//, '');
    if (path.startsWith('/')) continue;
    return { file: path, line: Number(line), column: column === undefined ? null : Number(column) };
  }
  return null;
}
