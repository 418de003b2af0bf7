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

/** mcp list, trust and distrust: the tool servers that agents may use. `mcp` alone is the other way round. */
export function addToolServerCommands(mcp: Command, host: Host, run: Run): void {
  // Not its input: to touch that at each start loads what reads it.
  const { stdout, stderr } = host.terminal;
  const out = (text: string) => stdout.write(`${text}\n`);
  const colors = colorsFor(stdout, host.terminal.noColor);
  const around = ({ repo }: Flags) => (repo === undefined ? repositoryAround(process.cwd()) : absolute(repo));
  const confirmed = async (question: string, flags: Flags): Promise<boolean> => {
    if (flags.yes) return true;
    if (host.terminal.stdin.isTTY !== true || stderr.isTTY !== true) {
      throw new CodewrightError('USAGE', 'A tool server is approved by a person.', {
        hint: 'Run it on a terminal, or add --yes after you have read .mcp.json.',
      });
    }
    return (await ask(question, ['yes', 'no'], {})) === 'yes';
  };

  mcp
    .command('list')
    .description('the tool servers of .mcp.json and of your settings, and which are approved')
    .option('-r, --repo <dir>', 'repository; the one around the current folder')
    .action((flags: Flags) =>
      run(async () => {
        const rows = await (await host.toolServers()).list(around(flags));
        if (rows.length === 0)
          out('No tool server is defined: neither .mcp.json (as committed) nor mcp.servers names one.');
        const table = rows.map(({ name, from, state, tools, runs, problem }) => [
          name,
          state,
          from,
          problem ?? `${tools.length} tools`,
          printable(runs),
        ]);
        for (const line of columns(table)) out(line);
        return 'done';
      }),
    );

  mcp
    .command('trust <server>')
    .description('starts a tool server in the sandbox, shows what it offers, and approves it for this repository')
    .option('-r, --repo <dir>', 'repository; the one around the current folder')
    .option('-y, --yes', 'without asking')
    .action((name: string, flags: Flags) =>
      run(async () => {
        const approved = await (await host.toolServers()).trust(around(flags), name, {
          async start({ runs, variables, hosts }) {
            out(`${colors.bold(printable(name))} runs: ${printable(runs)}`);
            out(`It gets the variables: ${variables.join(', ') || 'none'}`);
            out(`It may reach: ${hosts.join(', ') || 'nothing'}`);
            return confirmed('Start it to see what it offers?', flags);
          },
          async tools(tools) {
            for (const tool of tools) {
              const [about = ''] = tool.description.split('\n', 1);
              out(`  ${tool.isNew ? colors.yellow('new ') : '    '}${printable(tool.name)}: ${printable(about)}`);
            }
            return confirmed(`Let agents call these ${tools.length} tools?`, flags);
          },
        });
        out(
          approved
            ? 'Approved. If its definition or a tool changes, it is off until you approve it again.'
            : 'Not approved.',
        );
        return approved ? 'done' : 'failed';
      }),
    );

  mcp
    .command('distrust <server>')
    .description('takes an approval back')
    .option('-r, --repo <dir>', 'repository; the one around the current folder')
    .action((name: string, flags: Flags) =>
      run(async () => {
        const gone = await (await host.toolServers()).distrust(around(flags), name);
        out(gone ? 'No agent is offered it any more.' : 'It was not approved.');
        return 'done';
      }),
    );
}
