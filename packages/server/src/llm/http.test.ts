import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createFetch } from './http.ts';

const servers: Server[] = [];
async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});
const limits = { proxy: {}, firstByteMs: 5000, stallMs: 5000, maxBytes: 1e6 };

test('A proxy of the environment is used, and left out where NO_PROXY says so', async () => {
  const asked: string[] = [];
  const proxy = await listen((request, response) => {
    asked.push(request.url ?? '');
    response.end('through the proxy');
  });
  const direct = await listen((_, response) => void response.end('direct'));
  const fetch = createFetch({ ...limits, proxy: { HTTP_PROXY: proxy, NO_PROXY: '127.0.0.1' } });
  expect(await (await fetch('http://models.invalid/v1/x')).text()).toBe('through the proxy');
  expect(asked).toEqual(['http://models.invalid/v1/x']);
  expect(await (await fetch(direct)).text()).toBe('direct');
});

test('A slow reader is not taken for a silent server, and gets every byte', async () => {
  const piece = 'x'.repeat(10_000);
  const url = await listen((_, response) => {
    for (let at = 0; at < 50; at += 1) response.write(piece);
    response.end();
  });
  const response = await createFetch({ ...limits, stallMs: 100 })(url);
  await new Promise((later) => setTimeout(later, 400));
  expect(await response.text()).toHaveLength(500_000);
});

test('A server is not silent while this process stands still itself', async () => {
  const answers: ServerResponse[] = [];
  const url = await listen((_, response) => {
    response.write('one ');
    answers.push(response);
  });
  const response = await createFetch({ ...limits, stallMs: 50 })(url);
  const text = response.text();
  // The rest lies in the socket when the process goes on, and so does the end of its patience.
  answers[0]?.end('two');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  expect(await text).toBe('one two');
});

test('One connection serves many calls, and is closed when an answer is not read to its end', async () => {
  const ports = new Set<number | undefined>();
  let open = 0;
  const url = await listen((request, response) => {
    ports.add(request.socket.remotePort);
    open += 1;
    response.on('close', () => (open -= 1));
    if (request.url === '/endless') response.write('more');
    else response.end('ok');
  });
  const fetch = createFetch(limits);
  for (let at = 0; at < 5; at += 1) await (await fetch(url)).text();
  expect(ports.size).toBe(1);
  const endless = await fetch(`${url}/endless`);
  await endless.body?.cancel();
  await expect.poll(() => open).toBe(0);
});

test('More than an answer may have on the wire is not kept', async () => {
  const url = await listen((_, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(60_000)));
    };
    response.on('drain', more);
    more();
  });
  const response = await createFetch(limits)(url);
  await expect(response.text()).rejects.toThrow('sent more than 1 MB');
});
