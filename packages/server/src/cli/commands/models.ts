import type { ExitReason } from '@codewright/protocol/errors';
import type { Command } from 'commander';
import { CodewrightError } from '../../shared/errors.ts';
import type { Host, ModelsHost, ProviderRow } from '../contract.ts';
import { colorsFor, columns, printable } from '../view/format.ts';

type Run = (work: () => Promise<ExitReason>) => Promise<void>;

/** `codewright models …`: which there are, what is set up, what one can do. */
export function addModelsCommands(program: Command, host: Host, run: Run): void {
  const { stdout } = host.terminal;
  const colors = colorsFor(stdout, host.terminal.noColor);
  const out = (text: string) => stdout.write(`${text}\n`);

  const list = (flags: ListFlags) =>
    run(async () => {
      const listed = await host.models.list();
      if (flags.json) out(JSON.stringify(listed));
      else for (const line of listLines(listed, flags.all === true)) out(printable(line));
      return 'done';
    });

  const models = program
    .command('models')
    .description('the models there are: keys, addresses, prices')
    .option('--json', 'as JSON')
    .option('--all', 'also the models of providers that are not set up')
    .action((flags: ListFlags) => list(flags));

  models
    .command('list')
    .description('the same')
    .option('--json', 'as JSON')
    .option('--all', 'also the models of providers that are not set up')
    .action((_flags: unknown, command: Command) => list(command.optsWithGlobals()));

  models
    .command('show <provider>')
    .description('a provider: what is missing, its keys, its models and their prices')
    .option('--json', 'as JSON')
    .action((name: string, _flags: unknown, command: Command) =>
      run(async () => {
        const listed = await host.models.list();
        const provider = listed.providers.find(
          (one) => one.name === name || one.models.some((model) => model.name === name),
        );
        if (provider === undefined)
          throw new CodewrightError('NOT_FOUND', `There is no provider or model ${JSON.stringify(name)}.`, {
            hint: `Providers: ${listed.providers.map((one) => one.name).join(', ')}.`,
          });
        if (command.optsWithGlobals()['json'] === true) out(JSON.stringify(provider));
        else for (const line of showLines(provider)) out(printable(line));
        return 'done';
      }),
    );

  models
    .command('test <model>')
    .description('makes three tiny calls and says what works; it may cost a fraction of a cent')
    .action((name: string, _flags: unknown, command: Command) =>
      run(async () => {
        const result = await host.models.test(name);
        if (command.optsWithGlobals()['json'] === true) out(JSON.stringify(result));
        else {
          for (const { check, ok, detail } of result.checks)
            out(`${ok ? colors.green('✓') : colors.yellow('–')} ${check.padEnd(17)}  ${printable(detail)}`);
          out(`${result.model}: ${result.cents === 0 ? 'free' : `about ${result.cents.toFixed(3)} cents`}`);
        }
        // Who cannot call tools cannot work here; all else is told and no failure.
        return result.checks.some(({ check, ok }) => !ok && (check === 'answer' || check === 'tools'))
          ? 'failed'
          : 'done';
      }),
    );
}

interface ListFlags {
  json?: boolean;
  all?: boolean;
}

function priceLines(models: ProviderRow['models']): string[] {
  const prices = models.map(({ name, contextTokens, images, pricePerMillion: { input, cachedInput, output } }) => [
    name,
    contextTokens >= 1e8 ? '–' : `${Math.round(contextTokens / 1000)}k`,
    `${input}`,
    `${cachedInput}`,
    `${output}`,
    images ? 'yes' : '',
  ]);
  return columns([['MODEL', 'CONTEXT', '$/M IN', 'CACHED', 'OUT', 'IMAGES'], ...prices]);
}

function showLines(provider: ProviderRow): string[] {
  const { name, about, problem, models } = provider;
  return [`${name}: ${about}`, stateOf(provider), ...(problem === null ? [] : [problem]), '', ...priceLines(models)];
}

function listLines(listed: Awaited<ReturnType<ModelsHost['list']>>, all: boolean): string[] {
  const { providers, pricesAsOf, roles, fallbacks } = listed;
  const rows = providers.map((row) => [row.ready ? '✓' : '–', row.name, stateOf(row), row.about]);
  const shown = providers.filter(({ ready }) => ready || all).flatMap((row) => row.models);
  return [
    ...columns([['', 'PROVIDER', 'STATE', 'ABOUT'], ...rows]),
    '',
    ...priceLines(shown),
    '',
    `Prices as of ${pricesAsOf}; any other model of a provider works too and is counted as dear until model.prices names it.`,
    `Default: ${listed.default}${
      Object.keys(roles).length > 0
        ? `; ${Object.entries(roles)
            .map(([role, name]) => `${role}: ${name}`)
            .join(', ')}`
        : ''
    }${fallbacks.length > 0 ? `; then ${fallbacks.join(', ')}` : ''}`,
    'Try one: codewright models test provider/model',
  ];
}

function stateOf({ key, keys, ready, address, problem }: ProviderRow): string {
  if (!ready) return keys.length > 0 && problem?.includes('key') ? `no key: ${keys.join(' or ')}` : 'no address';
  const at = address === null ? '' : ` at ${address}`;
  if (key === null) return `needs no key${at}`;
  return `${key.name} ${key.from === 'store' ? 'stored' : 'from the environment'}${at}`;
}
