/**
 * Runs inside the sandbox, given to `node` as text: starts a command, waits until something new listens on loopback, asks it
 * for `/` and prints what came of it as one JSON line. `process.argv` holds the wait in milliseconds and the command.
 */
export const startProbe = `
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const [wait, ...command] = process.argv.slice(2);
const listening = () => {
  const ports = new Set();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    let text = '';
    try { text = readFileSync(table, 'utf8'); } catch { continue; }
    for (const line of text.split('\\n').slice(1)) {
      const [, local, , state] = line.trim().split(/\\s+/);
      if (state === '0A') ports.add(Number.parseInt(local.split(':').at(-1), 16));
    }
  }
  return ports;
};
const free = await new Promise((resolve, reject) => {
  const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});
const before = listening();
const child = spawn(command[0], command.slice(1), {
  stdio: ['ignore', 'pipe', 'pipe'],
  env: { ...process.env, PORT: String(free), HOST: '127.0.0.1' },
});
let said = '';
for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { said = (said + data).slice(-4000); });
let ended = null;
child.on('error', (error) => { ended = { code: 127, error: error.code }; });
child.on('exit', (code, signal) => { ended ??= { code, signal }; });
const until = Date.now() + Number(wait);
let answer = null;
let ports = [];
while (!answer && !ended && Date.now() < until) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  ports = [...listening()].filter((port) => !before.has(port));
  for (const port of ports) {
    for (const host of ['127.0.0.1', '[::1]']) {
      try {
        const response = await fetch('http://' + host + ':' + port + '/', { redirect: 'manual', signal: AbortSignal.timeout(5000) });
        answer = { port, status: response.status };
        break;
      } catch { /* not HTTP, or not yet: asked again until the time is over */ }
    }
    if (answer) break;
  }
}
process.stdout.write(said + '\\n' + JSON.stringify({ ended, ports, answer }) + '\\n');
process.exit(0);
`;
