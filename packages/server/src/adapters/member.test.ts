import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allPids, commandLine } from '../sandbox/processes.ts';
import { type Bench, openBench } from '../sandbox/workspace/testing.ts';
import type { AgentSettings } from '../shared/agent-settings.ts';
import { CodewrightError } from '../shared/errors.ts';
import { dataFolder } from '../shared/data.ts';
import type { MemberContext, MemberEvent, MemberOutcome } from './contract.ts';
import { locate } from './locate.ts';
import { createMembers, type MembersOptions } from './members.ts';

/** Programs that do not keep what their protocol promises, driven as any agent CLI. */

let bench: Bench;
let elsewhere: Server;
beforeAll(async () => {
  bench = openBench();
  elsewhere = createServer().listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
});
afterAll(async () => {
  elsewhere.close();
  await bench[Symbol.asyncDispose]();
});

function membersWith(settings: AgentSettings, more: Partial<MembersOptions> = {}) {
  return createMembers({
    folder: dataFolder('adapters'),
    settings: () => settings,
    path: '/usr/local/bin:/usr/bin:/bin',
    variable: () => null,
    secret: async () => null,
    certificates: null,
    sandbox: async () => bench.sandbox,
    ...more,
  });
}

let count = 0;
async function run(
  script: string,
  setting: AgentSettings[string] = {},
  context: Partial<MemberContext> = {},
): Promise<{ outcome: MemberOutcome | null; error: CodewrightError | null; events: MemberEvent[]; root: string }> {
  count += 1;
  const repository = bench.repository(`r-${count}`, { 'a.txt': 'a\n' });
  const workspace = await bench.manager.open({ job: `m-${count}`, branch: 'work', repository }, bench.signal);
  const members = membersWith({
    rogue: { command: ['sh', '-c', script], credentials: [], protocol: 'acp', ...setting },
  });
  const events: MemberEvent[] = [];
  const running = members.get('rogue').run(
    { prompt: 'Do it.', session: null, model: null, readOnly: false },
    {
      workspace,
      home: join(bench.folder, `h-${count}`),
      seconds: 20,
      signal: bench.signal,
      emit: async (event) => void events.push(event),
      permissions: async () => ({ allow: true, reason: '' }),
      ...context,
    },
  );
  return running.then(
    (outcome) => ({ outcome, error: null, events, root: workspace.root }),
    (error: unknown) => {
      if (!(error instanceof CodewrightError)) throw error;
      return { outcome: null, error, events, root: workspace.root };
    },
  );
}

const line = (value: unknown) => `printf '%s\\n' '${JSON.stringify(value)}'`;
const protocols = ['acp', 'claude', 'codex'] as const;

describe.each(protocols)('a program that should speak %s', (protocol) => {
  test('and prints something else is a failure that keeps what it printed', async () => {
    const { error } = await run('echo "I did it, all tests pass."; echo "a remark" >&2; exit 0', { protocol });
    expect(error).toMatchObject({ code: 'AGENT_FAILED', message: expect.stringContaining('a remark') });
    expect(error?.details).toMatchObject({ raw: { stdout: 'I did it, all tests pass.\n', stderr: 'a remark\n' } });
  });

  test('and ends with an error says so with its exit code', async () => {
    const { error } = await run('echo "no such option" >&2; exit 3', { protocol });
    expect(error?.message).toContain('exit code 3');
    expect(error?.message).toContain('no such option');
  });

  test('and says nothing is ended when its time for the first word is over', async () => {
    const { error } = await run('sleep 47.1', { protocol, firstOutputSeconds: 0.3 });
    expect(error).toMatchObject({ code: 'AGENT_FAILED', details: { passing: true } });
    expect(error?.message).toContain('printed nothing');
    expect(allPids().filter((pid) => commandLine(pid).join(' ').includes('sleep 47.1'))).toEqual([]);
  });

  test('and falls silent is ended when its time for a word is over', async () => {
    const { error } = await run('echo "{}"; sleep 47.2', { protocol, stallSeconds: 0.3 });
    expect(error?.message).toContain('was silent');
  });

  test('and prints without an end is ended at the limit of time, and memory does not fill', async () => {
    const { error } = await run('while true; do echo \'{"a":1}\'; done', { protocol, seconds: 1 });
    expect(error).toMatchObject({ code: 'AGENT_FAILED' });
    expect(JSON.stringify(error?.details).length).toBeLessThan(200_000);
  });

  test('and sends JSON of every wrong shape is a failure, not a crash', async () => {
    const shapes = [
      null,
      1,
      'x',
      [],
      {},
      { type: 'result' },
      { type: 'assistant', message: 7 },
      { type: 'item.completed' },
    ];
    const more = [
      { jsonrpc: '2.0' },
      { jsonrpc: '2.0', method: 'session/update', params: { update: 5 } },
      { item: [] },
    ];
    const { error } = await run([...shapes, ...more].map(line).join('\n'), { protocol });
    expect(error).toMatchObject({ code: 'AGENT_FAILED' });
  });
});

