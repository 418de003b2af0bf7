import { afterAll, describe, expect, it } from 'vitest';
import { openProjectBench, triedSessions, wanted } from '../kinds/testing-project.ts';
import { isWrittenIn, modules } from '../modules/library.ts';
import type { Requirements } from '../requirements.ts';

/** Real projects in Rust: formatted, linted, tested by their own tests, and used from outside. */

const bench = openProjectBench();
afterAll(() => bench.close());

const written = modules().filter((module) => isWrittenIn(module, 'rust'));
const idsOf = (list: typeof written): string[] => list.map((module) => module.id);
const commands = written.filter((module) => module.form === 'functions' || module.class?.state);
const samples: Requirements[] = [
  wanted('library', 'every-module', idsOf(written), { language: 'rust' }),
  wanted('cli_tool', 'every-command', idsOf(commands), { language: 'rust' }),
  // One command with nothing before its name, and nothing that it takes by its place.
  wanted('cli_tool', 'waits', [['retry', ['backoffDelays']]], { language: 'rust' }),
  wanted('server', 'shorty', ['url-shortener', 'rate-limiter', 'dates', 'case-conversion'], { language: 'rust' }),
  wanted('server', 'store', ['key-value', 'lru-cache', 'duration'], { language: 'rust', protocol: 'tcp' }),
  wanted('server', 'chat', ['chat-server'], { language: 'rust', protocol: 'tcp' }),
  // Played by keys, with options and chance.
  wanted('terminal_game', 'worm', ['snake'], { language: 'rust' }),
];
// As the probe has it, which then finds the program built.
const cargo = ['CARGO_NET_OFFLINE=true', 'CARGO_PROFILE_DEV_DEBUG=0', 'cargo'];

describe.each(samples.map((one): [string, Requirements] => [`${one.kind} ${one.name}`, one]))(
  'in Rust, the %s',
  (_name, requirements) => {
    let folder = '';

    it('is formatted, and clippy has nothing to say', async () => {
      folder = await bench.write(requirements);
      expect(await bench.exec(folder, 'env', ...cargo, 'fmt', '--check')).toEqual({ code: 0, output: '' });
      const linted = await bench.exec(
        folder,
        'env',
        ...cargo,
        'clippy',
        '--locked',
        '--all-targets',
        '--',
        '-D',
        'warnings',
      );
      expect(linted.code, linted.output).toBe(0);
    });

    it('passes its own tests', async () => {
      // The modules' own tests are those of the library.
      const targets = requirements.kind === 'library' ? [] : ['--test', 'suite'];
      const tested = await bench.exec(folder, 'env', ...cargo, 'test', '--locked', ...targets);
      expect(tested.code, tested.output).toBe(0);
      expect(tested.output).toMatch(/^test result: ok\. [1-9]\d* passed/m);
    });

    // Its own tests have run the program already, which every-command is enough to look at from outside.
    if (requirements.name === 'waits') return;
    it('does from outside what was asked for', async () => {
      const report = await bench.probe(folder, requirements);
      expect(report.problem).toBeUndefined();
      expect(report).toMatchObject({ started: true, stopped: true, ok: true });
      expect(report.calls.length).toBeGreaterThan(1);
    });
  },
);

describe('what names and texts do to the format in Rust', () => {
  it.each([
    ['x', 'Adds.', ['fuzzy-search']],
    [
      'a-tool-with-a-name-that-nobody-would-ever-type-twice-in-one-day',
      `Adds ${'numbers and '.repeat(12)}more.`,
      ['url-shortener', 'roman'],
    ],
    ['test', 'Says "what" it\\does.', ['markdown']],
  ])('there is none for a tool called %s', async (name, summary, modules) => {
    const requirements = wanted('cli_tool', name, modules, {
      language: 'rust',
      summary,
    });
    const folder = await bench.write(requirements);
    expect(await bench.exec(folder, 'cargo', 'fmt', '--check')).toEqual({ code: 0, output: '' });
  });
});

describe('the README of a tool in Rust', () => {
  it('shows what really comes of it', async () => {
    const ids = ['slugify', 'duration', 'csv', 'semver', 'url-shortener'];
    const requirements = wanted('cli_tool', 'tools', ids, { language: 'rust' });
    const folder = await bench.write(requirements);
    const built = await bench.exec(folder, 'env', ...cargo, 'build', '--quiet', '--locked');
    expect(built.code, built.output).toBe(0);
    const tried = await triedSessions(bench, folder, 'export PATH="$PWD/target/debug:$PATH"');
    expect(tried.length).toBeGreaterThan(4);
    for (const { session, shown, printed } of tried) expect(printed, session).toBe(shown);
  });
});

describe('a probe of a project in Rust', () => {
  it('fails where a function gives something else', async () => {
    const requirements = wanted('library', 'roman-numbers', ['roman'], { language: 'rust' });
    const folder = await bench.write(requirements);
    const broken = await bench.exec(folder, 'sed', '-i', 's/"IV", 4/"IV", 5/', 'src/roman.rs');
    expect(broken.code).toBe(0);
    const report = await bench.probe(folder, requirements);
    expect(report.ok).toBe(false);
    expect(report.problem).toContain('to_roman');
  });
});
