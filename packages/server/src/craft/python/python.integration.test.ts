import { afterAll, describe, expect, it } from 'vitest';
import { openProjectBench, triedSessions, wanted } from '../kinds/testing-project.ts';
import { isWrittenIn, modules } from '../modules/library.ts';
import type { Requirements } from '../requirements.ts';

/** Real projects in Python: tested by their own tests, used from outside, and typed where a checker is installed. */

const bench = openProjectBench();
afterAll(() => bench.close());

const written = modules().filter((module) => isWrittenIn(module, 'python'));
// Each call of a tool makes a parser of all its commands, so every second one has to do; libraries try all modules.
const commands = written
  .filter((module) => module.form === 'functions' || module.class?.state)
  .filter((_module, at) => at % 2 === 0);
const idsOf = (list: typeof written): string[] => list.map((module) => module.id);
const samples: Requirements[] = [
  wanted('library', 'every-module', idsOf(written), { language: 'python' }),
  wanted('cli_tool', 'many-commands', idsOf(commands), { language: 'python' }),
  wanted('cli_tool', 'few', ['key-value', 'slugify'], { language: 'python' }),
  wanted('cli_tool', 'password', [['password', ['generatePassword']]], { language: 'python' }),
  wanted('server', 'shorty', ['url-shortener', 'rate-limiter', 'dates', 'case-conversion'], {
    language: 'python',
    features: [{ name: 'docker', from: { words: 'docker', confidence: 1, assumed: false } }],
  }),
  wanted('server', 'store', ['key-value', 'lru-cache', 'duration'], { language: 'python', protocol: 'tcp' }),
  wanted('server', 'files', [['static-files', [], { listing: 'on' }]], { language: 'python' }),
  wanted('server', 'chat', ['chat-server'], { language: 'python', protocol: 'tcp' }),
  wanted('worker', 'watch', ['url-monitor'], { language: 'python' }),
  wanted('worker', 'tidy', [['file-sorter', [], { pictures: 'images', others: 'rest' }]], { language: 'python' }),
  wanted('terminal_game', 'gallows', ['hangman'], { language: 'python' }),
  wanted('terminal_game', 'worm', ['snake'], { language: 'python' }),
  // A package of the standard library has this name.
  wanted('library', 'statistics', ['statistics'], { language: 'python' }),
];
const inSource = ['PYTHONPATH=src', 'PYTHONDONTWRITEBYTECODE=1', 'python3'];

describe.each(samples.map((one): [string, Requirements] => [`${one.kind} ${one.name}`, one]))(
  'in Python, the %s',
  (_name, requirements) => {
    let folder = '';

    it('passes its own tests', async () => {
      folder = await bench.write(requirements);
      const words = [...inSource, '-W', 'error', '-m', 'unittest', 'discover', '-s', 'tests'];
      const tested = await bench.exec(folder, 'env', ...words);
      expect(tested.code, tested.output).toBe(0);
      expect(tested.output).toMatch(/^Ran [1-9]\d* tests/m);
    });

    it('has sound types', async () => {
      const checked = await bench.exec(folder, 'mypy', '--cache-dir=/dev/null');
      expect(checked.code, checked.output).toBe(0);
    });

    // A process for each call: the tests of the project itself have tried every command already.
    if (requirements.name === 'many-commands') return;
    it('does from outside what was asked for', async () => {
      const report = await bench.probe(folder, requirements);
      expect(report.problem).toBeUndefined();
      expect(report).toMatchObject({ started: true, stopped: true, ok: true });
      expect(report.calls.length).toBeGreaterThan(1);
    });
  },
);

describe('the README of a tool in Python', () => {
  it('shows what really comes of it', async () => {
    const requirements = wanted('cli_tool', 'tools', ['slugify', 'duration', 'csv', 'semver', 'url-shortener'], {
      language: 'python',
    });
    const folder = await bench.write(requirements);
    const tried = await triedSessions(bench, folder, `tools() { env ${inSource.join(' ')} -m tools "$@"; }`);
    expect(tried.length).toBeGreaterThan(4);
    for (const { session, shown, printed } of tried) expect(printed, session).toBe(shown);
  });
});

describe('a probe of a project in Python', () => {
  it('fails where a function gives something else', async () => {
    const requirements = wanted('library', 'roman-numbers', ['roman'], { language: 'python' });
    const folder = await bench.write(requirements);
    const broken = await bench.exec(folder, 'sed', '-i', 's/"IV", 4/"IV", 5/', 'src/roman_numbers/roman.py');
    expect(broken.code).toBe(0);
    const report = await bench.probe(folder, requirements);
    expect(report.ok).toBe(false);
    expect(report.problem).toContain('to_roman');
  });
});
