import type { ExitReason } from '@codewright/protocol/errors';
import type { KnowledgeItem, KnowledgeKind, KnowledgeQuery } from '@codewright/protocol/memory';
import type { Command } from 'commander';
import { CodewrightError } from '../../shared/errors.ts';
import type { Host } from '../contract.ts';
import { columns, fit, printable } from '../view/format.ts';
import { countOf } from './memory.ts';
import { readInput } from './read-input.ts';

type Run = (work: () => Promise<ExitReason>) => Promise<void>;

interface ListFlags {
  kind?: KnowledgeKind;
  stale?: boolean;
  limit: string;
  json?: boolean;
}

const kinds: readonly KnowledgeKind[] = ['page', 'package', 'note', 'fix', 'curated'];

/** `codewright knowledge …`: what research found, what mending taught, notes, and what came with Codewright. */
export function addKnowledgeCommands(program: Command, host: Host, run: Run): void {
  const { stdout, stderr } = host.terminal;
  const out = (text: string) => stdout.write(`${text}\n`);
  const knowledge = program.command('knowledge').description('what research found, what mending taught, and notes');

  const list = (q: string, flags: ListFlags) =>
    run(async () => {
      const { kind } = flags;
      if (kind !== undefined && !kinds.includes(kind))
        throw new CodewrightError('USAGE', `There is no kind "${String(kind)}".`, {
          hint: `There are: ${kinds.join(', ')}.`,
        });
      const query: KnowledgeQuery = {
        limit: countOf(flags.limit),
        ...(q === '' ? {} : { q }),
        ...(kind === undefined ? {} : { kind }),
        ...(flags.stale ? { stale: 'true' } : {}),
      };
      const { items, next } = await (await host.memory()).knowledge(query);
      if (flags.json) for (const item of items) out(JSON.stringify(item));
      else if (items.length === 0) stderr.write('Nothing is known of it.\n');
      else {
        const rows = items.map((item) => [item.kind, dateOf(item), fit(item.title, 60), fit(item.source, 40), item.id]);
        for (const line of columns([['KIND', 'FOUND', 'TITLE', 'SOURCE', 'ID'], ...rows])) out(line);
        if (next !== null) stderr.write('There is more: narrow it, or see --limit.\n');
      }
      return 'done';
    });
  const listed = (command: Command) =>
    command
      .option('--kind <kind>', kinds.join(', '))
      .option('--stale', 'only what may hold no longer')
      .option('-n, --limit <n>', 'how many', '50')
      .option('--json', 'one JSON line per item');

  listed(knowledge.command('list'))
    .description('newest first; then learned fixes, then what came with Codewright')
    .action((flags: ListFlags) => list('', flags));
  listed(knowledge.command('search <words...>'))
    .description('what holds all the words')
    .action((words: string[], flags: ListFlags) => list(words.join(' '), flags));

  knowledge
    .command('show <id>')
    .description('one item with its text, source and date')
    .option('--json', 'as JSON')
    .action((id: string, flags: { json?: boolean }) =>
      run(async () => {
        const item = await (await host.memory()).knowledgeItem(id);
        if (flags.json) {
          out(JSON.stringify(item));
          return 'done';
        }
        out(printable(item.title));
        out('');
        out(printable(item.text));
        const facts = [
          ['kind', item.kind],
          ['source', item.source],
          ['found', item.foundAt ?? 'unknown'],
          ['confidence', `${Math.round(item.confidence * 100)} %`],
          ...(item.stale === null ? [] : [['stale', item.stale]]),
          ...(item.job === null ? [] : [['job', item.job]]),
          ...(item.entry === null ? [] : [['entry', item.entry]]),
        ];
        stderr.write(`\n${columns(facts.map((row) => row.map((cell) => printable(cell)))).join('\n')}\n`);
        return 'done';
      }),
    );

  knowledge
    .command('add <title> [text]')
    .description('a note of your own; without a text, or with -, from standard input')
    .option('--source <source>', 'where it comes from: an address, a book, a person')
    .option('--confidence <n>', 'from 0 to 1; 0.9 when absent')
    .option('--json', 'as JSON')
    .action(
      (title: string, text: string | undefined, flags: { source?: string; confidence?: string; json?: boolean }) =>
        run(async () => {
          const given = text === undefined || text === '-' ? await readInput(host, 'The text') : text;
          const { newKnowledge } = await import('@codewright/protocol/memory');
          const parsed = newKnowledge.safeParse({
            title,
            text: given,
            ...(flags.source === undefined ? {} : { source: flags.source }),
            ...(flags.confidence === undefined ? {} : { confidence: Number(flags.confidence) }),
          });
          if (!parsed.success) {
            const [issue] = parsed.error.issues;
            throw new CodewrightError('USAGE', `${issue?.path.join('.') ?? 'note'}: ${issue?.message ?? 'invalid'}`);
          }
          const item = await (await host.memory()).addKnowledge(parsed.data);
          out(flags.json ? JSON.stringify(item) : `${printable(item.title)} is noted: ${item.id}`);
          return 'done';
        }),
    );

  knowledge
    .command('stale <id> <why>')
    .description('mark an item as holding no longer')
    .action((id: string, why: string) =>
      run(async () => {
        const item = await (await host.memory()).changeKnowledge(id, { stale: why });
        out(`${printable(item.title)} is marked: ${printable(why)}`);
        return 'done';
      }),
    );

  knowledge
    .command('forget <id>')
    .description('forget an item; of a learned fix, that it was ever tried')
    .option('--json', 'as JSON')
    .action((id: string, flags: { json?: boolean }) =>
      run(async () => {
        const client = await host.memory();
        const item = await client.knowledgeItem(id);
        await client.forgetKnowledge(id);
        out(flags.json ? JSON.stringify({ forgotten: id }) : `${printable(item.title)} is forgotten.`);
        return 'done';
      }),
    );
}

function dateOf({ foundAt, stale }: KnowledgeItem): string {
  return `${foundAt?.slice(0, 10) ?? '–'}${stale === null ? '' : ' (stale)'}`;
}
