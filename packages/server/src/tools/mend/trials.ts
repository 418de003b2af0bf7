import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { abortError } from '../../shared/abort.ts';
import { dataFolder } from '../../shared/data.ts';
import { ToolError } from '../../shared/errors.ts';
import type { SourceText, TestOutcome, Trials } from '../../program-repair/contract.ts';
import { planScript, type RunnerPlan } from '../../program-repair/runner.ts';
import { isReadable } from '../../program-repair/syntax.ts';
import type { ToolContext } from '../contract.ts';
import { readProjectFacts } from '../project.ts';

const width = 2;
const mostFiles = 1500;
const mostBytes = 6_000_000;

/** What a copy of the project answered. */
interface Answer {
  ready?: boolean;
  files?: string[];
  id?: number;
  ms?: number;
  error?: string;
  results?: TestOutcome[];
  lines?: ([string, string, number] | [string, number])[];
  profile?: string;
  screened?: Awaited<ReturnType<NonNullable<Trials['screen']>>>;
}

interface OpenTrials extends Trials {
  close(): Promise<void>;
}

/** Opens trials for as long as `work` takes. */
export async function withTrials<T>(
  context: ToolContext,
  seconds: number,
  work: (trials: Trials) => Promise<T>,
): Promise<T> {
  const trials = await openTrials(context, seconds);
  try {
    return await work(trials);
  } finally {
    await trials.close();
  }
}

/**
 * Copies of the workspace's project in one sandbox that stays, where its tests run again and again. The sandbox has no network and the tree
 * is mounted read-only. @throws ToolError where the project has no tests that can be run.
 */
async function openTrials(context: ToolContext, seconds: number): Promise<OpenTrials> {
  const { workspace, signal } = context;
  const plan = await planOf(context);
  const folder = dataFolder('repair');
  const input = new PassThrough();
  const waiting = new Map<number, (answer: Answer) => void>();
  let ready: (answer: Answer) => void = () => undefined;
  const began = new Promise<Answer>((resolve) => {
    ready = resolve;
  });
  let rest = '';
  const config = JSON.stringify({ root: workspace.root, workers: width, ...plan });
  const ended = workspace.exec({
    argv: ['node', join(folder, 'trial.mjs'), config],
    mounts: [{ path: folder, access: 'read' }],
    tree: 'read',
    network: { mode: 'none' },
    env: { PYTHONDONTWRITEBYTECODE: '1', CI: '1' },
    limits: {
      timeMs: (seconds + 120) * 1000,
      outputBytes: 1024 * 1024 * 1024,
      cpuSeconds: 3600,
      fileBytes: 512 * 1024 * 1024,
    },
    stdin: input,
    signal,
    onOutput: (stream, text) => {
      if (stream !== 'stdout') return;
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (!line.startsWith('{')) continue;
        const answer = JSON.parse(line) as Answer;
        if (answer.ready) ready(answer);
        else if (answer.id !== undefined) {
          waiting.get(answer.id)?.(answer);
          waiting.delete(answer.id);
        }
      }
    },
  });
  // Whoever waits hears of the end.
  const over = ended.then(
    (result) => ({ error: result.stderr.slice(-2000) || result.outcome }),
    (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
  );
  const { files = [], error } = await Promise.race([began, over.then((end): Answer => end)]);
  if (signal.aborted) throw abortError(signal);
  if (error !== undefined) throw new ToolError(`The tests could not be tried in the sandbox: ${error}`);
  let count = 0;
  const ask = async (request: object): Promise<Answer> => {
    count += 1;
    const id = count;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    input.write(`${JSON.stringify({ id, ...request })}\n`);
    const answer = await Promise.race([answered, over.then((end): Answer => end)]);
    if (signal.aborted) throw abortError(signal);
    if (answer.id === undefined) throw new ToolError(`The sandbox of the trials ended: ${answer.error}`);
    return answer;
  };
  return {
    files,
    width,
    chooses: ['python', 'go'].includes(plan.kind),
    stays: ['node', 'jest', 'mocha', 'vitest'].includes(plan.kind),
    ...(plan.kind === 'go'
      ? {
          screen: async (trial: Parameters<NonNullable<Trials['screen']>>[0]) =>
            (await ask(trial)).screened ?? trial.variants.map(() => null),
        }
      : {}),
    async run({ edits, files: only, timeoutMs, cover = false, names, fresh = false }) {
      const answer = await ask({ edits, files: only, timeoutMs, cover, fresh, names });
      const lines = answer.lines ?? [];
      return {
        results: answer.results ?? [],
        ms: answer.ms ?? 0,
        lines: lines.filter((line): line is [string, string, number] => line.length === 3),
        hits: lines.filter((line): line is [string, number] => line.length === 2),
        profile: answer.profile ?? '',
      };
    },
    async close() {
      input.end();
      await over;
    },
  };
}

async function planOf({ workspace }: ToolContext): Promise<RunnerPlan> {
  const { ecosystem, test } = readProjectFacts(workspace.root);
  const plain = { flags: [], args: [], patterns: [], env: {}, argv: test ?? [] };
  if (test === null)
    throw new ToolError(
      'The project declares no test command (package.json scripts.test, tests/test_*.py or the like).',
    );
  if (ecosystem === 'python') return { kind: 'python', ...plain };
  if (ecosystem === 'go') return { kind: 'go', ...plain };
  if (ecosystem !== 'node') return { kind: 'command', ...plain };
  const { scripts = {}, devDependencies = {}, dependencies = {} } = await manifestOf(workspace);
  const name = test.at(-1) ?? '';
  const script =
    test.includes('run') && Object.hasOwn(scripts, name)
      ? scripts[name]
      : test.filter((word) => word !== 'npx' && word !== '--no-install').join(' ');
  return planScript(script ?? '', test, scripts, (one) => one in devDependencies || one in dependencies);
}

interface Manifest {
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

async function manifestOf(workspace: ToolContext['workspace']): Promise<Manifest> {
  try {
    return JSON.parse((await workspace.read('package.json')).toString('utf8')) as Manifest;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ToolError) return {};
    throw error;
  }
}

/** The sources of the project that a change could mend. */
export async function readSources({ workspace, signal }: ToolContext): Promise<SourceText[]> {
  const listed = await workspace.files({ tree: await workspace.treeHash(signal), signal });
  const paths = (listed ?? []).flatMap(({ path, blob }) =>
    blob !== null &&
    isReadable(path) &&
    !/(^|\/)(?:node_modules|dist|build|coverage|vendor|\.venv|venv|third_party)\//.test(path)
      ? [path]
      : [],
  );
  const found: SourceText[] = [];
  let bytes = 0;
  for (const path of paths.slice(0, mostFiles)) {
    const text = (await workspace.read(path)).toString('utf8');
    bytes += text.length;
    if (bytes > mostBytes) break;
    found.push({ path, text });
  }
  return found;
}
