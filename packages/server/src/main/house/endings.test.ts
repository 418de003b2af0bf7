import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerEntry } from '@codewright/protocol/event';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beingCopied } from '../../jobs/fork.ts';
import type { Queue } from '../../queue/contract.ts';
import { CodewrightError } from '../../shared/errors.ts';
import { startPool } from '../../worker/pool.ts';
import { createCatalog } from '../catalog.ts';
import { createJobParts } from '../job-parts.ts';
import { createSandboxes } from '../sandboxes.ts';
import { type House, openHouse, type ScriptedModel, scriptedModel, type Turn } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const goal = 'fix: sum() subtracts';
const edit: Turn = [['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one + other' }]];
const commit: Turn = [['commit_changes', { message: 'Let sum add' }]];
const look: Turn = [['read_file', { path: 'src/sum.js' }]];

/** A pool whose queue is the real one, but for what a test does in between. */
function pool(model: ScriptedModel, job: string | undefined, between: (queue: Queue) => Partial<Queue>) {
  const { runtime } = house;
  const parts = createJobParts(runtime, createCatalog(), createSandboxes(runtime), { scripted: model.factory });
  const queue = { ...runtime.queue, ...between(runtime.queue) };
  const options = { name: runtime.workerName, concurrency: 1, heartbeatMs: 100, drainMs: 5000 };
  return startPool({ ...parts, queue }, { ...options, ...(job === undefined ? {} : { only: job }) });
}

async function submit(name: string): Promise<{ id: string; repository: string }> {
  const { repository } = house.user(name);
  const { job } = await house.client.submit({ goal, repository, model: 'scripted/script' });
  return { id: job.id, repository };
}

const steps = (entries: LedgerEntry[]) =>
  entries.filter(({ data }) => 'step' in data && 'result' in data).map(({ data }) => data['step']);

function expectNoneTwice(entries: LedgerEntry[]): void {
  const all = steps(entries);
  expect(all.filter((step, index) => all.indexOf(step) !== index)).toEqual([]);
}

