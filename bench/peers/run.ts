/**
 * What the harness alone costs, seen from the model: a scripted server on loopback answers at once, and our own agent, other agent CLIs
 * and a bare loop take turns, so that the machine is the same for all. `npm run bench:peers [-- name… --rounds=N]`; without names: pi, Claude
 * Code, Codex, Gemini CLI and opencode. One that cannot be installed, or does not do its part, is named, and the end is a failure.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { startScriptedServer } from '../../packages/server/src/llm/scripted/server.ts';
import { type Agent, agents } from './agents.ts';
import { type Measured, measure, type Scenario, scenarios } from './rig.ts';
import { useOwnTemporary } from '../../scripts/test-temporary.ts';

useOwnTemporary();
const usual = ['pi', 'claude', 'codex', 'gemini', 'opencode'];
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const rounds = Number(/--rounds=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 3);
const wanted = words.length > 0 ? words : usual;
const known = agents();
for (const word of wanted.filter((one) => !known.some(({ name }) => name === one))) {
  console.error(`No agent is called ${word}; there are ${known.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const failures: string[] = [];
const seen = new Map<string, Measured[]>();
const peaks = new Map<string, number[]>();
const load = () => Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]);
const loads = [load()];

const taking: Agent[] = [];
for (const agent of known.filter(({ name }, index) => index < 2 || wanted.includes(name))) {
  try {
    agent.install();
    taking.push(agent);
  } catch (error) {
    failed(agent, 'could not be installed', error);
    if (known.indexOf(agent) < 2) process.exit(1);
  }
}

await using server = await startScriptedServer();
// The first start of a program fills the machine's caches; it counts for nobody.
for (const agent of taking.slice()) {
  const [hello] = scenarios;
  if (hello) await attempt(agent, hello, () => undefined);
}
for (const scenario of scenarios) {
  // A start varies more than a turn does, and is short.
  const times = scenario.name === 'hello' ? rounds * 3 : rounds;
  for (let round = 0; round < times; round++) {
    for (const agent of taking.slice())
      await attempt(agent, scenario, (one) => {
        const key = `${agent.name} ${scenario.name}`;
        seen.set(key, [...(seen.get(key) ?? []), one]);
      });
    loads.push(load());
  }
  // Looked at in runs of their own: looking costs time.
  for (let round = 0; scenario.name !== 'long200' && round < rounds; round++) {
    for (const agent of taking.slice()) {
      const key = `${agent.name} ${scenario.name}`;
      await attempt(agent, scenario, ({ treeMb }) => peaks.set(key, [...(peaks.get(key) ?? []), treeMb]), true);
    }
  }
}
print();
process.exitCode = failures.length > 0 ? 1 : 0;

async function attempt(
  agent: Agent,
  scenario: Scenario,
  keep: (measured: Measured) => void,
  watch = false,
): Promise<void> {
  try {
    keep(await measure(agent, scenario, server, { watch }));
  } catch (error) {
    failed(agent, `did not do its part in ${scenario.name}`, error);
    taking.splice(taking.indexOf(agent), 1);
  }
}

function failed(agent: Agent, what: string, error: unknown): void {
  failures.push(`${agent.name} ${agent.version} ${what}: ${error instanceof Error ? error.message : String(error)}`);
  console.error(failures.at(-1));
}

function print(): void {
  const header = [
    'agent',
    'cold start ms (fastest)',
    'gap ms hello / fix50 / long200',
    'peak tree MB hello / fix50',
    'system + tools tokens',
    'sent KB hello / fix50 / long200',
    'wall s hello / fix50 / long200',
  ];
  const rows = known.flatMap(({ name, version }) => {
    const of = (scenario: string) => seen.get(`${name} ${scenario}`) ?? [];
    if (of('hello').length === 0) return [];
    const each = (what: (list: Measured[]) => number, digits: (value: number) => string) =>
      scenarios
        .map((one) => of(one.name))
        .map((list) => (list.length > 0 ? digits(what(list)) : '–'))
        .join(' / ');
    const cold = of('hello').map(({ coldMs }) => coldMs);
    return [
      [
        `${name} ${version}`,
        `${Math.round(median(cold))} (${Math.round(Math.min(...cold))})`,
        each((list) => median(list.flatMap(({ gaps }) => gaps)), short),
        ['hello', 'fix50'].map((one) => Math.round(median(peaks.get(`${name} ${one}`) ?? []))).join(' / '),
        median(of('hello').map(({ promptTokens }) => promptTokens)).toLocaleString('en'),
        each((list) => median(list.map(({ sentBytes }) => sentBytes)) / 1000, short),
        each(
          (list) => median(list.map(({ wallS }) => wallS)),
          (value) => value.toPrecision(value < 1 ? 2 : 3),
        ),
      ],
    ];
  });
  const day = new Date().toISOString().slice(0, 10);
  console.log(
    `\n${day}, ${cpus().length} cores, ${rounds} rounds, load ${Math.min(...loads)} to ${Math.max(...loads)}; medians\n`,
  );
  for (const row of [header, header.map(() => '---'), ...rows]) console.log(`| ${row.join(' | ')} |`);
  for (const line of failures) console.log(`\nFAILED: ${line}`);
}

function short(value: number): string {
  return value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
