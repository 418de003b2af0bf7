import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CodewrightError, Suspended } from '../shared/errors.ts';
import { ownWords, toolSchema, tools } from './registry.ts';
import { toolBench } from './testing-each.ts';

describe('the executor', () => {
  test('answers an unknown tool, wrong arguments and a tool of another role in words, and records each', async () => {
    const t = await toolBench(
      { 'a.txt': 'a\n' },
      {
        roles: (role) =>
          role === 'reader' ? { tools: ['read_file'], appends: [] } : { tools: [...tools.keys()], appends: [] },
      },
    );
    expect(await t.call('fly', {})).toMatchObject({ status: 'error', text: expect.stringContaining('no tool "fly"') });
    expect(await t.call('edit_file', { path: 3 })).toMatchObject({
      status: 'error',
      text: expect.stringMatching(/path: .*string.*It takes \{path, old, new, all\?\}/s),
    });
    expect(await t.call('write_file', { path: 'x', content: 'x' }, { role: 'reader' })).toMatchObject({
      status: 'error',
      text: expect.stringContaining('Your tools: read_file.'),
    });
    expect(existsSync(join(t.workspace.root, 'x'))).toBe(false);
    expect(t.executor.schemas('reader').map(({ name }) => name)).toEqual(['read_file']);
    expect(t.ledger.entries.map(({ data }) => [data['event'], data['tool'], data['status'], data['usage']])).toEqual(
      ['fly', 'edit_file', 'write_file'].map((tool) => [
        'tool-finished',
        tool,
        'error',
        { steps: 1, seconds: expect.any(Number) },
      ]),
    );
  });

  test('asks the policy first: a denied call does nothing, an asked one waits for a person', async () => {
    const asked: unknown[] = [];
    let reply: string | null = null;
    const t = await toolBench(
      { 'a.txt': 'a\n' },
      {
        ask: async (key, question) => {
          asked.push([key, question.kind, question.action, question.rule]);
          if (reply === null) throw new Suspended('approval');
          return reply;
        },
      },
    );
    const deny = t.executorWith(
      {},
      { decide: ({ paths = [] }) => ({ verdict: 'deny', reason: `not ${paths.join()}`, remediation: '', rule: 'r' }) },
    );
    const call = { id: 'c', tool: 'write_file', input: { path: 'a.txt', content: 'b' } };
    const options = { role: 'builder', agent: 'builder-1', signal: t.bench.signal };
    expect(await deny.execute(call, { ...options, key: 'denied' })).toMatchObject({
      status: 'denied',
      text: 'Denied: not a.txt',
    });

    const ask = t.executorWith(
      {},
      { decide: () => ({ verdict: 'ask', reason: 'sure?', remediation: '', rule: 'careful' }) },
    );
    await expect(ask.execute(call, { ...options, key: 'asked' })).rejects.toBeInstanceOf(Suspended);
    expect(t.ledger.journal.has('asked')).toBe(false);
    reply = 'reject';
    expect(await ask.execute(call, { ...options, key: 'asked' })).toMatchObject({ status: 'denied' });
    expect(readFileSync(join(t.workspace.root, 'a.txt'), 'utf8')).toBe('a\n');
    reply = 'approve';
    expect(await ask.execute(call, { ...options, key: 'again' })).toMatchObject({ status: 'ok' });
    expect(asked[0]).toEqual([
      'asked/approval',
      'approval',
      {
        tool: 'write_file',
        role: 'builder',
        input: call.input,
        diff: '--- a/a.txt\n+++ b/a.txt\n@@ -1,1 +1,1 @@\n-a\n+b\n\\ No newline at end of file\n',
      },
      'careful',
    ]);
    // What cannot be done is said to whoever wanted it: nobody is asked.
    const before = asked.length;
    const nowhere = { id: 'd', tool: 'edit_file', input: { path: 'a.txt', old: 'nowhere', new: 'x' } };
    expect(await ask.execute(nowhere, { ...options, key: 'vain' })).toMatchObject({ status: 'error' });
    const edit = { ...nowhere, input: { path: 'a.txt', old: 'b', new: 'x' } };
    expect(await ask.execute(edit, { ...options, key: 'edited' })).toMatchObject({ status: 'ok' });
    expect(asked.slice(before)).toMatchObject([
      ['edited/approval', 'approval', { diff: expect.stringContaining('-b\n') }, 'careful'],
    ]);
  });

  test('holds to the policy of the mode and the job: forbidden paths, read-only modes, destructive commands', async () => {
    const t = await toolBench({ 'a.txt': 'a\n' });
    const { limits, job } = t.options;
    const run = (executor: typeof t.executor, tool: string, input: unknown) =>
      executor.execute(
        { id: 'c', tool, input },
        { role: 'r', agent: 'a', key: crypto.randomUUID(), signal: t.bench.signal },
      );
    const strict = t.executorWith({ limits: { ...limits, forbiddenPaths: ['.env*'] } });
    expect((await run(strict, 'write_file', { path: '.env.local', content: 'x' })).status).toBe('denied');
    expect((await run(strict, 'write_file', { path: 'env.txt', content: 'x' })).status).toBe('ok');
    expect((await run(strict, 'apply_patch', { patch: '--- /dev/null\n+++ b/.env\n@@ -0,0 +1 @@\n+x\n' })).status).toBe(
      'denied',
    );
    const review = t.executorWith({ job: { ...job, mode: 'review' } });
    expect((await run(review, 'write_file', { path: 'b.txt', content: 'x' })).status).toBe('denied');
    expect((await run(review, 'read_file', { path: 'a.txt' })).status).toBe('ok');
    expect(existsSync(join(t.workspace.root, 'b.txt'))).toBe(false);
  });

  test('returns the recorded result of a call that is made again, without running it', async () => {
    const t = await toolBench();
    const first = await t.call('run_command', { command: 'date +%N >> ran; cat ran' }, { key: 'k' });
    expect(await t.call('run_command', { command: 'date +%N >> ran; cat ran' }, { key: 'k' })).toEqual(first);
    expect(readFileSync(join(t.workspace.root, 'ran'), 'utf8').trim().split('\n')).toHaveLength(1);
    // The control: another key runs it.
    await t.call('run_command', { command: 'date +%N >> ran' }, { key: 'k2' });
    expect(readFileSync(join(t.workspace.root, 'ran'), 'utf8').trim().split('\n')).toHaveLength(2);
  });

  test('starts a call that was cut off from the tree as it was before it', async () => {
    const t = await toolBench({ 'log.txt': 'start\n', 'a.txt': 'one\n' });
    // As a kill leaves it: nothing is recorded, and nobody is there to undo anything.
    t.ledger.broken = new CodewrightError('STORAGE_FULL', 'The disk is full.');
    t.workspace.forget = async () => Promise.reject(new Error('killed'));
    const restore = t.workspace.restore.bind(t.workspace);
    t.workspace.restore = async () => Promise.reject(new Error('killed'));
    const command = { command: 'echo more >> log.txt; rm -f a.txt; echo x > left' };
    await expect(t.call('run_command', command, { key: 'k' })).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    await expect(
      t.call('edit_file', { path: 'log.txt', old: 'start', new: 'begin' }, { key: 'e' }),
    ).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    t.ledger.broken = null;
    t.workspace.restore = restore;
    expect(await t.call('edit_file', { path: 'log.txt', old: 'start', new: 'begin' }, { key: 'e' })).toMatchObject({
      status: 'ok',
    });
    expect(await t.call('run_command', command, { key: 'k' })).toMatchObject({ status: 'ok' });
    expect(readFileSync(join(t.workspace.root, 'log.txt'), 'utf8')).toBe('start\nmore\n');
    const started = t.ledger.entries.filter(({ data }) => data['event'] === 'tool-started');
    expect(started.map(({ data }) => data['step'])).toEqual(['k', 'k']);
  });

  test('lets nothing near the tree while a call changes it, and undoes a call that ends by an error, and only that', async () => {
    const t = await toolBench({ 'a.txt': 'one\n' });
    t.ledger.broken = new CodewrightError('STORAGE_FULL', 'The disk is full.');
    const slow = t.call('run_command', { command: 'echo half > a.txt; sleep 0.3; rm a.txt' }, { key: 'slow' });
    const failed = (async () => {
      await expect(slow).rejects.toMatchObject({ code: 'STORAGE_FULL' });
      t.ledger.broken = null;
    })();
    const read = t.call('read_file', { path: 'a.txt' });
    const write = t.call('write_file', { path: 'b.txt', content: 'b' });
    await failed;
    expect((await read).text).toBe('one');
    expect((await write).status).toBe('ok');
    // Made again, it starts from what the others left.
    await t.call('run_command', { command: 'cat a.txt b.txt > c.txt' }, { key: 'slow' });
    expect(readFileSync(join(t.workspace.root, 'c.txt'), 'utf8')).toBe('one\nb');
    const both = await Promise.all([t.call('read_file', { path: 'b.txt' }), t.call('search_code', { pattern: 'b' })]);
    expect(both.map(({ status }) => status)).toEqual(['ok', 'ok']);
  });

  test('cuts a long output once, in the middle, and gives the whole of it by its handle', async () => {
    const t = await toolBench();
    const result = await t.call('run_command', { command: 'seq 1 20000' });
    expect(result.text.length).toBeLessThan(13_000);
    expect(result.text).toMatch(/^exit 0\n1\n2\n/);
    expect(result.text).toMatch(/\n20000$/);
    expect(result.text).toContain(`read_file {"handle":"${result.handle}"}`);
    const page = await t.call('read_file', { handle: result.handle, offset: 10_001, limit: 2 });
    expect(page.text).toBe('10000\n10001\n[lines 10001-10002 of 20001; go on with offset 10003]');
    expect((await t.call('read_file', { handle: 'out-../../etc' })).status).toBe('error');
    // The control: a short one is left alone.
    expect(await t.call('run_command', { command: 'seq 1 3' })).toMatchObject({
      text: 'exit 0\n1\n2\n3',
      handle: null,
    });
  });

  test('lets cancellation through, and no role append what is not its own', async () => {
    const t = await toolBench(null, { roles: () => ({ tools: [...tools.keys()], appends: [] }) });
    const signal = AbortSignal.abort();
    const call = { id: 'c', tool: 'read_file', input: { path: 'a' } };
    await expect(t.executor.execute(call, { role: 'r', agent: 'a', key: 'k', signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(await t.call('create_plan', { summary: 's', tasks: [{ id: 'a', title: 'A' }] })).toMatchObject({
      status: 'error',
      text: expect.stringContaining('may not record entries of the kind plan'),
    });
    expect(t.ledger.entries.some(({ kind }) => kind === 'plan')).toBe(false);
  });

  test('tells a model of the builder’s tools in at most 1,100 tokens', () => {
    const builder =
      'read_file list_files find_files search_code get_repo_state get_diff write_file edit_file apply_patch create_branch run_command run_tests run_lint read_lints commit_changes latest_versions scaffold_project request_human_review ask_user'.split(
        ' ',
      );
    const text = JSON.stringify(
      builder.map((name) => toolSchema(tools.get(name) ?? [...tools.values()][0]!, ownWords)),
    );
    expect(text.length / 4).toBeLessThanOrEqual(1100);
    for (const tool of tools.values()) expect(ownWords(tool.name)).not.toBe('');
  });
});
