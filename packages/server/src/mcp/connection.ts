import type { Transport } from '@modelcontextprotocol/client';
import { CodewrightError, ToolError } from '../shared/errors.ts';
import type { ListedTool, ServerConnection, ServerPlace } from './contract.ts';
import { expanded, type ServerDefinition } from './definitions.ts';
import { type Dial, fetchThrough } from './http-fetch.ts';
import { SandboxedServer } from './stdio.ts';

export interface ConnectOptions {
  name: string;
  version: string;
  definition: ServerDefinition;
  place: ServerPlace;
  /** Connections to the host of an http server, and to no other. */
  dial: (host: string) => Promise<{ dial: Dial; ca?: string }>;
  /** How long starting it, and one call, may take. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** @throws CodewrightError TOOL_FAILED with what the server said, CONFIG_INVALID for a variable without a value. */
export async function connectServer(options: ConnectOptions): Promise<ServerConnection> {
  const { name, version, place, timeoutMs, signal } = options;
  const definition = await expanded(options.definition, (variable) => place.secret(variable));
  const { Client } = await import('@modelcontextprotocol/client');
  const client = new Client({ name: 'codewright', version });
  let failure: Error | undefined;
  Object.assign(client, { onerror: (error: Error) => (failure = error) });
  const timed = { timeout: timeoutMs };
  const told = (error: unknown) => {
    const why = failure ?? (error instanceof Error ? error : new Error(String(error)));
    return new CodewrightError('TOOL_FAILED', `The tool server ${name}: ${why.message}`, {
      hint: `codewright mcp trust ${name} tries it.`,
    });
  };
  try {
    await client.connect(await transportOf(definition, options), { ...timed, signal });
  } catch (error) {
    await client.close().catch(() => 'what failed to open is reported');
    throw told(error);
  }
  return {
    async list(until) {
      try {
        const tools: ListedTool[] = [];
        for (let cursor: string | undefined; ; ) {
          const page = await client.listTools(cursor === undefined ? {} : { cursor }, { ...timed, signal: until });
          tools.push(
            ...page.tools.map(({ name: tool, description = '', inputSchema }) => ({
              name: tool,
              description,
              inputSchema,
            })),
          );
          cursor = page.nextCursor;
          if (cursor === undefined) return tools;
        }
      } catch (error) {
        throw told(error);
      }
    },

    async call(tool, input, until) {
      const result = await client
        .callTool({ name: tool, arguments: input }, { ...timed, signal: until })
        .catch((error: unknown) => {
          if (until.aborted) throw error;
          throw new ToolError(told(error).message);
        });
      const blocks = result.content ?? [];
      const image = blocks.find((block) => block.type === 'image');
      const texts = blocks.flatMap((block) => {
        if (block.type === 'text') return [block.text];
        if (block.type === 'resource' && 'text' in block.resource) return [block.resource.text];
        return block.type === 'resource_link' ? [block.uri] : [];
      });
      return {
        text: texts.join('\n') || (image ? 'An image.' : JSON.stringify(result.structuredContent ?? null)),
        failed: result.isError === true,
        ...(image ? { image: { mediaType: image.mimeType, bytes: Buffer.from(image.data, 'base64') } } : {}),
      };
    },

    close: () => client.close(),
  };
}

async function transportOf(definition: ServerDefinition, { place, dial }: ConnectOptions): Promise<Transport> {
  if (definition.type === 'stdio') return new SandboxedServer(definition, place);
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
  const url = new URL(definition.url);
  const { dial: open, ca } = await dial(url.port === '' ? url.hostname : `${url.hostname}:${url.port}`);
  return new StreamableHTTPClientTransport(url, {
    fetch: fetchThrough(open, ca),
    requestInit: { headers: definition.headers },
  });
}
