import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { JsonValue } from '@codewright/protocol/json';
import type { Mount } from '../sandbox/contract.ts';
import { dataFolder } from '../shared/data.ts';
import { toCodewrightError } from '../shared/errors.ts';
import { makeTemporary } from '../shared/temporary.ts';
import type { LentTools } from './contract.ts';

/** A tool server (MCP) that a CLI can start in its sandbox. */
export interface LentServer {
  /** `node`, and these: the program and the way out that it is given. */
  command: string;
  args: [program: string, socket: string];
  mounts: Mount[];
  close(): void;
}

/** What an answer to one call may be, in characters. */
const longestAnswer = 60_000;

/**
 * Tools of ours for one run of a CLI. The program in the sandbox is a pipe; the server that it leads to is here, so that what it is asked
 * for is judged and recorded as any call.
 */
export async function lend(tools: LentTools): Promise<LentServer> {
  const [{ Server }, { StdioServerTransport }] = await Promise.all([
    import('@modelcontextprotocol/server'),
    import('@modelcontextprotocol/server/stdio'),
  ]);
  const folder = makeTemporary('tools');
  const socket = join(folder, 'socket');
  const open = new Set<Socket>();
  const serve = async (client: Socket): Promise<void> => {
    const server = new Server({ name: 'codewright', version: '1' }, { capabilities: { tools: {} } });
    server.setRequestHandler('tools/list', () => ({
      tools: tools.schemas.map(({ name, description, inputSchema }) => ({
        name,
        description: description ?? '',
        inputSchema: inputSchema as { type: 'object' },
      })),
    }));
    server.setRequestHandler('tools/call', async ({ params }) => {
      try {
        const { text, failed } = await tools.call(params.name, (params.arguments ?? {}) as JsonValue);
        return { content: [{ type: 'text', text: text.slice(0, longestAnswer) }], isError: failed };
      } catch (error) {
        return { content: [{ type: 'text', text: toCodewrightError(error).message }], isError: true };
      }
    });
    await server.connect(new StdioServerTransport(client, client));
  };
  const listener = createServer((client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    serve(client).catch(() => client.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(socket, resolve);
  });
  const program = join(dataFolder('adapters'), 'tools-pipe.mjs');
  return {
    command: 'node',
    args: [program, socket],
    mounts: [
      { path: folder, access: 'read' },
      { path: program, access: 'read' },
    ],
    close() {
      listener.close();
      for (const client of open) client.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
