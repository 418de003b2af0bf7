import type { Asker } from '@codewright/protocol/access';
import type { Actor } from '@codewright/protocol/event';
import type { Expected, KnowledgeItem, KnowledgeKind, KnowledgeQuery, MemoryClient } from '@codewright/protocol/memory';
import { z } from 'zod';
import { CodewrightError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import { wordsOf } from '../shared/words.ts';
import type { Fact } from '../storage/facts/contract.ts';
import type { CuratedItem, Finding, JobMemory } from './contract.ts';
import type { Fixes } from './fixes.ts';
import type { Change, RecordParts, Records, Writer } from './records.ts';
import { maySee, ownersFor, requireWrite } from './rights.ts';

type KnowledgeClient = Pick<
  MemoryClient,
  'knowledge' | 'knowledgeItem' | 'knowledgeHistory' | 'addKnowledge' | 'changeKnowledge' | 'forgetKnowledge'
>;

export interface KnowledgeParts extends RecordParts {
  records: Records;
  fixes: Fixes;
  curated: () => Promise<readonly CuratedItem[]>;
}

/** How a finding lies in the storage. */
const stored = z.object({
  title: z.string(),
  text: z.string(),
  source: z.string(),
  foundAt: z.string(),
  confidence: z.number(),
  stale: z.string().nullable(),
});
type Stored = z.infer<typeof stored>;

const dayMs = 86_400_000;
/** How long a finding is taken for the present state of things, and kept. */
const freshDays: Partial<Record<KnowledgeKind, number>> = { page: 90, package: 30, curated: 180 };
const keptDays = 365;
/** What was found again so soon is not written down again. */
const againDays = 1;
const inList = 500;
const mostText = 40_000;
const mostLooked = 2_000;

/** What research found, what people noted, what mending taught and what came with Codewright, as one list. */
export function createKnowledge(parts: KnowledgeParts, asker: Asker): KnowledgeClient {
  const { storage, clock, records, fixes } = parts;
  const by: Writer = { actor: { type: 'user', id: asker.user }, job: null };
  const now = () => clock.now();

  async function factOf(id: string): Promise<Fact> {
    const fact = await storage.fact(id, now().getTime());
    if (fact?.space === 'knowledge' && maySee(asker, fact)) return fact;
    throw new CodewrightError('NOT_FOUND', `There is no knowledge ${id}.`, {
      hint: 'See `codewright knowledge list`.',
    });
  }

  /** Of learned fixes and what came with Codewright there are few: they are looked through. */
  async function others(kind: 'fix' | 'curated'): Promise<KnowledgeItem[]> {
    if (kind === 'fix') return (await fixes.all()).map((fix) => fixItem(fix, asker));
    return (await parts.curated()).map((item) => curatedItem(item, now()));
  }
  async function other(id: string): Promise<KnowledgeItem | undefined> {
    for (const kind of ['fix', 'curated'] as const) {
      if (!id.startsWith(`${kind}-`)) continue;
      const found = (await others(kind)).find((item) => item.id === id);
      if (found) return found;
    }
    return undefined;
  }

  async function facts(query: KnowledgeQuery, before: string | undefined, limit: number): Promise<Part> {
    const items: KnowledgeItem[] = [];
    const owners = ownersFor(asker);
    let cursor = before;
    for (let looked = 0; looked < mostLooked; ) {
      const page = await storage.facts({
        space: 'knowledge',
        ...(owners ? { owners } : {}),
        ...(query.kind ? { scope: query.kind } : {}),
        ...(query.q ? { words: wordsOf(query.q) } : {}),
        ...(cursor === undefined ? {} : { before: cursor }),
        limit: limit + 1,
        now: now().getTime(),
      });
      for (const fact of page) {
        if (items.length === limit) return { items, next: cursor ?? '' };
        cursor = fact.sort;
        const item = factItem(fact, now());
        if (fits(item, query)) items.push(item);
      }
      if (page.length <= limit) return { items, next: null };
      looked += page.length;
    }
    return { items, next: cursor ?? '' };
  }

  return {
    async knowledge(query) {
      const { limit = 50, kind } = query;
      const start = readCursor(query.before ?? 'n:');
      const items: KnowledgeItem[] = [];
      for (const source of sources.slice(sources.indexOf(start.source))) {
        if (kind !== undefined && source !== (kind === 'fix' ? 'f' : kind === 'curated' ? 'c' : 'n')) continue;
        const at = source === start.source ? start.at : '';
        const left = limit - items.length;
        const page =
          source === 'n'
            ? await facts(query, at === '' ? undefined : at, left)
            : part(
                (await others(source === 'f' ? 'fix' : 'curated')).filter(
                  (one) => fits(one, query) && holds(one, query.q),
                ),
                Number(at) || 0,
                left,
              );
        items.push(...page.items.map(shortened));
        if (page.next !== null) return { items, next: `${source}:${page.next}` };
      }
      return { items, next: null };
    },
    knowledgeItem: async (id) => (await other(id)) ?? factItem(await factOf(id), now()),
    async knowledgeHistory(id) {
      if ((await other(id)) !== undefined) return [];
      return records.versions((await factOf(id)).id);
    },
    async addKnowledge(given) {
      const { newKnowledge } = await import('@codewright/protocol/memory');
      const { title, text, source = asker.user, confidence = 0.9 } = newKnowledge.parse(given);
      requireWrite(asker, asker.user, 'This note');
      const value: Stored = { title, text, source, confidence, foundAt: now().toISOString(), stale: null };
      const [written] = await records.write([changeOf('note', title, value, asker.user, null)], by);
      return factItem(must(written).fact, now());
    },
    async changeKnowledge(id, given, expected) {
      const { knowledgeChange } = await import('@codewright/protocol/memory');
      const change = knowledgeChange.parse(given);
      const item = await other(id);
      if (item) throw untouched(item);
      const fact = await factOf(id);
      const before = storedIn(fact);
      requireWrite(asker, fact.owner, before.title);
      const corrected = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const value: Stored = { ...before, ...corrected };
      const [written] = await records.write(
        [changeOf(fact.scope as Kept, fact.key, value, fact.owner, expected ?? fact.version)],
        by,
      );
      return factItem(must(written).fact, now());
    },
    async forgetKnowledge(id, expected) {
      const item = await other(id);
      if (item?.kind === 'curated') throw untouched(item);
      if (item) {
        requireWrite(asker, '', item.title);
        await fixes.forget(id, by.actor);
        return;
      }
      const fact = await factOf(id);
      const { title } = storedIn(fact);
      requireWrite(asker, fact.owner, title);
      if (expected !== undefined && expected !== fact.version)
        throw new CodewrightError('CONFLICT', `${title} was changed meanwhile.`, {
          details: { version: fact.version },
        });
      await records.remove(fact, title, by);
    },
  };
}

/** Keeps what a job found; see {@link JobMemory.found}. */
export function keepFindings(
  { storage, clock, records }: Pick<KnowledgeParts, 'storage' | 'clock' | 'records'>,
  owner: string,
  by: Writer,
): JobMemory['found'] {
  return async (findings) => {
    const now = clock.now();
    const changes: Change[] = [];
    for (const finding of findings) {
      const key = keyOf(finding.key);
      const [known] = await storage.facts({
        space: 'knowledge',
        owners: [owner],
        scope: finding.kind,
        place: '',
        key,
        limit: 1,
        now: now.getTime(),
      });
      const before = known && storedIn(known);
      if (before && isKnown(before, finding)) continue;
      const { source, foundAt, confidence } = finding;
      const title = finding.title.toWellFormed().slice(0, 200);
      const text = textOf(finding);
      changes.push(
        changeOf(finding.kind, finding.key, { title, text, source, foundAt, confidence, stale: null }, owner),
      );
    }
    if (changes.length === 0) return;
    try {
      await records.write(changes, by);
    } catch (error) {
      // Another job has found the same at this moment, or there is no room for more: no reason to fail the work.
      if (!(error instanceof CodewrightError) || error.code !== 'CONFLICT') throw error;
    }
  };
}

/** The same was found a short while ago, or this is older than what is known. */
function isKnown(before: Stored, finding: Finding): boolean {
  const age = Date.parse(finding.foundAt) - Date.parse(before.foundAt);
  if (age <= 0) return true;
  return before.stale === null && before.text === textOf(finding) && age < againDays * dayMs;
}

/** What a page holds may end in the middle of a character. */
const textOf = ({ text }: Finding) => text.slice(0, mostText).toWellFormed();

type Kept = 'page' | 'package' | 'note';

function changeOf(scope: Kept, key: string, value: Stored, owner: string, expected?: Expected): Change {
  return {
    space: 'knowledge',
    owner,
    scope,
    place: '',
    key: keyOf(key),
    value: { ...value },
    days: scope === 'note' ? null : keptDays,
    name: value.title,
    words: `${key} ${value.title} ${value.source} ${value.text}`,
    ...(expected === undefined ? {} : { expected }),
  };
}

/** Long addresses are told apart by their hash. */
function keyOf(key: string): string {
  return key.length <= 200 ? key : `${key.slice(0, 130)}…${sha256(key).slice(0, 32)}`;
}

function storedIn(fact: Fact): Stored {
  return stored.parse(JSON.parse(fact.value));
}

function factItem(fact: Fact, now: Date): KnowledgeItem {
  const { stale, ...value } = storedIn(fact);
  const kind = fact.scope as Kept;
  return {
    id: fact.id,
    kind,
    ...value,
    stale: stale ?? agedOut(kind, value.foundAt, now),
    editable: true,
    owner: fact.owner,
    version: fact.version,
    by: { type: fact.actorType as Actor['type'], id: fact.actorId },
    job: fact.job,
    entry: fact.entry,
  };
}

function agedOut(kind: KnowledgeKind, foundAt: string | null, now: Date): string | null {
  const days = freshDays[kind];
  if (days === undefined || foundAt === null) return null;
  return now.getTime() - Date.parse(foundAt) > days * dayMs ? `Found more than ${days} days ago.` : null;
}

type Fix = Awaited<ReturnType<Fixes['all']>>[number];

/** What others' jobs were is nothing for a member: only what they taught. */
function fixItem({ id, signature, fix, tried, worked, last }: Fix, { role }: Asker): KnowledgeItem {
  const times = (count: number) => `${count} ${count === 1 ? 'time' : 'times'}`;
  return {
    id,
    kind: 'fix',
    title: `${fix}: ${signature}`.slice(0, 200),
    text: `\`${fix}\` was tried ${times(tried)} at mistakes of this kind and mended ${times(worked)}.\n\n    ${signature}`,
    source: 'jobs',
    foundAt: last.time,
    confidence: (worked + 1) / (tried + 2),
    stale: null,
    editable: false,
    owner: '',
    version: tried,
    by: null,
    job: role === 'member' ? null : last.job,
    entry: role === 'member' ? null : last.id,
  };
}

function curatedItem({ key, ...item }: CuratedItem, now: Date): KnowledgeItem {
  return {
    id: `curated-${sha256(key).slice(0, 24)}`,
    kind: 'curated',
    ...item,
    stale: agedOut('curated', item.foundAt, now),
    editable: false,
    owner: '',
    version: 1,
    by: null,
    job: null,
    entry: null,
  };
}

function untouched({ kind, title }: KnowledgeItem): CodewrightError {
  return kind === 'fix'
    ? new CodewrightError('FORBIDDEN', `${title} is counted from what jobs tried: it cannot be edited.`, {
        hint: 'Forget it, and it is learned anew.',
      })
    : new CodewrightError('FORBIDDEN', `${title} came with Codewright and stays as it is.`, {
        hint: 'Add a note of your own beside it.',
      });
}

const shortened = (item: KnowledgeItem): KnowledgeItem => ({ ...item, text: item.text.slice(0, inList) });

function fits({ stale }: KnowledgeItem, query: KnowledgeQuery): boolean {
  return query.stale === undefined || (stale !== null) === (query.stale === 'true');
}

/** As the full-text index does it: every word, the last one as a beginning. */
function holds(item: KnowledgeItem, q: string | undefined): boolean {
  const wanted = wordsOf(q ?? '').map((word) => word.toLowerCase());
  const there = wordsIn(`${item.title} ${item.text} ${item.source}`);
  return wanted.every((word, at) =>
    at === wanted.length - 1 ? there.some((one) => one.startsWith(word)) : there.includes(word),
  );
}
const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Findings and notes, learned fixes, what is curated: in this order. */
const sources = ['n', 'f', 'c'] as const;
type Source = (typeof sources)[number];
interface Part {
  items: KnowledgeItem[];
  next: string | null;
}

function part(all: readonly KnowledgeItem[], from: number, count: number): Part {
  const items = all.slice(from, from + count);
  return { items, next: from + items.length < all.length ? String(from + items.length) : null };
}

function readCursor(text: string): { source: Source; at: string } {
  const [, source, at = ''] = /^([nfc]):(.*)$/s.exec(text) ?? [];
  if (source === undefined) throw new CodewrightError('INVALID_INPUT', 'before: this is no cursor of this list.');
  return { source: source as Source, at };
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new CodewrightError('INTERNAL', 'Nothing was written.');
  return value;
}
