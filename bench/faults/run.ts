// `npm run bench:faults [-- <faults> <seed> <project>] [--learning] [--parallel 2] [--keep FILE] [--minutes N]`: puts breakages into whole
// projects and counts how many are mended with no model. Prints tables by project, language and kind of fault. `--keep`: outcomes go to a
// file as JSON lines, and a run that finds some there goes on after them; `--minutes`: it stops there, after the fault at hand. `--learning`:
// the same kinds of faults met again on other projects, with and without what was learned, side by side.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { experienceOf } from '../../packages/server/src/repair/experience.ts';
import { createRandom, measure, type Outcome, openStand, pick, pickAgain } from './measure.ts';
import { type Project, projectsOf } from './projects.ts';
import { useOwnTemporary } from '../../scripts/test-temporary.ts';

const { values, positionals } = parseArgs({
  options: {
    learning: { type: 'boolean', default: false },
    parallel: { type: 'string', default: '2' },
    keep: { type: 'string', default: '' },
    minutes: { type: 'string', default: '600' },
  },
  allowPositionals: true,
});
const [wanted = values.learning ? '60' : '187', seed = '1', only = ''] = positionals;
const until = performance.now() + Number(values.minutes) * 60_000;
const timeLeft = () => performance.now() < until;
useOwnTemporary();
const scratch = mkdtempSync(join(tmpdir(), 'codewright-faults-'));
const stand = await openStand(scratch);
const print = (line: string) => process.stdout.write(`${line}\n`);

const groups = (all: Outcome[], by: (one: Outcome) => string) =>
  [...Map.groupBy(all, by)].toSorted(([a], [b]) => a.localeCompare(b));
const tried = ({ attempts }: Outcome) => attempts.length;
const figure = (value: number) => value.toFixed(1).padStart(5);

try {
  if (values.learning) await learning();
  else await corpus();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** One breakage of the plan that was looked at; null: no check sees it. */
interface Looked {
  fault: string;
  outcome: Outcome | null;
}

function readKept<T>(): T[] {
  const lines = existsSync(values.keep) ? readFileSync(values.keep, 'utf8').split('\n') : [];
  return lines.filter(Boolean).map((line) => JSON.parse(line) as T);
}

function fingerprint(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);
}

async function corpus(): Promise<void> {
  const chosen = (await projectsOf(stand, scratch)).filter(({ name }) => new RegExp(only).test(name));
  const random = createRandom(Number(seed));
  const share = Math.ceil(Number(wanted) / chosen.length);
  const planned = chosen.map((project) => ({ project, faults: pick(project, share, random) }));
  const looked: Looked[] = readKept();
  const outcomes = looked.flatMap(({ outcome }) => outcome ?? []);
  const learned = () => experienceOf(outcomes.flatMap((one) => one.attempts).map((one) => ({ ...one })));
  await lanes(planned, async ({ project, faults }) => {
    const ahead = faults.filter(
      ({ path, text }) => !looked.some((one) => one.fault === fingerprint(project.name, path, text)),
    );
    if (ahead.length === 0 || !timeLeft()) return;
    await measure(
      project,
      ahead,
      stand,
      learned,
      ({ path, text }, outcome) => {
        if (outcome) outcomes.push(outcome);
        if (outcome) process.stderr.write(`${said(outcome)}\n`);
        const line: Looked = { fault: fingerprint(project.name, path, text), outcome };
        if (values.keep) appendFileSync(values.keep, `${JSON.stringify(line)}\n`);
        looked.push(line);
      },
      timeLeft,
    );
  });
  const all = planned.reduce((sum, { faults }) => sum + faults.length, 0);
  print(
    `\n${looked.length} of ${all} breakages looked at; ${looked.length - outcomes.length} that no check sees are not counted`,
  );
  print('\nmended with no model (aim ≥ 80 %), by project');
  for (const [name, some] of groups(outcomes, (one) => `${one.language}: ${one.project}`)) row(name, some);
  print('\nby language');
  for (const [name, some] of groups(outcomes, (one) => one.language)) row(name, some);
  print('\nby kind of fault');
  for (const [name, some] of groups(outcomes, (one) => one.operator)) row(name, some);
  print('');
  row('all', outcomes);
  const mended = outcomes.filter((one) => one.mended);
  print(
    `  ${mended.filter((one) => one.same).length} of ${mended.length} mended trees are the very trees from before the breakage`,
  );
  print(`  ${outcomes.filter((one) => one.harmed).length} fixes broke, changed or lost another test (aim 0)`);
}

/** What a round of the learning bench came to: one project, with or without memory. */
interface Round {
  memory: boolean;
  project: string;
  outcomes: Outcome[];
}

/**
 * A round per project, of the same families in all projects of an ecosystem. With memory, what was tried in the rounds before is known;
 * without, every round is the first. The faults are the same in both.
 */
