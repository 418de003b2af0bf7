import { createAgentRunner } from '../packages/server/src/agents/loop.ts';
import {
  agentParts,
  memoryJournal,
  scriptedModel,
  scriptedTools,
  words,
} from '../packages/server/src/agents/testing.ts';

export interface Measure {
  name: string;
  value: number;
  unit: string;
  aim?: number;
}

const turns = 1000;
const sample = 100;

/** What the loop itself costs per turn as a history grows: scripted model and tools, journal in memory. */
export async function run(): Promise<Measure[]> {
  const journal = memoryJournal();
  const tools = scriptedTools(journal, (_tool, _input, count) => ({ text: `${count}: ${'output '.repeat(100)}` }));
  const starts: number[] = [];
  const heaps: number[] = [];
  const scripted = scriptedModel(
    (turn) => {
      starts.push(performance.now());
      if (turn % sample === 0) heaps.push(process.memoryUsage().heapUsed);
      return turn <= turns ? { calls: [{ tool: 'run_command', input: { turn } }] } : { text: 'end' };
    },
    { remember: false },
  );
  const { deps } = agentParts({ journal, tools, factory: scripted.factory });
  const roomy = { ...deps.models, describe: (name: string) => ({ ...deps.models.describe(name), contextTokens: 1e9 }) };
  const task = { role: 'builder', key: 'bench', goal: 'go on', instruction: 'go on', inputs: {} };
  await createAgentRunner({ ...deps, models: roomy }, words).run(task);

  const perTurn = (from: number) => {
    const times = starts.slice(from, from + sample).map((time, at) => (starts[from + at + 1] ?? time) - time);
    return times.toSorted((one, other) => one - other)[Math.floor(sample / 2)] ?? 0;
  };
  const first = perTurn(0);
  const last = perTurn(turns - sample);
  const perThousand = ((heaps.at(-1) ?? 0) - (heaps[0] ?? 0)) / (turns - sample);
  return [
    { name: 'loop, time per turn, first 100', value: rounded(first), unit: 'ms' },
    { name: 'loop, time per turn, last 100 of 1,000', value: rounded(last), unit: 'ms' },
    { name: 'loop, growth of the time per turn', value: rounded(last - first), unit: 'ms', aim: 1 },
    { name: 'loop, heap per turn (history and journal)', value: Math.round(perThousand / 102.4) / 10, unit: 'KB' },
  ];
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
