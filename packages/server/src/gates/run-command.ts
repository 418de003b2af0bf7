import type { Evidence } from '@codewright/protocol/evidence';
import type { ExecResult, Limits, Mount, Network } from '../sandbox/contract.ts';
import { throwIfAborted } from '../shared/abort.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { GateContext } from './contract.ts';
import { evidenceOf, outputOf } from './evidence.ts';

export interface CommandRun {
  result: ExecResult;
  evidence: Evidence;
  /** Both streams, plain. */
  output: string;
}

export interface CommandOptions {
  network?: Network;
  env?: Record<string, string>;
  mounts?: Mount[];
  stdin?: string;
  limits?: Partial<Limits>;
  /** `read` where the command has no business writing. */
  tree?: Mount['access'];
}

/** Without a network npm would try for half a minute before it says so. */
const offline = { npm_config_offline: 'true', npm_config_update_notifier: 'false' };

/** Runs one command on the clean clone, without a network unless one is given. @throws CodewrightError CANCELLED */
export async function runCommand(
  context: Pick<GateContext, 'clone' | 'signal'>,
  argv: string[],
  options: CommandOptions = {},
): Promise<CommandRun> {
  const { clone, signal } = context;
  const at = new Date();
  const { network = { mode: 'none' }, env = {}, ...rest } = options;
  const result = await clone.exec({
    argv,
    network,
    env: { CI: '1', NO_COLOR: '1', ...(network.mode === 'none' ? offline : {}), ...env },
    signal,
    ...rest,
  });
  throwIfAborted(signal);
  if (result.outcome === 'cancelled') throw new CodewrightError('CANCELLED', 'The gate was cancelled.');
  return {
    result,
    evidence: evidenceOf(result, argv, clone.tree, clone.root, at),
    output: outputOf(result, clone.root),
  };
}
