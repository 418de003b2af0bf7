import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Asker } from '@codewright/protocol/access';
import type { Delivery } from '@codewright/protocol/webhooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Dispatcher, Letter } from '../../notify/contract.ts';
import { startDispatcher } from '../../notify/dispatch.ts';
import { createNotify } from '../../notify/notify.ts';
import { checkedId } from '../../notify/sign.ts';
import { systemClock } from '../../shared/clock.ts';
import { createPost } from '../notify.ts';
import { checkRepository } from '../output.ts';
import { calculator, type House, openHouse } from './testing-house.ts';

const me: Asker = { user: 'local', role: 'admin' };
const fixed = { ...calculator, 'src/sum.js': 'export const sum = (one, other) => one + other;\n' };
let house: House;
let dispatcher: Dispatcher | null;
let servers: Server[];
beforeEach(async () => {
  house = await openHouse();
  dispatcher = null;
  servers = [];
});
afterEach(async () => {
  await dispatcher?.stop();
  for (const server of servers) server.close();
  await house[Symbol.asyncDispose]();
});

/** Decrypts as a browser does; comes with the library that encrypts. */
interface Ece {
  decrypt(body: Buffer, options: { version: string; privateKey: object; authSecret: string }): Buffer;
}

interface Taken extends Pick<IncomingMessage, 'headers'> {
  path: string;
  body: Buffer;
}

/** A receiver on loopback that answers with these statuses, the last one again and again. */
async function receiver(statuses: number[], headers: Record<string, string> = {}) {
  const taken: Taken[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      taken.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces) });
      response.writeHead(statuses[taken.length - 1] ?? statuses.at(-1) ?? 200, headers).end();
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { taken, host, url: `http://${host}/hook` };
}

function open(allow: string[], resolve?: (name: string) => Promise<readonly string[]>) {
  const { storage, ledger, secrets, logger } = house.runtime;
  const clock = systemClock;
  const made = createNotify({
    storage,
    secrets,
    clock,
    checkRepository,
    contact: 'mailto:me@example.org',
    jobsOf: () => house.client,
  });
  const start = () => {
    const post = createPost(() => allow, resolve);
    const { webhooks, push } = made;
    const { redactor } = house.runtime;
    dispatcher = startDispatcher({
      storage,
      ledger,
      clock,
      logger,
      redactor,
      post,
      webhooks,
      push,
      pauses: [20, 20],
      lookMs: 10,
    });
  };
  return { ...made.notify, start };
}

const settled = (notify: ReturnType<typeof open>, id: string, event: string) =>
  expect
    .poll(
      async () => (await notify.deliveries(id, {})).deliveries.find((one) => one.event === event)?.state ?? 'waiting',
    )
    .not.toBe('waiting');
const stateOf = async (notify: ReturnType<typeof open>, id: string, event: string): Promise<Delivery> => {
  await settled(notify, id, event);
  const { deliveries } = await notify.deliveries(id, {});
  return deliveries.find((one) => one.event === event) ?? expect.fail(`There is no ${event}.`);
};

test('what becomes of a job is sent signed, tried again until it is taken, and sent once more on demand', async () => {
  const { taken, host, url } = await receiver([500, 503, 200]);
  const notify = open([host]);
  const { webhook, secret } = await notify.addWebhook(me, {
    name: 'ci',
    about: { kind: 'out', url, events: ['job.succeeded'] },
  });
  notify.start();
  const { job } = await house.run({
    goal: 'Create a file a.md with content "x"',
    repository: house.user('a', fixed).repository,
  });
  const sent = await stateOf(notify, webhook.id, 'job.succeeded');
  expect(sent).toMatchObject({ state: 'delivered', job: job.id });
  expect(sent.attempts.map(({ status }) => status)).toEqual([500, 503, 200]);
  expect(taken.map(({ headers }) => headers['webhook-id'])).toEqual([sent.id, sent.id, sent.id]);
  const last = taken[2] ?? expect.fail('It was not sent.');
  expect(checkedId('generic', secret, last.headers as Record<string, string>, last.body, new Date())).toBe(sent.id);
  expect(JSON.parse(last.body.toString())).toMatchObject({ type: 'job.succeeded', data: { job: { id: job.id } } });

  await notify.redeliver(webhook.id, sent.id);
  await expect.poll(() => taken.length).toBe(4);
  expect(taken[3]?.headers['webhook-id']).toBe(sent.id);
  await notify.redeliver(webhook.id, null);
  expect((await stateOf(notify, webhook.id, 'ping')).state).toBe('delivered');
});

