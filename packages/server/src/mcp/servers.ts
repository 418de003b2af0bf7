import type { JsonValue } from '@codewright/protocol/json';
import { z } from 'zod';
import { toCodewrightError, ToolError } from '../shared/errors.ts';
import type { OpenInstall, Tool } from '../tools/contract.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { type ConnectOptions, connectServer } from './connection.ts';
import type {
  ListedTool,
  OpenServers,
  ServerConnection,
  ServerFacts,
  ServerTools,
  ToolServers,
  TrustStore,
} from './contract.ts';
import {
  type DefinedServer,
  definitionHash,
  readDefinitions,
  type ServerDefinition,
  serverDefinition,
  toolHash,
} from './definitions.ts';

/** Servers of the user's own settings are approved once, for every repository. */
const USER = 'user';
const MCP_FILE = '.mcp.json';
/** What providers take as the name of a tool. */
const toolName = /^[A-Za-z0-9_-]{1,64}$/;

export interface ServersOptions {
  version: string;
  trust: TrustStore;
  /** `mcp.servers` of the settings. */
  own(): Record<string, unknown>;
  secret: (name: string) => Promise<string | null>;
  dial: ConnectOptions['dial'];
  timeoutMs: number;
}

interface Known extends DefinedServer {
  from: 'repository' | 'user';
}

/** What a job was offered, as its record holds it. */
interface Offer {
  server: string;
  from: 'repository' | 'user';
  definition: ServerDefinition;
  tools: ListedTool[];
}

export class Servers implements ToolServers {
  readonly #options: ServersOptions;

  constructor(options: ServersOptions) {
    this.#options = options;
  }

  async open(options: OpenServers): Promise<ServerTools> {
    const { workspace, journal } = options;
    const left: string[] = [];
    const known = this.#knownOr(await readFile(workspace), left);
    // Most have none, and their records need not say so.
    if (known.length + left.length === 0 && !journal.has('tool-servers')) {
      return { tools: new Map(), close: async () => {} };
    }
    const offers = (await journal.run<JsonValue>(
      'tool-servers',
      async () => this.#offers(known, options.repository, left) as unknown as JsonValue,
      (made) => ({
        event: 'tool-servers-opened',
        actor: { type: 'system', id: 'worker' },
        summary: offered((made as unknown as Offer[] | null) ?? [], left),
        data: { left },
      }),
    )) as unknown as Offer[];
    const connections = new Map<string, Promise<{ connection: ServerConnection; tools: Map<string, string> }>>();
    const connect = (offer: Offer) => {
      let made = connections.get(offer.server);
      if (!made) connections.set(offer.server, (made = this.#connect(offer, options)));
      return made;
    };
    const tools = new Map<string, Tool>();
    for (const offer of offers) {
      for (const listed of offer.tools) {
        const name = `mcp__${offer.server}__${listed.name}`;
        if (toolName.test(name))
          tools.set(
            name,
            toolOf(name, listed, () => connect(offer), offer.server),
          );
      }
    }
    return {
      tools,
      async close() {
        const open = await Promise.allSettled(connections.values());
        await Promise.allSettled(
          open.flatMap((one) => (one.status === 'fulfilled' ? [one.value.connection.close()] : [])),
        );
      },
    };
  }

  /** Every server that is defined for a repository, and how a person has judged it. */
  facts(repository: string, text: string | null): ServerFacts[] {
    return this.#known(text).flatMap(({ name, from, definition, problem }) => {
      const approval = this.#options.trust.approved(keyOf(from, repository))[name];
      if (definition === null) return [];
      const state =
        problem !== null
          ? ('unsupported' as const)
          : approval === undefined
            ? ('new' as const)
            : approval.definition === definitionHash(definition)
              ? ('approved' as const)
              : ('changed' as const);
      return [{ name, from, definition, state, problem, tools: approval?.tools.map((tool) => tool.name) ?? [] }];
    });
  }

  /** Starts a server as a job would and lists what it offers, so that a person can look at it. */
  async look(
    facts: ServerFacts,
    workspace: Pick<Workspace, 'exec'>,
    install: OpenInstall,
    signal: AbortSignal,
  ): Promise<ListedTool[]> {
    const connection = await this.#to(facts.name, facts.definition, workspace, install, signal);
    try {
      return await connection.list(signal);
    } finally {
      await connection.close();
    }
  }

