import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../shared/clock.ts';
import { silentLogger } from '../shared/logger.ts';
import { createPackageRegistry } from './registry.ts';
import type { RegistryOptions } from './registry.ts';
import { handClock, published, startRegistry } from './testing.ts';
import type { LocalRegistry } from './testing.ts';

const curatedFile = join(import.meta.dirname, '../../knowledge/packages.yaml');
const never = new AbortController().signal;
let folder: string;
let server: LocalRegistry | undefined;
let clock = handClock();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'research-'));
  clock = handClock();
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function create({ registry, ...more }: Partial<RegistryOptions> & { registry?: string } = {}) {
  return createPackageRegistry({
    registries: { npm: registry ?? server?.url ?? 'http://127.0.0.1:9/' },
    cache: folder,
    curatedFile,
    logger: silentLogger,
    clock,
    ...more,
  });
}

const hono = published('hono', { '4.0.0': {}, '4.2.0': {} });

describe('a look-up in the registry', () => {
  test('gives the version, its source and the time', async () => {
    server = await startRegistry((_name, _before, response) => response.end(hono));
    expect(await create().resolve([{ name: 'hono', range: '^4' }], never)).toEqual([
      {
        ecosystem: 'npm',
        name: 'hono',
        version: '4.2.0',
        latest: '4.2.0',
        publishedAt: null,
        deprecated: null,
        engines: null,
        peers: {},
        source: 'registry',
        asOf: '2026-06-01T12:00:00.000Z',
      },
    ]);
  });

  test('asks for scoped packages by their escaped name and for the short form of the answer', async () => {
    let accept = '';
    let url = '';
    server = await startRegistry((name, _before, response, request) => {
      accept = request.headers.accept ?? '';
      url = request.url ?? '';
      response.end(published(name, { '2.0.0': {} }));
    });
    const [found] = await create().resolve([{ name: '@hono/node-server' }], never);
    expect(found?.version).toBe('2.0.0');
    expect(url).toBe('/@hono%2fnode-server');
    expect(accept).toContain('application/vnd.npm.install-v1+json');
  });

  test('is repeated after a server error, each time after a longer pause', async () => {
    server = await startRegistry((_name, before, response) => {
      if (before < 3) response.writeHead(500).end('no');
      else response.end(hono);
    });
    const [found] = await create().resolve([{ name: 'hono' }], never);
    expect(found).toMatchObject({ version: '4.2.0', source: 'registry' });
    expect(server.asked).toHaveLength(4);
    expect(clock.slept).toEqual([500, 1000, 2000]);
  });

  test.each([
    ['server errors', (response: ServerResponse) => response.writeHead(503).end()],
    ['answers that are not JSON', (response) => response.end('<html>')],
    ['JSON that describes no package', (response) => response.end('{"versions": 3}')],
    ['a description of another package', (response) => response.end(published('other', { '9.9.9': {} }))],
    [
      'answers cut off in the middle',
      (response) => {
        response.writeHead(200, { 'content-length': '5000' });
        response.write(hono, () => response.destroy());
      },
    ],
    ['redirects without an end', (response) => response.writeHead(302, { location: '/hono' }).end()],
  ] as [string, (response: ServerResponse) => void][])(
    'that meets nothing but %s falls back to the curated version and says so',
    async (_what, answer) => {
      server = await startRegistry((_name, _before, response) => answer(response));
      const [found] = await create({ retries: 1 }).resolve([{ name: 'hono', range: '^4' }], never);
      expect(found?.source).toBe('curated');
      expect(found?.version).toMatch(/^4\./);
      expect(found?.asOf).toMatch(/^20\d\d-/);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('that is never answered ends at its time limit', async () => {
    server = await startRegistry(() => {});
    const [found] = await create({ timeoutMs: 100 }).resolve([{ name: 'hono' }], never);
    expect(found?.source).toBe('curated');
    expect(server.asked).toHaveLength(2);
  });

  test('that trickles in byte by byte ends at its time limit too', async () => {
    const timers: NodeJS.Timeout[] = [];
    server = await startRegistry((_name, _before, response) => {
      response.writeHead(200);
      timers.push(setInterval(() => response.write(' '), 20));
    });
    const [found] = await create({ timeoutMs: 200, retries: 0 }).resolve([{ name: 'hono' }], never);
    for (const timer of timers) clearInterval(timer);
    expect(found?.source).toBe('curated');
  });

  test('follows a redirect to the place that has the package', async () => {
    server = await startRegistry((name, _before, response) => {
      if (name === 'hono') response.writeHead(302, { location: '/moved' }).end();
      else response.end(hono);
    });
    expect((await create().resolve([{ name: 'hono' }], never))[0]).toMatchObject({ source: 'registry' });
  });

  test('is not repeated for a package that does not exist, nor replaced by the curated list', async () => {
    server = await startRegistry((_name, _before, response) => response.writeHead(404).end('{"error":"not_found"}'));
    await expect(create().resolve([{ name: 'hono' }], never)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(server.asked).toHaveLength(1);
  });

  test('is not repeated when it is refused, and the curated list steps in', async () => {
    server = await startRegistry((_name, _before, response) => response.writeHead(403).end());
    expect((await create().resolve([{ name: 'hono' }], never))[0]?.source).toBe('curated');
    expect(server.asked).toHaveLength(1);
  });

  test('with nobody there and nothing curated is an error that names the registry', async () => {
    await expect(create().resolve([{ name: 'zzz-unknown' }], never)).rejects.toMatchObject({
      code: 'REGISTRY_UNREACHABLE',
      message: expect.stringContaining('http://127.0.0.1:9/'),
    });
  });

  test('ends when it is cancelled', async () => {
    const control = new AbortController();
    server = await startRegistry(() => control.abort());
    await expect(create().resolve([{ name: 'hono' }], control.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('refuses names that are paths or addresses before it asks anyone', async () => {
    server = await startRegistry((_name, _before, response) => response.end(hono));
    for (const name of ['../etc', 'http://evil.example/x', 'a b', '', '@x', 'x'.repeat(300)]) {
      await expect(create().resolve([{ name }], never)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
    expect(server.asked).toEqual([]);
  });

  test('of many packages keeps at most eight in the air', async () => {
    let now = 0;
    let most = 0;
    server = await startRegistry((name, _before, response) => {
      most = Math.max(most, ++now);
      setTimeout(() => {
        now--;
        response.end(published(name, { '1.0.0': {} }));
      }, 5);
    });
    const needs = Array.from({ length: 30 }, (_, index) => ({ name: `p${index}` }));
    expect(await create().resolve(needs, never)).toHaveLength(30);
    expect(most).toBeLessThanOrEqual(8);
    expect(most).toBeGreaterThan(1);
  });
});

describe('the cache', () => {
  test('answers within its time to live, across restarts, and asks again after it', async () => {
    server = await startRegistry((_name, _before, response) => response.end(hono));
    await create().resolve([{ name: 'hono' }], never);
    expect((await create().resolve([{ name: 'hono' }], never))[0]).toMatchObject({
      source: 'cache',
      asOf: '2026-06-01T12:00:00.000Z',
    });
    expect(server.asked).toHaveLength(1);
    clock.forward(86_400_000);
    expect((await create().resolve([{ name: 'hono' }], never))[0]?.source).toBe('registry');
    expect(server.asked).toHaveLength(2);
  });

  test('gives what it last saw when the registry is gone, older than its time to live, with its date', async () => {
    server = await startRegistry((_name, _before, response) => response.end(published('rare', { '1.0.0': {} })));
    await create().resolve([{ name: 'rare' }], never);
    const registry = server.url;
    await server.close();
    server = undefined;
    clock.forward(10 * 86_400_000);
    expect((await create({ registry, retries: 0 }).resolve([{ name: 'rare' }], never))[0]).toMatchObject({
      source: 'cache',
      asOf: '2026-06-01T12:00:00.000Z',
    });
  });

  test('does not believe a file that is broken, about another package, or from the future', async () => {
    server = await startRegistry((_name, _before, response) => response.end(hono));
    await create().resolve([{ name: 'hono' }], never);
    const file = join(folder, readdirSync(folder)[0] ?? '');
    const good = readFileSync(file, 'utf8');
    const poisons = [
      '',
      'not json',
      '{"format":1}',
      good.slice(0, -20),
      good.replaceAll('"hono"', '"evil"'),
      good.replace('4.2.0"', '4.2.0","extra":"').replace('"version":"4.2.0', '"version":7,"x":"4.2.0'),
      good.replace('2026-06', '2036-06'),
      good.replace(server.url, 'http://elsewhere/'),
    ];
    for (const [index, poison] of poisons.entries()) {
      writeFileSync(file, poison);
      const [found] = await create().resolve([{ name: 'hono' }], never);
      expect([index, found?.source]).toEqual([index, 'registry']);
    }
    // The positive control: the same file untouched is believed.
    writeFileSync(file, good);
    expect((await create().resolve([{ name: 'hono' }], never))[0]?.source).toBe('cache');
  });

  test('that cannot be written costs nothing but the next look-up', async () => {
    server = await startRegistry((_name, _before, response) => response.end(hono));
    const blocked = join(folder, 'file');
    writeFileSync(blocked, '');
    const [found] = await create({ cache: join(blocked, 'sub') }).resolve([{ name: 'hono' }], never);
    expect(found?.source).toBe('registry');
  });
});

describe('the curated list', () => {
  test('knows every package that a generated project needs, in the range it is written for', async () => {
    const needs = [
      { name: 'hono', range: '^4' },
      { name: '@hono/node-server', range: '^2' },
      { name: 'zod', range: '^4' },
      { name: 'typescript', range: '^7' },
      { name: '@biomejs/biome', range: '^2' },
      { name: '@types/node', range: '^24' },
    ];
    const found = await create({ retries: 0 }).resolve(needs, never);
    expect(found.map((one) => one.source)).toEqual(needs.map(() => 'curated'));
  });
});

const setting = (name: string) => {
  try {
    return execFileSync('npm', ['config', 'get', name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
};

test('the real registry gives a set whose peers fit, with the compiler held back for the linter', async () => {
  const cafile = setting('cafile');
  const registry = setting('registry') || 'https://registry.npmjs.org/';
  const real = create({ registry, clock: systemClock, ...(cafile && cafile !== 'null' ? { cafile } : {}) });
  const found = await real.resolve(
    [
      { name: 'typescript' },
      { name: 'typescript-eslint', range: '8.73.0' },
      { name: 'hono', range: '^4' },
      { name: '@hono/node-server' },
    ],
    never,
  );
  expect(found.map((one) => one.source)).not.toContain('curated');
  const byName = new Map(found.map((one) => [one.name, one]));
  expect(byName.get('typescript')?.version).toMatch(/^6\.0\./);
  expect(byName.get('typescript')?.note).toContain('typescript-eslint 8.73.0 needs typescript >=4.8.4 <6.1.0');
  expect(byName.get('hono')?.version).toMatch(/^4\./);
});
