import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { JobReport } from '@codewright/protocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './testing-launcher.ts';

/** What an ordinary user's npm would read: where the registry is and whom to trust. */
const npm: Record<string, string> = {
  npm_config_userconfig: join(homedir(), '.npmrc'),
  ...(process.env['NODE_EXTRA_CA_CERTS'] ? { NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'] } : {}),
};

const description = 'a REST API for a library: books, authors, members, loans; a member borrows at most 5 books';

describe('a build, from one sentence to a proven commit', () => {
  let place: Place;
  let project: string;
  let report: JobReport;

  beforeAll(async () => {
    place = openPlace(npm);
    project = join(place.folder, 'library');
    const { code, stdout, stderr } = await place.run(['build', description, '--out', project, '--json']);
    expect(stderr).toContain('Library');
    report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as JobReport;
    expect(code, report.job.error?.message).toBe(0);
  });
  afterAll(() => place[Symbol.asyncDispose]());

  it('ends succeeded, with every gate run on the delivered commit', () => {
    expect(report.job.status).toBe('succeeded');
    const commit = place.git(project, 'rev-parse', 'HEAD');
    const tree = place.git(project, 'rev-parse', 'HEAD^{tree}');
    expect(report.gates.map((gate) => gate.gate)).toEqual(
      expect.arrayContaining([
        'patch-limits',
        'syntax',
        'types',
        'lint',
        'tests',
        'start-and-answer',
        'secrets',
        'dependencies',
      ]),
    );
    for (const gate of report.gates) {
      expect(['passed', 'warned'], `${gate.gate}: ${gate.reason}`).toContain(gate.verdict);
      for (const evidence of gate.evidence) expect(evidence.tree, gate.gate).toBe(tree);
    }
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
  });

  it('is replayed by its record to the very same tree, packages and lock included', async () => {
    const { code, stdout, stderr } = await place.run(['jobs', 'replay', report.job.id]);
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain(`tree: ${place.git(project, 'rev-parse', 'HEAD^{tree}')}`);
  });

  it('leaves a clean repository with sources, tests, README and exact versions', () => {
    expect(place.git(project, 'status', '--porcelain')).toBe('');
    expect(place.git(project, 'branch', '--show-current')).toBe('main');
    const files = place.git(project, 'ls-files').split('\n');
    expect(files).toEqual(expect.arrayContaining(['README.md', 'package.json', 'src/main.ts', 'test/loans.test.ts']));
    const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    for (const [name, version] of Object.entries({ ...manifest['dependencies'], ...manifest['devDependencies'] })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  it('enforces the rule of the description for whoever calls it', async () => {
    const env = { ...place.env, PATH: `${join(process.execPath, '..')}:${place.env['PATH'] ?? ''}` };
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: project,
      env,
    });
    const server = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
      cwd: project,
      env: { PATH: env.PATH, PORT: '0', DATABASE_PATH: join(place.temporary, 'library.db') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      const url = await address(server);
      const post = async (path: string, body: object) => {
        const answer = await fetch(`${url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        return { status: answer.status, body: (await answer.json()) as { id: number; error?: { code: string } } };
      };
      const author = await post('/authors', { name: 'Mary Shelley' });
      const member = await post('/members', { name: 'Ada', email: 'ada@example.org' });
      const other = await post('/members', { name: 'Ben', email: 'ben@example.org' });
      const loans: { status: number; body: { id: number } }[] = [];
      for (let number = 1; number <= 6; number += 1) {
        const book = await post('/books', { title: `Book ${number}`, authorId: author.body.id });
        expect(book.status).toBe(201);
        loans.push(await post('/loans', { bookId: book.body.id, memberId: member.body.id }));
      }
      expect(loans.map((loan) => loan.status)).toEqual([201, 201, 201, 201, 201, 409]);
      const more = await post('/books', { title: 'Book 7', authorId: author.body.id });
      expect((await post('/loans', { bookId: more.body.id, memberId: other.body.id })).status).toBe(201);
      expect((await post(`/loans/${loans[0]?.body.id}/return`, {})).status).toBe(200);
      const again = await post('/books', { title: 'Book 8', authorId: author.body.id });
      expect((await post('/loans', { bookId: again.body.id, memberId: member.body.id })).status).toBe(201);
    } finally {
      server.kill('SIGTERM');
    }
  });

  it('carries a truthpack that verifies, by job and as a file, and no longer when a byte of it changes', async () => {
    const pack = join(place.folder, 'pack.json');
    const verified = await place.run(['verify', report.job.id, '--export', pack]);
    expect(verified.code, verified.stdout).toBe(0);
    expect((await place.run(['verify', pack])).code).toBe(0);
    const envelope = JSON.parse(readFileSync(pack, 'utf8')) as { payload: string };
    const statement = Buffer.from(envelope.payload, 'base64').toString().replace('"passed"', '"failed"');
    writeFileSync(pack, JSON.stringify({ ...envelope, payload: Buffer.from(statement).toString('base64') }));
    const changed = await place.run(['verify', pack]);
    expect(changed.code).toBe(1);
    expect(changed.stdout).toContain('signature_invalid');
  });

  it('refuses a folder that is not empty, before any work', async () => {
    const again = await place.run(['build', description, '--out', project]);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('is not empty');
  });
});

it('without a registry the curated versions are taken, that is said, and nothing is claimed to be proven', async () => {
  await using place = openPlace({
    ...npm,
    CODEWRIGHT_RESEARCH_REGISTRY: 'http://127.0.0.1:9/',
    CODEWRIGHT_RESEARCH_RETRIES: '0',
  });
  const { code, stdout, stderr } = await place.run(['build', description, '--out', join(place.folder, 'out')]);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/curated/i);
  expect(stdout).not.toMatch(/Done/);
});

/** The address that a server prints when it listens. */
async function address(server: ReturnType<typeof spawn>): Promise<string> {
  let said = '';
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const read = (chunk: Buffer) => {
    said += String(chunk);
    const url = /http:\/\/[\w.:[\]-]+/.exec(said)?.[0];
    if (url) resolve(url);
  };
  server.stdout?.on('data', read);
  server.stderr?.on('data', read);
  server.on('exit', () => reject(new Error(`The server ended: ${said}`)));
  return promise;
}
