import { writeFileSync } from 'node:fs';
import type { ExitReason } from '@codewright/protocol/errors';
import { type JsonValue, textOf } from '@codewright/protocol/json';
import type { MemoryChangeInput, MemoryClient, MemoryRecord, MemoryScope } from '@codewright/protocol/memory';
import type { Command } from 'commander';
import { CodewrightError } from '../../shared/errors.ts';
import { readTextFile } from '../../shared/text-file.ts';
import type { Host } from '../contract.ts';
import { columns, fit, printable } from '../view/format.ts';
import { readInput } from './read-input.ts';
import { absolute, repositoryAround } from './submit.ts';

type Run = (work: () => Promise<ExitReason>) => Promise<void>;

interface Where {
  scope?: MemoryScope;
  place?: string;
  repo?: string;
}

const scopes: readonly MemoryScope[] = ['global', 'project', 'task', 'agent', 'interaction'];
const mostListed = 200;
const importedAtOnce = 1000;

/** `codewright memory …`: what is kept for everybody, a project, a job, a role or a conversation. */
export function addMemoryCommands(program: Command, host: Host, run: Run): void {
  const { stdout, stderr } = host.terminal;
  const out = (text: string) => stdout.write(`${text}\n`);
  const memory = program.command('memory').description('what is remembered: by people and agents, for later jobs');
  const where = (command: Command) =>
    command
      .option('--scope <scope>', `${scopes.join(', ')}; the project around the current folder, else global`)
      .option('--place <place>', 'the role, or the id of the job or conversation')
      .option('-r, --repo <dir>', 'the project’s folder');

  where(memory.command('list [words...]'))
    .description('newest change first; with words those that hold them')
    .option('-n, --limit <n>', 'how many', '50')
    .option('--json', 'one JSON line per record')
    .action((words: string[], flags: Where & { limit: string; json?: boolean }) =>
      run(async () => {
        const { scope, place } = flags.scope || flags.place || flags.repo ? placeOf(flags) : {};
        const limit = countOf(flags.limit);
        const q = words.join(' ');
        const found = await (await host.memory()).memory({
          limit,
          ...(scope === undefined ? {} : { scope }),
          ...(place === undefined || (place === '' && scope !== 'global') ? {} : { place }),
          ...(q === '' ? {} : { q }),
        });
        if (flags.json) for (const record of found.records) out(JSON.stringify(record));
        else if (found.records.length === 0)
          stderr.write('Nothing is remembered here. Begin: codewright memory set "test command" "npm test"\n');
        else {
          const rows = found.records.map((record) => [
            printable(record.key),
            printable(nameOf(record)),
            `v${record.version}`,
            record.updatedAt.slice(0, 10),
            fit(textOf(record.value, 'null'), 60),
          ]);
          for (const line of columns([['KEY', 'FOR', '', 'CHANGED', 'VALUE'], ...rows])) out(line);
          if (found.next !== null) stderr.write('There is more: narrow it, or see --limit and --json.\n');
        }
        return 'done';
      }),
    );

  where(memory.command('show <key>'))
    .description('one record, by key or id, with its history')
    .option('--json', 'as JSON')
    .action((key: string, flags: Where & { json?: boolean }) =>
      run(async () => {
        const client = await host.memory();
        const record = await find(client, key, flags);
        const history = await client.recordHistory(record.id);
        if (flags.json) {
          out(JSON.stringify({ ...record, history }));
          return 'done';
        }
        const value = typeof record.value === 'string' ? record.value : JSON.stringify(record.value, null, 2);
        out(printable(value));
        const facts = [
          ['id', record.id],
          ['for', nameOf(record)],
          ['owner', record.owner === '' ? 'shared by all' : record.owner],
          ['until', record.expiresAt ?? 'forgotten'],
          ...history.map(({ version, at, by, job, entry }) => [
            `v${version}`,
            `${at} by ${by.id}${job === null ? '' : ` in job ${job}`} (entry ${entry})`,
          ]),
        ];
        stderr.write(`\n${columns(facts.map((row) => row.map((cell) => printable(cell)))).join('\n')}\n`);
        return 'done';
      }),
    );

  where(memory.command('set <key> [value]'))
    .description('remember a value (JSON where it is JSON, else the text); without one or with - from standard input')
    .option('--days <n>', 'forget it after so many days')
    .option('--if-version <n>', 'only in place of this version; 0: only where there is none')
    .option('--json', 'the record as JSON')
    .action((key: string, value: string | undefined, flags: Where & SetFlags) =>
      run(async () => {
        const { scope = 'global', place = '' } = placeOf(flags);
        const given = value === undefined || value === '-' ? await readInput(host, 'The value') : value;
        const change = { scope, place, key, value: valueOf(given), ...daysOf(flags.days) };
        const version = flags.ifVersion === undefined ? undefined : versionOf(flags.ifVersion);
        const record = await (await host.memory()).remember(change, version === 0 ? null : version);
        out(
          flags.json
            ? JSON.stringify(record)
            : `${printable(key)} is remembered for ${printable(nameOf(record))} (version ${record.version}).`,
        );
        return 'done';
      }),
    );

  where(memory.command('forget <key>'))
    .description('forget a record, by key or id, with its history')
    .option('--json', 'as JSON')
    .action((key: string, flags: Where & { json?: boolean }) =>
      run(async () => {
        const client = await host.memory();
        const record = await find(client, key, flags);
        await client.forgetRecord(record.id, record.version);
        out(
          flags.json
            ? JSON.stringify({ forgotten: record.id })
            : `${printable(record.key)} (${printable(nameOf(record))}) is forgotten.`,
        );
        return 'done';
      }),
    );

  where(memory.command('export [file]'))
    .description('one record a line, as JSON; to standard output without a file')
    .action((file: string | undefined, flags: Where) =>
      run(async () => {
        const query = flags.scope || flags.place || flags.repo ? placeOf(flags) : {};
        const text = await (await host.memory()).exportMemory(query);
        if (file === undefined) stdout.write(text);
        else writeFileSync(absolute(file), text, { mode: 0o600 });
        return 'done';
      }),
    );

  memory
    .command('import [file]')
    .description('remember what an export holds; from standard input without a file')
    .option('--json', 'as JSON')
    .action((file: string | undefined, flags: { json?: boolean }) =>
      run(async () => {
        const text = file === undefined || file === '-' ? await readInput(host, 'An export') : readText(file);
        const { readExport } = await import('@codewright/protocol/memory');
        const { records, wrong } = readExport(text);
        if (wrong !== null)
          throw new CodewrightError('INVALID_INPUT', wrong, {
            hint: 'Each line is one record, as an export writes it.',
          });
        const client = await host.memory();
        const sum = { written: 0, same: 0 };
        for (let at = 0; at < records.length; at += importedAtOnce) {
          const done = await client.importMemory(records.slice(at, at + importedAtOnce) as MemoryChangeInput[]);
          sum.written += done.written;
          sum.same += done.same;
        }
        out(flags.json ? JSON.stringify(sum) : `${sum.written} written, ${sum.same} were so already.`);
        return 'done';
      }),
    );
}

