import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScriptedServer, ScriptedStep } from '../llm/scripted/contract.ts';
import { startScriptedServer } from '../llm/scripted/server.ts';
import { allPids, commandLine } from '../sandbox/processes.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { type Bench, openBench } from '../sandbox/workspace/testing.ts';
import type { AgentSettings } from '../shared/agent-settings.ts';
import { dataFolder } from '../shared/data.ts';
import type { Member, MemberContext, MemberEvent, PermissionRequest } from './contract.ts';
import { createMembers } from './members.ts';
import { installed, testedVersion } from './testing-clis.ts';

/** One suite over every adapter: our own ACP agent, and the real CLIs in the versions that adapters/*.yaml names. */

interface Candidate {
  /** What it is told beside what its file says; `url`: of the scripted server. */
  setting?: (url: string) => AgentSettings[string];
  /** Variables of the user's environment. */
  variables: (url: string) => Record<string, string>;
  /** It asks for leave before it changes something. */
  asks: boolean;
  /** npm package that its program comes from. */
  fromNpm: boolean;
}

const openai = (url: string) => ({ OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: `${url}/v1` });
const own = join(import.meta.dirname, 'fixtures/acp-agent.mjs');
const always: Record<string, Candidate> = {
  'own-acp': {
    setting: (url) => ({
      command: ['node', own],
      mounts: [own],
      baseUrl: `${url}/v1`,
      credentials: ['OPENAI_API_KEY'],
      env: { OPENAI_BASE_URL: `${url}/v1` },
    }),
    variables: openai,
    asks: true,
    fromNpm: false,
  },
  claude: {
    variables: (url) => ({ ANTHROPIC_API_KEY: 'test-key', ANTHROPIC_BASE_URL: url }),
    asks: true,
    fromNpm: true,
  },
  codex: { setting: () => ({ ownModel: 'scripted-model' }), variables: openai, asks: false, fromNpm: true },
  gemini: {
    // Without a name it first asks a small model which one to ask.
    setting: () => ({ ownModel: 'gemini-2.5-pro' }),
    variables: (url) => ({ GEMINI_API_KEY: 'test-key', GOOGLE_GEMINI_BASE_URL: url }),
    asks: true,
    fromNpm: true,
  },
};
const more: Record<string, Candidate> = {
  copilot: {
    setting: () => ({ ownModel: 'scripted-model' }),
    variables: (url) => ({ COPILOT_PROVIDER_BASE_URL: `${url}/v1`, COPILOT_PROVIDER_API_KEY: 'test-key' }),
    asks: true,
    fromNpm: true,
  },
  opencode: {
    setting: (url) => ({ ownModel: 'scripted-model', baseUrl: `${url}/v1` }),
    variables: openai,
    asks: true,
    fromNpm: true,
  },
  qwen: {
    setting: () => ({ ownModel: 'scripted-model' }),
    variables: (url) => ({ OPENAI_API_KEY: 'test-key', QWEN_BASE_URL: `${url}/v1` }),
    asks: true,
    fromNpm: true,
  },
};
const candidates = process.env['CODEWRIGHT_TEST_AGENTS'] === 'all' ? { ...always, ...more } : always;

let bench: Bench;
let server: ScriptedServer;
/** Another server of this machine, which nobody may reach. */
let elsewhere: Server;
const canary = 'canary-of-the-machine-7421';
beforeAll(async () => {
  bench = openBench();
  server = await startScriptedServer();
  elsewhere = createServer((_, response) => response.end('reached')).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  process.env['CLAUDE_CODE_CANARY'] = canary;
});
afterAll(async () => {
  delete process.env['CLAUDE_CODE_CANARY'];
  elsewhere.close();
  await server.close();
  await bench[Symbol.asyncDispose]();
});

let count = 0;
async function openTree(): Promise<{ workspace: Workspace; home: string }> {
  count += 1;
  const repository = bench.repository(`repository-${count}`, { 'sum.js': 'module.exports = (a, b) => a - b;\n' });
  const workspace = await bench.manager.open({ job: `job-${count}`, branch: 'work', repository }, bench.signal);
  return { workspace, home: join(bench.folder, `home-${count}`) };
}

interface Ran {
  events: MemberEvent[];
  asked: PermissionRequest[];
  context: MemberContext;
}