  approve(repository: string, { name, from, definition }: ServerFacts, tools: ListedTool[], at: Date): void {
    const approval = { definition: definitionHash(definition), tools, at: at.toISOString() };
    this.#options.trust.approve(keyOf(from, repository), name, approval);
  }

  revoke(repository: string, { name, from }: Pick<ServerFacts, 'name' | 'from'>): boolean {
    return this.#options.trust.revoke(keyOf(from, repository), name);
  }

  /** A file that cannot be read is no reason to do nothing. */
  #knownOr(text: string | null, left: string[]): Known[] {
    try {
      return this.#known(text);
    } catch (error) {
      left.push(toCodewrightError(error).message);
      return this.#known(null);
    }
  }

  #known(text: string | null): Known[] {
    const own = Object.entries(this.#options.own()).map(([name, given]): Known => {
      const definition = serverDefinition.safeParse(given);
      return definition.success
        ? { name, from: 'user', definition: definition.data, problem: null }
        : { name, from: 'user', definition: null, problem: 'it has neither a command nor an http address' };
    });
    const theirs = text === null ? [] : readDefinitions(text, MCP_FILE);
    // The user's own is meant where a repository takes its name.
    const taken = new Set(own.map(({ name }) => name));
    return [
      ...own,
      ...theirs.filter(({ name }) => !taken.has(name)).map((one): Known => ({ ...one, from: 'repository' })),
    ];
  }

  #offers(known: readonly Known[], repository: string, left: string[]): Offer[] {
    return known.flatMap(({ name, from, definition, problem }) => {
      const approval = this.#options.trust.approved(keyOf(from, repository))[name];
      const why =
        problem ??
        (approval === undefined
          ? 'nobody has approved it'
          : definition && approval.definition !== definitionHash(definition)
            ? 'its definition has changed since it was approved'
            : null);
      if (why !== null || definition === null || approval === undefined) {
        left.push(`${name}: ${why}`);
        return [];
      }
      return [{ server: name, from, definition, tools: approval.tools }];
    });
  }

  async #connect(offer: Offer, { workspace, install, signal }: OpenServers) {
    const connection = await this.#to(offer.server, offer.definition, workspace, install, signal);
    const listed = await connection.list(signal);
    return { connection, tools: new Map(listed.map((tool) => [tool.name, toolHash(tool)])) };
  }

  #to(
    name: string,
    definition: ServerDefinition,
    workspace: Pick<Workspace, 'exec'>,
    install: OpenInstall,
    signal: AbortSignal,
  ): Promise<ServerConnection> {
    const { version, secret, dial, timeoutMs } = this.#options;
    const place = { exec: (spec: Parameters<Workspace['exec']>[0]) => workspace.exec(spec), install, secret };
    return connectServer({ name, version, definition, place, dial, timeoutMs, signal });
  }
}

function keyOf(from: 'repository' | 'user', repository: string): string {
  return from === 'user' ? USER : repository;
}

async function readFile(workspace: Pick<Workspace, 'read'>): Promise<string | null> {
  try {
    return (await workspace.read(MCP_FILE)).toString('utf8');
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}

function offered(offers: readonly Offer[], left: readonly string[]): string {
  const has = offers.map(({ server, tools }) => `${server} (${tools.length} tools)`);
  const lacks = left.length > 0 ? ` Left out: ${left.join('; ')}.` : '';
  return `Tool servers: ${has.join(', ') || 'none'}.${lacks}`;
}

/** A server may do anything with what it is given, so policy takes each of its tools for a command. */
function toolOf(
  name: string,
  listed: ListedTool,
  connect: () => Promise<{ connection: ServerConnection; tools: Map<string, string> }>,
  server: string,
): Tool<Record<string, unknown>> {
  return {
    name,
    input: z.record(z.string(), z.unknown()),
    foreign: { description: listed.description.slice(0, 1024), inputSchema: listed.inputSchema },
    risk: 'reversible',
    effect: 'execute',
    says: () => `${listed.name} of ${server}`,
    async run(input, { signal }) {
      const { connection, tools } = await connect().catch((error: unknown) => {
        throw new ToolError(toCodewrightError(error).message);
      });
      if (tools.get(listed.name) !== toolHash(listed)) {
        throw new ToolError(
          `${listed.name} of ${server} is not what was approved: its words or its schema have changed. It is off until a person has looked at it (codewright mcp trust ${server}).`,
        );
      }
      return connection.call(listed.name, input, signal);
    },
  };
}