describe('A job whose gates fail', () => {
  test('and whose mending gives up is delivered all the same, marked as failed by its gates', async () => {
    const { repository, untouched } = house.user('secret', { 'README.md': '# Notes\n' });
    const token = ['ghp', 'Zq7Xk2Mn4Pw9Tb3Dc6Vf8Rg1Hj5Ly0Us2Ae4'].join('_');
    const report = await house.run({
      goal: `create file docs/access.txt with "${token}"`,
      repository,
      caps: { steps: 100 },
    });
    expect(report.gates.find(({ gate }) => gate === 'secrets')).toMatchObject({ verdict: 'failed' });
    expect(report.job).toMatchObject({
      status: 'failed',
      stopReason: 'error',
      currentAction: null,
      error: { code: 'GATES_FAILED', message: expect.stringMatching(/secrets failed.*language model or a person/s) },
    });
    const [, branch = ''] = report.job.result?.split('#') ?? [];
    expect(house.git(repository, 'show', `${branch}:docs/access.txt`)).toBe(token);
    expect(report.job.truthpack).not.toBeNull();
    untouched();
    await house.recorded(report);
    // Nobody merges it by mistake.
    await expect(house.client.merge(report.job.id)).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('A job that fails before any gate', () => {
  test('says what the agent said and where lies what it wrote', async () => {
    const { repository, untouched } = house.user('failing');
    const report = await house.run({ goal: 'create file docs/notes.md with "hello"', repository });
    expect(report.job).toMatchObject({ status: 'failed', result: null, error: { code: 'MODEL_FAILED' } });
    expect(report.job.error?.message).toContain('sum adds');
    const [, tree = ''] = /unproven in (\S+);/.exec(report.job.error?.hint ?? '') ?? [];
    expect(readFileSync(join(tree, 'docs/notes.md'), 'utf8')).toBe('hello\n');
    expect(await house.client.diff(report.job.id)).toContain('+hello');
    expect(house.results(repository)).toEqual([]);
    untouched();
  });
});

describe('A question', () => {
  const question: Turn = [['ask_user', { question: 'Round the sum?', choices: ['yes', 'no'] }]];
  const asks = () => scriptedModel({ implement: [look, question, edit, commit, 'Done.'] });

  test('takes one answer, to what it asks now', async () => {
    const { id } = await submit('digest');
    const model = asks();
    const { job, pending } = await house.work(id, model);
    expect(job).toMatchObject({ status: 'waiting_human', waitingFor: 'Round the sum?', attempts: 0 });
    const [decision] = pending;
    if (!decision) throw new Error('It asks nothing.');
    const { client } = house;
    const other = { id: decision.id, digest: 'f'.repeat(64), answer: 'yes' };
    const changed = client.answer(id, other);
    await expect(changed).rejects.toMatchObject({
      code: 'CONFLICT',
      api: 'CONFLICT',
      message: expect.stringMatching(/changed/),
    });
    await expect(client.resume(id)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await client.job(id)).job.status).toBe('waiting_human');
    const before = await client.history(id);

    await client.answer(id, { ...other, digest: decision.digest });
    await expect(client.answer(id, { ...other, digest: decision.digest })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await house.work(id, model)).job).toMatchObject({ status: 'succeeded', attempts: 1 });
    const after = await client.history(id);
    expect(after.slice(0, before.length)).toEqual(before);
    expectNoneTwice(after);
    expect(model.results.find(({ tool }) => tool === 'ask_user')?.text).toContain('yes');
  });

  test('whose answer comes before the job is parked does not leave it waiting', async () => {
    const { id } = await submit('early');
    const model = asks();
    const early = pool(model, id, (queue) => ({
      park: async (fence, waitingFor) => {
        const [asked] = await house.events(id, 'question-asked');
        const answer = { event: 'question-answered', question: asked?.id ?? '', answer: 'no' };
        const actor = { type: 'user', id: 'local' } as const;
        await house.runtime.ledger.append([{ job: id, kind: 'event', actor, summary: 'Answered: no', data: answer }]);
        await queue.unpark(id, 'local');
        await queue.park(fence, waitingFor);
      },
    }));
    await early.done;
    expect((await house.client.job(id)).job).toMatchObject({ status: 'queued', attempts: 0 });
    expect((await house.work(id, model)).job.status).toBe('succeeded');
    expectNoneTwice(await house.client.history(id));
    expect(model.results.find(({ tool }) => tool === 'ask_user')?.text).toContain('no');
  });
});

describe('A fork', () => {
  const careful = `
name: careful
description: Asks before it begins.
steps:
  - name: agree
    title: Asking
    weight: 10
    human: Shall it be mended?
    choices: [go, stay]
  - name: implement
    title: Mending
    weight: 70
    agent: builder
    instruction: Mend it.
  - name: validate
    title: Proving
    weight: 20
    gates: [patch-limits, tests]
`;

  test('takes answers and messages of its parent as given, and so does its own fork', async () => {
    const script = { implement: [look, edit, commit, 'Done.'] };
    const model = scriptedModel(script, { workflow: careful });
    const { id } = await submit('fork');
    expect((await house.work(id, model)).job).toMatchObject({
      status: 'waiting_human',
      waitingFor: 'Shall it be mended?',
    });
    await house.client.say(id, 'Mind the zebras');
    expect((await house.answer(id, 'go', model)).job.status).toBe('succeeded');
    let parent = id;
    for (const step of ['implement', 'agree']) {
      const fork = await house.client.fork(parent, step);
      expect(fork).toMatchObject({ status: 'queued', parent });
      const { job, pending } = await house.work(fork.id, model);
      expect(job).toMatchObject({ status: 'succeeded', waitingFor: null });
      expect(pending).toEqual([]);
      const read = (await house.client.history(fork.id)).filter(({ data }) => Array.isArray(data['applied']));
      expect(read).toHaveLength(1);
      expectNoneTwice(await house.client.history(fork.id));
      parent = fork.id;
    }
  });

  test('whose record was not copied whole is never worked on', async () => {
    const { runtime, client } = house;
    const { id } = await submit('half');
    const parent = await runtime.queue.get(id);
    const { request, mode, caps, intent } = parent;
    const intake = { rule: null, confidence: 1, risk: 0, verdict: 'forked' };
    const half = await runtime.queue.enqueue({ request, mode, caps, intent, intake, parked: beingCopied });
    expect(await runtime.queue.claim('w', { job: half.id })).toBeNull();
    await expect(client.resume(half.id)).rejects.toMatchObject({
      code: 'CONFLICT',
      hint: expect.stringContaining('cancel'),
    });
    expect(await client.cancel(half.id)).toMatchObject({ status: 'aborted' });
    // Nothing stays queued here: the worker of a later test would see it.
    await client.cancel(id);
  });
});

describe('A message', () => {
  test('reaches one turn, and is not said again after a restart', async () => {
    const { id } = await submit('message');
    const prompts: string[] = [];
    const model = scriptedModel({
      implement: [
        async (seen) => {
          await house.client.say(id, 'Mind the zebras');
          prompts.push(seen.prompt);
          return look;
        },
        (seen) => {
          prompts.push(seen.prompt);
          return [['ask_user', { question: 'Sure?' }]];
        },
        (seen) => {
          prompts.push(seen.prompt);
          return edit;
        },
        commit,
        'Done.',
      ],
    });
    expect((await house.work(id, model)).job.status).toBe('waiting_human');
    expect((await house.answer(id, 'yes', model)).job.status).toBe('succeeded');
    // Turn two is seen twice: the turn that asked is replayed from the record, not asked again.
    expect(prompts.map((prompt) => prompt.split('zebras').length - 1)).toEqual([0, 1, 1]);
    const applied = (await house.client.history(id)).filter(({ data }) => Array.isArray(data['applied']));
    expect(applied).toHaveLength(1);
  });
});

describe('A pause', () => {
  /** A script that pauses its job in its second turn and goes on when `then` has resolved. */
  const pausing = (id: () => string, then: () => Promise<void>) =>
    scriptedModel({
      implement: [
        look,
        async () => {
          await house.client.pause(id());
          await then();
          return edit;
        },
        commit,
        'Done.',
      ],
    });

  /** Resolves once the worker has heard of the pause: at the beat after the first one that told it. */
  function hearing() {
    const { promise, resolve } = Promise.withResolvers<void>();
    let seen = 0;
    const between = (queue: Queue): Partial<Queue> => ({
      heartbeat: async (fence) => {
        const state = await queue.heartbeat(fence);
        if (seen > 0) resolve();
        if (state.pauseRequested) seen += 1;
        return state;
      },
    });
    return { heard: promise, between };
  }

  test('parks the job at its next step, and resuming it repeats nothing', async () => {
    const { id } = await submit('pause');
    const { heard, between } = hearing();
    const model = pausing(
      () => id,
      () => heard,
    );
    await pool(model, id, between).done;
    expect((await house.client.job(id)).job).toMatchObject({
      status: 'waiting_human',
      waitingFor: 'Paused by a person',
      attempts: 0,
    });
    const before = steps(await house.client.history(id));
    expect(before.at(-1)).toBe('implement/turn-2');
    await house.client.resume(id);
    expect((await house.work(id, model)).job.status).toBe('succeeded');
    expectNoneTwice(await house.client.history(id));
  });

  test('that is taken back before the next step does not park the job', async () => {
    const { id } = await submit('unpaused');
    const heard = Promise.withResolvers<void>();
    const heardAgain = Promise.withResolvers<void>();
    let wasPaused = false;
    const model = pausing(
      () => id,
      async () => {
        await heard.promise;
        await house.runtime.queue.unpark(id, 'local');
        await heardAgain.promise;
      },
    );
    await pool(model, id, (queue) => ({
      heartbeat: async (fence) => {
        const state = await queue.heartbeat(fence);
        if (state.pauseRequested) {
          wasPaused = true;
          heard.resolve();
        } else if (wasPaused) {
          // The worker takes in what it is told here as soon as this has returned.
          setTimeout(heardAgain.resolve, 50);
        }
        return state;
      },
    })).done;
    expect(wasPaused).toBe(true);
    expect((await house.client.job(id)).job).toMatchObject({ status: 'succeeded', attempts: 1 });
  });
});

describe('A worker', () => {
  test('that lost its job to another writes nothing more, and its run ends', async () => {
    const { id } = await submit('stale');
    let taken: LedgerEntry[] = [];
    const gone = Promise.withResolvers<void>();
    const model = scriptedModel({
      implement: [
        look,
        async () => {
          const { queue } = house.runtime;
          await queue.rescue(() => false);
          expect(await queue.claim('another:1:1', { job: id })).toMatchObject({ epoch: 2 });
          taken = await house.client.history(id);
          gone.resolve();
          return edit;
        },
        commit,
        'Done.',
      ],
    });
    let claims = 0;
    await pool(model, id, (queue) => ({
      // Whoever lost a job looks for it at once: it may be the only one that is there to take it.
      claim: async (...given) => {
        claims += 1;
        if (claims > 1) await gone.promise;
        return queue.claim(...given);
      },
    })).done;
    expect(await house.client.history(id)).toEqual(taken);
    expect((await house.client.job(id)).job).toMatchObject({ status: 'running', worker: 'another:1:1', epoch: 2 });
    // The other one finds everything as it needs it.
    await house.runtime.queue.release({ job: id, epoch: 2 }, 'the test is over');
    expect((await house.work(id, scriptedModel({ implement: [look, edit, commit, 'Done.'] }))).job.status).toBe(
      'succeeded',
    );
  });

  test('outlives a database that is away for a while', async () => {
    const { id } = await submit('away');
    let failures = 0;
    const model = scriptedModel({ implement: [edit, commit, 'Done.'] });
    const worker = pool(model, undefined, (queue) => ({
      claim: async (name) => {
        failures += 1;
        if (failures < 3) throw new CodewrightError('STORAGE_UNREACHABLE', 'The database does not answer.');
        return queue.claim(name, { job: id });
      },
    }));
    await expect.poll(async () => (await house.client.job(id)).job.status).toBe('succeeded');
    await worker.stop();
    expect(failures).toBeGreaterThanOrEqual(3);
  });

  test('that runs one job for a command reports that its end could not be recorded', async () => {
    const { id } = await submit('unrecorded');
    const full = () => Promise.reject(new CodewrightError('STORAGE_FULL', 'There is no space left.'));
    const model = scriptedModel({ implement: [edit, commit, 'Done.'] });
    await expect(pool(model, id, () => ({ finish: full })).done).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    // Nothing was claimed to be over: whoever takes it up ends it.
    await house.runtime.queue.rescue(() => false);
    expect((await house.work(id, model)).job.status).toBe('succeeded');
    expectNoneTwice(await house.client.history(id));
  });
});
