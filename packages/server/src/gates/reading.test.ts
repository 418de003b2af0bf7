import { describe, expect, test } from 'vitest';
import { checkOne } from './testing.ts';

describe('the patch-limits gate', () => {
  const three = { 'a.txt': '1\n2\n3\n', 'b.txt': '1\n', 'c.txt': '1\n' };

  test('passes a change inside its limits, with its size as evidence', async () => {
    const result = await checkOne('patch-limits', three);
    expect(result.verdict).toBe('passed');
    expect(result.evidence[0]?.excerpt).toContain('3 files and 5 lines changed');
  });

  test.each([
    [{ files: 2 }, '3 files are changed; the limit is 2.'],
    [{ lines: 4 }, '5 lines are changed; the limit is 4.'],
  ])('fails a change over a hard limit, and warns of one over a soft limit: %j', async (limits, message) => {
    expect(await checkOne('patch-limits', three, { limits })).toMatchObject({ verdict: 'failed', reason: message });
    expect(await checkOne('patch-limits', three, { limits: { ...limits, soft: true } })).toMatchObject({
      verdict: 'warned',
    });
  });

  test('fails a forbidden path in any folder, soft limits or not', async () => {
    const result = await checkOne('patch-limits', { 'deep/.env.local': 'A=1\n' }, { limits: { soft: true } });
    expect(result).toMatchObject({
      verdict: 'failed',
      problems: [{ file: 'deep/.env.local', code: 'forbidden-path' }],
    });
  });

  test('counts what was changed, not what was there, and leaves lock files out', async () => {
    const before = { 'old.txt': 'x\n'.repeat(500), 'gone.txt': 'alpha\nbeta\n' };
    const lock = { 'package-lock.json': '{}\n'.repeat(900), 'new.txt': '1\n' };
    const result = await checkOne('patch-limits', lock, {
      before,
      remove: ['gone.txt'],
      limits: { lines: 3, files: 2 },
    });
    expect(result).toMatchObject({ verdict: 'passed' });
    expect(result.evidence[0]?.excerpt).toContain('2 files and 3 lines changed');
  });
});

describe('the syntax gate', () => {
  test('passes sources that parse, of every language it knows', async () => {
    const result = await checkOne('syntax', {
      'a.ts': 'export const a: number = 1;\n',
      'b.tsx': 'export const B = () => <b>hi</b>;\n',
      'c.cjs': 'if (module) return;\n',
      'd.js': 'module.exports = 1;\nif (1) return;\n',
      'e.py': 'def f():\n    return 1\n',
      'f.json': '{"a": 1}\n',
      'tsconfig.json': '{ // with a remark\n}\n',
      'g.yaml': 'a: 1\n---\nb: 2\n',
      'h.sh': '#!/bin/sh\nif true; then echo; fi\n',
    });
    expect(result).toMatchObject({ verdict: 'passed', reason: '9 changed files parse.' });
  });

  test.each([
    ['a.ts', 'export const a = 1;\nconst b: = 2;\n', 2],
    ['a.mjs', 'export const a = ;\n', 1],
    ['a.jsx', 'const a = <b>;\n', 1],
    ['a.py', 'a = 1\ndef f(:\n', 2],
    ['a.json', '{\n"a": 1,\n}\n', 3],
    ['a.yml', 'a: 1\nb: [1\n', 3],
    ['a.sh', 'if true; then\necho\n', 3],
    ['a.bash', '#!/bin/bash\necho ${a[}\nfi\n', 3],
  ])('fails %s that does not parse, naming file and line', async (path, text, line) => {
    const result = await checkOne('syntax', { [path]: text });
    expect(result.verdict).toBe('failed');
    expect(result.problems[0]).toMatchObject({ file: path });
    expect(Math.abs((result.problems[0]?.line ?? 0) - line)).toBeLessThanOrEqual(1);
  });

  test('has not checked what no parser is there for', async () => {
    expect(await checkOne('syntax', { 'a.txt': 'words\n' })).toMatchObject({ verdict: 'not-checked' });
    const go = await checkOne('syntax', { 'a.go': 'package main\n', 'a.json': '{}\n' });
    expect(['warned', 'passed']).toContain(go.verdict);
    if (go.verdict === 'warned') expect(go.reason).toContain('gofmt is not available');
  });

  test('parses Rust file by file, in the edition of the project', async () => {
    const manifest = '[package]\nname = "a"\nversion = "0.1.0"\nedition = "2018"\n';
    const sound = await checkOne('syntax', { 'src/lib.rs': 'mod absent;\nfn  a() {}\n', 'Cargo.toml': manifest });
    if (sound.verdict === 'not-checked') expect(sound.reason).toContain('rustfmt is not available');
    else {
      expect(sound.verdict).toBe('passed');
      const broken = await checkOne('syntax', { 'src/lib.rs': 'fn a() {}\nfn b( {\n', 'Cargo.toml': manifest });
      expect(broken).toMatchObject({ verdict: 'failed', problems: [{ file: 'src/lib.rs', line: 2 }] });
      // A word of its own since 2018 only.
      const older = manifest.replace('2018', '2015');
      const async2015 = await checkOne('syntax', { 'src/lib.rs': 'async fn a() {}\n', 'Cargo.toml': older });
      expect(async2015.verdict).toBe('failed');
    }
  });

  test('looks at what was changed only', async () => {
    const result = await checkOne('syntax', { 'new.js': '1;\n' }, { before: { 'old.js': 'const = ;\n' } });
    expect(result).toMatchObject({ verdict: 'passed' });
  });
});