test('a program that goes on after its last word is ended, and its answer counts', async () => {
  const answer = {
    type: 'result',
    subtype: 'success',
    is_error: false,
    result: 'Done.',
    usage: {},
    total_cost_usd: 0.5,
  };
  const { outcome, error } = await run(`${line(answer)}\nsleep 47.3`, { protocol: 'claude' });
  expect(error).toBeNull();
  expect(outcome).toMatchObject({ text: 'Done.', usage: { cents: 50 } });
  expect(allPids().filter((pid) => commandLine(pid).join(' ').includes('sleep 47.3'))).toEqual([]);
});

test('an overloaded provider may pass, a refused key does not', async () => {
  const failed = (message: string) => line({ type: 'turn.failed', error: { message } });
  const overloaded = await run(failed('exceeded retry limit, last status: 529 overloaded'), { protocol: 'codex' });
  expect(overloaded.error?.details).toMatchObject({ passing: true });
  const refused = await run(failed('unexpected status 401 Unauthorized'), { protocol: 'codex' });
  expect(refused.error?.details).toMatchObject({ passing: false });
  expect(refused.error?.hint).toContain('credential');
});

describe('what Codex has spent', () => {
  const spent = (events: readonly MemberEvent[]) =>
    events.map((event) => (event.kind === 'spent' ? event.spent.tokens : event.kind));
  const record = (id: string, at: string) =>
    JSON.stringify({
      timestamp: at,
      type: 'token_usage_record',
      payload: { response_id: id, usage: { input_tokens: 100, cached_input_tokens: 40, output_tokens: 7 } },
    });
  const turns = (file: string) => `
    ${line({ type: 'thread.started', thread_id: 'thread-77' })}
    mkdir -p $HOME/.codex/sessions/2026
    ${file}
    ${line({ type: 'item.completed', item: { id: 'a', type: 'agent_message', text: 'One.' } })}
    ${line({ type: 'turn.completed', usage: { input_tokens: 100, cached_input_tokens: 40, output_tokens: 27 } })}`;

  test('is counted while it runs, without the calls of an earlier run of the session', async () => {
    const lines = `${record('old', '2020-01-01T00:00:00Z')}\n${record('new', '2099-01-01T00:00:00Z')}\n{"half`;
    const file = `printf '%s' '${lines}' > $HOME/.codex/sessions/2026/rollout-1-thread-77.jsonl`;
    const { events, outcome } = await run(turns(file), { protocol: 'codex' });
    expect(spent(events)).toEqual(['session', 67, 'turn', 'message', 20]);
    expect(outcome?.usage?.tokens).toBe(87);
  });

  test.each([
    ['a pipe that nobody writes to', 'mkfifo'],
    ['a link out of its home', 'ln -s /etc/passwd'],
  ])('is told at the end where its record is %s', async (_what, make) => {
    const file = `${make} $HOME/.codex/sessions/2026/rollout-1-thread-77.jsonl`;
    const { events } = await run(turns(file), { protocol: 'codex' });
    expect(spent(events)).toEqual(['session', 'turn', 'message', 87]);
  });
});

test('a client of ACP reads and writes files of the tree alone', async () => {
  const script = `
    const say = (m) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...m }) + '\\n');
    const asked = [['fs/write_text_file', { path: process.cwd() + '/b.txt', content: 'b' }], ['fs/write_text_file', { path: '/etc/evil', content: 'x' }],
      ['fs/write_text_file', { path: process.cwd() + '/../evil', content: 'x' }], ['fs/read_text_file', { path: '/etc/passwd' }], ['fs/read_text_file', { path: process.cwd() + '/a.txt' }]];
    const heard = []; let prompt;
    require('readline').createInterface({ input: process.stdin }).on('line', (l) => {
      const m = JSON.parse(l);
      if (m.method === 'initialize') say({ id: m.id, result: { protocolVersion: 1 } });
      else if (m.method === 'session/new') say({ id: m.id, result: { sessionId: 's' } });
      else if (m.method === 'session/prompt') { prompt = m.id; next(); }
      else { heard.push(m.error ? 'refused' : JSON.stringify(m.result)); next(); }
    });
    function next() {
      const one = asked[heard.length];
      if (one) return say({ id: 100 + heard.length, method: one[0], params: { sessionId: 's', ...one[1] } });
      say({ method: 'session/update', params: { sessionId: 's', update: { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text: heard.join('|') } } } });
      say({ id: prompt, result: { stopReason: 'end_turn' } });
    }`;
  const { outcome, root } = await run('', { command: ['node', '-e', script] }, {});
  expect(outcome?.text).toBe('{}|refused|refused|refused|{"content":"a\\n"}');
  expect(readFileSync(join(root, 'b.txt'), 'utf8')).toBe('b');
  expect(existsSync(join(root, '../evil'))).toBe(false);
});

