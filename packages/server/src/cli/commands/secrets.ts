import type { ExitReason } from '@codewright/protocol/errors';
import type { Command } from 'commander';
import { CodewrightError } from '../../shared/errors.ts';
import type { Host } from '../contract.ts';
import { askHidden } from '../prompt.ts';
import { columns } from '../view/format.ts';

type Run = (work: () => Promise<ExitReason>) => Promise<void>;

/** `codewright secrets …`: keys that are kept encrypted. A value comes from standard input or a hidden prompt, never from the arguments. */
export function addSecretsCommands(program: Command, host: Host, run: Run): void {
  const { stdout, stderr } = host.terminal;
  const out = (text: string) => stdout.write(`${text}\n`);
  const secrets = program.command('secrets').description('keys of model providers, kept encrypted in the home folder');

  secrets
    .command('set <name>')
    .description('store a value: from standard input, or asked for without showing it')
    .allowExcessArguments()
    .action((name: string, _flags: unknown, command: Command) =>
      run(async () => {
        refuseValue(name, command);
        const done = await host.secrets.set(name, await readValue(host, name));
        out(done === 'set' ? `${name} is stored.` : `${name} is replaced.`);
        return 'done';
      }),
    );

  secrets
    .command('list')
    .description('names, since when, and what uses them; never a value')
    .option('--json', 'as JSON')
    .action((flags: { json?: boolean }) =>
      run(async () => {
        const found = await host.secrets.list();
        if (flags.json) {
          out(JSON.stringify(found));
          return 'done';
        }
        if (found.secrets.length === 0) out('No secret is stored. Store one: codewright secrets set OPENAI_API_KEY');
        else {
          const rows = found.secrets.map((row) => [row.name, day(row.setAt), day(row.replacedAt), row.usedBy]);
          for (const line of columns([['NAME', 'SET', 'REPLACED', 'USED BY'], ...rows])) out(line);
          out(`Encrypted under a ${found.protection ?? 'key file'}.`);
        }
        if (found.fromEnvironment.length > 0)
          out(`From the environment, not stored: ${found.fromEnvironment.join(', ')}`);
        return 'done';
      }),
    );

  secrets
    .command('remove <name>')
    .description('forget a value')
    .action((name: string) =>
      run(async () => {
        if (await host.secrets.remove(name)) out(`${name} is removed.`);
        else
          throw new CodewrightError('NOT_FOUND', `No secret of the name ${name} is stored.`, {
            hint: 'codewright secrets list',
          });
        return 'done';
      }),
    );

  secrets
    .command('rotate [name]')
    .description('encrypt everything under a new key; with a name: replace that value')
    .option('--key-file', 'from a passphrase to a key file')
    .allowExcessArguments()
    .action((name: string | undefined, flags: { keyFile?: boolean }, command: Command) =>
      run(async () => {
        if (name === undefined) {
          const count = await host.secrets.rotate({ keyFile: flags.keyFile === true });
          out(
            count === 0
              ? 'No secret is stored.'
              : `${count} ${count === 1 ? 'value is' : 'values are'} encrypted under a new key.`,
          );
          return 'done';
        }
        refuseValue(name, command);
        const { secrets: known } = await host.secrets.list();
        if (!known.some((row) => row.name === name)) {
          throw new CodewrightError('NOT_FOUND', `No secret of the name ${name} is stored.`, {
            hint: 'codewright secrets list',
          });
        }
        await host.secrets.set(name, await readValue(host, name));
        out(`${name} is replaced.`);
        return 'done';
      }),
    );

  secrets
    .command('import [names...]')
    .description('copy variables of the environment; without names: the keys of model providers')
    .action((names: string[]) =>
      run(async () => {
        const imported = await host.secrets.import(names);
        if (imported.length === 0) stderr.write('The environment holds no key of a model provider.\n');
        for (const name of imported) out(`${name} is stored.`);
        return 'done';
      }),
    );
}

const day = (time: string | null) => time?.slice(0, 16).replace('T', ' ') ?? '–';

/** What stands in the arguments is seen by every user of the machine, and stays in the shell's history. Nothing of it is repeated here. */
function refuseValue(name: string, command: Command): void {
  if (command.args.length < 2 && !name.includes('=')) return;
  throw new CodewrightError(
    'USAGE',
    'A secret is not given as an argument: other users and your shell’s history would see it.',
    {
      hint: 'Replace it at its provider if it was real, and give the new one on standard input: codewright secrets set NAME < FILE',
    },
  );
}

async function readValue({ terminal }: Host, name: string): Promise<string> {
  if (terminal.stdin.isTTY) return (await askHidden(`Value of ${name}`)).trim();
  let text = '';
  for await (const chunk of terminal.stdin.setEncoding('utf8')) text += chunk;
  return text.trim();
}
