import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ToolServersHost } from '../cli/contract.ts';
import { readSecretEnvironment } from '../config.ts';
import type { ToolServers } from '../mcp/contract.ts';
import { variablesOf } from '../mcp/definitions.ts';
import type { Servers } from '../mcp/servers.ts';
import { ownedName } from '../sandbox/workspace/begun.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { systemClock } from '../shared/clock.ts';
import { CodewrightError, ToolError } from '../shared/errors.ts';
import { makeTemporary } from '../shared/temporary.ts';
import { ownVersion } from './own-version.ts';
import type { Runtime } from './runtime.ts';
import type { Sandboxes } from './sandboxes.ts';

/** Tool servers for jobs. Most jobs have none: then nothing of them is loaded. */
export function createToolServers(runtime: Runtime, sandboxes: Sandboxes): ToolServers {
  return {
    async open(options) {
      const { workspace, journal } = options;
      const own = Object.keys(runtime.config.mcp.servers).length > 0;
      if (!own && !existsSync(join(workspace.root, '.mcp.json')) && !journal.has('tool-servers')) {
        return { tools: new Map(), close: async () => {} };
      }
      return (await openServers(runtime, sandboxes)).open(options);
    },
  };
}

async function openServers(runtime: Runtime, sandboxes: Sandboxes): Promise<Servers> {
  const [{ Servers }, { openTrust }] = await Promise.all([import('../mcp/servers.ts'), import('../mcp/trust.ts')]);
  return new Servers({
    version: ownVersion(),
    trust: openTrust(join(runtime.home, 'mcp-trust.json')),
    own: () => runtime.config.mcp.servers,
    secret: async (name) => readSecretEnvironment().variable(name)?.trim() || runtime.secrets.get(name),
    async dial(host) {
      const { createDialer } = await import('../sandbox/egress/dial.ts');
      const npm = await sandboxes.npm();
      const { readFile } = await import('node:fs/promises');
      const { dial } = createDialer({ hosts: [host], upstreamProxy: npm.httpsProxy ?? undefined });
      return { dial, ...(npm.cafile ? { ca: await readFile(npm.cafile, 'utf8') } : {}) };
    },
    timeoutMs: runtime.config.mcp.timeoutSeconds * 1000,
  });
}

/** What a person can do with tool servers: look at them, approve them, take that back. */
export function createToolServersHost(runtime: Runtime, sandboxes: Sandboxes): ToolServersHost {
  /** A tree as a job would get it. */
  async function within<T>(
    repository: string | null,
    work: (around: { servers: Servers; workspace: Workspace; text: string | null; key: string }) => Promise<T>,
  ): Promise<T> {
    const servers = await openServers(runtime, sandboxes);
    const { manager } = await sandboxes.workspaces(undefined);
    const signal = AbortSignal.timeout(300_000);
    const nowhere = repository === null ? makeTemporary('tools') : null;
    const place = nowhere === null ? { repository: repository ?? '' } : { output: join(nowhere, 'tree') };
    try {
      const workspace = await manager.open(
        { job: ownedName('tools'), branch: 'codewright/tool-servers', ...place },
        signal,
      );
      try {
        const text = await workspace.read('.mcp.json').then(String, (error: unknown) => {
          if (error instanceof ToolError) return null;
          throw error;
        });
        return await work({ servers, workspace, text, key: repository ?? workspace.root });
      } finally {
        await workspace.dispose();
      }
    } finally {
      if (nowhere !== null) await rm(nowhere, { recursive: true, force: true });
    }
  }

  return {
    list: (repository) =>
      within(repository, async ({ servers, text, key }) =>
        servers.facts(key, text).map(({ name, from, state, problem, tools, definition }) => ({
          name,
          from,
          state,
          problem,
          tools,
          runs: definition.type === 'stdio' ? [definition.command, ...definition.args].join(' ') : definition.url,
        })),
      ),

    trust: (repository, name, confirm) =>
      within(repository, async ({ servers, workspace, text, key }) => {
        const facts = servers.facts(key, text).find((one) => one.name === name);
        if (!facts) {
          throw new CodewrightError('NOT_FOUND', `There is no tool server ${name}.`, {
            hint: 'codewright mcp list shows those of .mcp.json (as committed) and of your settings.',
          });
        }
        const { definition } = facts;
        const start = {
          runs: definition.type === 'stdio' ? [definition.command, ...definition.args].join(' ') : definition.url,
          variables: variablesOf(definition),
          hosts: definition.type === 'stdio' ? definition.hosts : [new URL(definition.url).host],
        };
        if (!(await confirm.start(start))) return false;
        const tools = await servers.look(facts, workspace, (of) => sandboxes.install(of), AbortSignal.timeout(300_000));
        const known = new Set(facts.tools);
        if (!(await confirm.tools(tools.map((tool) => ({ ...tool, isNew: !known.has(tool.name) }))))) return false;
        servers.approve(key, facts, tools, systemClock.now());
        return true;
      }),

    distrust: (repository, name) =>
      within(repository, async ({ servers, key }) => {
        const theirs = servers.revoke(key, { name, from: 'repository' });
        return servers.revoke(key, { name, from: 'user' }) || theirs;
      }),
  };
}