describe('an agent that speaks ACP badly', () => {
  /** `act` is what it does when it is asked: lines of JavaScript that have `say`, `text` (a piece of a message) and `done` (its end). */
  const agent = (act: string, hello = '{ protocolVersion: 1 }') => `
    const say = (m) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...m }) + '\\n');
    const update = (update) => say({ method: 'session/update', params: { sessionId: 's', update } });
    const text = (text) => update({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } });
    const heard = new Map();
    const ask = (id, method, params) => new Promise((resolve) => { heard.set(id, resolve); say({ id, method, params: { sessionId: 's', ...params } }); });
    require('readline').createInterface({ input: process.stdin }).on('line', async (line) => {
      const m = JSON.parse(line);
      if (m.method === 'initialize') say({ id: m.id, result: ${hello} });
      else if (m.method === 'session/new') say({ id: m.id, result: { sessionId: 's' } });
      else if (m.method === 'session/prompt') { const done = (more) => say({ id: m.id, result: { stopReason: 'end_turn' }, ...more }); ${act} }
      else if (m.method === undefined) heard.get(m.id)?.(m.result ?? m.error);
    });`;
  const badly = (act: string, context: Partial<MemberContext> = {}, hello?: string) =>
    run('', { command: ['node', '-e', agent(act, hello)] }, context);

  test('is heard through rubbish of every kind between its lines', async () => {
    const rubbish = `process.stdout.write(Buffer.from([0xff, 0xfe, 0, 7, 10])); process.stdout.write('{"jsonrpc":\\n}\\r\\n\\u001b[31mred\\u001b[0m\\n[]\\n' + 'x'.repeat(3e6) + '\\n');`;
    const { outcome, error } = await badly(`text('one '); ${rubbish} text('two'); done();`);
    expect(error).toBeNull();
    expect(outcome?.text).toBe('one two');
  });

  test('is ended at a line that is longer than any message, which is said', async () => {
    const { error } = await badly(
      `const part = 'y'.repeat(1e6); for (let n = 0; n < 20; n += 1) process.stdout.write(part); setTimeout(() => {}, 60000);`,
    );
    expect(error?.message).toContain('a line of more than 16 MB');
    expect(JSON.stringify(error?.details).length).toBeLessThan(200_000);
  });

  test('and dies in the middle of a call is a failure that keeps what it printed', async () => {
    const { error, events } = await badly(
      `text('I begin.'); update({ sessionUpdate: 'tool_call', toolCallId: 'c', title: 'edit', kind: 'edit', status: 'in_progress', rawInput: { path: 'a.txt' } });
       setTimeout(() => { console.error('out of luck'); process.kill(process.pid, 'SIGKILL'); }, 200);`,
    );
    expect(error).toMatchObject({ code: 'AGENT_FAILED', details: { member: 'rogue', killed: true } });
    expect(error?.message).toContain('out of luck');
    expect(error?.details).toMatchObject({ raw: { stdout: expect.stringContaining('I begin.') } });
    expect(events.map(({ kind }) => kind)).toEqual(['session', 'turn', 'message', 'tool-call']);
  });

  test('and answers its prompt twice, or sends prompts of its own, is taken at its first answer', async () => {
    const { outcome, error } = await badly(
      `const refused = await ask(70, 'session/prompt', { prompt: [{ type: 'text', text: 'And you?' }] });
       const again = await ask(71, 'session/new', { cwd: '/', mcpServers: [] });
       text('first ' + (refused.code ?? 'taken') + ' ' + (again.code ?? 'taken')); done(); text('second'); done();`,
    );
    expect(error).toBeNull();
    expect(outcome?.text).toBe('first -32601 -32601');
  });

  test('and asks for leave without a choice that gives it is a failure, not a leave', async () => {
    const { error } = await badly(
      `await ask(80, 'session/request_permission', { toolCall: { toolCallId: 'c', title: 'x', kind: 'edit' }, options: [] }); text('never'); done();`,
    );
    const wrong = await badly(`await ask(81, 'session/request_permission', { toolCall: 7 }); text('told'); done();`);
    expect(error === null ? wrong.outcome?.text : error.message).toMatch(/asks for leave|told/);
    expect(wrong.outcome?.text).toBe('told');
  });

  test('and speaks another version of it is told from one that speaks none, and from one that says nothing', async () => {
    const newer = await badly(`text('x'); done();`, {}, '{ protocolVersion: 7 }');
    expect(newer.error?.message).toContain('it speaks version 7 of the Agent Client Protocol');
    expect((await run('exit 0')).error?.message).toContain('it ended without a word');
    expect((await run('echo done; exit 0')).error?.message).toContain('does not speak the Agent Client Protocol');
  });

  test('and stops for a reason that nobody knows is a failure by that name', async () => {
    const { error } = await badly(`text('x'); done({ result: { stopReason: 'tired' } });`);
    expect(error?.message).toContain('it stopped short (tired)');
    const { error: none } = await badly(`text('x'); done({ result: {} });`);
    expect(none).toMatchObject({ code: 'AGENT_FAILED' });
  });
});

