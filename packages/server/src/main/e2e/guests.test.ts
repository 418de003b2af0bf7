import { spawn } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import { client as acpClient, methods, ndJsonStream, PROTOCOL_VERSION } from '@agentclientprotocol/sdk';
import type { SessionNotification } from '@agentclientprotocol/sdk';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launcher, openPlace, type Place } from './testing-launcher.ts';

let place: Place;
beforeEach(() => {
  place = openPlace();
});
afterEach(() => place[Symbol.asyncDispose]());

const request = 'create file docs/notes.md with "hello"';

describe('By the Model Context Protocol, with the official client', () => {
  async function connect(cwd: string) {
    const client = new Client({ name: 'test', version: '1.0.0' });
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [launcher, 'mcp'],
      env: place.env,
      cwd,
      stderr: 'ignore',
    });
    await client.connect(transport);
    const call = async (name: string, args: Record<string, unknown>) => {
      const result = await client.callTool({ name, arguments: args });
      const [content] = result.content as { type: string; text: string }[];
      return {
        text: content?.text ?? '',
        data: result.structuredContent as Record<string, unknown>,
        error: result.isError,
      };
    };
    return { client, call, [Symbol.asyncDispose]: () => client.close() };
  }

  test('a job is submitted, watched to its end and fetched with its evidence', async () => {
    const repository = place.repository('shop');
    await using guest = await connect(repository);
    expect((await guest.client.listTools()).tools.map(({ name }) => name)).toEqual([
      'submit_job',
      'watch_job',
      'answer_job',
      'tell_job',
      'fetch_result',
      'list_jobs',
      'cancel_job',
    ]);
    const { data, text } = await guest.call('submit_job', { request });
    expect(text).toContain('docs/notes.md');
    const id = String(data['job']);
    let seen = data;
    for (let after = 0; seen['status'] === 'queued' || seen['status'] === 'running'; after = Number(seen['after'])) {
      seen = (await guest.call('watch_job', { job: id.slice(-8), wait_seconds: 20, after })).data;
    }
    expect(seen).toMatchObject({ job: id, status: 'succeeded', percent: 100 });
    const summary = await guest.call('fetch_result', { job: id });
    expect(summary.text).toContain('✓ patch-limits');
    expect((await guest.call('fetch_result', { job: id, what: 'diff' })).text).toContain('+hello');
    expect(await guest.call('fetch_result', { job: id, what: 'verification' })).toMatchObject({ data: { ok: true } });
    expect((await guest.call('list_jobs', {})).text).toContain(id);
    expect(place.git(repository, 'status', '--porcelain')).toBe('');
  });

  test('what is left open is asked, what is wrong is told, and nothing is queued for it', async () => {
    await using guest = await connect(place.repository('shop'));
    expect(await guest.call('submit_job', { request: 'fix' })).toMatchObject({
      data: { job: null, verdict: 'needs-answer' },
    });
    expect(await guest.call('watch_job', { job: 'nothing-there' })).toMatchObject({ error: true });
    expect(await guest.call('submit_job', { request, repository: '/nowhere/at/all' })).toMatchObject({ error: true });
    await expect(guest.client.callTool({ name: 'submit_job', arguments: {} })).resolves.toMatchObject({
      isError: true,
    });
    expect((await guest.call('list_jobs', {})).data).toEqual({ jobs: [] });
  });

  test('a guest that leaves takes its work with it: the job is back in the queue and nothing runs on', async () => {
    const repository = place.repository('shop');
    const guest = await connect(repository);
    const { data } = await guest.call('submit_job', { request });
    await guest.client.close();
    await expect.poll(() => place.processes()).toEqual([]);
    expect(['queued', 'succeeded']).toContain((await place.job(String(data['job']))).status);
  });
});

describe('By the Agent Client Protocol, with the official client', () => {
  async function connect(cwd: string, choose: (options: string[]) => string | null = () => null) {
    const child = spawn(process.execPath, [launcher, 'acp'], {
      cwd,
      env: place.env,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const updates: SessionNotification['update'][] = [];
    const app = acpClient({ name: 'test' })
      .onNotification(methods.client.session.update, ({ params }) => void updates.push(params.update))
      .onRequest(methods.client.session.requestPermission, ({ params }) => {
        const optionId = choose(params.options.map((option) => option.optionId));
        return { outcome: optionId === null ? { outcome: 'cancelled' } : { outcome: 'selected', optionId } };
      });
    const stream = ndJsonStream(
      Writable.toWeb(child.stdin) as WritableStream<Uint8Array>,
      Readable.toWeb(child.stdout) as ReadableStream<Uint8Array>,
    );
    const connection = app.connect(stream);
    const { agent } = connection;
    const hello = await agent.request(methods.agent.initialize, {
      protocolVersion: PROTOCOL_VERSION,
      clientCapabilities: {},
    });
    const { sessionId } = await agent.request(methods.agent.session.new, { cwd, mcpServers: [] });
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    return {
      agent,
      hello,
      sessionId,
      updates,
      ended,
      prompt: (text: string) =>
        agent.request(methods.agent.session.prompt, { sessionId, prompt: [{ type: 'text', text }] }),
      said: () =>
        updates
          .flatMap((one) =>
            one.sessionUpdate === 'agent_message_chunk' && one.content.type === 'text' ? [one.content.text] : [],
          )
          .join(''),
      async [Symbol.asyncDispose]() {
        connection.close();
        child.stdin.end();
        await ended;
      },
    };
  }

  test('an editor prompts, sees plan, tool calls and gates, and gets the outcome', async () => {
    const repository = place.repository('shop');
    await using editor = await connect(repository);
    expect(editor.hello).toMatchObject({ protocolVersion: PROTOCOL_VERSION, agentInfo: { name: 'codewright' } });
    expect(await editor.prompt(request)).toEqual({ stopReason: 'end_turn' });
    const told = editor.updates.map((one) => one.sessionUpdate);
    expect(told).toContain('plan');
    expect(editor.updates).toContainEqual(
      expect.objectContaining({
        sessionUpdate: 'tool_call',
        kind: 'execute',
        title: expect.stringContaining('patch-limits'),
      }),
    );
    expect(editor.said()).toContain('✓ patch-limits');
    expect(place.git(repository, 'branch', '--list', 'codewright/*')).not.toBe('');

    expect(await editor.prompt('create file docs/more.md with "more"')).toEqual({ stopReason: 'end_turn' });
    const again = editor.updates.length;
    await editor.agent.request(methods.agent.session.load, {
      sessionId: editor.sessionId,
      cwd: repository,
      mcpServers: [],
    });
    expect(editor.updates.slice(again).filter((one) => one.sessionUpdate === 'user_message_chunk')).toHaveLength(2);
  });

  test('an open request is asked about and completed by the next words', async () => {
    await using editor = await connect(place.repository('shop'));
    expect(await editor.prompt('fix')).toEqual({ stopReason: 'end_turn' });
    expect(editor.said()).toMatch(/\?/);
    await expect(
      editor.agent.request(methods.agent.session.prompt, { sessionId: 'another', prompt: [] }),
    ).rejects.toThrow();
  });
});
