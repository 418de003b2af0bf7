import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { forum } from '../domain/fixtures/forum.ts';
import { library } from '../domain/fixtures/library.ts';
import { modules } from '../modules/library.ts';
import type { Requirements } from '../requirements.ts';
import { openProjectBench, wanted } from './testing-project.ts';

/** Real projects of every kind: installed from the registry, formatted, checked, tested, and used from outside. */

const bench = openProjectBench();
afterAll(() => bench.close());

const plain = modules()
  .filter((module) => module.form === 'functions')
  .map((module) => module.id);
const everything = modules().map((module) => module.id);
const samples: Requirements[] = [
  wanted('library', 'every-module', everything),
  wanted('library', 'every-module', everything, { language: 'javascript' }),
  wanted('cli_tool', 'many-tools', ['csv', 'config-file', 'text-diff', 'password', 'url-shortener', 'polls']),
  wanted('cli_tool', 'one-tool', [['duration', ['parseDuration']]], { language: 'javascript' }),
  { ...library, kind: 'cli_tool' },
  { ...library, kind: 'cli_tool', language: 'javascript', rowsFile: { format: 'json', name: 'library.json' } },
  wanted('server', 'http-server', [...plain, 'url-shortener', 'key-value']),
  wanted('server', 'tcp-server', ['csv', 'text-diff', 'key-value', 'rate-limiter'], { protocol: 'tcp' }),
  { ...library, kind: 'realtime_service' },
  { ...forum, kind: 'realtime_service' },
  { ...forum, kind: 'graphql_api', language: 'javascript' },
  { ...library, kind: 'fullstack' },
  wanted('worker', 'job-worker', ['slugify', 'markdown', 'shell-command', 'cron']),
  wanted('terminal_game', 'hangman', ['hangman']),
  wanted('static_site', 'bakery', [], {
    screens: [
      {
        name: 'news',
        title: 'News',
        sections: [],
        posts: true,
        from: { words: 'news', confidence: 1, assumed: false },
      },
    ],
  }),
  wanted('server', 'files', [['static-files', [], { listing: 'on' }]]),
  wanted('server', 'balancer', ['reverse-proxy']),
  wanted('server', 'chat', ['chat-server'], { protocol: 'tcp', language: 'javascript' }),
  wanted('worker', 'monitor', ['url-monitor']),
  wanted('worker', 'tidy', ['file-sorter']),
  wanted('worker', 'csv-import', ['csv-import'], { language: 'javascript' }),
];

describe.each(samples.map((one): [string, Requirements] => [`${one.kind} ${one.name} in ${one.language}`, one]))(
  '%s',
  (_name, requirements) => {
    let folder = '';

    it('is mended by nothing but its formatter', async () => {
      folder = await bench.write(requirements);
      const checked = await bench.exec(folder, 'node_modules/.bin/biome', 'check', '--write', '--error-on-warnings');
      expect(checked.code, checked.output).toBe(0);
    });

    it('has sound types and passes its own tests', async () => {
      const types = await bench.exec(folder, 'npm', 'run', 'typecheck');
      expect(types.code, types.output).toBe(0);
      // A process for each of many files would show no more than those of the other projects do.
      const many = requirements.modules.length > 3 || requirements.entities.length > 0;
      const isolation = many ? ['NODE_OPTIONS=--test-isolation=none'] : [];
      const tested = await bench.exec(folder, 'env', ...isolation, 'npm', 'test');
      expect(tested.code, tested.output).toBe(0);
      expect(tested.output).toMatch(/pass [1-9]/);
    });

    it('does from outside what was asked for', async () => {
      const report = await bench.probe(folder, requirements);
      expect(report.problem).toBeUndefined();
      expect(report).toMatchObject({ started: true, stopped: true, ok: true });
      expect(report.calls.length).toBeGreaterThan(1);
    });
  },
);

describe('the README of a command line tool', () => {
  it.each([
    ['functions', wanted('cli_tool', 'tools', ['slugify', 'duration', 'csv', 'semver', 'iban'])],
    ['something that it keeps', wanted('cli_tool', 'links', ['url-shortener'])],
  ])('shows what really comes of it: %s', async (_what, requirements) => {
    const folder = await bench.write(requirements);
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const sessions = [...readme.matchAll(/^```console\n([^]*?)^```$/gm)].map((match) => match[1] ?? '');
    expect(sessions.length).toBeGreaterThan(0);
    for (const [at, session] of sessions.entries()) {
      const commands = session.split('\n').filter((line) => line.startsWith('$ '));
      const shown = session
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('$ '))
        .join('\n');
      const script = [
        `${requirements.name}() { node src/main.ts "$@"; }`,
        `export XDG_DATA_HOME="$PWD/data-${at}"`,
        ...commands.map((line) => `${line.slice(2)} || true`),
      ].join('\n');
      const { output } = await bench.exec(folder, 'bash', '-c', script);
      const plainLines = output.split('\n').filter((line) => line !== '');
      expect(plainLines.join('\n'), session).toBe(shown);
    }
  });
});
