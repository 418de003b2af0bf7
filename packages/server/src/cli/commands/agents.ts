import type { ExitReason } from '@codewright/protocol/errors';
import type { Command } from 'commander';
import type { AgentRow, Host } from '../contract.ts';
import { colorsFor, columns, printable } from '../view/format.ts';

type Run = (work: () => Promise<ExitReason>) => Promise<void>;

/** `codewright agents [name]`: the agent CLIs that can do the work, and what is missing of the others. */
export function addAgentsCommand(program: Command, host: Host, run: Run): void {
  const { stdout } = host.terminal;
  const colors = colorsFor(stdout, host.terminal.noColor);
  const out = (text: string) => stdout.write(`${printable(text)}\n`);

  program
    .command('agents [name]')
    .description('agent CLIs that can do the work: installed, version, credential')
    .option('--json', 'as JSON')
    .action((name: string | undefined, flags: { json?: boolean }) =>
      run(async () => {
        const rows = await host.agents(name === undefined ? {} : { name });
        if (flags.json) stdout.write(`${JSON.stringify(rows)}\n`);
        else if (name === undefined) for (const line of listLines(rows)) out(line);
        else
          for (const row of rows) {
            stdout.write(`${row.ready ? colors.green('✓') : colors.yellow('–')} `);
            for (const line of detailLines(row)) out(line);
          }
        return name !== undefined && rows.some(({ ready }) => !ready) ? 'environment' : 'done';
      }),
    );
}

function listLines(rows: readonly AgentRow[]): string[] {
  const ready = rows.find((row) => row.ready);
  return [
    ...columns([
      ['', 'AGENT', 'VERSION', 'STATE', 'ABOUT'],
      ...rows.map((row) => [row.ready ? '✓' : '–', row.name, row.version ?? '', stateOf(row), row.about]),
    ]),
    '',
    ready
      ? `Have one do the work: codewright run "…" --agent ${ready.name}`
      : `What is missing: codewright agents ${rows[0]?.name ?? ''}`,
  ];
}

function stateOf(row: AgentRow): string {
  if (row.standIn !== null) return `${row.standIn} stands in for it`;
  return row.problem?.what ?? `${row.credential === null ? 'no key' : row.credential}${tested(row)}`;
}

function tested({ version, tested: known }: AgentRow): string {
  return known === null || version === known ? '' : ` (tested with ${known})`;
}

function detailLines(row: AgentRow): string[] {
  const { name, about, version, address, credential, problem, standIn } = row;
  return [
    `${name}: ${about}${version === null ? '' : ` ${version}`}${version === null ? '' : tested(row)}`,
    ...(standIn === null ? [] : [`  by the settings ${standIn} does its part`]),
    ...(address === null ? [] : [`  asks ${address}`]),
    ...(credential === null ? [] : [`  gets ${credential} and no other secret`]),
    ...(problem === null ? [] : [`  ${problem.what}. What to do: ${problem.hint}`]),
  ];
}
