import type { LineRun, Suspect, TestOutcome } from '../contract.ts';

/** Places that a failure names, the innermost first. Paths are relative to the project. */
export function placesIn(message: string, known: ReadonlySet<string>): { path: string; line: number }[] {
  const found: { path: string; line: number }[] = [];
  const patterns = [
    /(?:\(|at |file:\/\/|\s|^)([^\s():"']+\.(?:[cm]?[jt]sx?|go)):(\d+)(?::\d+)?/gm,
    /File "([^"]+)", line (\d+)/g,
  ];
  for (const pattern of patterns) {
    for (const [, raw = '', line = ''] of message.matchAll(pattern)) {
      const path = [...known].find((file) => raw === file || raw.endsWith(`/${file}`));
      if (path !== undefined) found.push({ path, line: Number(line) });
    }
  }
  return found;
}

/**
 * Lines by how much they have to do with the failures: Ochiai over which tests ran them, raised where a stack names them and where an
 * error was thrown. Lines that only loading ran count little, since every test ran them.
 */
export function rankLines(
  runs: readonly LineRun[],
  outcomes: readonly TestOutcome[],
  known: ReadonlySet<string>,
): Suspect[] {
  const failed = new Set(outcomes.filter(({ ok }) => !ok).map(({ name }) => name));
  const byLine = new Map<
    string,
    { path: string; line: number; failing: Set<string>; passing: Set<string>; loading: boolean }
  >();
  const entry = (path: string, line: number) => {
    const key = `${path}:${line}`;
    let one = byLine.get(key);
    if (!one) byLine.set(key, (one = { path, line, failing: new Set(), passing: new Set(), loading: false }));
    return one;
  };
  for (const { test, path, line } of runs) {
    if (!known.has(path)) continue;
    const one = entry(path, line);
    if (test === '') one.loading = true;
    else (failed.has(test) ? one.failing : one.passing).add(test);
  }
  const named = new Map<string, number>();
  for (const { ok, message } of outcomes) {
    if (ok) continue;
    const thrown = !/assert|expect/i.test(message.split('\n', 1)[0] ?? '');
    for (const [index, { path, line }] of placesIn(message, known).slice(0, 12).entries()) {
      const key = `${path}:${line}`;
      entry(path, line);
      named.set(key, Math.max(named.get(key) ?? 0, (thrown ? 0.5 : 0.2) / (1 + index / 2)));
    }
  }
  const total = failed.size;
  return [...byLine.entries()]
    .map(([key, { path, line, failing, passing, loading }]) => {
      const hit = failing.size;
      const ochiai = hit === 0 ? 0 : hit / Math.sqrt(total * (hit + passing.size));
      const base = hit === 0 && loading ? 0.35 : ochiai;
      return { path, line, suspicion: Math.min(1, base + (named.get(key) ?? 0)), failing: hit, passing: passing.size };
    })
    .filter(({ suspicion }) => suspicion > 0)
    .sort((a, b) => b.suspicion - a.suspicion || a.path.localeCompare(b.path) || a.line - b.line);
}