test('a secret that became known only after it was recorded leaves in no letter', async () => {
  const { taken, host, url } = await receiver([500, 200]);
  const notify = open([host]);
  const { webhook } = await notify.addWebhook(me, { name: 'ci', about: { kind: 'out', url, events: ['job.created'] } });
  notify.start();
  const secret = 'Known-too-late-7Qz3';
  const goal = `Create a file a.md with content "${secret}"`;
  await house.client.submit({ goal, repository: house.user('a', fixed).repository });
  await expect.poll(() => taken.length).toBeGreaterThan(0);
  // The control: nobody knew it then.
  expect(taken[0]?.body.toString()).toContain(secret);
  await stateOf(notify, webhook.id, 'job.created');
  house.runtime.redactor.add({ name: 'LATE', value: secret });
  const { deliveries } = await notify.deliveries(webhook.id, {});
  const before = taken.length;
  await notify.redeliver(webhook.id, deliveries[0]?.id ?? '');
  await expect.poll(() => taken.length).toBe(before + 1);
  expect(taken.at(-1)?.body.toString()).not.toContain(secret);
  expect(taken.at(-1)?.body.toString()).toContain('Create a file a.md');
});

test('a receiver that never takes it is given up, and one that is switched off or removed is sent nothing', async () => {
  const { taken, host, url } = await receiver([500]);
  const notify = open([host]);
  const { webhook } = await notify.addWebhook(me, { name: 'down', about: { kind: 'out', url } });
  notify.start();
  await notify.redeliver(webhook.id, null);
  const dead = await stateOf(notify, webhook.id, 'ping');
  expect(dead).toMatchObject({ state: 'dead', next: null });
  expect(dead.attempts).toHaveLength(3);
  await notify.changeWebhook(webhook.id, { enabled: false });
  await house.client.submit({
    goal: 'Create a file a.md with content "x"',
    repository: house.user('a', fixed).repository,
  });
  await notify.removeWebhook(webhook.id);
  await expect(notify.deliveries(webhook.id, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(taken).toHaveLength(3);
});

test('what could not be sent before the server stopped is sent by the next one, and nothing twice', async () => {
  const { taken, host, url } = await receiver([200]);
  const notify = open([host]);
  const { webhook } = await notify.addWebhook(me, { name: 'ci', about: { kind: 'out', url, events: ['job.created'] } });
  notify.start();
  await notify.redeliver(webhook.id, null);
  await stateOf(notify, webhook.id, 'ping');
  await dispatcher?.stop();
  const { repository } = house.user('a', fixed);
  await house.client.submit({ goal: 'Create a file a.md with content "x"', repository });
  expect(taken).toHaveLength(1);
  notify.start();
  expect((await stateOf(notify, webhook.id, 'job.created')).state).toBe('delivered');
  await dispatcher?.stop();
  notify.start();
  await house.client.submit({ goal: 'Create a file b.md with content "x"', repository });
  await expect.poll(() => taken.length).toBe(3);
});

test('a webhook reaches no address of the own network, by whichever name, unless the settings name it', async () => {
  const { taken, host } = await receiver([200]);
  const port = host.split(':')[1] ?? '';
  const letter = (url: string): Letter => ({ url, headers: {}, body: '{}' });
  const send = (url: string, allow: string[] = [], resolve?: (name: string) => Promise<readonly string[]>) =>
    createPost(() => allow, resolve)(letter(url), new AbortController().signal);
  const inner = [
    `http://127.0.0.1:${port}/`,
    `http://localhost:${port}/`,
    `http://[::1]:${port}/`,
    `http://2130706433:${port}/`,
  ];
  for (const url of [...inner, `http://0x7f.1:${port}/`, `http://[::ffff:127.0.0.1]:${port}/`])
    await expect(send(url), url).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const named = `http://hooks.example.org:${port}/`;
  const asked: string[] = [];
  const resolve = (addresses: string[]) => async (name: string) => {
    asked.push(name);
    return addresses;
  };
  await expect(send(named, [], resolve(['127.0.0.1']))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(send(named, [], resolve(['93.184.215.14', '127.0.0.1']))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(send(named, [], resolve(['169.254.169.254']))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(taken).toEqual([]);
  asked.length = 0;
  expect(await send(named, [`hooks.example.org:${port}`], resolve(['127.0.0.1']))).toEqual({ status: 200 });
  // Asked once: there is no second answer that the connection could go to.
  expect(asked).toEqual(['hooks.example.org']);
  expect(await send(`http://127.0.0.1:${port}/`, [host])).toEqual({ status: 200 });
  expect(taken).toHaveLength(2);
});

test('a redirect is not followed, not even to an address that may be reached', async () => {
  const target = await receiver([200]);
  const { taken, host, url } = await receiver([307], { location: target.url });
  const notify = open([host, target.host]);
  const { webhook } = await notify.addWebhook(me, { name: 'moved', about: { kind: 'out', url } });
  const { webhook: direct } = await notify.addWebhook(me, { name: 'direct', about: { kind: 'out', url: target.url } });
  notify.start();
  await notify.redeliver(webhook.id, null);
  expect((await stateOf(notify, webhook.id, 'ping')).state).toBe('dead');
  expect(taken.length).toBeGreaterThan(0);
  expect(target.taken).toEqual([]);
  await notify.redeliver(direct.id, null);
  expect((await stateOf(notify, direct.id, 'ping')).state).toBe('delivered');
  expect(target.taken).toHaveLength(1);
});

test('what waits for a person or failed is told, is read by each user for themselves, and is open until it is answered', async () => {
  const notify = open([]);
  notify.start();
  const list = async (asker = me) => notify.notices(asker, {});
  await expect.poll(async () => (await house.runtime.storage.document('mark', '', 'dispatched')) !== null).toBe(true);
  const { job } = await house.run({ goal: 'delete file src/double.js', repository: house.user('a', fixed).repository });
  await expect.poll(async () => (await list()).unread).toBe(1);
  const [first] = (await list()).notifications;
  expect(first).toMatchObject({ kind: 'approval', job: job.id, title: job.goal, read: false, open: true });
  const other: Asker = { user: 'ben', role: 'admin' };
  expect(await notify.read(me, { ids: [first?.id ?? ''] })).toEqual({ unread: 0 });
  expect((await list()).notifications[0]).toMatchObject({ read: true, open: true });
  expect((await list(other)).unread).toBe(1);
  expect((await list({ user: 'eve', role: 'member' })).notifications).toEqual([]);
  await house.answer(job.id, 'reject');
  expect((await list()).notifications.find(({ id }) => id === first?.id)).toMatchObject({ open: false });

  await house.run({ goal: 'rename file nothing.js to something.js', repository: house.user('b', fixed).repository });
  await expect.poll(async () => (await list()).notifications[0]?.kind).toBe('failure');
  expect((await list()).unread).toBeGreaterThan(0);
  expect(await notify.read(me, { all: true })).toEqual({ unread: 0 });
  expect(await notify.read(other, { all: true })).toEqual({ unread: 0 });
});

test('a browser is pushed what its user wants to hear, encrypted for it and signed by our key, and forgotten once it is gone', async () => {
  const service = await receiver([201, 410]);
  const notify = open([service.host]);
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const auth = randomBytes(16);
  const keys = { p256dh: browser.getPublicKey('base64url'), auth: auth.toString('base64url') };
  const { publicKey, subscriptions } = await notify.subscribe(me, { endpoint: `${service.url}/one`, keys });
  expect(subscriptions).toHaveLength(1);
  expect((await notify.pushState({ user: 'ben', role: 'member' })).subscriptions).toEqual([]);
  notify.start();
  await expect.poll(async () => (await house.runtime.storage.document('mark', '', 'dispatched')) !== null).toBe(true);
  const { job } = await house.run({ goal: 'delete file src/double.js', repository: house.user('a', fixed).repository });
  await expect.poll(() => service.taken.length).toBe(1);
  const [push] = service.taken;
  const { headers, body } = push ?? expect.fail('Nothing was pushed.');
  expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high', ttl: '86400' });
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  expect(key).toBe(publicKey);
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const verifyKey = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
  expect(verify('sha256', Buffer.from(`${head}.${claims}`), verifyKey, Buffer.from(signature, 'base64url'))).toBe(true);
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    aud: `http://${service.host}`,
    sub: 'mailto:me@example.org',
  });
  const ece = createRequire(import.meta.url)('http_ece') as Ece;
  const plain = ece.decrypt(body, { version: 'aes128gcm', privateKey: browser, authSecret: keys.auth });
  expect(JSON.parse(plain.toString())).toMatchObject({ kind: 'approval', url: `/jobs/${job.id}` });
  expect(body.toString('latin1')).not.toContain(job.id);

  await house.answer(job.id, 'reject');
  await house.run({ goal: 'delete file src/double.js', repository: house.user('b', fixed).repository });
  await expect.poll(async () => (await notify.pushState(me)).subscriptions).toEqual([]);
});
