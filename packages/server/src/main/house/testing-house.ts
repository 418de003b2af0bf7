import { deepEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { CodewrightClient, JobReport } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { JobRequestInput } from '@codewright/protocol/job';
import type { JsonObject } from '@codewright/protocol/json';
import { loadConfig } from '../../config.ts';
import type { Model, ProviderFactory, TaskOptions } from '../../llm/contract.ts';
import { sha256 } from '../../shared/hash.ts';
import { startPool } from '../../worker/pool.ts';
import { createCatalog } from '../catalog.ts';
import { createClient } from '../client.ts';
import { createJobParts } from '../job-parts.ts';
import { openRuntime, type Runtime } from '../runtime.ts';
import { createSandboxes } from '../sandboxes.ts';

/** One turn of a scripted model: tool calls, or its last words. */
export type Turn = [tool: string, input: JsonObject | string][] | string;
/** What a script may look at before a turn. */
export interface Seen {
  task: TaskOptions;
  /** Turn of this task, from 1. */
  turn: number;
  /** The results of the last turn's calls. */
  results: { tool: string; text: string; status: string }[];
  /** The whole prompt as text. */
  prompt: string;
}
/** The turns of one task in order; a function may answer by what it sees. */
type Reply = Turn | ((seen: Seen) => Turn | Promise<Turn>);
export type Script = Reply[] | ((seen: Seen) => Turn | Promise<Turn>);

export interface ScriptedModel {
  factory: ProviderFactory;
  /** What every result said that the model was given, in order. */
  results: { task: string; tool: string; text: string; status: string }[];
  /** A workflow as YAML that is taken in place of the one that the job names. */
  workflow?: string;
}

/**
 * A model of the real specification that answers by script, one script a step (`implement`, `review`; the last part of a
 * sub-agent's key is its role). It keeps no state of its own: the turn is counted in the prompt, as a provider would see it.
 */
export function scriptedModel(
  scripts: Readonly<Record<string, Script>>,
  { tokens = 10, workflow }: { tokens?: number; workflow?: string } = {},
): ScriptedModel {
  const results: ScriptedModel['results'] = [];
  const model: Model = {
    specificationVersion: 'v4',
    provider: 'scripted',
    modelId: 'script',
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error('The harness reads streams.')),
    async doStream(options) {
      const seen = look(options);
      for (const result of seen.results) results.push({ task: seen.task.key, ...result });
      const script = scripts[seen.task.step];
      if (!script) throw new Error(`The test has no script for the step ${seen.task.step}.`);
      const step = typeof script === 'function' ? script : script[seen.turn - 1];
      if (step === undefined) throw new Error(`The script of ${seen.task.step} has no turn ${seen.turn}.`);
      const parts = partsOf(typeof step === 'function' ? await step(seen) : step, seen, tokens);
      return { stream: ReadableStream.from(parts) as ReadableStream<LanguageModelV4StreamPart> };
    },
  };
  return { results, factory: async () => ({ model: () => model }), ...(workflow === undefined ? {} : { workflow }) };
}

function look({ prompt }: LanguageModelV4CallOptions): Seen {
  const facts = (options: unknown) => (options as { codewright?: { [key: string]: unknown } } | undefined)?.codewright;
  let task: TaskOptions | undefined;
  let turn = 1;
  let results: Seen['results'] = [];
  for (const message of prompt) {
    if (message.role === 'user') {
      const known = facts(message.providerOptions);
      if (known?.['kind'] === 'task') task ??= known['task'] as TaskOptions;
    } else if (message.role === 'assistant') {
      turn += 1;
      results = [];
    } else if (message.role === 'tool') {
      for (const part of message.content) {
        if (part.type !== 'tool-result') continue;
        const { output } = part;
        const text = output.type === 'execution-denied' ? (output.reason ?? '') : output.value;
        results.push({
          tool: part.toolName,
          text: typeof text === 'string' ? text : JSON.stringify(text),
          status: String(facts(part.providerOptions)?.['status']),
        });
      }
    }
  }
  if (!task) throw new Error('The prompt holds no task.');
  return { task, turn, results, prompt: JSON.stringify(prompt) };
}

function partsOf(turn: Turn, { task, turn: number }: Seen, tokens: number): LanguageModelV4StreamPart[] {
  const parts: LanguageModelV4StreamPart[] = [];
  if (typeof turn === 'string') {
    parts.push({ type: 'text-start', id: '0' }, { type: 'text-delta', id: '0', delta: turn });
    parts.push({ type: 'text-end', id: '0' });
  } else {
    for (const [index, [toolName, input]] of turn.entries()) {
      const toolCallId = `${task.step}-${number}-${index}`;
      const text = typeof input === 'string' ? input : JSON.stringify(input);
      parts.push({ type: 'tool-call', toolCallId, toolName, input: text });
    }
  }
  const unified = typeof turn === 'string' ? 'stop' : 'tool-calls';
  parts.push({
    type: 'finish',
    finishReason: { unified, raw: undefined },
    usage: {
      // What says something has tokens: one of them.
      inputTokens: { total: tokens - 1, noCache: tokens - 1, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: 1, text: 1, reasoning: 0 },
    },
  });
  return parts;
}

