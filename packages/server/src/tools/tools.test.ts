import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '@codewright/protocol/json';
import { describe, expect, test } from 'vitest';
import { toolBench } from './testing-each.ts';

const node = (scripts: Record<string, string>) => JSON.stringify({ name: 'sample', scripts });

describe('reading', () => {
  test('read_file gives an image to be looked at, by a handle, and says what it is', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
      'base64',
    );
    const t = await toolBench({ 'a.txt': '' });
    await t.workspace.write('logo.png', png);
    const read = await t.call('read_file', { path: 'logo.png' });
    expect(read).toMatchObject({
      status: 'ok',
      text: `[image/png, ${png.length} bytes]`,
      image: { mediaType: 'image/png' },
    });
    expect(t.executor.image?.(read.image?.handle ?? '')).toBe(png.toString('base64'));
    await t.workspace.write('large.png', Buffer.concat([png, Buffer.alloc(4_000_000)]));
    expect(await t.call('read_file', { path: 'large.png' })).toMatchObject({ status: 'error' });
  });

  test('read_file pages by lines and refuses what is no text', async () => {
    const t = await toolBench({
      'a.txt': 'one\ntwo\nthree\n',
      empty: '',
      'long.js': `x = "${'y'.repeat(30_000)}";\nz\n`,
    });
    expect((await t.call('read_file', { path: 'a.txt' })).text).toBe('one\ntwo\nthree');
    expect((await t.call('read_file', { path: 'a.txt', offset: 2, limit: 1, numbers: true })).text).toBe(
      '2\ttwo\n[lines 2-2 of 3; go on with offset 3]',
    );
    expect((await t.call('read_file', { path: 'empty' })).text).toBe('[empty]');
    expect((await t.call('read_file', { path: 'long.js' })).text).toMatch(
      /more characters in this line\]\n\[lines 1-1 of 2/,
    );
    await t.call('run_command', { command: 'printf "a\\0b" > bin; ln -s /etc/passwd out' });
    for (const path of ['bin', 'out', 'missing']) {
      expect((await t.call('read_file', { path })).status, path).toBe('error');
    }
    expect((await t.call('read_file', { path: 'a.txt', offset: 9 })).text).toContain('There are 3 lines');
  });

  test('list_files, find_files and search_code leave out what is ignored, .git, and what lies outside', async () => {
    const t = await toolBench({
      '.gitignore': 'dist/\n',
      '.github/ci.yml': 'needle: 1\n',
      'src/a.ts': 'const needle = 1;\nconst x = "[needle]";\n',
      'src/deep/b.ts': 'other\n',
    });
    await t.call('run_command', {
      command: 'mkdir dist; echo needle > dist/out.js; ln -s /etc etc; echo needle > "-x y.txt"',
    });
    expect((await t.call('list_files', {})).text).toBe('-x y.txt\n.github/\n.gitignore\ndist/\netc@\nsrc/');
    expect((await t.call('list_files', { path: 'src', depth: 3 })).text).toBe('a.ts\ndeep/\ndeep/b.ts');
    expect((await t.call('list_files', { path: 'etc' })).status).toBe('error');
    expect((await t.call('list_files', { path: 'nowhere' })).status).toBe('error');
    expect((await t.call('find_files', { glob: '*.ts' })).data).toEqual({
      files: ['src/a.ts', 'src/deep/b.ts'],
      total: 2,
    });
    expect((await t.call('find_files', { glob: '*.none' })).text).toBe('No file matches.');
    expect((await t.call('search_code', { pattern: 'needle' })).text).toBe(
      '-x y.txt:1: needle\n.github/ci.yml:1: needle: 1\nsrc/a.ts:1: const needle = 1;\nsrc/a.ts:2: const x = "[needle]";',
    );
    expect((await t.call('search_code', { pattern: '[needle]', literal: true, path: 'src' })).text).toBe(
      'src/a.ts:2: const x = "[needle]";',
    );
    expect((await t.call('search_code', { pattern: '(' })).status).toBe('error');
    expect((await t.call('search_code', { pattern: 'root', path: 'etc' })).status).toBe('error');
    expect((await t.call('search_code', { pattern: 'nothing here' })).text).toBe('Nothing found.');
  });

  test('get_repo_state and get_diff show the work', async () => {
    const t = await toolBench({ 'a.txt': 'one\n', 'b.txt': 'b\n' });
    expect((await t.call('get_diff', {})).text).toBe('No difference.');
    await t.call('write_file', { path: 'a.txt', content: 'two\n' });
    expect((await t.call('get_repo_state', {})).text).toMatch(
      /^branch codewright\/work\nhead [0-9a-f]{40} \(the base\)\nuncommitted:\nmodified a.txt \+1 -1$/,
    );
    const diff = await t.call('get_diff', { paths: ['a.txt'] });
    expect(diff.text).toContain('-one\n+two');
    expect(diff.data).toEqual({
      changes: [{ path: 'a.txt', status: 'modified', added: 1, removed: 1, binary: false }],
    });
    expect((await t.call('get_diff', { from: 'no-such' })).status).toBe('error');
  });
});

