import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { progress } from '@codewright/protocol/progress';
import { describe, expect, test } from 'vitest';
import { CodewrightError, Suspended } from '../shared/errors.ts';
import { runWorkflow } from './engine.ts';
import { loadWorkflow } from './load.ts';
import { memoryLedger } from '../shared/testing-ledger.ts';
import type { MemoryLedger } from '../shared/testing-ledger.ts';
import { scripted } from './testing.ts';
import type { Script } from './testing.ts';

const names = {
  roles: { planner: [], builder: [], reviewer: [] },
  tools: [],
  gates: [
    'patch-limits',
    'tests-kept',
    'syntax',
    'performance',
    'types',
    'lint',
    'tests',
    'start-and-answer',
    'secrets',
    'dependencies',
  ],
};
const shipped = (name: string) => {
  const file = join(import.meta.dirname, `../../workflows/${name}.yaml`);
  return loadWorkflow(readFileSync(file, 'utf8'), file, names);
};
const demo = (steps: string) => loadWorkflow(`name: demo\ndescription: d\nsteps:\n${steps}`, 'demo.yaml', names);
const agent = (name: string, more = '') => `  - {name: ${name}, agent: planner, instruction: do it${more}}\n`;

async function run(
  workflow: ReturnType<typeof demo>,
  script: Script = {},
  ledger: MemoryLedger = memoryLedger(),
  signal?: AbortSignal,
) {
  const parts = scripted(script, ledger, signal);
  const result = await runWorkflow(workflow, parts.deps);
  return { ...parts, result, ledger };
}
const events = (ledger: MemoryLedger) =>
  ledger.entries
    .map(({ data }) =>
      [data['event'], data['name'], data['status']].filter((part) => typeof part === 'string').join(' '),
    )
    .filter((line) => line.startsWith('phase-'));

describe('the build', () => {
  test('goes through its phases, hands results on and stops at green gates', async () => {
    const { tasks, checked, result, ledger } = await run(shipped('build'), {
      agent: (task) => ({ data: { of: task.step ?? '' } }),
    });
    expect(tasks.map((task) => [task.key, task.role, task.step])).toEqual([
      ['understand', 'planner', 'understand'],
      ['research', 'planner', 'research'],
      ['planning/plan', 'planner', 'plan'],
      ['implement', 'builder', 'implement'],
    ]);
    expect(tasks[3]?.inputs).toEqual({
      understand: { of: 'understand' },
      research: { of: 'research' },
      plan: { of: 'plan' },
    });
    expect(checked).toEqual(['validate']);
    expect(result.gates?.ok).toBe(true);
    expect(result.skipped).toEqual(['approve_plan', 'refinement']);
    expect(progress([], ledger.entries)).toMatchObject({ percent: 100, current: null });
  });

  test('asks for the plan only when the job wants it', async () => {
    const ledger = memoryLedger();
    const parts = scripted({ agent: () => ({ data: { tasks: [1] } }) }, ledger);
    await runWorkflow(shipped('build'), { ...parts.deps, job: { confirmPlan: true } });
    expect(parts.asked).toMatchObject([
      {
        kind: 'approval',
        choices: ['approve', 'reject'],
        action: { step: 'approve_plan', inputs: { plan: { tasks: [1] } } },
      },
    ]);
  });

  test('mends until the gates are green, with the newest report in hand, three times at most', async () => {
    const second = await run(shipped('build'), { gates: (key) => key.startsWith('refinement-2') });
    expect(second.checked).toEqual(['validate', 'refinement-1/recheck', 'refinement-2/recheck']);
    expect(second.tasks.at(-1)).toMatchObject({
      key: 'refinement-2/refine',
      step: 'refine',
      inputs: { gates: { ok: false } },
    });
    expect(second.result.outputs['refinement']).toEqual({ rounds: 2, reached: true });
    const never = await run(shipped('build'), { gates: () => false });
    expect(never.checked).toHaveLength(4);
    expect(never.result.gates?.ok).toBe(false);
  });
});

