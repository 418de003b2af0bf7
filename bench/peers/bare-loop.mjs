// The floor that agents are measured beside: one loop without a record, a sandbox or a budget. `node bare-loop.mjs <url> <prompt>`
// in a repository; speaks Chat Completions, streamed, with the three tools that every agent has.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [url, prompt] = process.argv.slice(2);
const text = { type: 'string' };
const tool = (name, description, properties) => ({
  type: 'function',
  function: {
    name,
    description,
    parameters: { type: 'object', properties, required: Object.keys(properties) },
  },
});
const tools = [
  tool('read_file', 'Reads a file.', { path: text }),
  tool('edit_file', 'Puts new text in the place of old text.', { path: text, old: text, new: text }),
  tool('run_command', 'Runs a command in the shell.', { command: text }),
];
const run = {
  read_file: ({ path }) => readFileSync(path, 'utf8'),
  edit_file: (edit) => {
    writeFileSync(edit.path, readFileSync(edit.path, 'utf8').replace(edit.old, edit.new));
    return 'ok';
  },
  run_command: ({ command }) => execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' }),
};
const messages = [
  { role: 'system', content: 'You are a coding agent. Carry out the task with the tools, then say what you did.' },
  { role: 'user', content: prompt },
];

/** One streamed answer, put together again. */
async function ask() {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer test-key' },
    body: JSON.stringify({ model: 'rig-model', stream: true, messages, tools }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  const answer = { role: 'assistant', content: '', tool_calls: [] };
  let rest = '';
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('data: {')) continue;
      const delta = JSON.parse(line.slice(6)).choices[0]?.delta ?? {};
      answer.content += delta.content ?? '';
      for (const { index, id, function: named } of delta.tool_calls ?? []) {
        const call = (answer.tool_calls[index] ??= { id, type: 'function', function: { name: '', arguments: '' } });
        call.function.name += named?.name ?? '';
        call.function.arguments += named?.arguments ?? '';
      }
    }
  }
  return answer;
}

for (;;) {
  const answer = await ask();
  if (answer.tool_calls.length === 0) break;
  messages.push(answer);
  for (const { id, function: call } of answer.tool_calls) {
    const content = run[call.name](JSON.parse(call.arguments));
    messages.push({ role: 'tool', tool_call_id: id, content });
  }
}
