import { existsSync, statSync } from 'node:fs';
import type { ExitReason } from '@codewright/protocol/errors';
import type { Command } from 'commander';
import type { Host } from '../contract.ts';
import { jobFlags } from './start-jobs.ts';
import { absolute, type JobFlags, repositoryAround, requestOf, submitAndFollow } from './submit.ts';

type Run = (work: () => Promise<ExitReason>) => Promise<void>;

/** fix: failing tests, with or without words about what is wrong. */
export function addFixCommand(program: Command, host: Host, run: Run): void {
  jobFlags(program.command('fix [repo] [words...]'))
    .description('mends failing tests: fix [REPO] ["what is wrong"]; needs no language model')
    .option('-b, --base <ref>', 'start from this revision')
    .action((first: string | undefined, more: string[], flags: JobFlags & { base?: string }) =>
      run(() => {
        const isFolder = first !== undefined && existsSync(first) && statSync(first).isDirectory();
        const words = [...(isFolder || first === undefined ? [] : [first]), ...more].join(' ').trim();
        const repository = isFolder ? absolute(first) : (repositoryAround(process.cwd()) ?? process.cwd());
        return submitAndFollow(
          host,
          {
            ...requestOf(words === '' ? 'Fix the failing tests' : `Fix the failing tests: ${words}`, flags),
            mode: 'mechanic',
            workflow: flags.workflow ?? 'fix',
            repository,
            ...(flags.base ? { base: flags.base } : {}),
          },
          flags,
        );
      }),
    );
}
