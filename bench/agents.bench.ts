import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startScriptedServer } from '../packages/server/src/llm/scripted/server.ts';
import { type Agent, type Measured, measure, scenarios } from './rig.ts';

interface Row {
  name: string;
  value: number;
  unit: string;
  aim?: string;
}

const root = join(import.meta.dirname, '..');
const bundle = join(root, 'packages/server/dist/codewright.cjs');
const runs = { hello: 9, fix50: 3, long200: 3 };

const floor: Agent = {
  name: 'bare Node loop',
  prepare: ({ url, prompt }) => ({
    argv: [process.execPath, join(import.meta.dirname, 'bare-loop.mjs'), url, prompt],
  }),
};

/** As an independent rig would start it: the sandbox and the durable ledger on, a home that nobody has used. */
const own: Agent = {
  name: 'codewright',
  prepare: ({ repository, url, prompt }) => ({
    argv: [
      process.execPath,
      join(root, 'packages/server/bin/codewright.mjs'),
      'run',
      '--json',
      '--repo',
      repository,
      '--model',
      'openai-compatible/rig-model',
      prompt,
      '--yes',
    ],
    env: { OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: 'test-key' },
  }),
};

/** Installed beside the project when `--peers` asks for it, since nobody else needs it. */
const piPackage = '@earendil-works/pi-coding-agent@0.87.1';
const pi: Agent = {
  name: 'pi 0.87',
  prepare: ({ home, url, prompt }) => {
    const folder = join(home, '.pi/agent');
    mkdirSync(folder, { recursive: true });
    const rig = { baseUrl: `${url}/v1`, api: 'openai-completions', apiKey: 'test-key', models: [{ id: 'rig-model' }] };
    writeFileSync(join(folder, 'models.json'), JSON.stringify({ providers: { rig } }));
    const program = join(peersFolder, 'node_modules/.bin/pi');
    return {
      argv: [process.execPath, program, '-p', '--mode', 'json', '--provider', 'rig', '--model', 'rig-model', prompt],
      env: { PI_OFFLINE: '1' },
    };
  },
};
const peersFolder = join(root, '.cache/peers');

function installPeers(): void {
  if (existsSync(join(peersFolder, 'node_modules/.bin/pi'))) return;
  mkdirSync(peersFolder, { recursive: true });
  writeFileSync(join(peersFolder, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', piPackage];
  execFileSync('npm', args, { cwd: peersFolder, stdio: ['ignore', 2, 2] });
}

/**
 * What the harness alone costs, seen from the model: a scripted server on loopback answers at once, and the agents are measured in
 * turns, so that the machine is the same for all. `--peers` measures another agent beside ours.
 */
export async function run(flags: string[]): Promise<Row[]> {
  for (const step of ['bundle.ts', 'warm.ts'])
    execFileSync(process.execPath, [join(root, 'scripts', step)], { cwd: root, stdio: 'ignore' });
  // The launcher prefers sources that changed after the bundle: whoever edits while this runs must not slow it down.
  const later = new Date(Date.now() + 3_600_000);
  utimesSync(bundle, later, later);
  const agents = [floor, own];
  if (flags.includes('--peers')) {
    installPeers();
    agents.push(pi);
  }
  await using server = await startScriptedServer();
  const rows: Row[] = [];
  const seen = new Map<string, Measured[]>(agents.map(({ name }) => [name, []]));
  for (const scenario of scenarios) {
    for (const list of seen.values()) list.length = 0;
    const peaks = new Map<string, number>();
    for (let index = 0; index < runs[scenario.name]; index++) {
      for (const agent of agents) seen.get(agent.name)?.push(await measure(agent, scenario, server));
    }
    // Looked at in runs of their own: looking costs time.
    if (scenario.name !== 'long200') {
      for (const agent of agents)
        peaks.set(agent.name, (await measure(agent, scenario, server, { watch: true })).treeMb);
    }
    for (const [name, list] of seen) {
      const ours = name === own.name;
      const add = (what: string, value: number, unit: string, aim = '') =>
        rows.push({ name: `${scenario.name}: ${name}: ${what}`, value, unit, ...(ours && aim ? { aim } : {}) });
      if (scenario.name === 'hello') {
        add('cold start to the first request', median(list.map(({ coldMs }) => coldMs)), 'ms', '≤ 150');
        add('the same, fastest', Math.min(...list.map(({ coldMs }) => coldMs)), 'ms');
        add('system prompt and tools', median(list.map(({ promptTokens }) => promptTokens)), 'tokens', '≤ 1,400');
      }
      add('gap', median(list.flatMap(({ gaps }) => gaps)), 'ms', '≤ 10');
      const peak = peaks.get(name);
      if (peak !== undefined) add('peak memory with all it starts', peak, 'MB', '≤ 120');
      add('whole run', median(list.map(({ wallS }) => wallS)), 's', scenario.name === 'fix50' ? '≤ 1.5' : '');
    }
  }
  utimesSync(bundle, new Date(), new Date());
  return rows;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