async function learning(): Promise<void> {
  const names = ['kiosk', 'duration CLI', 'LRU library', 'ledger', 'Python library', 'Python service'];
  const chosen = (await projectsOf(stand, scratch, names)).filter(({ name }) => new RegExp(only).test(name));
  chosen.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
  const share = Math.ceil(Number(wanted) / chosen.length);
  const planned = pickAgain(chosen, share, createRandom(Number(seed)));
  const kept: Round[] = readKept();
  const runs = await Promise.all(
    [true, false].map(async (memory) => {
      const outcomes: Outcome[] = [];
      for (const { project, faults } of planned) {
        const done = kept.find((one) => one.memory === memory && one.project === project.name);
        if (done) outcomes.push(...done.outcomes);
        if (done) continue;
        if (!timeLeft()) break;
        const before = experienceOf(outcomes.flatMap((one) => one.attempts).map((one) => ({ ...one })));
        const round: Round = { memory, project: project.name, outcomes: [] };
        await measure(
          project,
          faults,
          stand,
          () => (memory ? before : []),
          (_fault, outcome) => {
            if (outcome === null) return;
            round.outcomes.push(outcome);
            process.stderr.write(`${memory ? 'with   ' : 'without'} ${said(outcome)}\n`);
          },
        );
        outcomes.push(...round.outcomes);
        if (values.keep) appendFileSync(values.keep, `${JSON.stringify(round)}\n`);
      }
      return outcomes;
    }),
  );
  tellCurve(runs[0] ?? [], runs[1] ?? []);
}

/** Pairs of the same fault with and without memory, by how many projects before it had one of its family. */
function tellCurve(withMemory: readonly Outcome[], without: readonly Outcome[]): void {
  const family = ({ operator, language }: Outcome) => `${language === 'python' ? 'python' : 'node'}: ${operator}`;
  const pairs = withMemory.flatMap((one) => {
    const other = without.find(
      ({ project, operator, place }) => project === one.project && operator === one.operator && place === one.place,
    );
    if (!other || !one.mended || !other.mended) return [];
    const before = withMemory.slice(0, withMemory.indexOf(one));
    const met = new Set(before.filter((two) => family(two) === family(one)).map(({ project }) => project));
    met.delete(one.project);
    return [{ one, other, met: Math.min(2, met.size) }];
  });
  // Where every try was of use there is nothing that memory could spare.
  const vain = pairs.filter(({ other }) => other.attempts.some(({ worked }) => !worked));
  print(
    '\nlearning: the same families met again on other projects, tries and seconds for a fault (with memory | without)',
  );
  for (const [title, some] of [
    ['every fault that both mended', pairs],
    ['those that took a try in vain without memory', vain],
  ] as const) {
    print(`\n ${title}`);
    for (const [met, name] of ['never met before', 'met on one project before', 'met on two before'].entries())
      curve(
        name,
        some.filter((pair) => pair.met === met),
      );
    curve(
      'met before, all',
      some.filter((pair) => pair.met > 0),
    );
  }
}

function curve(name: string, pairs: readonly { one: Outcome; other: Outcome }[]): void {
  const [some, others] = [pairs.map(({ one }) => one), pairs.map(({ other }) => other)];
  const [tries, bare] = [mean(some, tried), mean(others, tried)];
  const [time, slow] = [mean(some, ({ seconds }) => seconds), mean(others, ({ seconds }) => seconds)];
  const bar = (value: number, sign: string) => sign.repeat(Math.min(40, Math.round(value * 2)));
  print(
    `  ${name.padEnd(26)} ${String(some.length).padStart(3)} faults  ${figure(tries)} | ${figure(bare)} tries  ${figure(time)} | ${figure(slow)} s`,
  );
  print(`    with    ${bar(tries, '█')}\n    without ${bar(bare, '░')}`);
}

/** A few projects at a time, each from its first fault to its last. */
async function lanes<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: Number(values.parallel) }, lane));
}

function said({
  mended,
  harmed,
  project,
  place,
  operator,
  attempts,
  seconds,
  left,
  harm,
}: Outcome & { project: Project['name'] }): string {
  const mark = harmed ? '!' : mended ? '✓' : '✗';
  const line = `${mark} ${project} ${place}: ${operator} (${attempts.length} tries, ${Math.round(seconds)} s)`;
  return mended && !harmed ? line : `${line}\n    ${harm}\n    ${left.split('\n').slice(0, 8).join('\n    ')}`;
}

function mean(some: Outcome[], of: (one: Outcome) => number): number {
  return some.reduce((sum, one) => sum + of(one), 0) / Math.max(1, some.length);
}

function row(name: string, some: Outcome[]): void {
  const mended = some.filter((one) => one.mended).length;
  const share =
    `${mended}/${some.length}`.padStart(8) + `${Math.round((100 * mended) / Math.max(1, some.length))} %`.padStart(7);
  print(
    `  ${name.padEnd(38)}${share}  ${figure(mean(some, tried))} tries ${figure(mean(some, ({ seconds }) => seconds))} s`,
  );
}
