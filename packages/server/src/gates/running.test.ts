import { describe, expect, test } from 'vitest';
import { checkOne, manifest } from './testing.ts';

describe('the types gate', () => {
  // A compiler of the project's own, as far as the gate is concerned: a program called tsc on the path of its scripts.
  const compiler = (says: string, code: number) => ({
    'package.json': manifest({ scripts: { typecheck: 'PATH=$PWD/tools:$PATH tsc --noEmit' } }),
    'tools/tsc': `#!/bin/sh\n${says ? `echo "${says}"` : ':'}\nexit ${code}\n`,
    'tsconfig.json': '{}\n',
  });
  const run = (files: Record<string, string>) => checkOne('types', files);

  test('passes when the checker finds nothing and fails with what it finds', async () => {
    expect(await run({ ...compiler('', 0) })).toMatchObject({ verdict: 'passed' });
    expect(await run({ ...compiler('src/a.ts(3,7): error TS2322: No.', 2) })).toMatchObject({
      verdict: 'failed',
      reason: 'src/a.ts:3: No.',
      problems: [{ file: 'src/a.ts', line: 3, code: 'TS2322', message: 'No.' }],
    });
  });

  test('fails when a script hides the exit code', async () => {
    const files = compiler('src/a.ts(3,7): error TS2322: No.', 0);
    expect(await run(files)).toMatchObject({ verdict: 'failed' });
  });

  test('does not believe a script that checks nothing, and asks the compiler itself', async () => {
    const files = { 'package.json': manifest({ scripts: { typecheck: 'echo fine' } }), 'tsconfig.json': '{}\n' };
    expect(await run(files)).toMatchObject({
      verdict: 'not-checked',
      reason: expect.stringContaining('npx --no-install tsc'),
    });
  });

  test('has not checked a project without a checker', async () => {
    expect(await run({ 'package.json': manifest() })).toMatchObject({ verdict: 'not-checked' });
  });
});

describe('the lint gate', () => {
  const linter = (code: number, says = '') => ({
    'package.json': manifest({ scripts: { lint: 'PATH=$PWD/tools:$PATH eslint .' } }),
    'tools/eslint': `#!/bin/sh\nprintf '${says}'\nexit ${code}\n`,
  });

  test('passes, fails or warns as the linter and the job’s limits say', async () => {
    expect(await checkOne('lint', linter(0))).toMatchObject({ verdict: 'passed' });
    const found = linter(1, 'src/a.js\\n  3:5  error  No tabs  no-tabs\\n');
    expect(await checkOne('lint', found)).toMatchObject({
      verdict: 'failed',
      problems: [{ file: 'src/a.js', line: 3, code: 'no-tabs' }],
    });
    expect(await checkOne('lint', found, { limits: { mustPassLint: false } })).toMatchObject({ verdict: 'warned' });
  });

  test('holds nobody to what was found in files that the work did not touch', async () => {
    const found = linter(1, 'src/a.js\\n  3:5  error  No tabs  no-tabs\\n');
    const before = { 'src/a.js': 'let a;\n' };
    const elsewhere = await checkOne('lint', { ...found, 'src/b.js': 'let b;\n' }, { before });
    expect(elsewhere).toMatchObject({ verdict: 'warned', reason: expect.stringContaining('none of them in a file') });
    expect(await checkOne('lint', { ...found, 'src/a.js': 'let c;\n' }, { before })).toMatchObject({
      verdict: 'failed',
    });
  });

  test('has not checked a project whose lint command lints nothing, is missing, or cannot be started', async () => {
    const script = (lint: string) => checkOne('lint', { 'package.json': manifest({ scripts: { lint } }) });
    expect(await script('echo clean')).toMatchObject({
      verdict: 'not-checked',
      reason: expect.stringContaining('no known linter'),
    });
    expect(await script('eslint .')).toMatchObject({
      verdict: 'not-checked',
      reason: expect.stringContaining('not available'),
    });
    expect(await checkOne('lint', { 'package.json': manifest() })).toMatchObject({ verdict: 'not-checked' });
  });
});

describe('the start-and-answer gate', () => {
  const server = (answer: string) => ({
    'package.json': manifest({ scripts: { start: 'node server.js' } }),
    'server.js': `import { createServer } from 'node:http';\ncreateServer((request, response) => { ${answer} }).listen(process.env.PORT ?? 3000, '127.0.0.1');\n`,
  });

  test('passes a server that starts and answers', async () => {
    expect(await checkOne('start-and-answer', server("response.statusCode = 404; response.end('no');"))).toMatchObject({
      verdict: 'passed',
      reason: expect.stringMatching(/^It started and answered 404 on port \d+\.$/),
    });
  });

  test('finds the port of a server that has its own mind about it', async () => {
    const fixed = server("response.end('hi');");
    const files = { ...fixed, 'server.js': fixed['server.js'].replace('process.env.PORT ?? 3000', '8123') };
    expect(await checkOne('start-and-answer', files)).toMatchObject({
      verdict: 'passed',
      reason: expect.stringContaining('port 8123'),
    });
  });

  test('has not checked a server that answers with a fault of its own', async () => {
    expect(await checkOne('start-and-answer', server('response.statusCode = 500; response.end();'))).toMatchObject({
      verdict: 'not-checked',
      reason: expect.stringContaining('answered 500'),
    });
  });

  test('has not checked what ends at once, has no start, or starts nothing', async () => {
    const start = (script: string) =>
      checkOne('start-and-answer', { 'package.json': manifest({ scripts: { start: script } }), 'a.js': '' });
    expect(await start('node a.js')).toMatchObject({
      verdict: 'not-checked',
      reason: expect.stringContaining('listened to nothing'),
    });
    expect(await start('echo http://localhost:3000')).toMatchObject({
      verdict: 'not-checked',
      reason: 'The start command starts no program.',
    });
    expect(await checkOne('start-and-answer', { 'package.json': manifest() })).toMatchObject({
      verdict: 'not-checked',
    });
  });
});
