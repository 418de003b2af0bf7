import { afterAll, describe, expect, it } from 'vitest';
import { fixtures } from '../domain/fixtures/all.ts';
import { openProjectBench } from '../kinds/testing-project.ts';
import { leftOut, obstacleTo } from '../kinds/registry.ts';
import type { Requirements } from '../requirements.ts';
import { understand } from '../understand/understand.ts';

/** Real services in Python: their rules hold, over HTTP too. */

const bench = openProjectBench();
afterAll(() => bench.close());

const inPython = (name: string): Requirements => ({ ...(fixtures[name] as Requirements), language: 'python' });
const tests = (folder: string, pattern = 'test_*.py') => {
  const words = ['-W', 'error', '-m', 'unittest', 'discover', '-s', 'tests', '-p', pattern];
  return bench.exec(folder, 'env', 'PYTHONPATH=src', 'python3', ...words);
};

/** Loans with limits; sign-in, owners, roles and capacities; time, money and stock. */
describe.each(['library', 'gym', 'market', 'auction', 'college'])('a service in Python for the %s', (name) => {
  let folder = '';

  it('passes its own tests', async () => {
    folder = await bench.write(inPython(name));
    const tested = await tests(folder);
    expect(tested.code, tested.output).toBe(0);
    expect(tested.output).toMatch(/^Ran [1-9]\d+ tests/m);
  });

  it('has sound types', async () => {
    const checked = await bench.exec(folder, 'mypy', '--cache-dir=/dev/null');
    expect(checked.code, checked.output).toBe(0);
  });

  it('does over HTTP what was asked for, and ends cleanly', async () => {
    const report = await bench.probe(folder, inPython(name));
    expect(report.problem).toBeUndefined();
    expect(report.calls.filter(({ ok }) => !ok)).toEqual([]);
    expect(report).toMatchObject({ started: true, stopped: true, ok: true });
  });
});

describe('the tests of a service in Python', () => {
  it.each([
    ['the limit of a rule', 'others >= 5', 'others >= 6', 'loans.py'],
    ['a rule that holds once', 'others >= 1', 'others >= 2', 'loans.py'],
    ['the state that an action asks for', '{"returnedAt": None}', '{}', 'loans.py'],
    ['a bound of a field', 'text(10, 17)', 'text(9, 17)', 'books.py'],
    ['a guard of deletion', 'if blocked:', 'if False:', 'books.py'],
  ])(
    'notice when %s is lost',
    async (_what, before, after, file) => {
      const folder = await bench.write(inPython('library'));
      const path = `src/library_api/entities/${file}`;
      const plain = before.replaceAll(/[.*[\]]/g, '\\$&');
      const broken = await bench.exec(folder, 'sed', '-i', `s/${plain}/${after}/`, path);
      expect(broken.code).toBe(0);
      const tested = await tests(folder);
      expect(tested.code).not.toBe(0);
      expect(tested.output).toMatch(/FAILED \((?:failures|errors)=/);
    },
    60_000,
  );
});

describe.each<[string, Requirements['rowsFile']]>([
  ['todo', undefined],
  ['todo', { format: 'json', name: 'todos.json' }],
  ['library', { format: 'json', name: 'library.json' }],
])('a command line tool in Python that keeps rows, for the %s in %j', (name, rowsFile) => {
  it('passes its own tests, has sound types, and does from outside what was asked for', async () => {
    const requirements: Requirements = { ...inPython(name), kind: 'cli_tool', rowsFile };
    const folder = await bench.write(requirements);
    const tested = await tests(folder);
    expect(tested.code, tested.output).toBe(0);
    const checked = await bench.exec(folder, 'python3', '-m', 'mypy', '--cache-dir=/dev/null');
    if (!checked.output.includes('No module named mypy')) expect(checked.code, checked.output).toBe(0);
    const report = await bench.probe(folder, requirements);
    expect(report.problem).toBeUndefined();
    expect(report).toMatchObject({ started: true, stopped: true, ok: true });
    expect(report.calls.length).toBeGreaterThan(5);
  });
});

describe('fields with names that something else has', () => {
  it('do not stand in the way of the tool', async () => {
    const text =
      'python command line app that keeps jobs with a name, a limit, a sort, a work text, a json text and a help text';
    const understood = understand(text, { constraints: {}, preferences: {} });
    if (understood.verdict !== 'understood') throw new Error(understood.questions.join());
    const { requirements } = understood;
    expect(requirements).toMatchObject({ kind: 'cli_tool', language: 'python' });
    const folder = await bench.write(requirements);
    const tested = await tests(folder);
    expect(tested.code, tested.output).toBe(0);
    const report = await bench.probe(folder, requirements);
    expect(report).toMatchObject({ ok: true });
  });
});

describe('what is not made in Python', () => {
  it('is said before the work', () => {
    const asked = { ...inPython('library'), features: [] };
    expect(obstacleTo(asked)).toBeNull();
    expect(leftOut(asked)).toEqual([]);
    expect(obstacleTo({ ...asked, kind: 'graphql_api' })?.nearest).toContain('typescript');
  });
});