describe('the genius workflow', () => {
  test('ends when a person rejects the plan, before anything is built', async () => {
    const ledger = memoryLedger();
    const parts = scripted({ ask: () => 'reject' }, ledger);
    await expect(runWorkflow(shipped('genius'), parts.deps)).rejects.toMatchObject({ code: 'POLICY_DENIED' });
    expect(parts.tasks.map((task) => task.step)).toEqual(['plan']);
  });

  test('mends what the reviewer blocked, has it reviewed again, and asks a person where no approval comes', async () => {
    const verdict = async (...said: string[]) => {
      let reviews = 0;
      const { tasks, asked } = await run(shipped('genius'), {
        agent: (task) => (task.step === 'review' ? { data: { verdict: said[reviews++] ?? 'request_changes' } } : {}),
      });
      return { steps: tasks.map((task) => task.step).slice(2), asked: asked.length };
    };
    expect(await verdict('approve')).toEqual({ steps: ['review'], asked: 1 });
    expect(await verdict('request_changes', 'approve')).toEqual({ steps: ['review', 'refine', 'review'], asked: 1 });
    expect(await verdict()).toEqual({ steps: ['review', 'refine', 'review', 'refine', 'review'], asked: 2 });
    const silent = await run(shipped('genius'));
    expect(silent.tasks.map((task) => task.step)).not.toContain('refine');
    expect(silent.asked).toHaveLength(2);
  });
});

describe('a job that was stopped anywhere', () => {
  test('goes on from its record: nothing runs twice and no entry is written twice', async () => {
    const script: Script = {
      agent: (task) => ({ data: { of: task.key } }),
      gates: (key) => key.startsWith('refinement-2'),
    };
    const whole = await run(shipped('build'), script);
    const keys = whole.ledger.entries.map((entry) => entry.data['step']);
    expect(new Set(keys).size).toBe(keys.length);
    for (let cut = 0; cut <= whole.ledger.entries.length; cut++) {
      const ledger = memoryLedger(whole.ledger.entries.slice(0, cut));
      const resumed = await run(shipped('build'), script, ledger);
      expect(ledger.entries.map((entry) => entry.data['step'])).toEqual(keys);
      expect(resumed.result).toEqual(whole.result);
      expect(resumed.tasks.length + resumed.checked.length).toBeLessThanOrEqual(
        whole.tasks.length + whole.checked.length,
      );
    }
  });

  test('is parked by a question and goes on after the answer', async () => {
    const ledger = memoryLedger();
    const workflow = demo(
      `${agent('a')}  - {name: q, human: Which?, choices: [left, right]}\n${agent('b', ', inputs: [q]')}`,
    );
    await expect(run(workflow, { ask: () => Promise.reject(new Suspended('Which?')) }, ledger)).rejects.toBeInstanceOf(
      Suspended,
    );
    expect(events(ledger).at(-1)).toBe('phase-started q');
    const { tasks } = await run(workflow, { ask: () => 'left' }, ledger);
    expect(tasks).toMatchObject([{ key: 'b', inputs: { q: 'left' } }]);
  });

  test('keeps an optional step failed that had failed before', async () => {
    const ledger = memoryLedger();
    const workflow = demo(agent('a', ', optional: true') + agent('b'));
    await run(
      workflow,
      { agent: (task) => (task.key === 'a' ? Promise.reject(new CodewrightError('MODEL_FAILED', 'no')) : {}) },
      ledger,
    );
    const again = await run(workflow, {}, memoryLedger(ledger.entries));
    expect(again.tasks).toEqual([]);
    expect(again.result.skipped).toEqual(['a']);
  });
});

