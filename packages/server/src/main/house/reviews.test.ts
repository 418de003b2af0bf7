import type { CommentDraft } from '@codewright/protocol/review';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calculator, openHouse, scriptedModel, type House, type Script } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const mends: Script = [
  [['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one + other' }]],
  [['run_tests', {}]],
  [['commit_changes', { message: 'Let sum add' }]],
  'sum adds now.',
];
/** Its tests pass as they are. */
const works = { ...calculator, 'src/sum.js': 'export const sum = (one, other) => one + other;\n' };
const place = (more: Partial<CommentDraft> = {}): CommentDraft => ({
  id: 'comment-1',
  file: 'src/sum.js',
  side: 'new',
  line: 2,
  endLine: 2,
  commit: '',
  hunk: '+  return one + other;',
  text: 'Say why in a comment above it.',
  ...more,
});

test('A review of a running job reaches its agent as one message with places and quotes, and each comment shows how far it is', async () => {
  const { repository } = house.user('running');
  const { client } = house;
  const { job } = await client.submit({ goal: 'fix: sum() subtracts', repository, model: 'scripted/script' });
  const states = async () => (await client.reviews(job.id)).sent.flatMap(({ comments }) => comments);
  const prompts: string[] = [];
  const script: Script = [
    [['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one + other' }]],
    async () => {
      const shown = await client.changes(job.id);
      expect(shown.diff).toContain('+  return one + other;');
      const commit = shown.to ?? '';
      await client.comment(job.id, place({ commit }));
      await client.comment(
        job.id,
        place({
          id: 'comment-2',
          commit,
          file: 'src/double.js',
          line: 1,
          endLine: 1,
          hunk: ' export',
          text: 'Rename it to `twice`?',
        }),
      );
      await client.comment(job.id, place({ id: 'comment-3', commit, text: 'never mind' }));
      await client.comment(job.id, place({ id: 'comment-3', commit, text: '' }));
      // The same from another window; what is written changes until it is sent.
      expect((await client.reviews(job.id)).draft.map(({ id, now }) => [id, now.state])).toEqual([
        ['comment-2', 'same'],
        ['comment-1', 'same'],
      ]);
      const [sent, ...others] = await Promise.allSettled([
        client.sendReview(job.id, { remark: 'Good so far.' }),
        client.sendReview(job.id),
      ]);
      expect([sent.status, ...others.map(({ status }) => status)]).toEqual(['fulfilled', 'rejected']);
      expect((await client.reviews(job.id)).draft).toEqual([]);
      expect((await states()).map(({ number, state }) => [number, state])).toEqual([
        [1, 'pending'],
        [2, 'pending'],
      ]);
      return [['run_tests', {}]];
    },
    async ({ prompt }) => {
      prompts.push(prompt);
      expect((await states()).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
      return [
        [
          'edit_file',
          { path: 'src/sum.js', old: '  return one + other;', new: '  // Both are numbers.\n  return other + one;' },
        ],
      ];
    },
    [['run_tests', {}]],
    [['commit_changes', { message: 'Let sum add' }]],
    'sum adds now.\nComment 1: I left the name, others use it.\n**Comment 2**: Said why.',
  ];
  const done = await house.work(job.id, scriptedModel({ implement: script }));
  expect(done.job.status).toBe('succeeded');
  const [prompt = ''] = prompts;
  for (const words of [
    'Good so far.',
    'Comment 1: src/double.js, line 1 (at ',
    '> +  return one + other;',
    'Say why in a comment above it.',
  ])
    expect(prompt).toContain(JSON.stringify(words).slice(1, -1));
  expect(prompt).not.toContain('never mind');
  const [double, sum] = await states();
  expect(double).toMatchObject({
    state: 'addressed',
    changedBy: null,
    reply: { text: 'I left the name, others use it.' },
    now: { state: 'same', line: 1 },
  });
  expect(sum).toMatchObject({
    state: 'addressed',
    reply: { text: 'Said why.' },
    now: { state: 'outdated', line: null },
  });
  expect(sum?.changedBy).toMatch(/^[0-9a-f]{40}$/);
  await house.recorded(done);
});

test('A review of a job that is over becomes a job that follows on it; a comment whose place only moved is not called addressed', async () => {
  const { repository, untouched } = house.user('over');
  const first = await house.run({ goal: 'fix: sum() subtracts', repository }, scriptedModel({ implement: mends }));
  const { client } = house;
  const { id } = first.job;
  const shown = await client.changes(id);
  expect(shown.to).toBe(house.git(repository, 'rev-parse', first.job.result?.split('#')[1] ?? ''));
  await client.comment(id, place({ commit: shown.to ?? '' }));
  await client.comment(
    id,
    place({
      id: 'comment-2',
      commit: shown.from ?? '',
      side: 'old',
      hunk: '-  return one - other;',
      text: 'Why did this go?',
    }),
  );
  const sent = await client.sendReview(id);
  expect(sent.job).not.toBe(id);
  expect(sent.comments.map(({ state, now }) => [state, now.state])).toEqual([
    ['pending', 'unknown'],
    ['pending', 'unknown'],
  ]);
  const next: Script = [
    [['edit_file', { path: 'src/sum.js', old: 'export function', new: '// Adds.\nexport function' }]],
    [['run_tests', {}]],
    [['commit_changes', { message: 'Say what sum does' }]],
    'Done.',
  ];
  const second = await house.work(sent.job, scriptedModel({ implement: next }));
  expect(second.job).toMatchObject({ status: 'succeeded', parent: id });
  const [after] = (await client.reviews(id)).sent;
  expect(after?.comments.map(({ state, now, reply }) => [state, now.state, now.line, reply])).toEqual([
    ['delivered', 'moved', 3, null],
    ['delivered', 'same', 2, null],
  ]);
  untouched();
  await house.recorded(first);
});