function listen(
  tree: { workspace: Workspace; home: string },
  options: { signal?: AbortSignal; allow?: (request: PermissionRequest) => boolean } = {},
): Ran {
  const events: MemberEvent[] = [];
  const asked: PermissionRequest[] = [];
  const context: MemberContext = {
    ...tree,
    seconds: 60,
    signal: options.signal ?? bench.signal,
    emit: async (event) => void events.push(event),
    permissions: async (request) => {
      asked.push(request);
      const allow = options.allow?.(request) ?? true;
      return { allow, reason: allow ? '' : 'The policy of the test.' };
    },
  };
  return { events, asked, context };
}

const of = <K extends MemberEvent['kind']>(events: MemberEvent[], kind: K) =>
  events.filter((event): event is Extract<MemberEvent, { kind: K }> => event.kind === kind);

describe.each(Object.keys(candidates))('%s', (name) => {
  const candidate = candidates[name] as Candidate;
  let member: Member;
  const steps = (script: ScriptedStep[], goesOn: ScriptedStep = { text: 'That was all.' }) => {
    server.clear();
    server.session('test-key', (seen) => {
      const last = seen.messages.findLast(({ role, text }) => role === 'user' && text !== '')?.text ?? '';
      return last.includes('And now?') ? goesOn : (script[seen.turn] ?? { text: 'Too far.' });
    });
  };

  beforeAll(() => {
    const bin = candidate.fromNpm ? `${installed(name)}:` : '';
    const variables = candidate.variables(server.url);
    const setting = candidate.setting?.(server.url);
    const members = createMembers({
      folder: dataFolder('adapters'),
      settings: () => (setting ? { [name]: setting } : {}),
      path: `${bin}${join(process.execPath, '..')}:/usr/local/bin:/usr/bin:/bin`,
      variable: (variable) => variables[variable] ?? null,
      secret: async (variable) => variables[variable] ?? null,
      certificates: null,
      sandbox: async () => bench.sandbox,
    });
    member = members.get(name);
  });

  test('says which version it is, where it asks and with what', async () => {
    const state = await member.look(bench.signal);
    expect(state).toMatchObject({ installed: true, problem: null });
    expect(state.version).toBe(candidate.fromNpm ? testedVersion(name) : '1.2.3');
    expect(state.address).toContain(server.url);
    expect(state.credential).toMatch(/_API_KEY$/);
  });

  test('works in the tree, tells what it does, sees nothing of the machine, and goes on where it was', async () => {
    const { port } = elsewhere.address() as AddressInfo;
    const fetches = `node -e "fetch('http://127.0.0.1:${port}').then(() => console.log('reached'), () => console.log('cut off'))"`;
    const script: ScriptedStep[] = [
      { text: 'I look.', calls: [{ do: 'read', path: 'sum.js' }] },
      { calls: [{ do: 'edit', path: 'sum.js', old: 'a - b', new: 'a + b' }] },
      { calls: [{ do: 'shell', command: `env; ${fetches}` }] },
      { text: 'It adds now.' },
    ];
    steps(script, { text: 'As I said.' });
    const tree = await openTree();
    const { events, context } = listen(tree);
    const outcome = await member.run({ prompt: 'Mend sum.js', session: null, model: null, readOnly: false }, context);
    expect(outcome.text).toBe('It adds now.');
    expect(readFileSync(join(tree.workspace.root, 'sum.js'), 'utf8')).toContain('a + b');

    expect(of(events, 'message').map(({ text }) => text)).toEqual(['I look.', 'It adds now.']);
    const calls = of(events, 'tool-call');
    expect(calls).toHaveLength(3);
    expect(calls.map(({ title }) => title).join('\n')).not.toContain(tree.workspace.root);
    const results = of(events, 'tool-result');
    expect(results.map(({ id, status }) => [id, status])).toEqual(calls.map(({ id }) => [id, 'ok']));
    expect(of(events, 'turn')).toHaveLength(4);
    expect(outcome.usage?.tokens).toBeGreaterThan(100);
    const spent = of(events, 'spent').reduce((sum, event) => sum + event.spent.tokens, 0);
    expect(spent).toBe(outcome.usage?.tokens);

    // As its model was told: not every CLI shows what a command printed.
    const told = server.requests().flatMap((request) => request.results.map(({ text }) => text));
    const seen = told.find((text) => text.includes('LANG=')) ?? '';
    expect(seen).toContain('cut off');
    expect(seen).toContain(`HOME=${tree.home}`);
    expect(seen).not.toContain(canary);
    expect(server.requests().every(({ key }) => key === 'test-key')).toBe(true);

    if (!member.resumes) return;
    // In the same home: its next request holds what was said before.
    const before = server.requests().length;
    const again = listen(tree);
    const next = await member.run(
      { prompt: 'And now?', session: outcome.session, model: null, readOnly: false },
      again.context,
    );
    expect(next.text).toBe('As I said.');
    expect(server.requests().slice(before).at(-1)?.body).toContain('It adds now.');
    expect(of(again.events, 'message').map(({ text }) => text)).toEqual(['As I said.']);
  });

  test.runIf(candidate.asks)('does not do what it is refused, and hears why', async () => {
    steps([
      { calls: [{ do: 'write', path: 'secrets.txt', content: 'x' }] },
      { calls: [{ do: 'write', path: 'plain.txt', content: 'y' }] },
      { text: 'One of two.' },
    ]);
    const tree = await openTree();
    const allow = (request: PermissionRequest) => !JSON.stringify(request).includes('secrets.txt');
    const { events, asked, context } = listen(tree, { allow });
    await member
      .run({ prompt: 'Write both', session: null, model: null, readOnly: false }, context)
      .catch((error: unknown) => {
        // Some take a refusal for the end of the work.
        expect(error).toMatchObject({ code: 'AGENT_FAILED' });
      });
    const write = asked.find(({ kind }) => kind === 'write');
    expect(write?.edits.map((edit) => [edit.path, edit.old ?? '', edit.new.trim()])).toEqual([
      [write?.paths[0], '', 'x'],
    ]);
    expect(write?.paths.map((path) => path.replace(/.*\//, ''))).toEqual(['secrets.txt']);
    expect(existsSync(join(tree.workspace.root, 'secrets.txt'))).toBe(false);
    const statuses = of(events, 'tool-result').map(({ status }) => status);
    expect(statuses[0]).toBe('failed');
    if (statuses.length > 1) expect(readFileSync(join(tree.workspace.root, 'plain.txt'), 'utf8').trim()).toBe('y');
  });

  test('cannot change the tree where it may only look', async () => {
    steps([{ calls: [{ do: 'shell', command: 'echo changed > sum.js; echo tried' }] }, { text: 'Looked.' }]);
    const tree = await openTree();
    const { context } = listen(tree);
    await member.run({ prompt: 'Look', session: null, model: null, readOnly: true }, context);
    expect(readFileSync(join(tree.workspace.root, 'sum.js'), 'utf8')).toContain('a - b');
  });

  test('is gone after a cancel, with all its processes', async () => {
    const mark = `7${count}421`;
    steps([{ calls: [{ do: 'shell', command: `node -e 'setTimeout(() => {}, ${mark})'` }] }, { text: 'Slept.' }]);
    const tree = await openTree();
    const controller = new AbortController();
    const { context } = listen(tree, { signal: controller.signal });
    const running = member.run({ prompt: 'Sleep', session: null, model: null, readOnly: false }, context);
    const processes = () => allPids().filter((pid) => commandLine(pid).join(' ').includes(mark));
    await expect.poll(processes).not.toEqual([]);
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(processes()).toEqual([]);
  });

  test('is ended by whoever listens, and hands on why', async () => {
    steps(Array.from({ length: 20 }, () => ({ calls: [{ do: 'shell' as const, command: 'echo again' }] })));
    const tree = await openTree();
    const { context, events } = listen(tree);
    const enough = new Error('enough');
    const emit = async (event: MemberEvent) => {
      events.push(event);
      if (of(events, 'tool-result').length === 2) throw enough;
    };
    const running = member.run({ prompt: 'Repeat', session: null, model: null, readOnly: false }, { ...context, emit });
    await expect(running).rejects.toBe(enough);
    expect(of(events, 'tool-result')).toHaveLength(2);
    expect(server.requests().length).toBeLessThan(6);
  });

  test('fails with what it printed when its provider refuses it', async () => {
    steps([{ text: 'never', fault: { kind: 'status', status: 401, message: 'This key is not known.' } }]);
    const tree = await openTree();
    const { context } = listen(tree);
    const error = await member.run({ prompt: 'Try', session: null, model: null, readOnly: false }, context).then(
      () => null,
      (thrown: unknown) => thrown as { code: string; message: string; details: { raw: { stdout: string } } },
    );
    expect(error).toMatchObject({ code: 'AGENT_FAILED' });
    expect(`${error?.message}${error?.details.raw.stdout}`).toMatch(/401|not known|authenticat|API key/i);
  });
});
