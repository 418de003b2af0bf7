import { z } from 'zod';
import { canonicalJson, sha256 } from '../shared/hash.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { ListedTool } from './contract.ts';

const strings = z.record(z.string(), z.string());
const hosts = z.array(z.string().min(1)).default([]);

const stdio = z.object({
  type: z.literal('stdio').default('stdio'),
  command: z.string().min(1),
  args: z.array(z.string()).default([]),
  env: strings.default({}),
  /** Hosts that it may reach; of our own settings, not of the common form. */
  hosts,
});
const http = z.object({
  type: z.enum(['http', 'streamable-http', 'streamableHttp']).transform(() => 'http' as const),
  url: z.url({ protocol: /^https?$/ }),
  headers: strings.default({}),
});

/** A server as `.mcp.json` and most clients' settings define it. */
export const serverDefinition = z.union([
  http,
  z.preprocess(
    (value) => (isPlain(value) && value['type'] === undefined && 'url' in value ? { ...value, type: 'http' } : value),
    http,
  ),
  stdio,
]);
export type ServerDefinition = z.infer<typeof serverDefinition>;

/** Names that stand in tool names. */
export const serverName = /^[A-Za-z0-9_-]{1,32}$/;

const file = z.object({ mcpServers: z.record(z.string(), z.unknown()).default({}) });

export interface DefinedServer {
  name: string;
  definition: ServerDefinition | null;
  /** Why there is no definition. */
  problem: string | null;
}

/** Reads the text of a `.mcp.json`. @throws CodewrightError CONFIG_INVALID where it is no such file at all. */
export function readDefinitions(text: string, name: string): DefinedServer[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CodewrightError('CONFIG_INVALID', `${name} is no JSON: ${error instanceof Error ? error.message : ''}`, {
      hint: 'It has the form {"mcpServers": {"name": {"command": "…", "args": []}}}.',
    });
  }
  const parsed = file.safeParse(value);
  if (!parsed.success) {
    throw new CodewrightError('CONFIG_INVALID', `${name} has no mcpServers.`, {
      hint: 'It has the form {"mcpServers": {"name": {"command": "…", "args": []}}}.',
    });
  }
  return Object.entries(parsed.data.mcpServers).map(([server, given]) => {
    if (!serverName.test(server)) {
      return { name: server, definition: null, problem: 'its name is not 1 to 32 letters, digits, - and _' };
    }
    if (isPlain(given) && given['type'] === 'sse') {
      return {
        name: server,
        definition: null,
        problem: 'it speaks SSE, which the protocol has replaced; use its http address',
      };
    }
    // What a repository says of hosts is not asked: that is the user's to set.
    const own = isPlain(given) ? { ...given, hosts: undefined } : given;
    const definition = serverDefinition.safeParse(own);
    return definition.success
      ? { name: server, definition: definition.data, problem: null }
      : { name: server, definition: null, problem: 'it has neither a command nor an http address' };
  });
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Changes with anything that decides what runs or where it goes. */
export function definitionHash(definition: ServerDefinition): string {
  return sha256(canonicalJson(JSON.parse(JSON.stringify(definition))));
}

export function toolHash({ name, description, inputSchema }: ListedTool): string {
  return sha256(canonicalJson(JSON.parse(JSON.stringify({ name, description, inputSchema }))));
}

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/** Variables that a definition asks for, by name. */
export function variablesOf(definition: ServerDefinition): string[] {
  return [...new Set([...JSON.stringify(definition).matchAll(variable)].map((match) => match[1] ?? ''))];
}

/** `${NAME}` and `${NAME:-default}` by their values. @throws CodewrightError CONFIG_INVALID for one without a value. */
export async function expanded(
  definition: ServerDefinition,
  secret: (name: string) => Promise<string | null>,
): Promise<ServerDefinition> {
  const values = new Map<string, string | null>();
  for (const name of variablesOf(definition)) values.set(name, await secret(name));
  const fill = (text: string): string =>
    text.replace(variable, (_, name: string, fallback: string | undefined) => {
      const value = values.get(name) ?? fallback;
      if (value === undefined) {
        throw new CodewrightError('CONFIG_INVALID', `Its definition asks for ${name}, which has no value.`, {
          hint: `Set it in the environment, or: codewright secrets set ${name}`,
        });
      }
      return value;
    });
  const each = (record: Record<string, string>) =>
    Object.fromEntries(Object.entries(record).map(([name, text]) => [name, fill(text)]));
  return definition.type === 'http'
    ? { ...definition, url: fill(definition.url), headers: each(definition.headers) }
    : { ...definition, command: fill(definition.command), args: definition.args.map(fill), env: each(definition.env) };
}