/** The whole system in a folder of its own: real storage, ledger, queue, sandbox, git, gates; models by script where named. */
export interface House extends AsyncDisposable {
  folder: string;
  /** Whether somebody can be asked for a larger budget; false at first. */
  attended: boolean;
  client: CodewrightClient;
  runtime: Runtime;
  /** A repository of the user with one commit of these files. */
  repository(name: string, files: Record<string, string>): string;
  put(root: string, files: Record<string, string>): void;
  /** git on the host, as the user would run it. */
  git(cwd: string, ...args: string[]): string;
  /** Every byte of the user's tree and index, and what HEAD and their branches name; without the branches of results. */
  fingerprint(root: string): string;
  /** A repository of the calculator, and a check that the user's tree, index and branches are as they were. */
  user(name: string, files?: Record<string, string>): { repository: string; untouched: () => void };
  /** Fails unless the chain of the job's record holds, and its truthpack where there is one. */
  recorded(report: JobReport): Promise<void>;
  /** The branches that results were delivered as. */
  results(repository: string): string[];
  /** Works on a job until it is over or waits. */
  work(job: string, model?: ScriptedModel): Promise<JobReport>;
  /** Submits a request and works on it. With a model, that one is asked. */
  run(request: JobRequestInput, model?: ScriptedModel): Promise<JobReport>;
  /** Answers what the job waits for, and works on. */
  answer(job: string, answer: string, model?: ScriptedModel): Promise<JobReport>;
  events(job: string, event: string): Promise<LedgerEntry[]>;
}

export async function openHouse(settings: Record<string, unknown> = {}): Promise<House> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'codewright-house-')));
  const home = join(folder, 'home');
  mkdirSync(join(home, 'user'), { recursive: true });
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: join(home, 'user'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'User',
    GIT_AUTHOR_EMAIL: 'user@example.org',
    GIT_COMMITTER_NAME: 'User',
    GIT_COMMITTER_EMAIL: 'user@example.org',
  };
  const runtime = await openRuntime(
    loadConfig({ env: { ...env, CODEWRIGHT_LOG_LEVEL: 'silent' }, home, flags: settings }),
  );
  const sandboxes = createSandboxes(runtime);
  const notHere = () => Promise.reject(new Error('Only jobs are given the scripted model.'));
  const client = createClient(runtime, sandboxes, folder, undefined, { scripted: notHere });
  const catalog = createCatalog();

  const git = (cwd: string, ...args: string[]): string =>
    execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  const put = (root: string, files: Record<string, string>): void => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  };
  const house: House = {
    attended: false,
    folder,
    client,
    runtime,
    git,
    put,
    repository(name, files) {
      const root = join(folder, name);
      mkdirSync(root, { recursive: true });
      git(root, 'init', '--quiet', '--initial-branch=main');
      put(root, files);
      git(root, 'add', '--all');
      git(root, 'commit', '--quiet', '--message=First');
      return root;
    },
    fingerprint(root) {
      const read = (path: string) => `${path} ${sha256(readFileSync(join(root, path)))}`;
      const files = readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
        .filter((path) => !path.startsWith('.git/'));
      const refs = git(root, 'for-each-ref', '--format=%(refname) %(objectname)')
        .split('\n')
        .filter((line) => !line.startsWith('refs/heads/codewright/'));
      return [...[...files, '.git/index', '.git/HEAD', '.git/config'].sort().map(read), ...refs].join('\n');
    },
    user(name, files = calculator) {
      const repository = house.repository(name, files);
      const before = house.fingerprint(repository);
      const untouched = () => deepEqual(house.fingerprint(repository).split('\n'), before.split('\n'));
      return { repository, untouched };
    },
    async recorded({ job }) {
      const { ok, checks } = await client.verify(job.id);
      deepEqual(
        checks.filter((check) => !check.ok),
        [],
      );
      deepEqual(ok, true);
    },
    results: (repository) =>
      git(repository, 'branch', '--list', 'codewright/*', '--format=%(refname:short)')
        .split('\n')
        .filter((name) => name !== ''),
    async work(job, model) {
      const parts = createJobParts(runtime, catalog, sandboxes, model ? { scripted: model.factory } : {});
      const own = model?.workflow;
      const pool = startPool(
        own === undefined ? parts : { ...parts, workflow: () => catalog.read(own), ownWorkflows: () => null },
        {
          name: runtime.workerName,
          concurrency: 1,
          attended: house.attended,
          heartbeatMs: 1000,
          drainMs: 5000,
          only: job,
        },
      );
      await pool.done;
      return client.job(job);
    },
    async run(request, model) {
      const { job } = await client.submit(model ? { model: 'scripted/script', ...request } : request);
      return house.work(job.id, model);
    },
    async answer(job, answer, model) {
      const [decision] = (await client.job(job)).pending;
      if (!decision) throw new Error('The job waits for nothing.');
      await client.answer(job, { id: decision.id, digest: decision.digest, answer });
      return house.work(job, model);
    },
    events: async (job, event) => (await client.history(job)).filter((entry) => entry.data['event'] === event),
    async [Symbol.asyncDispose]() {
      await runtime.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return house;
}

/** A small project with real tests and no packages: `sum` subtracts. */
export const calculator: Record<string, string> = {
  'package.json': `${JSON.stringify(
    { name: 'calculator', version: '1.0.0', type: 'module', private: true, scripts: { test: 'node --test' } },
    null,
    2,
  )}\n`,
  'src/sum.js': 'export function sum(one, other) {\n  return one - other;\n}\n',
  'src/double.js': 'export const double = (value) => value * 2;\n',
  'test/sum.test.js': [
    "import assert from 'node:assert/strict';",
    "import test from 'node:test';",
    "import { double } from '../src/double.js';",
    "import { sum } from '../src/sum.js';",
    '',
    "test('sum adds', () => {",
    '  assert.equal(sum(2, 3), 5);',
    '});',
    '',
    "test('double doubles', () => {",
    '  assert.equal(double(2), 4);',
    '});',
    '',
  ].join('\n'),
  '.gitignore': 'node_modules/\n',
};
