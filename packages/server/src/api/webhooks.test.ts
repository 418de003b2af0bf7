import { createHmac } from 'node:crypto';
import type { WebhookWithSecret } from '@codewright/protocol/webhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSecret, signedHeaders } from '../notify/sign.ts';
import { type ApiBench, openApi } from './testing.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await openApi();
});
afterAll(() => bench[Symbol.asyncDispose]());

let count = 0;
const goalOf = () => JSON.stringify({ goal: `create file hook-${(count += 1)}.md with "x"` });
const jobs = async () => (await bench.client.jobs({ limit: 500 })).length;

async function hook(about: object): Promise<WebhookWithSecret> {
  const response = await bench.post('/api/webhooks', { name: 'a hook', about: { folder: bench.repo, ...about } });
  expect(response.status).toBe(201);
  return (await response.json()) as WebhookWithSecret;
}

/** As another program sends it: without a token of ours. */
const deliver = (path: string, body: string, headers: Record<string, string>) =>
  bench.call(path, { method: 'POST', token: null, body, headers });

const sign = (secret: string, body: string, { id = `d-${(count += 1)}`, at = new Date() } = {}) =>
  signedHeaders(secret, id, at, body);

test('a signed delivery makes one job, of whoever made the webhook', async () => {
  const { path, secret, webhook } = await hook({ kind: 'generic' });
  const body = goalOf();
  const response = await deliver(path, body, sign(secret, body));
  const { state, job } = (await response.json()) as { state: string; job: string };
  expect([response.status, state]).toEqual([200, 'accepted']);
  expect((await bench.client.job(job)).job).toMatchObject({ createdBy: 'local', repository: bench.repo });
  const log = await (await bench.call(`/api/webhooks/${webhook.id}/deliveries`)).json();
  expect(log).toMatchObject({ deliveries: [{ state: 'accepted', job }] });
});

test('a delivery that is sent again makes no second job, not even two at once', async () => {
  const { path, secret } = await hook({ kind: 'generic' });
  const body = goalOf();
  const headers = sign(secret, body);
  const before = await jobs();
  const sent = await Promise.all([1, 2, 3].map(() => deliver(path, body, headers)));
  expect(sent.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409, 409]);
  expect((await deliver(path, body, headers)).status).toBe(409);
  expect(await jobs()).toBe(before + 1);
  // The control: under another id it is another delivery.
  const other = goalOf();
  expect((await deliver(path, other, sign(secret, other))).status).toBe(200);
  expect(await jobs()).toBe(before + 2);
});

test('a wrong signature, a changed body, a moved time and an old one are refused before anything is read', async () => {
  const { path, secret } = await hook({ kind: 'generic' });
  const body = goalOf();
  const before = await jobs();
  const minutes = (away: number) => new Date(Date.now() + away * 60_000);
  const good = sign(secret, body);
  const attacks: Record<string, [string, Record<string, string>]> = {
    'no signature': [body, {}],
    'another secret': [body, sign(newSecret(), body)],
    'a changed body': [`${body} `, good],
    'another id': [body, { ...good, 'webhook-id': 'd-other' }],
    'a moved time': [body, { ...good, 'webhook-timestamp': String(Math.floor(Date.now() / 1000) + 1) }],
    'a time that is none': [body, { ...good, 'webhook-timestamp': 'soon' }],
    'signed 6 minutes ago': [body, sign(secret, body, { at: minutes(-6) })],
    'signed in 6 minutes': [body, sign(secret, body, { at: minutes(6) })],
    'another version': [
      body,
      { ...good, 'webhook-signature': (good['webhook-signature'] ?? '').replace('v1,', 'v2,') },
    ],
  };
  for (const [name, [sent, headers]] of Object.entries(attacks))
    expect((await deliver(path, sent, headers)).status, name).toBe(401);
  expect(await jobs()).toBe(before);
  expect((await deliver(path, body, good)).status).toBe(200);
  const early = goalOf();
  expect((await deliver(path, early, sign(secret, early, { at: minutes(-4) }))).status).toBe(200);
  expect(await jobs()).toBe(before + 2);
});

test('a webhook that is switched off, has another secret or was removed takes nothing in', async () => {
  const { path, secret, webhook } = await hook({ kind: 'generic' });
  const status = async (with_: string) => {
    const body = goalOf();
    return (await deliver(path, body, sign(with_, body))).status;
  };
  const change = (enabled: boolean) =>
    bench.call(`/api/webhooks/${webhook.id}`, { method: 'PATCH', body: JSON.stringify({ enabled }) });
  expect(await status(secret)).toBe(200);
  await change(false);
  expect(await status(secret)).toBe(404);
  await change(true);
  const renewed = (await (await bench.post(`/api/webhooks/${webhook.id}/secret`, {})).json()) as WebhookWithSecret;
  expect(await status(secret)).toBe(401);
  expect(await status(renewed.secret)).toBe(200);
  await bench.call(`/api/webhooks/${webhook.id}`, { method: 'DELETE' });
  expect(await status(renewed.secret)).toBe(404);
});