interface SetFlags {
  days?: string;
  ifVersion?: string;
  json?: boolean;
}

/** What the flags say; where they say nothing, the project around the current folder, else everybody. */
function placeOf({ scope, place, repo }: Where): { scope?: MemoryScope; place?: string } {
  if (scope !== undefined && !scopes.includes(scope))
    throw new CodewrightError('USAGE', `There is no scope "${String(scope)}".`, {
      hint: `There are: ${scopes.join(', ')}.`,
    });
  const folder = repo === undefined ? repositoryAround(process.cwd()) : absolute(repo);
  const chosen = scope ?? (folder === null && place === undefined ? 'global' : 'project');
  if (chosen === 'global') return { scope: chosen, place: '' };
  if (chosen === 'project')
    return { scope: chosen, place: place === undefined ? (folder ?? process.cwd()) : absolute(place) };
  return { scope: chosen, place: place ?? '' };
}

async function find(client: MemoryClient, key: string, flags: Where): Promise<MemoryRecord> {
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(key)) return client.record(key);
  const named = flags.scope !== undefined || flags.place !== undefined || flags.repo !== undefined;
  const here = placeOf(flags);
  const { records } = await client.memory({ key, limit: mostListed, ...(named ? here : {}) });
  const near = records.filter(({ scope, place }) => scope === here.scope && place === here.place);
  const [first, ...others] = near.length > 0 ? near : records;
  if (first === undefined)
    throw new CodewrightError('NOT_FOUND', `Nothing is remembered as ${JSON.stringify(key)}.`, {
      hint: 'codewright memory list shows what there is.',
    });
  if (others.length === 0) return first;
  throw new CodewrightError('USAGE', `${others.length + 1} records are called ${JSON.stringify(key)}.`, {
    hint: 'Say which with --scope and --place, or give its id: codewright memory list --json',
  });
}

function nameOf({ scope, place }: Pick<MemoryRecord, 'scope' | 'place'>): string {
  return scope === 'global' ? 'everybody' : `${scope} ${place}`;
}

function valueOf(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // Plain words are a value too.
    return text;
  }
}

const readText = (file: string): string => readTextFile(absolute(file), { pipes: true });

function daysOf(text: string | undefined): { days?: number } {
  if (text === undefined) return {};
  const days = Number(text);
  if (!(days > 0 && days <= 3650)) throw new CodewrightError('USAGE', '--days takes a number above 0, at most 3650.');
  return { days };
}

function versionOf(text: string): number {
  const version = Number(text);
  if (!Number.isSafeInteger(version) || version < 0)
    throw new CodewrightError('USAGE', '--if-version takes a whole number, or 0 for none.');
  return version;
}

export function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > mostListed)
    throw new CodewrightError('USAGE', `--limit takes a whole number from 1 to ${mostListed}.`);
  return count;
}
