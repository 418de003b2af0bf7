import { join } from 'node:path';
import type { CodewrightClient } from '@codewright/protocol/client';
import { ClientError } from '@codewright/protocol/client-error';
import type { LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses } from '@codewright/protocol/job';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRepository, passing } from '../main/e2e/testing-launcher.ts';
import { endless } from './testing.ts';

export interface ClientUnderTest extends AsyncDisposable {
  client: CodewrightClient;
  /** A folder for repositories and projects. */
  folder: string;
}

const remark = {
  id: 'comment-1',
  file: 'docs/a.md',
  side: 'new' as const,
  line: 1,
  endLine: 1,
  commit: '',
  hunk: '+hello',
  text: 'Why?',
};

/** What the contract promises, whichever way it is kept. */
export function clientConformance(name: string, open: () => Promise<ClientUnderTest>): void {
  describe(`The client ${name}`, () => {
    let one: ClientUnderTest;
    let client: CodewrightClient;
    let count = 0;
    beforeAll(async () => {
      one = await open();
      client = one.client;
    });
    afterAll(() => one[Symbol.asyncDispose]());

    const repository = (files: Record<string, string> = passing) =>
      makeRepository(join(one.folder, `repository-${(count += 1)}`), files);
    const submit = async (repo = repository()) =>
      (await client.submit({ goal: 'create file docs/a.md with "hello"', repository: repo })).job;
    const status = async (id: string) => (await client.job(id)).job.status;
    const over = (id: string) =>
      expect.poll(async () => finalStatuses.includes(await status(id)), { timeout: 20_000 }).toBe(true);
    const done = async () => {
      const { id } = await submit();
      await over(id);
      return id;
    };
    /** Rejects with the one class of errors, its code, a sentence and, where there is something to do, a hint. */
    const fails = async (work: Promise<unknown>, code: string, words = /./) => {
      const error: unknown = await work.then(
        () => new Error('It did not fail.'),
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(ClientError);
      expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
      return error as ClientError;
    };

    test('previews without making anything, and says what it would ask', async () => {
      const before = (await client.jobs({})).length;
      const repo = repository();
      expect(await client.preview({ goal: 'create file a.md with "x"', repository: repo })).toMatchObject({
        verdict: 'ready',
        mode: 'mechanic',
        unsupported: [],
      });
      const vague = await client.preview({ goal: 'make something nice' });
      expect(vague.verdict).toBe('needs-answer');
      expect(vague.questions.length).toBeGreaterThan(0);
      expect(await client.jobs({})).toHaveLength(before);
    });

    test('tells what is wrong by code, message, hint and details', async () => {
      const vague = await fails(client.submit({ goal: 'make something nice' }), 'ABSTAINED');
      expect(vague.details).toMatchObject({ questions: expect.any(Array), suggestions: expect.any(Array) });
      expect(vague.hint).toBeDefined();
      await fails(client.submit({ goal: 'create file a.md with "x"' }), 'USAGE', /needs a repository/);
      await fails(client.submit({ goal: 'create file a.md with "x"', repository: '/nowhere' }), 'INVALID_INPUT');
      await fails(client.submit({ goal: 'A REST API for notes', mode: 'build', folder: 'relative' }), 'INVALID_INPUT');
      for (const call of [
        () => client.job('nope'),
        () => client.digest('nope'),
        () => client.history('nope'),
        () => client.entries({ job: 'nope' }),
        () => client.cancel('nope'),
        () => client.pause('nope'),
        () => client.resume('nope'),
        () => client.answer('nope', { id: 'x', digest: 'y', answer: 'z' }),
        () => client.say('nope', 'x'),
        () => client.diff('nope'),
        () => client.changes('nope'),
        () => client.filesOf('nope'),
        () => client.fileOf('nope', { path: 'x' }),
        () => client.find('nope', { text: 'x' }),
        () => client.reviews('nope'),
        () => client.comment('nope', remark),
        () => client.view('nope', { file: 'a', mark: 'x', commit: '', viewed: true }),
        () => client.sendReview('nope'),
        () => client.merge('nope'),
        () => client.publish('nope'),
        () => client.fork('nope', 'x'),
        () => client.replay('nope'),
        () => client.verify('nope'),
        () => client.truthpack('nope'),
        () => client.verifyLedger('nope'),
      ])
        await fails(call(), 'NOT_FOUND', /no job nope/);
      const unknown = client.events({ job: 'nope', signal: AbortSignal.timeout(10_000) });
      await fails(unknown[Symbol.asyncIterator]().next(), 'NOT_FOUND');
    });

    test('carries a job from the request to the merge, with its record', async () => {
      const repo = repository();
      const { job, preview } = await client.submit({ goal: 'create file docs/a.md with "hello"', repository: repo });
      expect(preview.verdict).toBe('ready');
      expect(job).toMatchObject({ goal: 'create file docs/a.md with "hello"', repository: repo });
      await over(job.id);
      const report = await client.job(job.id);
      expect(report).toMatchObject({ job: { status: 'succeeded' }, pending: [] });
      expect(report.gates.find(({ gate }) => gate === 'tests')?.evidence[0]).toMatchObject({ exitCode: 0 });
      expect(report.summary).toMatch(/\w/);
      // Any unambiguous ending names it.
      expect((await client.job(job.id.slice(-8))).job.id).toBe(job.id);
      const history = await client.history(job.id);
      expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1));
      const digest = await client.digest(job.id.slice(-8));
      expect(digest).toMatchObject({ percent: 100, used: report.job.used, said: null });
      expect(digest.seq).toBeGreaterThanOrEqual(history.length);
      expect(digest.phases.map(({ name }) => name)).toEqual(report.checkpoints.map(({ step }) => step));
      expect(await client.diff(job.id)).toContain('+hello');
      expect(await client.verify(job.id)).toMatchObject({ ok: true });
      expect(JSON.parse(await client.truthpack(job.id))).toHaveProperty('signatures');
      const merged = await client.merge(job.id);
      expect(merged).toMatchObject({ branch: expect.stringMatching(/^codewright\//), commit: expect.any(String) });
      expect((await client.history(job.id)).at(-1)?.data['event']).toBe('result-merged');
    });

    test('shows what was written, takes comments on it, and sends them as one review', async () => {
      const id = await done();
      const { from, to, diff } = await client.changes(id);
      expect([from, to]).toEqual([expect.stringMatching(/^[0-9a-f]{40}$/), expect.stringMatching(/^[0-9a-f]{40}$/)]);
      expect(diff).toBe(await client.diff(id));
      expect(await client.changes(id, { from: to ?? '', ignoreSpace: true })).toMatchObject({ from: to, diff: '' });
      expect((await client.filesOf(id)).files).toContainEqual({ path: 'docs/a.md', changed: true });
      expect(await client.fileOf(id, { path: 'docs/a.md', commit: to ?? '' })).toMatchObject({ text: 'hello\n' });
      const found = await client.find(id, { text: 'HELLO', limit: 1 });
      expect(found).toMatchObject({ hits: [{ seq: 1, kind: 'job_created' }], more: true });
      expect((await client.find(id, { text: 'hello', after: 1 })).hits[0]?.seq).toBeGreaterThan(1);
      const named = (await client.history(id))[2]?.id ?? '';
      expect((await client.find(id, { text: named.slice(-8) })).hits.map((hit) => hit.id)).toContain(named);

      expect(await client.reviews(id)).toEqual({ draft: [], sent: [], viewed: [] });
      const looked = { file: 'docs/a.md', mark: '1-0-x', commit: to ?? '' };
      expect(await client.view(id, { ...looked, viewed: true })).toEqual({ viewed: [looked] });
      const other = { ...looked, mark: '2-0-y' };
      expect(await client.view(id, { ...other, viewed: true })).toEqual({ viewed: [other] });
      expect((await client.reviews(id)).viewed).toEqual([other]);
      expect(await client.view(id, { ...other, viewed: false })).toEqual({ viewed: [] });
      await fails(client.sendReview(id), 'CONFLICT', /no comment/);
      const comment = { ...remark, commit: to ?? '', text: 'rename docs/a.md to docs/b.md' };
      const { updatedAt } = await client.comment(id, comment);
      const now = { state: 'same', file: 'docs/a.md', line: 1 };
      expect((await client.reviews(id)).draft).toEqual([{ ...comment, updatedAt, now }]);
      const sent = await client.sendReview(id);
      expect(sent.comments).toMatchObject([{ ...comment, number: 1, reply: null }]);
      expect((await client.reviews(id)).draft).toEqual([]);
      await over(sent.job);
      const [review] = (await client.reviews(id)).sent;
      expect(review?.comments).toMatchObject([{ state: 'delivered', now: { state: 'moved', file: 'docs/b.md' } }]);
      await fails(client.comment(id, comment), 'CONFLICT', /sent already/);
    });

    test('gives every entry once and in order, from any place, live and until it is told to stop', async () => {
      const stop = new AbortController();
      const { id } = await submit();
      const seen: LedgerEntry[] = [];
      for await (const entry of client.events({ job: id.slice(-10), signal: stop.signal })) {
        seen.push(entry);
        if (entry.kind === 'job_status' && entry.data['to'] === 'succeeded') stop.abort();
      }
      const history = await client.history(id);
      expect(seen).toEqual(history.slice(0, seen.length));
      expect(seen.at(-1)?.data['to']).toBe('succeeded');
      const middle = seen[3]?.position ?? 0;
      const rest = new AbortController();
      const after: number[] = [];
      for await (const { position } of client.events({ job: id, after: middle, signal: rest.signal })) {
        after.push(position);
        if (position === seen.at(-1)?.position) rest.abort();
      }
      expect(after).toEqual(seen.map(({ position }) => position).filter((position) => position > middle));
      const some = new AbortController();
      const kinds = new Set<string>();
      for await (const entry of client.events({ kinds: ['job_created', 'job_claimed'], signal: some.signal })) {
        kinds.add(entry.kind);
        if (entry.job === id && entry.kind === 'job_claimed') some.abort();
      }
      expect([...kinds].toSorted()).toEqual(['job_claimed', 'job_created']);
      // Aborted before and while nothing comes: it ends, and rejects with nothing.
      for (const signal of [AbortSignal.abort(), AbortSignal.timeout(300)])
        for await (const entry of client.events({ after: 1_000_000, signal })) expect(entry).toBeUndefined();
    });

    test('reads the record in pages, by kind and by words', async () => {
      const id = await done();
      const all = await client.history(id);
      const first = await client.entries({ job: id, limit: 5 });
      expect(first).toEqual(all.slice(0, 5));
      expect(await client.entries({ job: id, limit: 3, after: first.at(-1)?.position ?? 0 })).toEqual(all.slice(5, 8));
      expect((await client.entries({ job: id, limit: 2, newestFirst: true })).map(({ seq }) => seq)).toEqual([
        all.length,
        all.length - 1,
      ]);
      expect(await client.entries({ job: id, afterSeq: 3, limit: 2 })).toEqual(all.slice(3, 5));
      const [third] = all.slice(2);
      expect(await client.entries({ job: id, before: all[3]?.position ?? 0, newestFirst: true, limit: 1 })).toEqual([
        third,
      ]);
      const claims = await client.entries({ kinds: ['job_claimed'], job: id });
      expect(claims.map(({ kind }) => kind)).toEqual(['job_claimed']);
      expect((await client.search('workspace opened', 3)).length).toBeGreaterThan(0);
      expect(await client.search('nosuchwordanywhere')).toEqual([]);
      expect(await client.verifyLedger()).toMatchObject({ ok: true });
      expect(await client.verifyLedger(id)).toMatchObject({ ok: true });
      const checkpoint = await client.checkpoint();
      expect(checkpoint.heads.map(({ job }) => job)).toContain(id);
      expect(await client.verifyCheckpoint(checkpoint)).toMatchObject({ ok: true });
      expect(await client.verifyCheckpoint({ ...checkpoint, hash: '0'.repeat(64) })).toMatchObject({ ok: false });
    });

    test('lists by status, mode and conversation, newest first and page by page', async () => {
      const talk = `talk-${name}`;
      const goal = 'create file a.md with "x"';
      const made = [];
      for (let turn = 0; turn < 3; turn += 1)
        made.push((await client.submit({ goal, repository: repository(), conversation: talk })).job.id);
      const list = async (more: object = {}) =>
        (await client.jobs({ conversation: talk, ...more })).map(({ id }) => id);
      expect(await list()).toEqual(made.toReversed());
      expect(await list({ limit: 2 })).toEqual(made.toReversed().slice(0, 2));
      expect(await list({ before: made[1] })).toEqual([made[0]]);
      expect(await list({ mode: 'build' })).toEqual([]);
      for (const id of made) await over(id);
      expect(await list({ status: ['succeeded', 'failed'] })).toEqual(made.toReversed());
      expect(await list({ status: ['queued'] })).toEqual([]);
    });

    test('stops, holds back and lets go on', async () => {
      const running = await submit(repository(endless));
      await expect.poll(() => status(running.id), { timeout: 20_000 }).toBe('running');
      const queued = await submit();
      expect(await client.pause(queued.id)).toMatchObject({ status: 'waiting_human' });
      expect(await client.resume(queued.id)).toMatchObject({ status: 'queued' });
      await fails(client.merge(queued.id), 'CONFLICT');
      await fails(client.publish(queued.id), 'CONFLICT');
      expect(await client.cancel(queued.id)).toMatchObject({ id: queued.id, status: 'aborted' });
      await fails(client.resume(queued.id), 'CONFLICT');
      expect((await client.say(running.id, 'keep it short')).id).toBe(running.id);
      expect(await client.cancel(running.id)).toMatchObject({ status: 'cancelling' });
      await over(running.id);
      expect(await status(running.id)).toBe('aborted');
      expect(
        (await client.history(running.id)).some(
          ({ kind, summary }) => kind === 'message' && summary === 'keep it short',
        ),
      ).toBe(true);
    });

    test('lets a job that its budget has ended go on with a larger one', async () => {
      const request = { goal: 'create file docs/a.md with "hello"', repository: repository(), caps: { steps: 2 } };
      const { id } = (await client.submit({ ...request, autoApprove: true })).job;
      await over(id);
      expect((await client.job(id)).job).toMatchObject({ status: 'failed', stopReason: 'step_limit' });
      expect((await fails(client.resume(id), 'CONFLICT', /ended by its budget/)).hint).toContain('--max-steps');
      await fails(client.resume(id, { caps: { steps: 2 } }), 'CONFLICT');
      expect((await client.resume(id, { caps: { steps: 50 } })).caps.steps).toBe(50);
      await over(id);
      expect(await status(id)).toBe('succeeded');
      await fails(client.resume(id, { caps: { steps: 90 } }), 'CONFLICT');
    });

    test('asks at a limit for a larger budget, and goes on with it', async () => {
      const request = { goal: 'create file docs/a.md with "hello"', repository: repository(), caps: { steps: 2 } };
      const { id } = (await client.submit(request)).job;
      await expect.poll(() => status(id), { timeout: 20_000 }).toBe('waiting_human');
      const [decision] = (await client.pending()).filter(({ job }) => job === id);
      expect(decision).toMatchObject({ kind: 'approval', budget: { limit: 'step_limit', raise: { steps: 4 } } });
      await fails(client.resume(id), 'CONFLICT', /waits for an answer/);
      await fails(client.resume(id, { caps: { steps: 2 } }), 'CONFLICT', /2 steps are spent/);
      expect((await client.resume(id, { caps: { steps: 50 } })).caps.steps).toBe(50);
      await over(id);
      expect(await status(id)).toBe('succeeded');
    });

    test('asks, and takes the answer to what was asked and to nothing else', async () => {
      const dangerous = { goal: 'delete the file ok.test.js', repository: repository() };
      const { id } = (await client.submit(dangerous)).job;
      await expect.poll(() => status(id), { timeout: 20_000 }).toBe('waiting_human');
      const [decision] = (await client.pending()).filter(({ job }) => job === id);
      const asks = { rule: 'file_delete', repository: dangerous.repository };
      expect(decision).toMatchObject({ kind: 'approval', job: id, ...asks });
      expect((await client.job(id)).pending).toEqual([decision]);
      const { id: question = '', digest = '' } = decision ?? {};
      await fails(client.answer(id, { id: question, digest: 'another', answer: 'approve' }), 'CONFLICT', /changed/);
      await fails(client.answer(id, { id: question, digest, answer: 'perhaps' }), 'INVALID_INPUT');
      // Asked again it is another question, of which every surface hears; the one before is answered no more.
      await fails(client.askAgain(id, { id: question, digest: 'another' }), 'CONFLICT');
      await client.askAgain(id, { id: question, digest });
      const [again] = (await client.job(id)).pending;
      expect(again).toEqual({ ...decision, id: again?.id, askedAt: again?.askedAt, expiresAt: again?.expiresAt });
      expect((again?.expiresAt ?? '') > (decision?.expiresAt ?? '~')).toBe(true);
      await fails(client.answer(id, { id: question, digest, answer: 'approve' }), 'CONFLICT', /answered already/);
      await client.answer(id, { id: again?.id ?? '', digest, answer: 'reject' });
      await fails(client.askAgain(id, { id: again?.id ?? '', digest }), 'CONFLICT');
      await over(id);
      expect(await status(id)).not.toBe('succeeded');
      expect((await client.pending()).filter(({ job }) => job === id)).toEqual([]);
    });

    test('makes jobs of jobs: a fork, a replay, a follow-up', async () => {
      const id = await done();
      const { checkpoints } = await client.job(id);
      const forked = await client.fork(id, checkpoints[0]?.step ?? '');
      expect(forked.parent).toBe(id);
      const step = await fails(client.fork(id, 'no-such'), 'NOT_FOUND');
      expect(step.hint).toContain(checkpoints[0]?.step);
      const replayed = await client.replay(id);
      const next = await client.say(id, 'create file docs/b.md with "more"');
      expect(next).toMatchObject({ parent: id });
      for (const other of [forked, replayed, next]) {
        expect(other.id).not.toBe(id);
        await over(other.id);
      }
      expect(await status(next.id)).toBe('succeeded');
    });

    test('makes one job of a request that comes twice', async () => {
      const request = {
        goal: 'create file a.md with "x"',
        repository: repository(),
        idempotencyKey: `key-${name.replaceAll(' ', '-')}`,
      };
      const [first, second] = await Promise.all([client.submit(request), client.submit(request)]);
      expect(second.job.id).toBe(first.job.id);
      await fails(client.submit({ ...request, goal: 'create file b.md with "x"' }), 'INVALID_INPUT', /another request/);
      // The control: without a key they are two.
      const { idempotencyKey: _key, ...plain } = request;
      expect((await client.submit(plain)).job.id).not.toBe((await client.submit(plain)).job.id);
    });

    test('says what answers', async () => {
      expect(await client.server()).toMatchObject({ version: '1.2.3', workers: 1, sandbox: 'bubblewrap' });
    });
  });
}