test('Who has no language model carries out a single comment that says exactly what to do, and refuses any other without losing it', async () => {
  const { repository } = house.user('plain', works);
  const { job } = await house.run({ goal: 'create file docs/a.md with "hello"', repository });
  const { client } = house;
  const commit = (await client.changes(job.id)).to ?? '';
  await client.comment(
    job.id,
    place({ file: 'docs/a.md', line: 1, endLine: 1, commit, hunk: '+hello', text: 'Could this be friendlier?' }),
  );
  await expect(client.sendReview(job.id)).rejects.toMatchObject({
    message: expect.stringMatching(/needs a language model/),
  });
  expect((await client.reviews(job.id)).draft).toHaveLength(1);
  await client.comment(
    job.id,
    place({ file: 'docs/a.md', line: 1, endLine: 1, commit, hunk: '+hello', text: 'rename docs/a.md to docs/b.md' }),
  );
  const sent = await client.sendReview(job.id);
  const second = await house.work(sent.job);
  expect(second.job.status).toBe('succeeded');
  const branch = second.job.result?.split('#')[1] ?? '';
  expect(house.git(repository, 'show', `${branch}:docs/b.md`)).toBe('hello');
});

test('What was sent is no draft any more and cannot be changed; what is wrong with a comment is said', async () => {
  const { repository } = house.user('wrong');
  const { client } = house;
  const { job } = await client.submit({ goal: 'create file a.md with "x"', repository });
  await expect(client.sendReview(job.id)).rejects.toMatchObject({ code: 'CONFLICT', message: /no comment/ });
  await client.comment(job.id, place());
  await client.sendReview(job.id);
  await expect(client.comment(job.id, place({ text: 'other' }))).rejects.toMatchObject({ code: 'CONFLICT' });
  for (const wrong of [{ line: 3 }, { line: 0 }, { id: 'x' }, { file: '' }, { commit: 'HEAD; rm' }])
    await expect(client.comment(job.id, place({ id: 'comment-9', ...wrong }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  await client.comment(job.id, place({ id: 'comment-4', hunk: 'x'.repeat(20_000), text: 'y'.repeat(8000) }));
  await client.comment(job.id, place({ id: 'comment-5', text: 'y'.repeat(8000) }));
  await expect(client.sendReview(job.id)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: /longer than 10000/,
  });
  expect((await client.reviews(job.id)).draft).toHaveLength(2);
  await client.cancel(job.id);
});

test('The files of the work are listed and read as they are now and as they were', async () => {
  const { repository } = house.user('files', works);
  const { job } = await house.run({ goal: 'create file docs/a.md with "hello"', repository });
  const { client } = house;
  const now = await client.filesOf(job.id);
  expect(now.files).toContainEqual({ path: 'docs/a.md', changed: true });
  expect(now.files).toContainEqual({ path: 'src/sum.js', changed: false });
  expect(await client.fileOf(job.id, { path: 'docs/a.md' })).toMatchObject({
    text: 'hello\n',
    bytes: 6,
    binary: false,
    cut: false,
  });
  const base = house.git(repository, 'rev-parse', 'main');
  expect((await client.filesOf(job.id, { commit: base })).files).not.toContainEqual(
    expect.objectContaining({ path: 'docs/a.md' }),
  );
  await expect(client.fileOf(job.id, { path: 'docs/a.md', commit: base })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(client.fileOf(job.id, { path: '../../etc/passwd' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('A text is found anywhere in the record of a job, with what stands around it, and not in the names of fields', async () => {
  const { repository } = house.user('find', works);
  const { job } = await house.run({ goal: 'create file docs/a.md with "hello"', repository });
  const { client } = house;
  const whole = await client.find(job.id, { text: 'TESTS PASSED' });
  expect(whole.hits.length).toBeGreaterThan(0);
  expect(whole.hits[0]?.excerpt.toLowerCase()).toContain('tests passed');
  const all = await client.history(job.id);
  const hello = await client.find(job.id, { text: 'hello' });
  expect(hello.hits.map(({ seq }) => seq)).toEqual(
    all.filter((entry) => JSON.stringify([entry.summary, entry.data]).includes('hello')).map(({ seq }) => seq),
  );
  const [one, two] = hello.hits;
  expect(await client.find(job.id, { text: 'hello', limit: 1 })).toEqual({ hits: [one], more: true });
  expect((await client.find(job.id, { text: 'hello', after: one?.seq ?? 0 })).hits[0]).toEqual(two);
  // A name of a field that nearly every entry has.
  expect(await client.find(job.id, { text: 'durationMs' })).toEqual({ hits: [], more: false });
});

test('A known secret in a comment is kept nowhere: not while it is written and not in what is sent', async () => {
  const { repository } = house.user('secret', works);
  const { client, runtime } = house;
  const secret = 'token-of-the-test-0123456789';
  await runtime.secrets.set('CODEWRIGHT_GITHUB_TOKEN', secret);
  const { job } = await client.submit({ goal: 'create file a.md with "x"', repository });
  await client.comment(job.id, place({ text: `Use ${secret} here`, hunk: `+key = ${secret}` }));
  await client.comment(job.id, place({ id: 'comment-2', text: 'Use a-plain-word-of-the-test here' }));
  const kept = await Promise.all(['local', 'admin'].map((user) => runtime.storage.reviewNotes(job.id, user)));
  expect(kept.flat()).toHaveLength(2);
  expect(JSON.stringify(kept)).not.toContain(secret);
  await client.sendReview(job.id);
  const record = JSON.stringify(await client.history(job.id));
  expect(record).not.toContain(secret);
  expect(record).toContain('a-plain-word-of-the-test');
  await client.cancel(job.id);
});
