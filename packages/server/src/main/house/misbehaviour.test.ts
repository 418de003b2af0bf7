import { textOf } from '@codewright/protocol/json';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kinds } from '../../llm/providers.ts';
import type { ScriptedServer, ScriptedStep } from '../../llm/scripted/contract.ts';
import { startScriptedServer } from '../../llm/scripted/server.ts';
import { openHouse, type House } from './testing-house.ts';

/** What a model does wrong, over a real wire: each way ends typed, is recorded, and costs no more than it must. */
let house: House;
let server: ScriptedServer;
beforeAll(async () => {
  house = await openHouse();
  server = await startScriptedServer();
});
afterAll(async () => {
  await server.close();
  await house[Symbol.asyncDispose]();
});

const edit = { tool: 'edit_file', input: { path: 'src/sum.js', old: 'one - other', new: 'one + other' } };
const ending: ScriptedStep[] = [
  { calls: [edit] },
  { calls: [{ tool: 'run_tests', input: {} }] },
  { calls: [{ tool: 'commit_changes', input: { message: 'Let sum add' } }] },
  { text: 'Done.' },
];

async function run(name: string, steps: ScriptedStep[], after?: ScriptedStep) {
  server.session(name, { script: steps, ...(after ? { after } : {}) });
  const { repository, untouched } = house.user(name);
  const open = kinds['openai-chat'];
  if (!open) throw new Error('There is no such wire.');
  const factory = () => open({ name: 'openai-chat', baseUrl: `${server.url}/v1`, apiKey: name });
  const model = { factory, results: [] };
  const report = await house.run(
    { goal: 'fix: sum() subtracts', repository, caps: { steps: 60, tokens: 5_000_000 } },
    model,
  );
  untouched();
  await house.recorded(report);
  const finished = await house.events(report.job.id, 'tool-finished');
  const calls = finished.map(({ data }) => `${textOf(data['tool'], '')} ${textOf(data['status'], '')}`);
  return { report, calls, requests: server.requests(name) };
}

