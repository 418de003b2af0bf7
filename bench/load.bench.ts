import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { draft, testLedger } from '../packages/server/src/ledger/testing-ledger.ts';
import { openPlace } from '../packages/server/src/main/e2e/testing-launcher.ts';
import { createQueue } from '../packages/server/src/queue/queue.ts';
import { newJob } from '../packages/server/src/queue/testing-process.ts';
import { systemClock } from '../packages/server/src/shared/clock.ts';
import { openAddress } from '../packages/server/src/storage/testing-address.ts';
import { temporaryPostgres } from '../packages/server/src/storage/testing.ts';
import type { Clients, Heard } from './load-clients.ts';
import type { Row } from './storage.bench.ts';

/** `npm run bench -- load [--seconds=60] [--clients=1000] [--postgres]` */
const jobs = 300;
const requestsPerSecond = 200;
/** Written by another process (this one), as a worker beside the server does. */
const entriesPerSecond = 4;
/** One request in twenty: it writes, and is told to the streams as all that is recorded. */
const note = 'POST /api/messages';

/** One user sends here what the usual limits would refuse; they are lifted by configuration. */
const noLimits = Object.fromEntries(
  ['CHAT', 'MESSAGES', 'REQUESTS', 'WINDOW', 'ALL'].map((name) => [`CODEWRIGHT_API_${name}_PER_MINUTE`, 'null']),
);

const mix = (job: string): string[] => {
  const read = ['/api/jobs?limit=50', `/api/jobs/${job}`, `/api/jobs/${job}/events`, '/api/metrics', '/api/settings'];
  const rounds = Array.from({ length: 3 }, () => [...read, '/healthz']).flat();
  return [...rounds.map((path) => `GET ${path}`), 'GET /metrics', note];
};

interface Wanted {
  seconds: number;
  clients: number;
}

interface Server {
  url: string;
  pid: number;
  token: string;
  /** What notes are written into. */
  conversation: string;
}

interface Answers {
  /** Milliseconds from when each was due, so that a server that stands still is not spared the requests of that time. */
  times: number[];
  statuses: Record<string, number>;
}

export async function run(flags: string[]): Promise<Row[]> {
  const number = (name: string, usual: number) =>
    Number(flags.find((flag) => flag.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
  const wanted = { seconds: number('seconds', 60), clients: number('clients', 1000) };
  const rows = await measure('SQLite', wanted);
  if (!flags.includes('--postgres')) return rows;
  const postgres = await temporaryPostgres({ durable: true });
  try {
    return [...rows, ...(await measure('PostgreSQL', wanted, await postgres.createDatabase()))];
  } finally {
    await postgres.stop();
  }
}

async function measure(label: string, wanted: Wanted, database?: string): Promise<Row[]> {
  await using place = openPlace(noLimits, database);
  const child = place.start(['serve', '--port', '0', '--workers', '0']);
  const [url = ''] = await child.says(/http:\/\/127\.0\.0\.1:\d+/);
  const [, file = ''] = await child.says(/token .* is in (\S+)/);
  const token = readFileSync(file, 'utf8').trim();
  const server = { url, pid: child.child.pid ?? 0, token, conversation: await converse(url, token) };
  const storage = await openAddress(
    database === undefined
      ? { kind: 'sqlite', file: join(place.state, 'codewright.db') }
      : { kind: 'postgres', url: database },
  );
  try {
    const ledger = testLedger(storage, systemClock);
    const queue = createQueue(storage, ledger, { clock: systemClock });
    for (let index = 0; index < jobs; index += 1) await queue.enqueue(newJob(`Build part ${index}`));
    const job = (await queue.claim('bench'))?.id ?? '';
    await ledger.append(Array.from({ length: 200 }, () => draft(job)));
    const write = async () => {
      await ledger.append([draft(job, { data: { event: 'tool-finished', at: Date.now(), text: 'x'.repeat(500) } })]);
    };
    const { position } = (await ledger.read({ limit: 1, newestFirst: true }))[0] ?? { position: 0 };
    const rows = await load(server, { ...wanted, job, position, write });
    child.child.kill('SIGTERM');
    await child.ended;
    return rows.map((row) => ({ ...row, name: `${label}: ${row.name}` }));
  } finally {
    await storage.close();
  }
}

interface Load extends Wanted {
  job: string;
  position: number;
  write: () => Promise<void>;
}

async function load(server: Server, { seconds, clients, job, position, write }: Load): Promise<Row[]> {
  const memory = [memoryOf(server.pid)];
  const headers = { authorization: `Bearer ${server.token}` };
  const streams = [`/api/events/stream?after=${position}`, `/api/jobs/${job}/stream?after=${position}`];
  const addresses = Array.from({ length: clients }, (_, index) => `${server.url}${streams[index % 2]}`);
  const listening = fork(join(import.meta.dirname, 'load-clients.ts'), { env: {} });
  listening.send({ addresses, headers } satisfies Clients);
  await once(listening, 'message');
  memory.push(memoryOf(server.pid));
  const answers: Answers = { times: [], statuses: {} };
  const paths = mix(job);
  const agent = new Agent({ keepAlive: true });
  const written = paced(seconds, entriesPerSecond, write);
  const half = delay(seconds * 500).then(() => memory.push(memoryOf(server.pid)));
  await paced(seconds, requestsPerSecond, (index, due) =>
    ask(agent, server, paths[index % paths.length] ?? '', due, answers),
  );
  const entries = await written;
  await half;
  // What is on its way may still arrive.
  await delay(3000);
  memory.push(memoryOf(server.pid));
  agent.destroy();
  const told = once(listening, 'message');
  listening.send('end');
  const [heard] = (await told) as [Heard];
  return rowsOf(answers, heard, memory, entries * clients);
}

async function converse(url: string, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ text: 'A place for notes.' });
  const answer = await fetch(`${url}/api/messages`, { method: 'POST', headers, body });
  return ((await answer.json()) as { conversation: { id: string } }).conversation.id;
}

