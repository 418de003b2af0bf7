import { exitCodes } from '@codewright/protocol/errors';
import { runProgram } from './cli/program.ts';
import { createHost } from './main/host/host.ts';
import { ownVersion } from './main/own-version.ts';

/**
 * The composition root: the only place, with main/, that constructs implementations. Runs one command and resolves with its
 * exit code.
 */
export async function runCli(args: string[]): Promise<number> {
  const host = createHost(ownVersion());
  process.on('uncaughtException', (error) => {
    // Node would print it as it is; through the terminal of the host it loses the secrets that are known.
    host.terminal.stderr.write(
      `codewright: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(exitCodes.failed);
  });
  return runProgram(host, args);
}
