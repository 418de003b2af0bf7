import type { EntryDraft, EntryKind, LedgerEntry } from '@codewright/protocol/event';
import type { JsonValue } from '@codewright/protocol/json';
import { join } from 'node:path';
import { createCodebase } from '../codebase/codebase.ts';
import { openCodeIndex } from '../storage/code-index.ts';
import type { PackageRegistry, Web } from '../research/contract.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { openBench } from '../sandbox/workspace/testing.ts';
import type { Bench } from '../sandbox/workspace/testing.ts';
import type { Journal } from '../shared/step.ts';
import type { ExecutorDeps, ExecutorOptions, ToolExecutor, ToolResult } from './contract.ts';
import { createExecutor } from './executor.ts';
import { tools } from './registry.ts';

/** Journal and ledger of one job in memory, so that tools run without a database. */
export class MemoryLedger {
  readonly entries: LedgerEntry[] = [];
  readonly #results = new Map<string, JsonValue>();
  /** Set to make recording fail, as when the disk is full or the process is killed before it. */
  broken: Error | null = null;

  readonly emit = async (draft: Omit<EntryDraft, 'job'>): Promise<LedgerEntry> => this.#append(draft);

  #append(draft: Omit<EntryDraft, 'job'>): LedgerEntry {
    const seq = this.entries.length + 1;
    const entry: LedgerEntry = {
      position: seq,
      id: `entry-${seq}`,
      job: 'job-1',
      seq,
      time: '2026-01-01T00:00:00.000Z',
      kind: draft.kind,
      actor: draft.actor,
      summary: draft.summary,
      data: draft.data ?? {},
      refs: draft.refs ?? [],
      prev: '',
      hash: '',
    };
    this.entries.push(entry);
    return entry;
  }

  readonly journal: Journal = {
    has: (key) => this.#results.has(key),
    run: async (key, fn, describe) => {
      const known = this.#results.get(key);
      if (known !== undefined) return known as Awaited<ReturnType<typeof fn>>;
      const result = await fn();
      if (this.broken) throw this.broken;
      const entry = describe(result);
      this.#append({
        kind: entry.kind ?? 'event',
        actor: entry.actor,
        summary: entry.summary,
        data: { ...entry.data, ...(entry.event ? { event: entry.event } : {}), step: key, result },
        ...(entry.refs ? { refs: entry.refs } : {}),
      });
      this.#results.set(key, structuredClone(result));
      return result;
    },
    entryOf: (key) => this.entries.find(({ data }) => data['step'] === key)?.id,
  };

  readonly records: ExecutorOptions['records'] = {
    latest: async (kind, type) =>
      this.entries.findLast((entry) => entry.kind === kind && (type === undefined || entry.data['type'] === type)) ??
      null,
    query: async ({ kinds, text, limit }) =>
      this.entries
        .filter((entry) => (!kinds || kinds.includes(entry.kind)) && (!text || entry.summary.includes(text)))
        .toReversed()
        .slice(0, limit),
  };
}

const allKinds: EntryKind[] = ['analysis', 'plan', 'patch', 'review', 'evaluation'];

export interface ToolBench extends AsyncDisposable {
  bench: Bench;
  workspace: Workspace;
  ledger: MemoryLedger;
  executor: ToolExecutor;
  options: ExecutorOptions;
  /** Calls one tool as the role `builder`, each call under a key of its own unless one is given. */
  call(tool: string, input: unknown, options?: { key?: string; role?: string }): Promise<ToolResult>;
  /** An executor with other options, over the same workspace and ledger. */
  executorWith(change: Partial<ExecutorOptions>, deps?: ExecutorDeps): ToolExecutor;
}

/** A real workspace in a real sandbox, and an executor over it. With `files`, of an existing repository that holds them. */
export async function openToolBench(
  files: Record<string, string> | null = null,
  change: Partial<ExecutorOptions> = {},
  deps: ExecutorDeps = {},
): Promise<ToolBench> {
  const bench = openBench();
  const workspace = await bench.manager.open(
    files === null
      ? { job: 'job-1', branch: 'main', output: join(bench.folder, 'out') }
      : { job: 'job-1', branch: 'codewright/work', repository: bench.repository('repo', files) },
    bench.signal,
  );
  const ledger = new MemoryLedger();
  const registry: PackageRegistry = {
    resolve: async (needs) =>
      needs.map(({ name, ecosystem = 'npm' }) => ({
        ecosystem,
        name,
        version: '1.2.3',
        latest: '2.0.0',
        publishedAt: null,
        deprecated: null,
        engines: null,
        peers: {},
        source: 'curated',
        asOf: '2026-01-01T00:00:00.000Z',
      })),
  };
  const web: Web = {
    read: async (url) => ({ url, title: 'A page', markdown: 'Its text.', asOf: '2026-01-01T00:00:00.000Z' }),
    search: async (query) => ({
      engine: 'searxng',
      query,
      hits: [{ title: 'A hit', url: 'https://example.org/', text: 'About it.' }],
      asOf: '2026-01-01T00:00:00.000Z',
    }),
  };
  const options: ExecutorOptions = {
    job: {
      id: 'job-1',
      goal: 'Create a REST API for a todo app with authentication',
      mode: 'build',
      request: {
        goal: 'Create a REST API for a todo app with authentication',
        constraints: {},
        preferences: {},
        caps: {},
        autoApprove: false,
        createdBy: 'local',
      },
    },
    workspace,
    journal: ledger.journal,
    emit: ledger.emit,
    records: ledger.records,
    registry,
    web,
    codebase: createCodebase({ folder: join(bench.folder, 'code'), open: openCodeIndex }),
    memory: () => ({ remember: async () => undefined, recall: async () => [] }),
    experience: async () => [],
    install: async () => ({ network: { mode: 'none' }, env: {}, mounts: [] }),
    limits: { files: 20, lines: 1000, soft: true, forbiddenPaths: [], mustPassTests: true, mustPassLint: true },
    roles: () => ({ tools: [...tools.keys()], appends: allKinds }),
    delegate: async (_parent, role, instruction) => ({ text: `${role} did: ${instruction}`, data: { done: true } }),
    ask: async (_key, question) => (question.kind === 'approval' ? 'approve' : 'forty-two'),
    outputs: workspace.outputs,
    ...change,
  };
  const executor = createExecutor(options, deps);
  let calls = 0;
  return {
    bench,
    workspace,
    ledger,
    executor,
    options,
    call: (tool, input, { key = `test/call-${++calls}`, role = 'builder' } = {}) =>
      executor.execute({ id: `call-${calls}`, tool, input }, { role, agent: `${role}-1`, key, signal: bench.signal }),
    executorWith: (other, otherDeps = deps) => createExecutor({ ...options, ...other }, otherDeps),
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}
