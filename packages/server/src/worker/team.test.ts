import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonValue } from '@codewright/protocol/json';
import type { Job, StopReason } from '@codewright/protocol/job';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentTask } from '../agents/contract.ts';
import { createBudget } from '../agents/budget.ts';
import type { JobMemory } from '../memory/contract.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { ToolError } from '../shared/errors.ts';
import { memoryLedger } from '../shared/testing-ledger.ts';
import type { ExecutorOptions } from '../tools/contract.ts';
import type { JobParts } from './contract.ts';
import { createTeam } from './team.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'codewright-team-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A team whose agents end as they are told; what an agent gets as `delegate` is called directly. */
function team(
  stop: StopReason,
  { remembered = null, tools = [], brain }: { remembered?: JsonValue; tools?: string[]; brain?: string } = {},
) {
  const tasks: AgentTask[] = [];
  const options: ExecutorOptions[] = [];
  const ledger = memoryLedger();
  const caps = { steps: 10, tokens: 1000, seconds: 60, cents: 100 };
  const used = { steps: 0, tokens: 0, seconds: 0, cents: 0 };
  const runner = {
    run: async (task: AgentTask) => {
      tasks.push(task);
      return { stop, text: 'half of it', data: { half: true }, used, turns: 1 };
    },
  };
  const parts = {
    createBudget,
    roles: (name: string) => ({ name, prompt: '', tools, only: {}, appends: [], model: null, caps: {} }),
    createExecutor: (made: ExecutorOptions) => {
      options.push(made);
      return { schemas: () => [] };
    },
    members: { standIn: () => null, get: () => ({}) },
    createMemberRunner: () => runner,
    createAgentRunner: () => runner,
  } as unknown as JobParts;
  const signal = new AbortController().signal;
  const tree = { root: join(folder, 'tree') } as Workspace;
  createTeam({
    job: { id: 'job-1', goal: 'the goal', caps, request: brain === undefined ? {} : { agent: brain } } as Job,
    workspace: tree,
    places: { look: async () => tree, own: async () => tree },
    journal: ledger.journal,
    emit: ledger.emit,
    raises: { reached: async () => undefined },
    limits: { files: 1, lines: 1, soft: false, forbiddenPaths: [], mustPassTests: true, mustPassLint: true },
    install: async () => ({ network: { mode: 'none' }, env: {}, mounts: [] }),
    dialogue: { ask: async () => '', inbox: async () => [] },
    more: new Map(),
    guide: '',
    memory: {} as JobMemory,
    remembered,
    parts,
    signal,
  });
  const delegate = () =>
    options[0]?.delegate({ role: 'coordinator', key: 'implement/turn-1/call-0', signal }, 'builder', 'do it');
  return { delegate, tasks };
}

test('A sub-agent that is done answers with its words and its data, under a key of its own', async () => {
  const { delegate, tasks } = team('completed');
  expect(await delegate()).toEqual({ text: 'half of it', data: { half: true } });
  expect(tasks).toMatchObject([{ role: 'builder', key: 'implement/turn-1/call-0/builder', goal: 'the goal' }]);
});

test('A sub-agent that stopped short is a failed call, which says how it stopped and what it said', async () => {
  for (const stop of ['error', 'step_limit', 'time_limit', 'cancelled'] as const) {
    const failure = await team(stop)
      .delegate()
      ?.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ToolError);
    expect(failure).toMatchObject({ message: `The builder stopped short (${stop}): half of it` });
  }
});

test('What is remembered is given to whoever reads files, language model or agent CLI, and to nobody else', async () => {
  const remembered = [{ for: 'project', key: 'tests', value: 'node --test', at: '2026-01-01' }];
  for (const brain of [undefined, 'claude-code']) {
    const reader = team('completed', { remembered, tools: ['read_file'], ...(brain ? { brain } : {}) });
    await reader.delegate();
    expect(reader.tasks[0]?.inputs).toEqual({ remembered });
  }
  const other = team('completed', { remembered, tools: ['query_ledger'] });
  await other.delegate();
  expect(other.tasks[0]?.inputs).toEqual({});
});
