import type { GateResult } from '@codewright/protocol/evidence';
import type { ChangeLimits } from '@codewright/protocol/job';
import type { JsonValue } from '@codewright/protocol/json';
import { openBench } from '../sandbox/workspace/testing.ts';
import { memoryLedger } from '../shared/testing-ledger.ts';
import type { MemoryLedger } from '../shared/testing-ledger.ts';
import type { InstallAccess } from '../tools/contract.ts';
import type { GateReport } from './contract.ts';
import { runGates } from './run.ts';

export const wideLimits: ChangeLimits = {
  files: 100,
  lines: 10_000,
  soft: false,
  forbiddenPaths: ['.env*', '*secrets*'],
  mustPassTests: true,
  mustPassLint: true,
};

export interface CheckOptions {
  required?: string[];
  /** What the repository holds before; a new project when absent. */
  before?: Record<string, string>;
  remove?: string[];
  limits?: Partial<ChangeLimits>;
  install?: InstallAccess;
  analysis?: JsonValue;
  ledger?: MemoryLedger;
  signal?: AbortSignal;
}

/** No network: what has to be fetched cannot be, and npm says so at once. */
const noInstall: InstallAccess = { network: { mode: 'none' }, env: { npm_config_fetch_retries: '0' }, mounts: [] };

/** Commits `files` in the real sandbox and runs gates on the result. */
export async function check(
  names: string[],
  files: Record<string, string>,
  options: CheckOptions = {},
): Promise<GateReport> {
  const bench = openBench();
  try {
    const { manager, signal } = bench;
    const repository = options.before ? bench.repository('users', options.before) : undefined;
    const workspace = await manager.open(
      { job: 'job-1', branch: 'result', ...(repository ? { repository } : { output: `${bench.folder}/output` }) },
      signal,
    );
    for (const [path, content] of Object.entries(files)) {
      await workspace.write(path, content, { executable: content.startsWith('#!') });
    }
    if (options.remove) await workspace.exec({ argv: ['rm', '-r', '--', ...options.remove], signal });
    const { commit } = await workspace.commit('Work', signal);
    const ledger = options.ledger ?? memoryLedger();
    return await runGates({
      required: options.required ?? [],
      names,
      key: 'validate',
      workspace,
      commit,
      install: async () => options.install ?? noInstall,
      limits: { ...wideLimits, ...options.limits },
      analysis: options.analysis ?? null,
      journal: ledger.journal,
      emit: ledger.emit,
      signal: options.signal ?? signal,
    });
  } finally {
    await bench[Symbol.asyncDispose]();
  }
}

/** The result of one gate over a new project of these files. */
export async function checkOne(
  name: string,
  files: Record<string, string>,
  options: CheckOptions = {},
): Promise<GateResult> {
  const { results } = await check([name], files, options);
  const [result] = results;
  if (!result) throw new Error(`gate ${name} gave no result`);
  return result;
}

export const manifest = (more: Record<string, unknown> = {}): string =>
  JSON.stringify({ name: 'sample', version: '1.0.0', private: true, type: 'module', ...more });
