// An ACP agent of our own for the tests, as somebody else might write one: no package, no line of ours. It asks a model server that
// speaks as OpenAI does, asks for leave before it changes anything, and reads and writes files through its client.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

if (process.argv.includes('--version')) {
  process.stdout.write('1.2.3\n');
  process.exit(0);
}
const sessions = join(process.env.HOME, 'sessions');
mkdirSync(sessions, { recursive: true });
const waiting = new Map();
let count = 0;
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const ask = (method, params) =>
  new Promise((resolve, reject) => {
    count += 1;
    waiting.set(count, { resolve, reject });
    send({ id: count, method, params });
  });

const tool = (name, properties) => ({
  type: 'function',
  function: {
    name,
    description: name,
    parameters: {
      type: 'object',
      properties: Object.fromEntries(properties.map((one) => [one, { type: 'string' }])),
      required: properties,
    },
  },
});
const tools = [
  tool('read_file', ['path']),
  tool('write_file', ['path', 'content']),
  tool('edit_file', ['path', 'old_string', 'new_string']),
  tool('run_command', ['command']),
];
const kinds = { read_file: 'read', write_file: 'edit', edit_file: 'edit', run_command: 'execute' };

class Session {
  constructor(id, cwd) {
    this.id = id;
    this.cwd = cwd;
    this.file = join(sessions, `${id}.json`);
    this.messages = existsSync(this.file) ? JSON.parse(readFileSync(this.file, 'utf8')) : [];
  }

  update(update) {
    send({ method: 'session/update', params: { sessionId: this.id, update } });
  }

  async prompt(text) {
    this.messages.push({ role: 'user', content: text });
    const usage = { inputTokens: 0, outputTokens: 0 };
    for (;;) {
      const { message, spent } = await this.model();
      usage.inputTokens += spent.prompt_tokens;
      usage.outputTokens += spent.completion_tokens;
      this.messages.push(message);
      if (message.content)
        this.update({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text: message.content } });
      writeFileSync(this.file, JSON.stringify(this.messages));
      if (!message.tool_calls?.length) return { stopReason: 'end_turn', usage };
      for (const call of message.tool_calls) {
        const content = await this.call(call);
        this.messages.push({ role: 'tool', tool_call_id: call.id, content });
      }
    }
  }

  async model() {
    const answer = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
      body: JSON.stringify({ model: 'scripted-model', messages: this.messages, tools }),
    });
    const body = await answer.json();
    if (!answer.ok) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
    return { message: body.choices[0].message, spent: body.usage };
  }

  async call({ id, function: { name, arguments: given } }) {
    const input = JSON.parse(given);
    const path = input.path && join(this.cwd, input.path);
    const toolCall = {
      toolCallId: id,
      title: name,
      kind: kinds[name],
      status: 'pending',
      rawInput: input,
      locations: path ? [{ path }] : [],
    };
    this.update({ sessionUpdate: 'tool_call', ...toolCall });
    const said = (status, text) => {
      this.update({
        sessionUpdate: 'tool_call_update',
        toolCallId: id,
        status,
        content: [{ type: 'content', content: { type: 'text', text } }],
      });
      return text;
    };
    try {
      if (name !== 'read_file') {
        const options = [
          { optionId: 'yes', name: 'Yes', kind: 'allow_once' },
          { optionId: 'no', name: 'No', kind: 'reject_once' },
        ];
        const { outcome } = await ask('session/request_permission', { sessionId: this.id, toolCall, options });
        if (outcome.optionId !== 'yes') return said('failed', 'Not allowed.');
      }
      return said('completed', await this.perform(name, path, input));
    } catch (error) {
      return said('failed', error.message);
    }
  }

  async perform(name, path, input) {
    const read = async () => (await ask('fs/read_text_file', { sessionId: this.id, path })).content;
    const write = (content) => ask('fs/write_text_file', { sessionId: this.id, path, content });
    if (name === 'read_file') return read();
    if (name === 'run_command') {
      return execFileSync('sh', ['-c', input.command], {
        cwd: this.cwd,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    }
    if (name === 'write_file') await write(input.content);
    else await write((await read()).replace(input.old_string, () => input.new_string));
    return 'done';
  }
}

let session;
const methods = {
  initialize: () => ({ protocolVersion: 1, agentCapabilities: { loadSession: true } }),
  'session/new': ({ cwd }) => {
    session = new Session(`s-${Date.now()}-${process.pid}`, cwd);
    return { sessionId: session.id };
  },
  'session/load': ({ sessionId, cwd }) => {
    session = new Session(sessionId, cwd);
    // As the protocol wants it: the whole history is told again.
    for (const { content, role } of session.messages) {
      if (role === 'assistant' && content)
        session.update({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text: content } });
    }
    return {};
  },
  'session/prompt': ({ prompt }) => session.prompt(prompt.map(({ text }) => text).join('\n')),
};
process.stdout.write('A line that is no message.\n');
createInterface({ input: process.stdin }).on('line', async (line) => {
  const { id, method, params, result, error } = JSON.parse(line);
  if (method === undefined) {
    const waits = waiting.get(id);
    waiting.delete(id);
    if (error) waits.reject(new Error(error.message));
    else waits.resolve(result);
    return;
  }
  if (id === undefined) return;
  try {
    if (!methods[method]) throw Object.assign(new Error('Method not found'), { code: -32601 });
    send({ id, result: await methods[method](params) });
  } catch (thrown) {
    send({ id, error: { code: thrown.code ?? -32603, message: thrown.message } });
  }
});
