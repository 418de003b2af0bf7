import { existsSync, statSync } from 'node:fs';
import type { ExitReason } from '@codewright/protocol/errors';
import type { Command } from 'commander';
import type { Host } from '../contract.ts';
import { jobFlags } from './start-jobs.ts';
import { absolute, type JobFlags, repositoryAround, requestOf, submitAndFollow } from './submit.ts';

type Run = (work: () => Promise<ExitReason>) => Promise<void>;

/** fix: failing tests, with or without words about what is wrong; or old packages. */
export function addFixCommand(program: Command, host: Host, run: Run): void {
  jobFlags(program.command('fix [repo] [words...]'))
    .description('mends failing tests: fix [REPO] ["what is wrong"]; needs no language model')
    .option('-b, --base <ref>', 'start from this revision')
    .option('--upgrade', 'instead raises packages as far as the tests allow: fix [REPO] --upgrade [PACKAGE…]')
    .action((first: string | undefined, more: string[], flags: JobFlags & { base?: string; upgrade?: boolean }) =>
      run(() => {
        const isFolder = first !== undefined && existsSync(first) && statSync(first).isDirectory();
        const words = [...(isFolder || first === undefined ? [] : [first]), ...more];
        const repository = isFolder ? absolute(first) : (repositoryAround(process.cwd()) ?? process.cwd());
        return submitAndFollow(
          host,
          {
            ...requestOf(flags.upgrade ? upgradeGoal(words) : fixGoal(words.join(' ').trim()), flags),
            mode: 'mechanic',
            workflow: flags.workflow ?? (flags.upgrade ? 'upgrade' : 'fix'),
            repository,
            ...(flags.base ? { base: flags.base } : {}),
          },
          flags,
        );
      }),
    );
}

const fixGoal = (words: string) => (words === '' ? 'Fix the failing tests' : `Fix the failing tests: ${words}`);

const upgradeGoal = (words: readonly string[]) => {
  const names = words.flatMap((word) => word.split(/[\s,]+/)).filter((word) => word !== '');
  return `Upgrade ${names.length === 0 ? 'the packages' : names.join(', ')} as far as the tests allow`;
};
