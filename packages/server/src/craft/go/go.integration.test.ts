import { afterAll, describe, expect, it } from 'vitest';
import { openProjectBench, triedSessions, wanted } from '../kinds/testing-project.ts';
import { isWrittenIn, modules } from '../modules/library.ts';
import type { Requirements } from '../requirements.ts';

/** Real projects in Go: formatted, vetted, tested by their own tests, and used from outside. */

const bench = openProjectBench();
afterAll(() => bench.close());

const written = modules().filter((module) => isWrittenIn(module, 'go'));
const idsOf = (list: typeof written): string[] => list.map((module) => module.id);
const commands = written.filter((module) => module.form === 'functions' || module.class?.state);
const samples: Requirements[] = [
  wanted('library', 'every-module', idsOf(written), { language: 'go' }),
  wanted('cli_tool', 'every-command', idsOf(commands), { language: 'go' }),
  wanted('cli_tool', 'roman', [['roman', ['toRoman']]], { language: 'go' }),
  wanted('server', 'shorty', ['url-shortener', 'rate-limiter', 'dates', 'case-conversion'], { language: 'go' }),
  wanted('server', 'store', ['key-value', 'lru-cache', 'duration'], { language: 'go', protocol: 'tcp' }),
  // Played by keys, with options and chance.
  wanted('terminal_game', 'worm', ['snake'], { language: 'go' }),
  wanted('server', 'files', [['static-files', [], { listing: 'on' }]], { language: 'go' }),
  wanted('server', 'chat', ['chat-server'], { language: 'go', protocol: 'tcp' }),
  wanted('worker', 'watch', ['url-monitor'], { language: 'go' }),
];
const goes = ['GOFLAGS=-buildvcs=false', 'GOPROXY=off', 'go'];

describe.each(samples.map((one): [string, Requirements] => [`${one.kind} ${one.name}`, one]))(
  'in Go, the %s',
  (_name, requirements) => {
    let folder = '';

    it('is formatted and vetted', async () => {
      folder = await bench.write(requirements);
      expect(await bench.exec(folder, 'gofmt', '-l', '.')).toEqual({ code: 0, output: '' });
      expect(await bench.exec(folder, 'env', ...goes, 'vet', './...')).toEqual({ code: 0, output: '' });
    });

    it('passes its own tests', async () => {
      const tested = await bench.exec(folder, 'env', ...goes, 'test', '-v', './...');
      expect(tested.code, tested.output).toBe(0);
      expect(tested.output).toMatch(/^ *--- PASS: /m);
    });

    it('does from outside what was asked for', async () => {
      const report = await bench.probe(folder, requirements);
      expect(report.problem).toBeUndefined();
      expect(report).toMatchObject({ started: true, stopped: true, ok: true });
      expect(report.calls.length).toBeGreaterThan(1);
    });
  },
);

describe('the README of a tool in Go', () => {
  it('shows what really comes of it', async () => {
    // Nothing is shown of what comes by chance.
    const certain = commands.filter((module) =>
      module.functions.every((fn) => !fn.local && fn.examples.every(({ matches }) => matches === undefined)),
    );
    const ids = idsOf(certain);
    const requirements = wanted('cli_tool', 'tools', ids, { language: 'go' });
    const folder = await bench.write(requirements);
    const built = await bench.exec(folder, 'env', ...goes, 'build', '-o', 'tools', '.');
    expect(built.code, built.output).toBe(0);
    const tried = await triedSessions(bench, folder, 'export PATH="$PWD:$PATH"');
    expect(tried.length).toBeGreaterThan(4);
    for (const { session, shown, printed } of tried) expect(printed, session).toBe(shown);
  });
});

describe('a probe of a project in Go', () => {
  it('fails where a function gives something else', async () => {
    const requirements = wanted('library', 'roman-numbers', ['roman'], { language: 'go' });
    const folder = await bench.write(requirements);
    const broken = await bench.exec(folder, 'sed', '-i', 's/"IV", 4/"IV", 5/', 'roman.go');
    expect(broken.code).toBe(0);
    const report = await bench.probe(folder, requirements);
    expect(report.ok).toBe(false);
    expect(report.problem).toContain('ToRoman');
  });
});