// Put together at run time, so that this file holds none itself.
const token = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');

describe('the secrets gate', () => {
  test('fails a change that adds a credential, without repeating it', async () => {
    const result = await checkOne('secrets', { 'src/a.js': `const a = 1;\nconst key = '${token}';\n` });
    expect(result).toMatchObject({ verdict: 'failed', problems: [{ file: 'src/a.js', line: 2, code: 'github' }] });
    expect(JSON.stringify(result)).not.toContain(token);
  });

  test('finds it in spite of a directive that forbids looking', async () => {
    const result = await checkOne('secrets', {
      'a.js': `// secretlint-disable\nconst key = '${token}';\n`,
      '.secretlintrc.json': '{"rules": []}\n',
    });
    expect(result.verdict).toBe('failed');
  });

  test('passes a change without one, also beside an old one that it does not touch', async () => {
    expect(await checkOne('secrets', { 'a.js': 'const key = process.env.KEY;\n' })).toMatchObject({
      verdict: 'passed',
    });
    const before = { 'a.js': `const key = '${token}';\nconst b = 1;\n` };
    const result = await checkOne('secrets', { 'a.js': `const key = '${token}';\nconst b = 2;\n` }, { before });
    expect(result).toMatchObject({ verdict: 'passed' });
  });

  test('has not checked binaries', async () => {
    expect(await checkOne('secrets', { 'a.bin': 'a\0b' })).toMatchObject({ verdict: 'not-checked' });
    expect(await checkOne('secrets', { 'a.bin': 'a\0b', 'b.js': '1;\n' })).toMatchObject({ verdict: 'warned' });
  });
});

describe('the tests-kept gate', () => {
  const before = { 'a.test.js': "test('a', f);\ntest('b', f);\n" };

  test('fails a small change that takes a test away, warns a larger one, and passes what adds tests', async () => {
    const fewer = { 'a.test.js': "test('a', f);\n" };
    const said = { reason: 'a.test.js: 1 test case is removed.', problems: [{ file: 'a.test.js' }] };
    expect(await checkOne('tests-kept', fewer, { before })).toMatchObject({ verdict: 'failed', ...said });
    expect(await checkOne('tests-kept', fewer, { before, limits: { soft: true } })).toMatchObject({
      verdict: 'warned',
      ...said,
    });
    expect(await checkOne('tests-kept', { 'b.test.js': "test('c', f);\n" }, { before })).toMatchObject({
      verdict: 'passed',
    });
  });
});
