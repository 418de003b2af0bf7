import { LostSandbox } from '../shared/lost.ts';
import { withoutEvents } from '../shared/go-test-events.ts';
import type { GateContext } from './contract.ts';
import { succeeded } from './evidence.ts';
import { type CommandRun, runCommand } from './run-command.ts';

/**
 * The tests as they were before the change, where it can be taken back and put in again; null where it cannot. The clone is left as it
 * was found.
 */
export async function runBefore(context: GateContext, command: string[]): Promise<CommandRun | null> {
  const { changes, diff } = context;
  // Of a new project there was nothing before.
  if (changes.every(({ status }) => status === 'added')) return null;
  const turn = (...back: string[]) =>
    runCommand(context, ['git', 'apply', '--whitespace=nowarn', ...back], { stdin: diff });
  if (diff.trim() === '' || !succeeded((await turn('--reverse')).result)) return null;
  const [ran] = await Promise.allSettled([runCommand(context, command, { limits: { timeMs: 300_000 } })]);
  // What the gates after this one judge must be the commit: where the change does not go in again, they begin on another clone.
  const { result } = await turn();
  if (!succeeded(result)) throw new LostSandbox(result);
  if (ran.status === 'rejected') throw ran.reason;
  return { ...ran.value, output: withoutEvents(ran.value.output) };
}
