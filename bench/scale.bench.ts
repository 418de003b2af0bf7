import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { routes } from '@codewright/protocol/api';
import type { RouteDefinition } from '@codewright/protocol/route';
import { lengthen } from '../packages/dashboard/src/testing-long-job.ts';
import { makeRepository, openPlace, type Place } from '../packages/server/src/main/e2e/testing-launcher.ts';
import { temporaryPostgres } from '../packages/server/src/storage/testing.ts';
import type { Address } from '../packages/server/src/storage/testing-address.ts';
import { type Seeded, type Size, seed } from './scale-seed.ts';
import type { Row } from './storage.bench.ts';

/**
 * `npm run bench -- scale [--jobs=100000] [--entries=5000000] [--sqlite] [--postgres[=URL]] [--keep=FOLDER] [--only=PART]`: every route that reads, over
 * HTTP, with a year of work in the database. `only`: those whose address holds the part. What was filled into a kept folder or a named database is used again.
 */
const rounds = 40;
const aim = '< 50';

/** One user asks here more than the usual limits allow; they are lifted by configuration. */
const noLimits = Object.fromEntries(
  ['CHAT', 'MESSAGES', 'REQUESTS', 'WINDOW', 'ALL'].map((name) => [`CODEWRIGHT_API_${name}_PER_MINUTE`, 'null']),
);

/** Those that go through everything on purpose. */
const whole = new Set(['/api/ledger/verify', '/api/ledger/checkpoint']);

/** What a job wrote lies in its repository, where only the one is that was really done. */
const ofTree = /\/(diff|changes|files|file|review)$/;

/** How each is asked; a route that has no line here is asked as it is, or for one job. */
const questions = ({ waiting, conversation, middle }: Seeded): Record<string, string[]> => ({
  '/api/jobs': [
    '',
    '?limit=500',
    `?before=${middle}`,
    '?order=oldest',
    '?status=failed',
    '?status=queued,failed',
    '?status=waiting_human&limit=500',
    '?mode=review&createdBy=user-1',
    '?q=number+777',
    '?q=parser',
    '?q=build',
    '?q=b',
    '?q=build+number',
    '?q=build&status=failed',
    '?q=build&mode=review',
    '?q=build&status=aborted&mode=review',
    `?conversationId=${conversation}`,
  ],
  '/api/jobs/{id}': [''],
  '/api/jobs/{id}/events': ['', '?limit=20&order=newest', '?kinds=job_status'],
  '/api/jobs/{id}/find': ['?q=hello', '?q=nowhere'],
  '/api/jobs/{id}/file': ['?path=docs/a.md'],
  '/api/events': [
    '?limit=100',
    '?limit=100&order=newest',
    '?limit=100&order=newest&kinds=review,job_status',
    '?limit=100&after=2500000',
    '?limit=100&order=newest&kinds=insight',
  ],
  '/api/ledger/search': ['?q=hello', '?q=job', '?q=of+build', '?q=b', '?q=parser+number+777', '?q=nothinglikeit'],
  '/api/messages': [`?conversationId=${conversation}`, '?q=build', '?q=hello'],
  '/api/conversations': ['', '?limit=200'],
  '/api/conversations/{id}': [''],
  '/api/chat/files': [],
  '/api/chat/stream': [`?conversationId=${conversation}`],
  '/api/notifications': ['', '?limit=200', '?kind=question'],
  '/api/metrics': ['', '?days=365'],
  '/api/workflows/{id}': [],
  '/api/views/{id}': [],
  '/api/memory/{id}': [],
  '/api/memory/{id}/history': [],
  '/api/knowledge/{id}': [],
  '/api/knowledge/{id}/history': [],
  '/api/webhooks/{id}/deliveries': [],
  '/api/memory': ['', '?q=hello', '?scope=project'],
  '/api/knowledge': ['', '?kind=fix', '?q=hono'],
  '/api/decisions': [''],
  [`/api/jobs/${waiting}`]: [''],
});

export async function run(flags: string[]): Promise<Row[]> {
  const valueOf = (name: string) => flags.find((flag) => flag.startsWith(`--${name}=`))?.slice(name.length + 3);
  const asked: Asked = {
    keep: valueOf('keep'),
    only: valueOf('only') ?? '',
    jobs: Number(valueOf('jobs') ?? 100_000),
    entries: Number(valueOf('entries') ?? 5_000_000),
  };
  const rows: Row[] = [];
  const wants = (name: string) =>
    !flags.some((flag) => /^--(sqlite|postgres)/.test(flag)) || flags.some((flag) => flag.startsWith(`--${name}`));
  if (wants('sqlite')) rows.push(...(await measure('SQLite', asked)));
  if (!wants('postgres')) return rows;
  const named = valueOf('postgres');
  if (named !== undefined) return [...rows, ...(await measure('PostgreSQL', asked, named))];
  const server = await temporaryPostgres();
  try {
    return [...rows, ...(await measure('PostgreSQL', { ...asked, keep: undefined }, await server.createDatabase()))];
  } finally {
    await server.stop();
  }
}