test('what a webhook holds back is its secret: it is shown once, and neither listed nor recorded', async () => {
  const { secret, webhook } = await hook({ kind: 'generic' });
  const text = await (await bench.call('/api/webhooks')).text();
  expect(text).toContain(webhook.id);
  expect(text).not.toContain(secret);
  const entries = await bench.runtime.storage.entries({ limit: 100_000 });
  expect(JSON.stringify(entries)).not.toContain(secret);
});

const issue = { number: 7, title: 'create file from-issue.md with "x"', body: null };
const github = (secret: string, event: string, payload: object, id = `g-${(count += 1)}`) => {
  const body = JSON.stringify(payload);
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const headers = { 'x-github-event': event, 'x-github-delivery': id, 'x-hub-signature-256': signature };
  return { body, headers };
};

test('a label, a command of a collaborator and a failed check of a GitHub repository make jobs; nothing else does', async () => {
  const triggers = { label: 'codewright', command: '/codewright', failedChecks: true };
  const { path, secret } = await hook({ kind: 'github', triggers });
  const came = async (event: string, payload: object) => {
    const { body, headers } = github(secret, event, payload);
    const response = await deliver(path, body, headers);
    expect(response.status).toBe(200);
    const { state, job } = (await response.json()) as { state: string; job: string | null };
    return job === null ? state : (await bench.client.job(job)).job.goal;
  };
  const comment = (body: string, author_association = 'MEMBER') => ({
    action: 'created',
    issue,
    comment: { body, author_association, user: { login: 'ann' } },
  });
  const check = (conclusion: string, head_branch = 'main') => ({
    action: 'completed',
    repository: { default_branch: 'main' },
    check_run: { name: 'lint', conclusion, check_suite: { head_branch }, output: { title: null, summary: null } },
  });
  expect(await came('issues', { action: 'labeled', label: { name: 'codewright' }, issue })).toBe(issue.title);
  expect(await came('issues', { action: 'labeled', label: { name: 'bug' }, issue })).toBe('ignored');
  expect(await came('issues', { action: 'opened', issue })).toBe('ignored');
  expect(await came('issue_comment', comment('/codewright create file c.md with "x"'))).toBe(
    'create file c.md with "x"',
  );
  expect(await came('issue_comment', comment('/codewright'))).toBe(issue.title);
  expect(await came('issue_comment', comment('/codewright create file c.md with "x"', 'NONE'))).toBe('ignored');
  expect(await came('issue_comment', comment('/codewrighter please'))).toBe('ignored');
  expect(await came('issue_comment', comment('I like /codewright'))).toBe('ignored');
  expect(await came('check_run', check('success'))).toBe('ignored');
  expect(await came('check_run', check('failure', 'a-fork'))).toBe('ignored');
  expect(['Fix the failing check lint', 'refused']).toContain(await came('check_run', check('failure')));
  expect(await came('ping', { zen: 'x' })).toBe('ignored');
});

test('a delivery of GitHub counts once, by its id, and only with the signature of its body', async () => {
  const { path, secret } = await hook({ kind: 'github' });
  const payload = {
    action: 'labeled',
    label: { name: 'codewright' },
    issue: { ...issue, title: 'create file once.md with "x"' },
  };
  const before = await jobs();
  const forged = github('not-the-secret-of-it', 'issues', payload);
  expect((await deliver(path, forged.body, forged.headers)).status).toBe(401);
  const { body, headers } = github(secret, 'issues', payload, 'g-once');
  expect((await deliver(path, body.replace('once', 'else'), headers)).status).toBe(401);
  expect((await deliver(path, body, headers)).status).toBe(200);
  expect((await deliver(path, body, headers)).status).toBe(409);
  expect(await jobs()).toBe(before + 1);
});

test('a delivery larger than 2 MiB is cut off', async () => {
  const { path, secret } = await hook({ kind: 'generic' });
  const large = (size: number) => JSON.stringify({ filler: 'x'.repeat(size) });
  const body = large(2 * 1024 * 1024);
  expect((await deliver(path, body, sign(secret, body))).status).toBe(413);
  const fits = large(1024 * 1024);
  expect((await deliver(path, fits, sign(secret, fits))).status).toBe(200);
});