describe('a model that', () => {
  test('calls a tool that there is not is told which there are, and goes on', async () => {
    const { report, calls, requests } = await run('unknown', [
      { calls: [edit], fault: { kind: 'unknown-tool' } },
      ...ending,
    ]);
    expect(report.job.status).toBe('succeeded');
    expect(calls[0]).toMatch(/ error$/);
    expect(requests[1]?.results[0]?.text).toMatch(/There is no tool .* here\. Your tools: read_file, /);
  });

  test.each(['not-json', 'wrong-type', 'missing'] as const)(
    'sends arguments that are wrong (%s) is told what the tool takes',
    async (how) => {
      const { report, calls, requests } = await run(`arguments-${how}`, [
        { calls: [edit], fault: { kind: 'invalid-arguments', how } },
        ...ending,
      ]);
      expect(report.job.status).toBe('succeeded');
      expect(calls.slice(0, 2)).toEqual(['edit_file error', 'edit_file ok']);
      expect(requests[1]?.results[0]?.text).toContain('It takes {path, old, new, all?}');
    },
  );

  test('gives two calls one id gets both answers, each under an id of its own', async () => {
    const reads = ['src/sum.js', 'src/double.js'].map((path) => ({ tool: 'read_file', input: { path } }));
    const { report, requests } = await run('ids', [{ calls: reads, fault: { kind: 'duplicate-ids' } }, ...ending]);
    expect(report.job.status).toBe('succeeded');
    const results = requests[1]?.results ?? [];
    expect(results).toHaveLength(2);
    expect(new Set(results.map((result) => result.id)).size).toBe(2);
    expect(results.map(({ text }) => text).join()).toMatch(/one - other.*value \* 2/s);
  });

  test('says nothing is reminded once and goes on, or is given up as stuck', async () => {
    const once = await run('empty-once', [{}, ...ending]);
    expect(once.report.job.status).toBe('succeeded');
    expect(once.requests[1]?.body).toContain('Your last turn was empty');
    const always = await run('empty', [], {});
    expect(always.report.job).toMatchObject({ status: 'failed', stopReason: 'error', error: { code: 'STUCK' } });
    expect(always.requests).toHaveLength(2);
    const kinds = (await house.client.history(always.report.job.id)).map(({ kind }) => kind);
    expect(kinds).toContain('escalation');
  });

  test('refuses ends the job as what it is, with its words', async () => {
    const { report, requests } = await run('refusal', [], {
      text: 'I cannot help with that.',
      finish: 'content-filter',
    });
    expect(report.job).toMatchObject({ status: 'failed', error: { code: 'MODEL_FAILED' } });
    expect(report.job.error?.message).toMatch(/content filter|cannot help/);
    expect(requests).toHaveLength(1);
  });

  test('goes in a circle is reminded once, then stopped, long before its budget', async () => {
    const { report, requests } = await run('circle', [], {
      calls: [{ tool: 'read_file', input: { path: 'src/sum.js' } }],
    });
    expect(report.job).toMatchObject({ status: 'failed', error: { code: 'STUCK' } });
    expect(requests.length).toBeLessThanOrEqual(8);
    expect(requests.at(-1)?.body).toContain('It will not come out otherwise');
  });

  test('goes back and forth without end is stopped too', async () => {
    const steps = Array.from(
      { length: 30 },
      (_, at): ScriptedStep => ({
        calls: [{ tool: 'read_file', input: { path: at % 2 === 0 ? 'src/sum.js' : 'src/double.js' } }],
      }),
    );
    const { report, requests } = await run('alternating', steps);
    expect(report.job).toMatchObject({ status: 'failed', error: { code: 'STUCK' } });
    expect(requests.length).toBeLessThan(15);
  });

  test('is cut off at its length is asked to go on in smaller pieces, and nothing of a half call is run', async () => {
    const { report, calls, requests } = await run('length', [{ text: 'I will now', finish: 'length' }, ...ending]);
    expect(report.job.status).toBe('succeeded');
    expect(calls).toEqual(['edit_file ok', 'run_tests ok', 'commit_changes ok']);
    expect(requests[1]?.body).toContain('cut off at the length limit');
  });

  test('can read no more makes room once, with a record of it, and goes on; where that does not help it ends typed', async () => {
    const loud = Array.from(
      { length: 8 },
      (_, at): ScriptedStep => ({
        calls: [{ tool: 'run_command', input: { command: `echo ${at}; seq 1 1500` } }],
      }),
    );
    const [first, ...rest] = ending;
    const once = await run('overflow', [...loud, { ...first, fault: { kind: 'context-overflow', times: 1 } }, ...rest]);
    expect(once.report.job.status).toBe('succeeded');
    const history = await house.client.history(once.report.job.id);
    const made = history.filter(({ data }) => data['compaction'] !== undefined);
    expect(made).toHaveLength(1);
    expect(made[0]?.summary).toMatch(/The history of builder is (shortened|digested): about \d+ tokens were too many/);
    const [before, after] = once.requests.slice(8, 10).map(({ body }) => body);
    expect(after?.length ?? 0).toBeLessThan((before?.length ?? 0) * 0.7);
    expect(after).toContain('fix: sum() subtracts');

    const always = await run('overflow-always', [...loud, { ...first, fault: { kind: 'context-overflow' } }]);
    expect(always.report.job).toMatchObject({ status: 'failed', error: { code: 'CONTEXT_FULL' } });
    expect(always.requests).toHaveLength(10);
  });

  test('does as it should is not disturbed: the same work without a fault', async () => {
    const { report, calls } = await run('control', ending);
    expect(report.job.status).toBe('succeeded');
    expect(calls).toEqual(['edit_file ok', 'run_tests ok', 'commit_changes ok']);
  });
});