async function measure(label: string, asked: Asked, url?: string): Promise<Row[]> {
  const { keep, only } = asked;
  await using place = openPlace(noLimits, url);
  if (keep !== undefined) {
    mkdirSync(join(keep, 'home'), { recursive: true });
    symlinkSync(join(keep, 'home'), place.state);
  }
  const folder = keep ?? place.folder;
  const address: Address =
    url === undefined ? { kind: 'sqlite', file: join(place.state, 'codewright.db') } : { kind: 'postgres', url };
  const seeded = await fill(place, address, folder, asked);
  const server = await serve(place, '0');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const rows: Row[] = [];
    const all = addresses(seeded).filter(({ path }) => path.includes(only));
    for (const { path, stream } of all) rows.push(await time(label, path, () => ask(agent, server, path, stream)));
    return rows;
  } finally {
    agent.destroy();
    await server.stop();
  }
}

/** The 95th percentile of an address; one that is not answered as it should be has the status in its place. */
async function time(label: string, path: string, look: () => Promise<number>): Promise<Row> {
  const times: number[] = [];
  for (let round = -2; round < rounds; round += 1) {
    const started = performance.now();
    const status = await look();
    if (status !== 200) return { name: `${label}: ${path}, status`, value: status, unit: '', aim: '200' };
    if (round >= 0) times.push(performance.now() - started);
  }
  times.sort((one, other) => one - other);
  return { name: `${label}: ${path}, p95`, value: times[Math.floor(rounds * 0.95)] ?? 0, unit: 'ms', aim };
}

/** Every route that only reads, with the questions that it can be asked; of a stream what comes first is waited for. */
function addresses(seeded: Seeded): { path: string; stream: boolean }[] {
  const asked = questions(seeded);
  const all = Object.values(routes as Record<string, RouteDefinition>).filter(
    ({ method, path }) => method === 'GET' && !whole.has(path),
  );
  const pages = ['/', '/jobs'].map((path) => ({ path, stream: false }));
  return pages.concat(
    all.flatMap(({ path, answer }) => {
      const id = path.startsWith('/api/conversations')
        ? seeded.conversation
        : ofTree.test(path)
          ? seeded.done
          : seeded.ended;
      const queries = asked[path] ?? [''];
      return queries.map((query) => ({ path: path.replace('{id}', id) + query, stream: answer.type === 'events' }));
    }),
  );
}

interface Asked extends Size {
  keep: string | undefined;
  only: string;
}

interface Server {
  url: string;
  token: string;
  stop(): Promise<void>;
}

async function serve(place: Place, workers: string): Promise<Server> {
  const run = place.start(['serve', '--port', '0', '--workers', workers]);
  const [url = ''] = await run.says(/http:\/\/127\.0\.0\.1:\d+/);
  const [, file = ''] = await run.says(/token .* is in (\S+)/);
  return {
    url,
    token: readFileSync(file, 'utf8').trim(),
    async stop() {
      run.child.kill('SIGTERM');
      await run.ended;
    },
  };
}

/** Has two jobs done, by the real worker, and makes all others after them. */
async function fill(place: Place, address: Address, folder: string, size: Size): Promise<Seeded> {
  const mark = join(folder, `seeded-${address.kind}.json`);
  if (existsSync(mark)) return JSON.parse(readFileSync(mark, 'utf8')) as Seeded;
  mkdirSync(folder, { recursive: true });
  const repository = makeRepository(join(folder, `project-${address.kind}`));
  const server = await serve(place, '1');
  const done = async (goal: string, status: string) => {
    const made = await fetch(`${server.url}/api/jobs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ goal, repository }),
    });
    const { id } = (await made.json()) as { id: string };
    while ((await place.job(id)).status !== status) await delay(100);
    return id;
  };
  const pattern = {
    ended: await done('create file docs/a.md with "hello"', 'succeeded'),
    waiting: await done('delete file ok.test.js', 'waiting_human'),
  };
  await server.stop();
  await lengthen(await place.ledger(), pattern.ended, Math.round(size.entries / size.jobs));
  const seeded = await seed(address, pattern, size);
  writeFileSync(mark, JSON.stringify(seeded));
  return seeded;
}

/** Resolves with the status once the answer is whole; of a stream once its first event is there. */
function ask(agent: Agent, { url, token }: Server, path: string, stream: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = get(`${url}${path}`, {
      ...(stream ? { agent: false } : { agent }),
      headers: { authorization: `Bearer ${token}`, accept: 'application/json, text/html' },
    });
    asked.once('error', reject);
    asked.once('response', (response) => {
      const status = response.statusCode ?? 0;
      response.once('error', reject);
      if (!stream) {
        response.resume().once('end', () => resolve(status));
        return;
      }
      response.once('data', () => {
        resolve(status);
        response.removeAllListeners('error').on('error', () => undefined);
        asked.removeAllListeners('error').on('error', () => undefined);
        asked.destroy();
      });
    });
  });
}
