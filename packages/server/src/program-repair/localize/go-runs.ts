import type { SourceText, TestOutcome, Trials } from '../contract.ts';
import { placesIn } from './suspicion.ts';

/** Tests that are looked at one by one, of each kind. */
const most = 6;

/** Lines of a file from the first to the last that a trace names: more say nothing. */
const mostBetween = 150;

type Run = { test: string; path: string; line: number };

/**
 * Test files in which a panic ends its own test and not the program, which else would tell neither of the tests behind it nor of what ran.
 * No line moves.
 */
export function guardPanics(sources: readonly SourceText[], files: readonly string[]): Record<string, string> {
  const edits: Record<string, string> = {};
  for (const { path, text } of sources) {
    if (!path.endsWith('_test.go') || !files.includes(path)) continue;
    let count = 0;
    const guarded = text.replaceAll(/\bfunc(?: Test\w*)?\((\w+) \*testing\.T\) \{/g, (head, name: string) => {
      if (name === '_') return head;
      count += 1;
      return `${head} defer func() { if fault := recover(); fault != nil { ${name}.Errorf("panic: %v\\n%s", fault, trialDebug.Stack()) } }();`;
    });
    if (count > 0)
      edits[path] = guarded.replace(/^package \w+/m, (clause) => `${clause}; import trialDebug "runtime/debug"`);
  }
  return edits;
}

/** Go says what a run covered as blocks of lines: once for each failing test, once for those that pass. */
export async function goRuns(
  trials: Trials,
  outcomes: readonly TestOutcome[],
  files: ReadonlySet<string>,
  timeoutMs: number,
  edits: Record<string, string>,
  sources: readonly SourceText[],
): Promise<Run[]> {
  const found: Run[] = [];
  const silent: TestOutcome[] = [];
  const failing = outcomes.filter(({ ok }) => !ok).slice(0, most);
  // What stands beside a test that fails runs what it runs, but for the fault.
  const beside = new Set(failing.map(({ file }) => file));
  const passing = outcomes
    .filter(({ ok }) => ok)
    .toSorted((a, b) => Number(beside.has(b.file)) - Number(beside.has(a.file)));
  const chosen = [...failing, ...passing.slice(0, most)];
  const told = await Promise.all(
    chosen.map((one) =>
      trials.run({
        edits,
        files: one.file ? [one.file] : undefined,
        timeoutMs,
        cover: true,
        names: [one.name],
      }),
    ),
  );
  for (const [index, one] of chosen.entries()) {
    const profile = told[index]?.profile ?? '';
    const runs = linesOf(profile, files).map((place) => ({ test: one.name, ...place }));
    if (runs.length === 0 && !one.ok) silent.push(one);
    found.push(...runs);
  }
  // Where a test hangs or ends the whole program nothing is told of it: it ran what its trace names, and may have run all else.
  const others = [...new Map(found.map(({ path, line }) => [`${path}:${line}`, { path, line }])).values()];
  for (const { name, message, late } of silent) {
    const named = placesIn(message, files);
    // What hangs may hang for what another function did before: those that are called where it stands, and their callers there.
    const near = late === true || others.length === 0 ? reached(named, sources) : [];
    for (const place of [...between(named), ...near, ...others]) found.push({ test: name, ...place });
  }
  return found;
}

/** Lines that a trace names and those between them: work that has come to its end beside what hangs is in no trace. */
function between(places: readonly { path: string; line: number }[]): { path: string; line: number }[] {
  const byPath = Map.groupBy(places, ({ path }) => path);
  return [...byPath].flatMap(([path, named]) => {
    const lines = named.map(({ line }) => line);
    const [from, to] = [Math.min(...lines), Math.max(...lines)];
    return to - from > mostBetween
      ? named
      : Array.from({ length: to - from + 1 }, (_, at) => ({ path, line: from + at }));
  });
}

function linesOf(profile: string, files: ReadonlySet<string>): { path: string; line: number }[] {
  const found: { path: string; line: number }[] = [];
  for (const [, path = '', from = '', to = '', count = ''] of profile.matchAll(
    /^(\S+?):(\d+)\.\d+,(\d+)\.\d+ \d+ (\d+)$/gm,
  )) {
    // Named by its module, whose name may hold slashes.
    const file = [...files].filter((one) => path.endsWith(`/${one}`)).sort((a, b) => b.length - a.length)[0];
    if (count === '0' || file === undefined) continue;
    for (let line = Number(from); line <= Number(to); line += 1) found.push({ path: file, line });
  }
  return found;
}

/** Lines of the functions that places lie in, and of those of the same file that these call. */
function reached(places: readonly { path: string; line: number }[], sources: readonly SourceText[]) {
  return [...new Set(places.map(({ path }) => path))].flatMap((path) => {
    const lines = (sources.find((one) => one.path === path)?.text ?? '').split('\n');
    const functions = functionsOf(lines);
    const open = functions.filter(({ from, to }) =>
      places.some((place) => place.path === path && place.line >= from && place.line <= to),
    );
    const known = new Set(open);
    for (let one = open.pop(); one; one = open.pop()) {
      const body = lines.slice(one.from - 1, one.to).join('\n');
      for (const other of functions)
        if (!known.has(other) && new RegExp(`\\b${other.name}\\(`).test(body)) {
          known.add(other);
          open.push(other);
        }
    }
    const found = [...known].flatMap(({ from, to }) =>
      Array.from({ length: to - from + 1 }, (_, at) => ({ path, line: from + at })),
    );
    return found.length > mostBetween ? [] : found;
  });
}

/** Functions of a file as gofmt leaves them, by their first and last line. */
function functionsOf(lines: readonly string[]): { name: string; from: number; to: number }[] {
  return lines.flatMap((line, at) => {
    const name = /^func (?:\([^)]*\) )?(\w+)/.exec(line)?.[1];
    const end = lines.indexOf('}', at);
    return name === undefined || end < 0 ? [] : [{ name, from: at + 1, to: end + 1 }];
  });
}