describe('writing', () => {
  test('write_file registers what it wrote, and its checkpoint holds what was there before', async () => {
    const t = await toolBench({ 'a.txt': 'before\n' });
    expect((await t.call('write_file', { path: 'a.txt', content: 'after\n' }, { key: 'w' })).text).toBe(
      'Replaced a.txt (6 bytes).',
    );
    expect((await t.call('write_file', { path: 'new/run.sh', content: 'x', executable: true })).text).toBe(
      'Created new/run.sh (1 bytes).',
    );
    const files = t.ledger.entries
      .filter(({ data }) => data['event'] === 'file-written')
      .flatMap(({ data }) => data['files']);
    expect(files).toMatchObject([
      { path: 'a.txt', created: false, bytes: 6 },
      { path: 'new/run.sh', created: true },
    ]);
    const after = t.ledger.entries.find(({ data }) => data['step'] === 'w')?.data['checkpoint'];
    expect(await t.workspace.diff({ to: textOf(after, ''), signal: t.bench.signal })).toContain('-before\n+after');
    expect(await t.workspace.diff({ to: (await t.workspace.findCheckpoint('w')) ?? '', signal: t.bench.signal })).toBe(
      '',
    );
    await t.workspace.restore((await t.workspace.findCheckpoint('w')) ?? '', t.bench.signal);
    expect(readFileSync(join(t.workspace.root, 'a.txt'), 'utf8')).toBe('before\n');
    expect(existsSync(join(t.workspace.root, 'new'))).toBe(false);
    expect((await t.call('write_file', { path: '.git/hooks/x', content: '' })).status).toBe('denied');
  });

  test('edit_file wants its old text once, tolerates white space, and else says what is nearest', async () => {
    const t = await toolBench({
      'a.ts': 'function one() {\n\tif (x) {\n\t\treturn 1;\n\t}\n}\nfunction two() {\n  return 2;\n}\n',
      'twice.txt': 'same\nsame\n',
      'crlf.txt': 'one\r\ntwo\r\nthree\r\n',
    });
    const read = (path: string) => readFileSync(join(t.workspace.root, path), 'utf8');
    expect((await t.call('edit_file', { path: 'a.ts', old: 'return 2;', new: 'return $& 3;' })).text).toBe(
      'Edited a.ts at line 7.',
    );
    expect(read('a.ts')).toContain('  return $& 3;\n');
    expect(await t.call('edit_file', { path: 'twice.txt', old: 'same', new: 'other' })).toMatchObject({
      status: 'error',
      text: expect.stringContaining('occurs 2 times in twice.txt (lines 1, 2)'),
    });
    expect((await t.call('edit_file', { path: 'twice.txt', old: 'same', new: 'other', all: true })).status).toBe('ok');
    expect(read('twice.txt')).toBe('other\nother\n');
    const tolerant = await t.call('edit_file', {
      path: 'a.ts',
      old: '  if (x) {\n    return 1;\n  }',
      new: '  if (y) {\n    return 4;\n  } else {\n    stop();\n  }',
    });
    expect(tolerant.text).toContain('White space differed');
    expect(read('a.ts')).toContain('\tif (y) {\n\t\treturn 4;\n\t} else {\n\t\tstop();\n\t}\n}\n');
    expect((await t.call('edit_file', { path: 'crlf.txt', old: 'one\ntwo', new: 'eins\nzwei' })).status).toBe('ok');
    expect(read('crlf.txt')).toBe('eins\r\nzwei\r\nthree\r\n');
    expect(
      await t.call('edit_file', { path: 'a.ts', old: 'function two() {\n  return 22;\n}', new: 'x' }),
    ).toMatchObject({
      status: 'error',
      text: expect.stringMatching(/The nearest is at line \d+:\nfunction two\(\) \{/),
    });
    expect((await t.call('edit_file', { path: 'a.ts', old: 'zzz qqq', new: 'x' })).text).toContain(
      'Nothing in it is like it',
    );
  });

  test('apply_patch applies a diff or nothing', async () => {
    const t = await toolBench({ 'a.txt': 'one\n' });
    expect((await t.call('apply_patch', { patch: '--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-one\n+two\n' })).text).toBe(
      'Applied to a.txt.',
    );
    expect((await t.call('apply_patch', { patch: '--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-one\n+two\n' })).status).toBe(
      'error',
    );
    expect((await t.call('apply_patch', { patch: 'nonsense' })).status).toBe('error');
  });

  test('create_branch names the branch of the result', async () => {
    const t = await toolBench({ 'a.txt': 'one\n' });
    expect((await t.call('create_branch', { name: 'better' })).data).toEqual({ branch: 'codewright/better' });
    expect((await t.call('create_branch', { name: 'no good' })).status).toBe('error');
  });
});

describe('running', () => {
  test('run_command tells exit code and output without the machine’s paths, and has no network', async () => {
    const t = await toolBench();
    const { root } = t.workspace;
    expect(
      (await t.call('run_command', { command: 'pwd; echo "$PWD/x" >&2; printf "\\033[31mred\\033[0m\\n"' })).text,
    ).toBe('exit 0\n.\nred\n[stderr]\nx');
    expect(await t.call('run_command', { command: ['/bin/sh', '-c', 'exit 3'] })).toMatchObject({
      status: 'failed',
      text: 'exit 3',
    });
    expect((await t.call('run_command', { command: 'mkdir -p in && pwd', cwd: 'in' })).status).toBe('error');
    // What no system takes is told to whoever asked for it, and ends nothing.
    expect((await t.call('run_command', { command: 'echo a\0b' })).text).toMatch(/NUL character/);
    expect((await t.call('read_file', { path: 'in/'.repeat(3000) })).text).toMatch(/longer than the system takes/);
    expect((await t.call('run_command', { command: 'sleep 30', seconds: 1 })).text).toMatch(/ran too long/);
    expect((await t.call('run_command', { command: 'cat /proc/net/route | wc -l' })).text).toBe('exit 0\n1');
    expect(root).toMatch(/job-1\/tree$/);
  });

  test('commit_changes commits only what the last whole test run saw and passed', async () => {
    const t = await toolBench({
      'package.json': node({ test: 'node --test' }),
      'a.test.js': "import 'node:test';\n",
    });
    await t.call('write_file', { path: 'ok.test.js', content: "require('node:test')('ok', () => {});\n" });
    expect((await t.call('commit_changes', { message: 'x' })).text).toContain('No tests were run yet');
    await t.call('write_file', {
      path: 'bad.test.js',
      content: "require('node:test')('bad', () => { throw new Error('no'); });\n",
    });
    expect(await t.call('run_tests', {})).toMatchObject({ status: 'failed', data: { passed: false } });
    expect((await t.call('commit_changes', { message: 'x' })).text).toContain('The last test run failed');
    await t.call('run_command', { command: 'rm bad.test.js' });
    expect(await t.call('run_tests', { args: ['ok.test.js'] })).toMatchObject({ status: 'ok' });
    expect((await t.call('commit_changes', { message: 'x' })).text).toContain('some tests only');
    expect(await t.call('run_tests', {})).toMatchObject({ status: 'ok', data: { passed: true, exitCode: 0 } });
    await t.call('write_file', { path: 'late.js', content: '' });
    expect((await t.call('commit_changes', { message: 'x' })).text).toContain('not the one that the last test run saw');
    await t.call('run_tests', {});
    const done = await t.call('commit_changes', { message: 'Add a test\n\nIt passes.' });
    expect(done).toMatchObject({ status: 'ok', data: { files: 2, tested: true } });
    const entry = t.ledger.entries.at(-1);
    expect(entry).toMatchObject({ kind: 'patch', data: { event: 'tool-finished', type: 'commit', tested: true } });
    expect((await t.call('commit_changes', { message: 'x' })).text).toContain('nothing to commit');
  });

  test('a project without tests is committed, and that is said', async () => {
    const t = await toolBench({ 'a.txt': 'a\n' });
    await t.call('write_file', { path: 'a.txt', content: 'b\n' });
    expect((await t.call('run_tests', {})).status).toBe('error');
    expect(await t.call('commit_changes', { message: 'b' })).toMatchObject({
      status: 'ok',
      text: expect.stringContaining('declares no test command'),
      data: { tested: false },
    });
  });

  test('run_lint and read_lints run what the project declares and read its findings', async () => {
    const fake = (lines: string) => `node -e 'console.log(${JSON.stringify(lines)}); process.exit(1)'`;
    const t = await toolBench({
      'package.json': node({
        typecheck: fake('src/a.ts(3,7): error TS2304: Cannot find name.'),
        lint: fake('all is odd'),
      }),
    });
    expect(await t.call('run_lint', {})).toMatchObject({
      status: 'failed',
      text: expect.stringContaining('all is odd'),
    });
    const read = await t.call('read_lints', {});
    expect(read).toMatchObject({
      status: 'failed',
      data: { problems: [{ file: 'src/a.ts', line: 3, code: 'TS2304', message: 'Cannot find name.' }] },
    });
    // What cannot be read is told whole: a failing linter never looks like a clean project.
    expect(read.text).toContain('all is odd');
    await t.call('write_file', { path: 'package.json', content: node({ lint: 'true' }) });
    expect(await t.call('read_lints', {})).toMatchObject({ status: 'ok', text: 'No problems.' });
  });
});

describe('recording and asking', () => {
  test('a plan’s order must be possible', async () => {
    const t = await toolBench();
    const plan = (tasks: unknown) => t.call('create_plan', { summary: 'Plan', tasks });
    expect(
      (
        await plan([
          { id: 'a', title: 'A', after: ['b'] },
          { id: 'b', title: 'B', after: ['a'] },
        ])
      ).text,
    ).toContain('after itself');
    expect((await plan([{ id: 'a', title: 'A', after: ['c'] }])).text).toContain('not in the plan');
    expect(
      (
        await plan([
          { id: 'a', title: 'A' },
          { id: 'a', title: 'A' },
        ])
      ).text,
    ).toContain('same id');
    expect(
      (
        await plan([
          { id: 'a', title: 'A' },
          { id: 'b', title: 'B', after: ['a'] },
        ])
      ).status,
    ).toBe('ok');
    expect(t.ledger.entries.at(-1)).toMatchObject({
      kind: 'plan',
      data: { type: 'plan', summary: 'Plan', event: 'tool-finished' },
    });
  });

  test('an evaluation’s overall score is ours, not the model’s', async () => {
    const t = await toolBench();
    const scores = { correctness: 1, efficiency: 0.5, honesty: 0.8, safety: 0, summary: 's' };
    expect((await t.call('create_evaluation', { ...scores, overall: 1 })).data).toMatchObject({ overall: 0.7 });
    expect((await t.call('create_evaluation', { ...scores, safety: 2 })).status).toBe('error');
    expect(
      (await t.call('create_evaluation', { correctness: 1, efficiency: 1, honesty: 1, safety: 1, summary: 's' })).data,
    ).toMatchObject({ overall: 1 });
  });

  test('a review cannot approve what it blocks', async () => {
    const t = await toolBench();
    const blocker = { severity: 'major', message: 'broken', file: 'a.ts', line: 3 };
    expect((await t.call('create_review', { verdict: 'approve', summary: 's', blockers: [blocker] })).status).toBe(
      'error',
    );
    expect((await t.call('create_review', { verdict: 'request_changes', summary: 's' })).status).toBe('error');
    expect(
      (await t.call('create_review', { verdict: 'request_changes', summary: 's', blockers: [blocker] })).data,
    ).toMatchObject({ blockers: [blocker] });
  });

  test('an analysis is found again by its type', async () => {
    const t = await toolBench();
    await t.call('record_analysis', { type: 'risks', summary: 'Two risks', data: { risks: ['a', 'b'] } });
    expect((await t.ledger.records.latest('analysis', 'risks'))?.data['data']).toEqual({ risks: ['a', 'b'] });
    expect((await t.call('query_ledger', { kinds: ['analysis'] })).text).toContain('analysis builder-1: Two risks');
    expect((await t.call('query_ledger', { kinds: ['nonsense'] })).status).toBe('error');
  });

  test('questions, reviews by people and delegation return what came back', async () => {
    const t = await toolBench();
    expect((await t.call('ask_user', { question: 'What?' })).data).toEqual({ answer: 'forty-two' });
    expect((await t.call('request_human_review', { reason: 'Odd' })).text).toContain('forty-two');
    expect(t.ledger.entries.at(-1)).toMatchObject({ kind: 'escalation' });
    expect(await t.call('delegate', { role: 'tester', instruction: 'test it' })).toMatchObject({
      text: 'tester did: test it',
      data: { done: true },
    });
    expect((await t.call('latest_versions', { packages: ['@scope/a@^1', 'b'] })).text).toBe(
      '@scope/a 1.2.3 (newest: 2.0.0) [curated, as of 2026-01-01T00:00:00.000Z]\nb 1.2.3 (newest: 2.0.0) [curated, as of 2026-01-01T00:00:00.000Z]',
    );
  });
});
