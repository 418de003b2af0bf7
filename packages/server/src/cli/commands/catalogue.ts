import type { ExitReason } from '@codewright/protocol/errors';
import type { Command } from 'commander';
import { CodewrightError } from '../../shared/errors.ts';
import type { CatalogLine, Host } from '../contract.ts';
import { columns, printable } from '../view/format.ts';

type Run = (work: () => Promise<ExitReason>) => Promise<void>;

const parts = {
  roles: 'the roles of the team, with their tools and what they are told',
  tools: 'the tools that roles may hold, with what each takes',
  policies: 'the rules by which actions and jobs are allowed, asked about or refused',
} as const;

/** roles, tools and policies: each lists alone, and shows one. */
export function addCatalogueCommands(program: Command, host: Host, run: Run): void {
  const out = (text: string) => host.terminal.stdout.write(`${text}\n`);
  for (const [part, about] of Object.entries(parts) as [keyof typeof parts, string][]) {
    const list = (flags: { json?: boolean }) =>
      run(async () => {
        const lines = (await host.catalog())[part];
        if (flags.json) out(JSON.stringify(lines.map(({ name, about: what }) => ({ name, about: what }))));
        else for (const line of columns(lines.map((item) => [item.name, printable(item.about)]))) out(line);
        return 'done';
      });
    const command = program.command(part).description(about).option('--json', 'as JSON').action(list);
    command
      .command('list')
      .description('all of them')
      .option('--json', 'as JSON')
      .action((_flags: unknown, own: Command) => list(own.optsWithGlobals()));
    command
      .command('show <name>')
      .description('one, in full')
      .option('--json', 'as JSON')
      .action((name: string, _flags: unknown, own: Command) =>
        run(async () => {
          const line = named((await host.catalog())[part], name, part);
          out(own.optsWithGlobals()['json'] === true ? JSON.stringify(line) : printable(line.text.trimEnd()));
          return 'done';
        }),
      );
  }
}

function named(lines: readonly CatalogLine[], name: string, part: string): CatalogLine {
  const found = lines.find((line) => line.name === name);
  if (found) return found;
  throw new CodewrightError('NOT_FOUND', `There is nothing called ${JSON.stringify(name)} among the ${part}.`, {
    hint: `There are: ${lines.map((line) => line.name).join(', ')}.`,
  });
}
