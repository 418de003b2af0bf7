import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../shared/logger.ts';
import type { Ecosystem } from './contract.ts';
import { cratesSource } from './ecosystems/crates.ts';
import { goSource } from './ecosystems/go.ts';
import { mavenSource } from './ecosystems/maven.ts';
import { pypiSource } from './ecosystems/pypi.ts';
import { createPackageRegistry } from './registry.ts';
import { handClock, type LocalRegistry, startRegistry } from './testing.ts';

/** Answers in the form that each registry's documentation gives, by path. */
const recorded = join(import.meta.dirname, 'recorded');
const never = new AbortController().signal;
let folder: string;
let server: LocalRegistry | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'research-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** A registry that knows these paths, and one client of it. */
async function serving(ecosystem: Ecosystem, answers: Record<string, string>) {
  const started = await startRegistry((path, _before, response) => {
    const answer = Object.hasOwn(answers, path) ? answers[path] : undefined;
    if (answer === undefined) response.writeHead(404).end();
    else response.end(answer);
  });
  server = started;
  const client = createPackageRegistry({
    registries: { [ecosystem]: started.url },
    cache: folder,
    curatedFile: join(import.meta.dirname, '../../knowledge/packages.yaml'),
    retries: 0,
    logger: silentLogger,
    clock: handClock(),
  });
  return {
    asked: started.asked,
    one: async (name: string, range?: string) =>
      (await client.resolve([{ ecosystem, name, ...(range === undefined ? {} : { range }) }], never))[0],
  };
}
const answer = (file: string) => readFileSync(join(recorded, file), 'utf8');