describe('a step', () => {
  test('that is optional and fails is recorded with its reason, and the rest goes on', async () => {
    const { result, ledger, tasks } = await run(demo(agent('a', ', optional: true') + agent('b', ', inputs: [a]')), {
      agent: (task) => (task.key === 'a' ? { stop: 'error', text: 'cannot' } : {}),
    });
    expect(result.skipped).toEqual(['a']);
    expect(tasks.at(-1)?.inputs).toEqual({ a: null });
    const end = ledger.entries.find((entry) => entry.data['step'] === 'a/end');
    expect(end?.data['result']).toEqual({ status: 'failed', reason: 'a: cannot' });
    expect(events(ledger)).toContain('phase-finished a failed');
  });

  test('that is required and fails ends the workflow with its reason', async () => {
    const fail = (stop: 'error' | 'token_limit') =>
      run(demo(agent('a') + agent('b')), { agent: () => ({ stop, text: 'why' }) });
    await expect(fail('error')).rejects.toMatchObject({ code: 'MODEL_FAILED', message: 'a: why' });
    await expect(fail('token_limit')).rejects.toMatchObject({
      code: 'BUDGET_EXCEEDED',
      details: { limit: 'token_limit' },
    });
  });

  test('that is optional does not swallow what ends the whole job', async () => {
    for (const code of ['CANCELLED', 'LEASE_LOST', 'STORAGE_FULL', 'SANDBOX_UNAVAILABLE'] as const) {
      const failing = run(demo(agent('a', ', optional: true')), {
        agent: () => Promise.reject(new CodewrightError(code, 'x')),
      });
      await expect(failing).rejects.toMatchObject({ code });
    }
  });

  test('is skipped when its condition does not hold, and says so', async () => {
    const text =
      agent('a') + agent('b', ", when: 'steps.a.output.n > 2'") + agent('c', ', when: \'steps.b.status == "skipped"\'');
    const { tasks, result, ledger } = await run(demo(text), { agent: () => ({ data: { n: 2 } }) });
    expect(tasks.map((task) => task.key)).toEqual(['a', 'c']);
    expect(result.skipped).toEqual(['b']);
    expect(events(ledger)).not.toContain('phase-started b');
    expect(events(ledger)).toContain('phase-started c');
    expect(events(ledger)).toContain('phase-finished b skipped');
  });

  test('gets outputs written into its instruction: texts as they are, data as JSON', async () => {
    const text = `${agent('a')}  - name: b\n    agent: builder\n    instruction: "\${{ job.goal }} | \${{ steps.a.output.list }} | \${{ steps.a.text }} | \${{ iteration }}"\n`;
    const { tasks } = await run(demo(text), { agent: () => ({ data: { list: ['x'] }, text: 'hi' }) });
    expect(tasks[1]?.instruction).toBe('a goal | [\n  "x"\n] | hi | 0');
  });

  test('whose condition reads what is not there fails with the condition in the message', async () => {
    await expect(run(demo(agent('a') + agent('b', ", when: 'steps.a.output.nope'")))).rejects.toMatchObject({
      code: 'WORKFLOW_INVALID',
      message: expect.stringContaining('steps.a.output.nope'),
    });
  });
});

describe('parallel branches', () => {
  const five = demo(
    `  - name: p\n    parallel:\n${['a', 'b', 'c', 'd', 'e'].map((name) => `    ${agent(name)}`).join('')}`,
  );

  test('run side by side, three at once, and give their outputs by name', async () => {
    let now = 0;
    let most = 0;
    const { result } = await run(five, {
      agent: async (task) => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 5));
        now--;
        return { data: task.key };
      },
    });
    expect(most).toBe(3);
    expect(result.outputs['p']).toEqual({ a: 'p/a', b: 'p/b', c: 'p/c', d: 'p/d', e: 'p/e' });
  });

  test('that have begun are over before a failure goes on, and no further one begins', async () => {
    const over: string[] = [];
    const failing = run(five, {
      agent: async (task) => {
        if (task.key === 'p/a') throw new CodewrightError('MODEL_FAILED', 'no');
        await new Promise((resolve) => setTimeout(resolve, 10));
        over.push(task.key);
        return {};
      },
    });
    await expect(failing).rejects.toMatchObject({ code: 'MODEL_FAILED' });
    expect(over).toEqual(['p/b', 'p/c']);
  });
});

describe('cancellation', () => {
  test('ends the workflow between two steps', async () => {
    const control = new AbortController();
    const ledger = memoryLedger();
    const cancelled = run(
      demo(agent('a') + agent('b')),
      { agent: () => (control.abort(), {}) },
      ledger,
      control.signal,
    );
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(events(ledger)).not.toContain('phase-started b');
  });

  test('inside an optional step counts as cancellation, not as its failure', async () => {
    const control = new AbortController();
    const script: Script = {
      agent: () => {
        control.abort();
        throw new CodewrightError('MODEL_FAILED', 'connection closed');
      },
    };
    const cancelled = run(demo(agent('a', ', optional: true')), script, memoryLedger(), control.signal);
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