/** Starts one at each moment it is due, however long those before take; resolves with their number when all are over. */
async function paced(seconds: number, perSecond: number, work: (index: number, due: number) => Promise<void>) {
  const running: Promise<void>[] = [];
  const start = performance.now();
  for (let index = 0; index < seconds * perSecond; index += 1) {
    const due = start + (index * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await delay(wait);
    running.push(work(index, due));
  }
  await Promise.all(running);
  return running.length;
}

function ask(
  agent: Agent,
  { url, token, conversation }: Server,
  what: string,
  due: number,
  answers: Answers,
): Promise<void> {
  const [method = '', path = ''] = what.split(' ');
  const body = what === note ? JSON.stringify({ text: 'Noted.', conversationId: conversation }) : undefined;
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  return new Promise((resolve) => {
    const end = (status: string) => {
      answers.times.push(performance.now() - due);
      answers.statuses[status] = (answers.statuses[status] ?? 0) + 1;
      resolve();
    };
    const asked = request(`${url}${path}`, { method, agent, headers, timeout: 30_000 }, (response) => {
      response.resume().once('end', () => end(`${response.statusCode}`));
    });
    asked.once('timeout', () => asked.destroy(new Error('no answer in 30 s')));
    asked.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    asked.end(body);
  });
}

function rowsOf({ times, statuses }: Answers, { delays, lost }: Heard, memory: number[], expected: number): Row[] {
  const row = (name: string, value: number, unit = '', aim?: string): Row => ({
    name,
    value,
    unit,
    ...(aim === undefined ? {} : { aim }),
  });
  const share = (values: number[], part: number) =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;
  return [
    ...Object.entries(statuses).map(([status, count]) => row(`requests answered ${status}`, count)),
    ...[0.5, 0.95, 0.99].map((part) => row(`request, p${part * 100}`, share(times, part), 'ms')),
    row('events delivered', delays.length, `of ${expected.toLocaleString('en')}`),
    ...[0.5, 0.95].map((part) => row(`record to client, p${part * 100}`, share(delays, part), 'ms')),
    ...Object.entries(lost).map(([why, count]) => row(`streams lost: ${why}`, count, '', '0')),
    ...['at start', 'with streams', 'in the middle', 'at the end'].map((when, index) =>
      row(`memory ${when}`, memory[index] ?? 0, 'MB'),
    ),
  ];
}

/** Megabytes that a process has in memory; 0 where the system does not tell. */
function memoryOf(pid: number): number {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return 0;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) / 1024;
}
