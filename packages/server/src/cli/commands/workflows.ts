import type { ExitReason } from '@codewright/protocol/errors';
import type { Command } from 'commander';
import { CodewrightError } from '../../shared/errors.ts';
import type { Host } from '../contract.ts';
import { ask } from '../prompt.ts';
import { colorsFor, columns, printable } from '../view/format.ts';
import { absolute, repositoryAround } from './submit.ts';

type Run = (work: () => Promise<ExitReason>) => Promise<void>;

interface Flags {
  repo?: string;
  yes?: boolean;
}

/** workflows list, show, check, trust and distrust. `workflows` alone lists. */
export function addWorkflowCommands(program: Command, host: Host, run: Run): void {
  // Not its input: to touch that at each start loads what reads it.
  const { stdout, stderr } = host.terminal;
  const out = (text: string) => stdout.write(`${text}\n`);
  const colors = colorsFor(stdout, host.terminal.noColor);
  const around = ({ repo }: Flags) => (repo === undefined ? repositoryAround(process.cwd()) : absolute(repo));
  const repo = ['-r, --repo <dir>', 'repository; the one around the current folder'] as const;
  const list = (flags: Flags) =>
    run(async () => {
      const rows = (await host.workflows()).list(around(flags));
      const states = { codewright: '', approved: 'yours', new: 'yours, not approved', changed: 'yours, changed' };
      for (const line of columns(rows.map(({ name, about, from }) => [name, states[from], printable(about)])))
        out(line);
      return 'done';
    });

  const workflows = program
    .command('workflows')
    .description('what there is to work by, and the project’s own')
    .action(list);
  workflows
    .command('list')
    .description('those that come with Codewright and those of the project')
    .option(...repo)
    .action(list);
  workflows
    .command('show <name>')
    .description('one, drawn as a tree')
    .option(...repo)
    .action((name: string, flags: Flags) =>
      run(async () => {
        for (const line of (await host.workflows()).show(around(flags), name)) out(printable(line));
        return 'done';
      }),
    );
  workflows
    .command('check <file...>')
    .description('says what is wrong with workflow files, each fault with its place')
    .action((files: string[]) =>
      run(async () => {
        const own = await host.workflows();
        let failed = false;
        for (const file of files) {
          try {
            for (const tree of own.check(absolute(file))) for (const line of tree) out(printable(line));
          } catch (error) {
            if (!(error instanceof CodewrightError) || error.code !== 'WORKFLOW_INVALID') throw error;
            failed = true;
            for (const line of error.message.split('\n')) stderr.write(`${printable(line)}\n`);
          }
        }
        return failed ? 'usage' : 'done';
      }),
    );
  workflows
    .command('trust <name>')
    .description('approves a workflow of the project as its file is now, with those that it calls')
    .option(...repo)
    .option('-y, --yes', 'without asking')
    .action((name: string, flags: Flags) =>
      run(async () => {
        const approved = await (await host.workflows()).trust(around(flags), name, async ({ files, tree }) => {
          for (const line of tree) out(printable(line));
          for (const file of files) out(colors.bold(printable(file)));
          if (flags.yes) return true;
          if (host.terminal.stdin.isTTY !== true || stderr.isTTY !== true) {
            throw new CodewrightError('USAGE', 'A workflow is approved by a person.', {
              hint: 'Run it on a terminal, or add --yes after you have read the file.',
            });
          }
          return (await ask('Let jobs run by it?', ['yes', 'no'], {})) === 'yes';
        });
        const said = { yes: 'Approved', 'was already': 'Approved already', no: 'Not approved' }[approved];
        out(approved === 'no' ? `${said}.` : `${said}: codewright run "…" --workflow ${printable(name)}`);
        return approved === 'no' ? 'failed' : 'done';
      }),
    );
  workflows
    .command('distrust <name>')
    .description('takes an approval back')
    .option(...repo)
    .action((name: string, flags: Flags) =>
      run(async () => {
        const gone = (await host.workflows()).distrust(around(flags), name);
        out(gone ? 'No job runs by it any more.' : 'It was not approved.');
        return 'done';
      }),
    );
}
