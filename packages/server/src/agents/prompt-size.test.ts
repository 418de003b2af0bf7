import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { modes } from '@codewright/protocol/job';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addressFor } from '../llm/directory.ts';
import { kinds } from '../llm/providers.ts';
import { gatewayOver } from '../llm/testing.ts';
import { ownWords, serverTools, tools, toolSchema } from '../tools/registry.ts';
import { systemMessage } from './prompt.ts';
import { roles } from './testing.ts';

/** What a role costs before a word of its task is said, in tokens of the very JSON that goes over the wire. */
const most = { builder: 1_400, others: 1_200 } as const;

let last = '';
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    last = Buffer.concat(chunks).toString('utf8');
    response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":{"message":"no"}}');
  });
});
const wires = ['openai', 'openai-chat', 'openai-compatible', 'anthropic'];
let address = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function bodyOf(wire: string, prompt: string, names: readonly string[]): Promise<Record<string, unknown>> {
  const schemas = names.map((name) => {
    const tool = tools.get(name);
    if (!tool) throw new Error(`There is no tool ${name}.`);
    return toolSchema(tool, ownWords);
  });
  const system = systemMessage({ prompt });
  const user = { role: 'user' as const, content: [{ type: 'text' as const, text: '' }] };
  const open = kinds[wire];
  if (!open) throw new Error(`There is no wire ${wire}.`);
  const models = gatewayOver({ wire: () => open({ apiKey: 'test', baseUrl: addressFor(wire, address) }) });
  const signal = new AbortController().signal;
  const call = models.call('wire/model', { prompt: [system, user], tools: schemas, signal });
  await expect(call).rejects.toMatchObject({ code: 'MODEL_FAILED' });
  return JSON.parse(last) as Record<string, unknown>;
}

/** System prompt and tools as they stand in the body, without the task and the model's name. */
function fixedPart({ system, messages, input, tools: declared }: Record<string, unknown>): string {
  const said = (messages ?? input) as { role: string }[];
  return JSON.stringify({
    system,
    messages: said.filter(({ role }) => role === 'system' || role === 'developer'),
    tools: declared,
  });
}

it.each(roles.names.flatMap((name) => modes.map((mode) => [name, mode] as const)))(
  'The %s says little in a job of the mode %s, on every wire',
  async (name, mode) => {
    const role = roles.get(name);
    // What tool servers add is the user's choice.
    const own = [...role.tools, ...(role.only[mode] ?? [])].filter((tool) => tool !== serverTools);
    for (const wire of wires) {
      const text = fixedPart(await bodyOf(wire, role.prompt, own));
      // What was measured holds the prompt and every tool.
      expect(text).toContain(JSON.stringify(role.prompt).slice(1, 60));
      for (const tool of own) expect(text).toContain(`"${tool}"`);
      expect(encode(text).length, wire).toBeLessThanOrEqual(name === 'builder' ? most.builder : most.others);
    }
  },
);

it('A model is told of each tool what it takes, and nothing that only the validation needs', () => {
  for (const tool of tools.values()) {
    const { description, inputSchema } = toolSchema(tool, ownWords);
    expect(description?.trim(), tool.name).not.toBe('');
    const text = JSON.stringify(inputSchema);
    expect(text, tool.name).not.toMatch(/\$schema|additionalProperties|"(?:minimum|maximum|maxLength)":|"pattern":"/);
    // Some providers refuse a property without a type.
    for (const [key, property] of Object.entries(inputSchema.properties ?? {})) {
      expect(property, `${tool.name}.${key}`).toHaveProperty('type');
    }
  }
});