describe('what is missing is said, with what to do', () => {
  test('a program that is not there', async () => {
    const state = await membersWith({}).get('codex').look(bench.signal);
    expect(state).toMatchObject({ installed: false, version: null });
    expect(state.problem).toMatchObject({
      what: 'codex is not installed',
      hint: expect.stringContaining('@openai/codex'),
    });
  });

  test('a credential that is not there, before anything is started', async () => {
    const members = membersWith({ own: { command: ['true'], credentials: ['OWN_KEY'] } });
    await expect(members.get('own').check()).rejects.toMatchObject({ code: 'AGENT_UNAVAILABLE' });
    const keyed = membersWith({ own: { command: ['true'], credentials: ['OWN_KEY'] } }, { secret: async () => 'k' });
    await expect(keyed.get('own').check()).resolves.toBeUndefined();
  });

  test('a program that does not start in the sandbox', async () => {
    const file = join(bench.folder, 'needs-more');
    writeFileSync(file, '#!/bin/sh\necho "a library is missing" >&2\nexit 1\n');
    chmodSync(file, 0o755);
    const state = await membersWith({ own: { command: [file], credentials: [] } })
      .get('own')
      .look(bench.signal);
    expect(state.problem?.what).toContain('a library is missing');
  });

  test('an unknown name', () => {
    expect(() => membersWith({}).get('nobody')).toThrow(/no agent "nobody"/);
    expect(() => membersWith({ half: { hosts: [] } }).get('half')).toThrow(/no agent "half"/);
  });
});

test('of a program its own npm packages are shown, or the one file', () => {
  const packages = join(bench.folder, 'global/lib/node_modules');
  const bin = join(bench.folder, 'global/bin');
  mkdirSync(join(packages, '@own/cli'), { recursive: true });
  mkdirSync(bin);
  writeFileSync(join(packages, '@own/cli/cli.js'), '#!/usr/bin/env node\n');
  chmodSync(join(packages, '@own/cli/cli.js'), 0o755);
  symlinkSync('../lib/node_modules/@own/cli/cli.js', join(bin, 'own'));
  writeFileSync(join(bin, 'single'), '#!/bin/sh\n');
  chmodSync(join(bin, 'single'), 0o755);
  writeFileSync(join(bin, 'text'), 'not a program');
  const path = `relative:${bin}:/usr/bin:/bin`;
  expect(locate('own', path)).toEqual({ file: join(packages, '@own/cli/cli.js'), mounts: [packages] });
  expect(locate('single', path)).toEqual({ file: join(bin, 'single'), mounts: [join(bin, 'single')] });
  expect(locate('text', path)).toBeNull();
  expect(locate('sh', path)?.mounts).toEqual([]);
});

test('its network is its provider’s host, or one port of this machine', async () => {
  const { port } = elsewhere.address() as AddressInfo;
  const reach = `node -e "require('net').connect(${port}, '127.0.0.1').on('connect', () => { console.error('reached'); process.exit(9); }).on('error', () => { console.error('cut off'); process.exit(8); })"`;
  expect((await run(reach)).error?.message).toContain('cut off');
  expect((await run(reach, { baseUrl: `http://127.0.0.1:${port}/v1` })).error?.message).toContain('reached');
  const fetches = `node -e "fetch('https://elsewhere.example/').catch(() => process.exit(7))"`;
  const { error } = await run(fetches, { baseUrl: 'https://api.example.com' });
  expect(error?.details).toMatchObject({ deniedHosts: ['elsewhere.example'] });
  expect(error?.hint).toContain('agents.rogue.hosts');
});
