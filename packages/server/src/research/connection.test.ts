import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { askWeb } from './web.ts';

test('a request goes over the connection that was judged, and not to wherever the name leads by itself', async () => {
  const server = createServer((_request, response) => response.end('judged')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const dial = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };
  const signal = new AbortController().signal;
  const wanted = {
    url: `http://no-such-name.invalid:${port}/`,
    signal,
    timeoutMs: 60_000,
    maxBytes: 100,
    redirects: 0,
  };
  expect((await askWeb(wanted, dial)).body.toString()).toBe('judged');
  server.close();
});
