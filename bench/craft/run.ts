// `npm run bench:craft -- [--only kind] [--id a,b] [--sample 20] [--seed 7] [--held-out | --all | --file unseen.yaml] [--parallel 2] [--keep folder] [--json file]`
// Builds programs from descriptions, clones, installs and tests each as a stranger would, and tries from outside what the description states.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { check, type Finding, invented } from './check.ts';
import { type Description, parseDescriptions, readDescriptions } from './descriptions.ts';
import { baseEnvironment } from './process.ts';
import { build, cloneAndTest, declared, newest } from './project.ts';
import { useOwnTemporary } from '../../scripts/test-temporary.ts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    id: { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'held-out': { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    parallel: { type: 'string', default: '1' },
    keep: { type: 'string' },
    file: { type: 'string' },
    json: { type: 'string' },
  },
});

interface Result {
  description: Description;
  /** `asked`: said before any work that it cannot be done or what is unclear. */
  outcome: 'passed' | 'failed' | 'asked';
  problem: string | null;
  findings: Finding[];
  invented: string[];
  packages: Map<string, string>;
  seconds: number;
  level: string;
}

useOwnTemporary();
const scratch = mkdtempSync(join(tmpdir(), 'codewright-bench-craft-'));
// A PostgreSQL that a project starts as root runs as a user of its own.
chmodSync(scratch, 0o755);
const cache = join(scratch, 'npm-cache');
mkdirSync(cache);

/** The same sample for the same seed. */
function sampled(all: Description[], count: number, seed: number): Description[] {
  let state = seed >>> 0 || 1;
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  return all
    .map((one) => ({ one, order: random() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ one }) => one);
}

async function measure(description: Description): Promise<Result> {
  const folder = join(options.keep ?? scratch, description.id);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const built = await build(description.say, folder, cache);
  writeFileSync(join(folder, 'build.log'), built.said);
  const result: Result = {
    description,
    outcome: 'failed',
    problem: null,
    findings: [],
    invented: [],
    packages: new Map(),
    seconds: built.seconds,
    level: built.level,
  };
  if (built.outcome !== 'built') {
    const lines = built.said.trim().split('\n');
    const said = lines.find((line) => /✗|codewright:|cannot|\?$/.test(line)) ?? lines.at(-1) ?? '';
    return { ...result, outcome: built.outcome === 'asked' ? 'asked' : 'failed', problem: said };
  }
  if (description.expect === 'asked') return { ...result, problem: 'built where it should have asked' };
  const cloned = await cloneAndTest(folder, cache);
  const packages = declared(cloned.folder);
  if (cloned.problem !== null) return { ...result, problem: cloned.problem, packages };
  const findings = await check(description, cloned);
  const extra = invented(description, cloned.folder);
  if (!options.keep) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  return { ...result, outcome: 'passed', findings, invented: extra, packages };
}

const plainly = (_: string, value: unknown): unknown => (value instanceof Map ? Object.fromEntries(value) : value);
const right = ({ outcome, description: { expect } }: Result): boolean =>
  expect === 'built' ? outcome === 'passed' : expect === 'asked' ? outcome === 'asked' : outcome !== 'failed';
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

function row(name: string, results: readonly Result[]): string {
  const findings = results.flatMap((one) => one.findings);
  const share = (group: Finding['group']) => {
    const all = findings.filter((one) => one.group === group);
    return percent(all.filter(({ problem }) => problem === null).length, all.length).padStart(8);
  };
  const held = findings.filter(({ problem }) => problem === null).length;
  const seconds = results
    .filter(({ outcome }) => outcome === 'passed')
    .map((one) => one.seconds)
    .toSorted((a, b) => a - b);
  const middle = seconds[Math.floor(seconds.length / 2)]?.toFixed(1) ?? '–';
  const counts = `${results.filter(right).length}/${results.length}`;
  return `${name.padEnd(18)} ${counts.padStart(7)} ${percent(held, findings.length).padStart(8)} ${share('entities')} ${share('operations')} ${share('rules')} ${share('behaviour')} ${middle.padStart(7)} ${(seconds.at(-1)?.toFixed(1) ?? '–').padStart(7)}`;
}

try {
  const known = options.file
    ? parseDescriptions(readFileSync(options.file, 'utf8'))
    : readDescriptions(join(import.meta.dirname, 'descriptions'));
  const chosen = known.filter(
    (one) =>
      (options.all || options.file !== undefined || one.heldOut === options['held-out']) &&
      (!options.only || one.kind === options.only || one.language === options.only) &&
      (!options.id || options.id.split(',').includes(one.id)),
  );
  const queue = options.sample ? sampled(chosen, Number(options.sample), Number(options.seed)) : [...chosen];
  const total = queue.length;
  const results: Result[] = [];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const result = await measure(next);
      results.push(result);
      // After each, so that a run which is ended early has told what it saw.
      if (options.json) writeFileSync(options.json, `${JSON.stringify(results, plainly, 1)}\n`);
      const held = result.findings.filter(({ problem }) => problem === null).length;
      const mark = right(result) ? '✓' : '✗';
      console.log(
        `${mark} ${results.length}/${total} ${next.kind} ${next.id}: ${result.outcome}, ${held} of ${result.findings.length}, ${result.seconds.toFixed(1)} s${result.problem ? ` – ${result.problem.trim().slice(0, 900)}` : ''}`,
      );
      for (const { group, statement, problem } of result.findings)
        if (problem !== null) console.log(`    ${group}: ${statement}: ${problem.slice(0, 260)}`);
      if (result.invented.length > 0) console.log(`    nobody spoke of: ${result.invented.join(', ')}`);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Number(options.parallel)) }, work));

  console.log(`\n${'kind'.padEnd(18)}   right    holds entities  operat.    rules behavio.   med. s   max. s`);
  for (const kind of new Set(results.map(({ description }) => description.kind)))
    console.log(
      row(
        kind,
        results.filter(({ description }) => description.kind === kind),
      ),
    );
  console.log(row('all', results));
  for (const level of new Set(results.map((one) => one.level)))
    console.log(
      row(
        `  ${level}`,
        results.filter((one) => one.level === level),
      ),
    );
  const expected = results.filter(({ description }) => description.expect === 'built');
  const asked = expected.filter(({ outcome }) => outcome === 'asked').length;
  console.log(
    `built and passed ${percent(expected.filter(({ outcome }) => outcome === 'passed').length, expected.length)} of ${expected.length}; ${asked} declined before any work; ${results.filter((one) => one.invented.length > 0).length} keep a kind of row that nobody spoke of`,
  );
  const packages = new Map(results.flatMap((one) => [...one.packages]));
  const tags = await newest(packages.keys(), scratch, baseEnvironment(scratch));
  const old = results.flatMap((one) =>
    [...one.packages].filter(([name, version]) => tags.has(name) && !tags.get(name)?.includes(version)),
  );
  console.log(
    `outdated: ${old.length} of ${results.reduce((sum, one) => sum + one.packages.size, 0)} packages ${[...new Set(old.map(([name, version]) => `${name}@${version}`))].join(' ')}`,
  );
  process.exitCode = results.every(right) ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
}
