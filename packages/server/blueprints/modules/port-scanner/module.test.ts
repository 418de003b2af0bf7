import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { isPortOpen, scanPorts } from '../src/port-scanner.ts';

test('a port at which something listens is open', async () => {
  const server = createServer((socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const { port } = address;
  const options = { timeoutMs: 20_000 };
  assert.deepEqual(
    (await scanPorts('127.0.0.1', `${port}`, options)).map((one) => one.port),
    [port],
  );
  assert.equal(await isPortOpen('127.0.0.1', port, options), true);
  server.close();
});
