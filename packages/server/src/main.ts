import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './cli/program.ts';
import { createHost } from './main/host.ts';
import { dataFolder } from './shared/data.ts';

/**
 * The composition root: the only place, with main/, that constructs implementations. Runs one command and resolves with its
 * exit code.
 */
export async function runCli(args: string[]): Promise<number> {
  const { version } = JSON.parse(readFileSync(join(dataFolder('roles'), '../package.json'), 'utf8')) as {
    version: string;
  };
  return runProgram(createHost(version), args);
}
