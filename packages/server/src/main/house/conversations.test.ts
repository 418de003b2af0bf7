import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConversing } from '../conversations.ts';
import { createSandboxes } from '../sandboxes.ts';
import { calculator, type House, openHouse, scriptedModel } from './testing-house.ts';

let house: House;
let repository: string;
beforeAll(async () => {
  house = await openHouse();
  ({ repository } = house.user('shop', {
    ...calculator,
    'src/sum.js': 'export const sum = (one, other) => one + other;\n',
  }));
});
afterAll(() => house[Symbol.asyncDispose]());

const chat = (text: string, more: object = {}) => house.client.chat({ text, folder: repository, ...more });

test('a request becomes a job, a follow-up goes on from it, and the record answers about both', async () => {
  const first = await chat('Create a file docs/notes.md with content "hello"');
  expect(first.messages.map(({ who, text }) => [who, text.slice(0, 10)])).toEqual([
    ['user', 'Create a f'],
    ['codewright', 'Understood'],
  ]);
  const { id: conversationId, jobs, title } = first.conversation;
  expect(title).toBe('Create a file docs/notes.md with content "hello"');
  expect((await house.client.job(jobs[0] ?? '')).job).toMatchObject({ conversation: conversationId, repository });
  await house.work(jobs[0] ?? '');

  const asked = await chat('how did it go?', { conversationId });
  expect(asked.conversation.jobs).toEqual(jobs);
  expect(asked.messages[1]).toMatchObject({
    who: 'codewright',
    job: jobs[0],
    text: expect.stringContaining('notes.md'),
  });
  expect(asked.messages[1]?.refs.length).toBeGreaterThan(0);
  expect((await chat('show the diff', { conversationId })).messages[1]?.text).toContain('+hello');

  const next = await chat('also create file docs/more.md with "more"', { conversationId });
  expect(next.messages[1]?.text).toMatch(/^Goes on from job/);
  expect(next.conversation.jobs).toHaveLength(2);
  const { job } = await house.work(next.conversation.jobs[1] ?? '');
  expect(job).toMatchObject({ status: 'succeeded', parent: jobs[0] });
  const messages = await house.client.messages({ conversationId });
  expect(messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(await house.client.messages({ conversationId, after: 6 })).toEqual(messages.slice(6));
  expect((await house.client.verifyLedger()).ok).toBe(true);
});

test('questions about workflows are answered from what they are, and start nothing', async () => {
  const all = (await chat('Which workflows are there?')).messages[1]?.text ?? '';
  for (const name of ['quick', 'genius', 'fix', 'review-only']) expect(all).toContain(`- **${name}**: `);
  expect(all).toContain('follows from the request');
  const { conversation, messages } = await chat('what does the genius workflow do?');
  expect(messages[1]?.text).toMatch(/^\*\*genius\*\*: /);
  expect(messages[1]?.text).toMatch(/\n1\. .+\n/);
  expect(conversation.jobs).toEqual([]);
  // No workflow of that name: a question about the code, as it would be without these words.
  expect((await chat('what does the sum workflow do?')).messages[1]?.text).toContain('places of the code');
  const chosen = await chat('which workflow is used?', { workflow: 'quick' });
  expect(chosen.messages[1]?.text).toContain('This conversation goes by **quick**');
});

test('what is to be remembered is kept for the project, and asked for again in another conversation', async () => {
  const kept = await chat('Please remember that the tests run with node --test');
  expect(kept.messages[1]?.text).toContain('Kept for jobs on this project');
  expect(kept.conversation.jobs).toEqual([]);
  expect((await chat('remember: never touch src/legacy')).messages[1]?.text).toContain('Kept');
  expect((await chat('What do you remember?')).messages[1]?.text).toBe(
    '- never touch src/legacy\n- the tests run with node --test',
  );
  expect((await chat('what do you remember about the tests?')).messages[1]?.text).toBe(
    '- the tests run with node --test',
  );
  expect((await chat('what do you remember about bananas?')).messages[1]?.text).toContain('Nothing is kept');
  // What is to be done is no fact.
  const wish = await chat('Remember to create a file docs/notes.md with content "hello"');
  expect(wish.messages[1]?.text).not.toContain('Kept');
});

test('what may go on with the last task or not is asked, and the choice is carried out without a second message', async () => {
  const first = await chat('Create a file docs/one.md with content "1"');
  const { id: conversationId } = first.conversation;
  await house.work(first.conversation.jobs[0] ?? '');
  const text = 'Create one file docs/second-of-them.md, in the same folder, with content "2"';
  const unclear = await chat(text, { conversationId });
  const choices = unclear.messages[1]?.choices ?? [];
  expect(choices.map(({ as }) => as)).toEqual(['follow-up', 'new']);
  expect(unclear.conversation.jobs).toHaveLength(1);
  const chosen = await chat(text, { conversationId, as: 'new', again: true });
  expect(chosen.messages.map(({ who }) => who)).toEqual(['codewright']);
  expect(chosen.conversation.jobs.length + Number(chosen.messages[0]?.job === null)).toBe(2);
});

test('what a job waits for is answered by the next message, and only a plain yes or no decides an approval', async () => {
  const first = await chat('delete file src/double.js');
  const { id: conversationId, jobs } = first.conversation;
  const [job = ''] = jobs;
  const waiting = await house.work(job);
  expect(waiting.pending).toHaveLength(1);
  const neither = await chat('what happens to the tests then?', { conversationId });
  expect(neither.messages[1]?.text).toContain('waits for your approval');
  expect((await house.client.job(job)).pending).toHaveLength(1);
  const no = await chat('no', { conversationId });
  expect(no.messages[1]).toMatchObject({ text: 'Rejected.', job, refs: [waiting.pending[0]?.id] });
  expect((await house.client.job(job)).pending).toEqual([]);
});

test('a job at its limit is raised or ended by a word in the conversation', async () => {
  await using small = await openHouse({ caps: { mechanic: { steps: 4 } } });
  small.attended = true;
  const { repository: folder } = small.user('limit', calculator);
  const say = (text: string, more: object = {}) => small.client.chat({ text, folder, ...more });
  const first = await say('create file docs/a.md with "hello"');
  const { id: conversationId, jobs } = first.conversation;
  const [job = ''] = jobs;
  const waiting = await small.work(job);
  expect(waiting.pending).toMatchObject([{ budget: { raise: { steps: 8 } } }]);
  const neither = await say('what is a step?', { conversationId });
  expect(neither.messages[1]).toMatchObject({
    text: expect.stringContaining('Raise it to 8 steps and go on? Answer with **raise** or **end**'),
    choices: [{ text: 'raise' }, { text: 'end' }],
  });
  expect((await small.client.job(job)).pending).toHaveLength(1);
  const yes = await say('raise', { conversationId });
  expect(yes.messages[1]).toMatchObject({ text: 'It goes on with 8 steps.', job });
  const again = await small.work(job);
  expect(again.job).toMatchObject({ status: 'waiting_human', caps: { steps: 8 } });
  const no = await say('end it.', { conversationId });
  expect(no.messages[1]?.text).toBe('It ends here; what it has done is kept.');
  expect((await small.work(job)).job).toMatchObject({ status: 'failed', stopReason: 'step_limit' });
});

test('without a language model a question about the code is answered with the places that speak of it', async () => {
  const { repository: own } = house.user('answers', calculator);
  const { messages, conversation } = await chat('where are two numbers added, which function is the sum?', {
    folder: own,
  });
  expect(conversation.jobs).toEqual([]);
  expect(messages[1]?.text).toContain('No language model is set up');
  expect(messages[1]?.places[0]).toMatchObject({ path: expect.stringContaining('sum'), line: expect.any(Number) });
  const nowhere = await chat('how does the login work?', { folder: house.folder });
  expect(nowhere.messages[1]?.text).toContain('Which repository');
});

test('with a language model a question becomes a job that answers from the code and changes nothing', async () => {
  const { conversation } = await chat('How does the sum work?', { model: 'scripted/script' });
  const [job = ''] = conversation.jobs;
  expect((await house.client.job(job)).job.request.workflow).toBe('answer');
  const model = scriptedModel({
    answer: ({ turn }) => (turn === 1 ? [['read_file', { path: 'src/sum.js' }]] : 'It subtracts: src/sum.js line 2.'),
  });
  const { summary, job: done } = await house.work(job, model);
  expect(done.status).toBe('succeeded');
  expect(summary).toContain('It subtracts');
});

test('what cannot be done is said in the conversation, with what can', async () => {
  const { messages } = await chat('rewrite everything in a nicer way');
  expect(messages[1]?.who).toBe('codewright');
  expect(messages[1]?.choices.length).toBeGreaterThan(0);
  const wrong = await chat('create file a.md with "x"', { folder: house.folder });
  expect(wrong.messages[1]?.text).toContain('needs a repository');
});

test('a message that is sent twice with one key is one message and one job', async () => {
  const text = 'Create a file docs/twice.md with content "once"';
  const first = await chat(text, { key: 'the-same-key' });
  const again = await chat(text, { key: 'the-same-key', conversationId: first.conversation.id });
  expect(again.conversation).toEqual(first.conversation);
  expect(again.messages).toEqual(first.messages);
});

test('messages are found by their words, conversations by name and ending, and another user finds none of them', async () => {
  const { conversation } = await house.client.note({ text: 'The marmalade is in the cupboard', folder: repository });
  await house.client.changeConversation(conversation.id, { name: 'breakfast' });
  for (const name of ['breakfast', conversation.id, conversation.id.slice(-6)])
    expect((await house.client.conversation(name)).id).toBe(conversation.id);
  const [found] = await house.client.messages({ q: 'marmalade cup' });
  expect(found).toMatchObject({ conversation: conversation.id, text: 'The marmalade is in the cupboard' });

  const other = createConversing(house.runtime, createSandboxes(house.runtime)).of('ben', house.client);
  expect(await other.messages({ q: 'marmalade cup' })).toEqual([]);
  expect((await other.conversations({})).conversations).toEqual([]);
  await expect(other.conversation(conversation.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(other.messages({ conversationId: conversation.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('conversations are listed by when they were last spoken in, page by page', async () => {
  const { conversation: old } = await house.client.note({ text: 'first' });
  const { conversation: newer } = await house.client.note({ text: 'second' });
  const ids = async (query: object) => {
    const { conversations, next } = await house.client.conversations(query);
    return { ids: conversations.map(({ id }) => id), next };
  };
  expect((await ids({ limit: 2 })).ids).toEqual([newer.id, old.id]);
  await house.client.note({ conversationId: old.id, text: 'again' });
  const page = await ids({ limit: 1 });
  expect(page.ids).toEqual([old.id]);
  expect((await ids({ limit: 1, before: page.next ?? '' })).ids).toEqual([newer.id]);
});

test('files of a repository are found by a part of their path', async () => {
  const { repository: own } = house.user('files', calculator);
  expect(await house.client.repositoryFiles({ folder: own, q: 'sum' })).toEqual(['src/sum.js', 'test/sum.test.js']);
  await expect(house.client.repositoryFiles({ folder: '/nowhere' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