describe('PyPI', () => {
  const files = { 'sample-project/': answer('pypi-sample-project.json') };

  test('gives the newest release that this Python runs and nobody took back', async () => {
    const { one, asked } = await serving('pypi', files);
    // 3.0.0 wants Python 3.13, 2.2.0 was yanked, 3.1.0rc1 is not finished.
    expect(await one('Sample_Project')).toMatchObject({
      ecosystem: 'pypi',
      name: 'Sample_Project',
      version: '2.1.0.post1',
      latest: '3.0.0',
      engines: '>=3.9',
      deprecated: null,
      source: 'registry',
    });
    expect(asked).toEqual(['sample-project/']);
  });

  test('reads ranges as pip does, a yanked release only when nothing else fits', async () => {
    const { one } = await serving('pypi', files);
    expect((await one('sample-project', '~=2.0.0'))?.version).toBe('2.0.3');
    expect((await one('sample-project', '<2'))?.version).toBe('1.10.0');
    expect(await one('sample-project', '==2.2.0')).toMatchObject({ version: '2.2.0', deprecated: 'broken wheel' });
    await expect(one('sample-project', '>=3.0')).rejects.toThrow(/runs on Python 3\.11/);
    await expect(one('sample-project', '^2')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('is not asked for what cannot be a name', async () => {
    const { one, asked } = await serving('pypi', files);
    for (const name of ['../x', '-a', 'a b', '']) await expect(one(name)).rejects.toThrow(/not a package name/);
    expect(asked).toEqual([]);
  });
});

describe('crates.io', () => {
  const files = { 'sa/mp/sample': answer('crates-sample.txt'), '3/a/abc': '{"name":"abc","vers":"0.1.0"}\n' };

  test('gives the newest crate that this compiler builds and nobody yanked', async () => {
    const { one } = await serving('crates', files);
    expect(await one('sample')).toMatchObject({ version: '1.4.2', latest: '2.0.0', engines: '1.70' });
    // Cargo reads a bare number as what is compatible with it.
    expect((await one('sample', '1.2'))?.version).toBe('1.4.2');
    expect((await one('sample', '=1.2.0'))?.version).toBe('1.2.0');
    expect((await one('sample', '0.9'))?.version).toBe('0.9.4');
    expect(await one('sample', '=1.5.0')).toMatchObject({ deprecated: 'yanked' });
    await expect(one('sample', '2')).rejects.toThrow(/runs on Rust/);
  });

  test('is asked in the folders of its index', async () => {
    const { one, asked } = await serving('crates', files);
    await one('abc');
    await expect(one('io')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(one('x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(asked).toEqual(['3/a/abc', '2/io', '1/x']);
  });
});

describe('the Go module proxy', () => {
  const files = {
    'example.org/!tools/sample/@v/list': 'v1.0.0\nv1.9.0\nv1.10.0\nv1.11.0-rc.1\nv1.8.1\n',
    'example.org/!tools/sample/@v/v1.10.0.mod': answer('go-sample.mod'),
    'example.org/bare/@v/list': '',
    'example.org/bare/@latest': '{"Version":"v0.0.0-20260102030405-abcdefabcdef","Time":"2026-01-02T03:04:05Z"}',
    'example.org/old/@v/list': 'v1.0.0\n',
    'example.org/old/@v/v1.0.0.mod': '// Deprecated: use example.org/new instead.\nmodule example.org/old\n\ngo 1.16\n',
  };

  test('gives the newest version, without those that go.mod takes back', async () => {
    const { one } = await serving('go', files);
    expect(await one('example.org/Tools/sample')).toMatchObject({ version: 'v1.10.0', engines: '1.22' });
    expect((await one('example.org/Tools/sample', '<1.10'))?.version).toBe('v1.8.1');
    expect(await one('example.org/Tools/sample', 'v1.9.0')).toMatchObject({ deprecated: 'retracted: wrong sums' });
  });

  test('gives the commit where nothing is tagged, and says what is deprecated as a whole', async () => {
    const { one } = await serving('go', files);
    expect((await one('example.org/bare'))?.version).toBe('v0.0.0-20260102030405-abcdefabcdef');
    expect((await one('example.org/old'))?.deprecated).toBe('use example.org/new instead.');
    await expect(one('example.org/none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(one('notADomain')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('Maven Central', () => {
  const files = { 'org/example/sample/maven-metadata.xml': answer('maven-metadata.xml') };

  test('gives the newest finished release by its own order', async () => {
    const { one } = await serving('maven', files);
    expect(await one('org.example:sample')).toMatchObject({ version: '2.10.0', latest: '2.10.0' });
    expect((await one('org.example:sample', '[1.0,2.0)'))?.version).toBe('1.9.1-jre');
    expect((await one('org.example:sample', '1.0'))?.version).toBe('1.0.Final');
    expect((await one('org.example:sample', '[3.0-alpha-1,)'))?.version).toBe('3.0.0-M2');
    await expect(one('org.example:sample', '[1,2')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(one('sample')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('the order of versions', () => {
  test.each([
    ['pypi', pypiSource(), ['1.0.dev1', '1.0a1', '1.0b2', '1.0rc1', '1.0', '1.0.post1', '1.1', '1.10', '1!0.1']],
    ['crates', cratesSource(), ['0.9.0', '1.0.0-alpha.1', '1.0.0-alpha.2', '1.0.0', '1.2.0', '1.10.0']],
    ['go', goSource(), ['v0.9.0', 'v1.0.0-rc.1', 'v1.0.0', 'v1.10.0', 'v2.0.0+incompatible']],
    [
      'maven',
      mavenSource(),
      ['1-alpha-1', '1-beta', '1-M1', '1-rc1', '1-SNAPSHOT', '1', '1-sp', '1-jre', '1.0.1', '1.2', '1.10', '2'],
    ],
  ] as const)('of %s is its own', (_name, source, inOrder) => {
    const shuffled = [...inOrder].sort((a, b) => a.localeCompare(b)).reverse();
    expect(shuffled.sort(source.versions.compare)).toEqual(inOrder);
  });

  test('of Maven holds 1, 1.0 and 1.ga for the same', () => {
    const { compare } = mavenSource().versions;
    expect([compare('1', '1.0'), compare('1.0', '1.ga'), compare('1.0.0', '1-final')]).toEqual([0, 0, 0]);
  });
});

test('packages of several ecosystems are resolved in one call, each at its own registry', async () => {
  const { one } = await serving('pypi', { 'sample-project/': answer('pypi-sample-project.json') });
  expect((await one('sample-project'))?.ecosystem).toBe('pypi');
  const client = createPackageRegistry({
    registries: { pypi: server?.url ?? '', npm: 'http://127.0.0.1:9/' },
    cache: folder,
    curatedFile: join(import.meta.dirname, '../../knowledge/packages.yaml'),
    retries: 0,
    logger: silentLogger,
    clock: handClock(),
  });
  const found = await client.resolve([{ name: 'zod' }, { ecosystem: 'pypi', name: 'sample-project' }], never);
  expect(found.map(({ ecosystem, source }) => [ecosystem, source])).toEqual([
    ['npm', 'curated'],
    ['pypi', 'cache'],
  ]);
});

test('an answer that is not what it should be is no package and no crash', async () => {
  const rubbish = ['', '<html>', '{"name":1}', '[]', 'null', '{"files":[{}]}', '<metadata>'];
  for (const [ecosystem, name, path] of [
    ['pypi', 'sample', 'sample/'],
    ['crates', 'sample', 'sa/mp/sample'],
    ['go', 'example.org/sample', 'example.org/sample/@v/list'],
    ['maven', 'org.example:sample', 'org/example/sample/maven-metadata.xml'],
  ] as const) {
    for (const text of rubbish) {
      const { one } = await serving(ecosystem, { [path]: text });
      await expect(one(name), `${ecosystem} ${text}`).rejects.toMatchObject({
        code: expect.stringMatching(/^(REGISTRY_UNREACHABLE|NOT_FOUND)$/),
      });
      await server?.close();
    }
  }
});
