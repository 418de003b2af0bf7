import type { EntryKind } from '@codewright/protocol/event';
import { describe, expect, it } from 'vitest';
import { openToolBench } from '../tools/testing.ts';
import { createAgentRunner } from './loop.ts';
import { agentParts, roles, words } from './testing.ts';

const node = { 'package.json': JSON.stringify({ name: 'x', type: 'module', scripts: { test: 'node --test' } }) };
const passing = { 'a.test.js': "import { test } from 'node:test';\ntest('works', () => {});\n" };
const failing = {
  'a.test.js': "import { test } from 'node:test';\ntest('works', () => { throw new Error('broken'); });\n",
};

/** The whole way but for the database: real model, loop, executor, policy, sandbox and git. */
async function work(role: string, step: string, goal: string, files: Record<string, string>, prepare?: string) {
  const bench = await openToolBench(files, {
    roles: (name) => ({ tools: roles.get(name).tools, appends: roles.get(name).appends as EntryKind[] }),
    ask: async () => 'yes',
  });
  const { workspace, ledger, executor } = bench;
  const { signal } = bench.bench;
  try {
    if (prepare) await bench.call('run_command', { command: prepare });
    const { deps } = agentParts({ journal: ledger.journal, tools: executor, model: 'builtin/craft' });
    const task = { role, key: step, step, goal, instruction: 'Do it.', inputs: {} };
    const outcome = await createAgentRunner(deps, words).run(task);
    const state = await workspace.status(signal);
    const range = { from: state.base ?? '', to: state.head ?? '', signal };
    const tree = state.head ? await workspace.changes(range) : [];
    return { outcome, state, tree: tree.map(({ path, status }) => `${status} ${path}`), entries: ledger.entries };
  } finally {
    await bench[Symbol.asyncDispose]();
  }
}

describe('the built-in builder in a real workspace', () => {
  it('creates a file with the given content, tests and commits it', async () => {
    const { outcome, tree, state } = await work(
      'builder',
      'implement',
      'Create a file docs/note.md with content "hello"',
      { ...node, ...passing },
    );
    expect(outcome).toMatchObject({ stop: 'completed', text: expect.stringContaining('Committed') });
    expect(tree).toEqual(['added docs/note.md']);
    expect(state.changes).toEqual([]);
  });

  it('renames a file without a change of its content', async () => {
    const { outcome, tree } = await work('builder', 'implement', 'Rename "old name.txt" to lib/new.txt', {
      ...node,
      ...passing,
      'old name.txt': 'text\n',
    });
    expect(outcome.stop).toBe('completed');
    expect(tree).toEqual(['renamed lib/new.txt']);
  });

  it('deletes a file once a person has said yes', async () => {
    const { outcome, tree } = await work('builder', 'implement', 'Delete old.txt', {
      ...node,
      ...passing,
      'old.txt': 'text\n',
    });
    expect(outcome.stop).toBe('completed');
    expect(tree).toEqual(['deleted old.txt']);
  });

  it('commits nothing where the tests fail, and says which', async () => {
    const { outcome, tree } = await work('builder', 'implement', 'Create a file note.md with content "hello"', {
      ...node,
      ...failing,
    });
    expect(outcome.stop).toBe('error');
    expect(outcome.text).toMatch(/tests still fail[\s\S]*Tests failed/);
    expect(tree).toEqual([]);
  });

  it('refuses a path outside the workspace', async () => {
    const { outcome, tree } = await work('builder', 'implement', 'Create a file ../note.md with content "hello"', {
      ...node,
      ...passing,
    });
    expect(outcome.stop).toBe('error');
    expect(tree).toEqual([]);
  });
});

describe('the built-in reviewer in a real workspace', () => {
  it('records what it found, failing tests included', async () => {
    const { outcome, entries } = await work(
      'reviewer',
      'review',
      'Review this',
      { ...node, ...failing },
      'echo "console.log(1);" > b.js',
    );
    expect(outcome).toMatchObject({ stop: 'completed', data: { verdict: 'request_changes' } });
    const review = entries.find(({ kind }) => kind === 'review');
    expect(review?.data['blockers']).toMatchObject([
      { severity: 'critical' },
      { severity: 'minor', file: 'b.js', line: 1 },
      { severity: 'minor' },
    ]);
  });

  it('approves a harmless change and says what it could not check', async () => {
    const { outcome } = await work('reviewer', 'review', 'Review this', { ...node, ...passing }, 'echo text > b.md');
    expect(outcome).toMatchObject({ stop: 'completed', data: { verdict: 'approve' } });
    expect(outcome.text).toMatch(/Not checked: .*types and lint/);
  });
});
