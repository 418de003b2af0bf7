import { z } from 'zod';
import type { Tool } from '../contract.ts';
import { endOf, runIn, shellQuote, short, succeeded, told } from '../running.ts';

const input = z.lazy(() =>
  z.object({
    command: z.union([z.string().min(1), z.array(z.string()).min(1)]),
    cwd: z.string().optional(),
    seconds: z.int().min(1).max(3600).optional(),
    network: z.enum(['none', 'install']).optional(),
  }),
);
type Input = z.infer<typeof input>;

export const runCommand: Tool<Input> = {
  name: 'run_command',
  input,
  risk: 'reversible',
  effect: 'execute',
  // No hosts: the network of an install is held to the allow-list that the user set, not to this call.
  touches: ({ command }) => ({ command: typeof command === 'string' ? ['sh', '-c', command] : command }),
  says: ({ command, network }, output) => {
    const words = typeof command === 'string' ? command : command.map(shellQuote).join(' ');
    return `run ${short(words)}${network === 'install' ? ' (with the registry)' : ''}${output ? ` → ${endOf(output)}` : ''}`;
  },
  async run({ command, cwd, seconds, network = 'none' }, context) {
    const result = await runIn(context, {
      argv: typeof command === 'string' ? ['/bin/sh', '-c', command] : command,
      network,
      ...(cwd === undefined ? {} : { cwd }),
      ...(seconds === undefined ? {} : { timeMs: seconds * 1000 }),
    });
    const { outcome, exitCode, outputHash, sandbox, deniedHosts } = result;
    return {
      text: told(result, context.workspace.root),
      data: { outcome, exitCode, outputHash, sandbox, deniedHosts },
      failed: !succeeded(result),
    };
  },
};
