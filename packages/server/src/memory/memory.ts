import type { Asker } from '@codewright/protocol/access';
import type { Actor } from '@codewright/protocol/event';
import type { JsonValue } from '@codewright/protocol/json';
import type {
  Expected,
  MemoryChange,
  MemoryClient,
  MemoryQuery,
  MemoryRecord,
  MemoryScope,
} from '@codewright/protocol/memory';
import { CodewrightError } from '../shared/errors.ts';
import { wordsOf } from '../shared/words.ts';
import type { Fact } from '../storage/facts/contract.ts';
import type { CuratedItem, Memory } from './contract.ts';
import { createFixes } from './fixes.ts';
import { createJobMemory } from './job-memory.ts';
import { createKnowledge, type KnowledgeParts } from './knowledge.ts';
import { type Change, createRecords, type RecordParts, type Written, type Writer } from './records.ts';
import { maySee, ownersFor, requireWrite } from './rights.ts';

/** At most so many leave in one export; nobody has more. */
const exportPage = 200;

/** Memory and knowledge over a storage. `curated`: what came with Codewright. */
export function createMemory(parts: RecordParts & { curated: () => Promise<readonly CuratedItem[]> }): Memory {
  const records = createRecords(parts);
  const fixes = createFixes(parts.ledger);
  const all: KnowledgeParts = { ...parts, records, fixes };
  return {
    of: (asker) => ({ ...createScopes(all, asker), ...createKnowledge(all, asker) }),
    ofJob: (job) => createJobMemory(all, job),
    experience: () => fixes.experience(),
  };
}

type ScopesClient = Pick<
  MemoryClient,
  'memory' | 'record' | 'recordHistory' | 'remember' | 'changeRecord' | 'forgetRecord' | 'exportMemory' | 'importMemory'
>;

function createScopes({ storage, clock, records }: KnowledgeParts, asker: Asker): ScopesClient {
  const by: Writer = { actor: { type: 'user', id: asker.user }, job: null };
  const now = () => clock.now().getTime();

  async function factOf(id: string): Promise<Fact> {
    const fact = await storage.fact(id, now());
    if (fact?.space === 'memory' && maySee(asker, fact)) return fact;
    throw new CodewrightError('NOT_FOUND', `There is no record ${id}.`, { hint: 'See `codewright memory list`.' });
  }

  async function page({ scope, place, key, owner, q, limit = 50, before }: MemoryQuery) {
    const owners = ownersFor(asker, owner);
    const facts = await storage.facts({
      space: 'memory',
      ...(owners ? { owners } : {}),
      ...(scope === undefined ? {} : { scope }),
      ...(place === undefined ? {} : { place }),
      ...(key === undefined ? {} : { key }),
      ...(q === undefined ? {} : { words: wordsOf(q) }),
      ...(before === undefined ? {} : { before }),
      limit: limit + 1,
      now: now(),
    });
    const shown = facts.slice(0, limit);
    return { records: shown.map(recordOf), next: facts.length > limit ? (shown.at(-1)?.sort ?? null) : null };
  }

  const change = (given: MemoryChange, expected?: Expected): Change => {
    const made = changeOf(given, asker);
    requireWrite(asker, made.owner, made.name);
    return { ...made, ...(expected === undefined ? {} : { expected }) };
  };

  return {
    memory: page,
    record: async (id) => recordOf(await factOf(id)),
    recordHistory: async (id) => records.versions((await factOf(id)).id),
    async remember(given, expected) {
      return recordOf(only(await records.write([change((await reader())(given), expected)], by)).fact);
    },
    async changeRecord(id, { value, days = null }, expected) {
      const fact = await factOf(id);
      const { owner, place, key } = fact;
      const scope = fact.scope as MemoryScope;
      const wanted = change({ owner, scope, place, key, value, days }, expected ?? fact.version);
      return recordOf(only(await records.write([wanted], by)).fact);
    },
    async forgetRecord(id, expected) {
      const fact = await factOf(id);
      const name = nameOf(fact.scope, fact.place, fact.key);
      requireWrite(asker, fact.owner, name);
      if (expected !== undefined && expected !== fact.version)
        throw new CodewrightError('CONFLICT', `${name} was changed meanwhile.`, { details: { version: fact.version } });
      await records.remove(fact, name, by);
    },
    async exportMemory(query) {
      const lines: string[] = [];
      for (let before: string | null | undefined; before !== null; ) {
        const found = await page({ ...query, limit: exportPage, ...(before === undefined ? {} : { before }) });
        for (const record of found.records) lines.push(JSON.stringify(exported(record, now())));
        before = found.next;
      }
      return lines.map((line) => `${line}\n`).join('');
    },
    async importMemory(given) {
      const parsed = await reader();
      const changes = given.map((one, at) => {
        try {
          return change(parsed(one));
        } catch (error) {
          if (!(error instanceof CodewrightError)) throw error;
          throw new CodewrightError(error.code, `Record ${at + 1}: ${error.message}`, { cause: error });
        }
      });
      const written = changes.length === 0 ? [] : await records.write(changes, by);
      const count = written.filter(({ changed }) => changed).length;
      return { written: count, same: written.length - count };
    },
  };
}

/** Reads what a person gives. Every job has a memory, and few change any of it: their schemas are made when they are needed. */
async function reader(): Promise<(given: unknown) => MemoryChange> {
  const { memoryChange } = await import('@codewright/protocol/memory');
  return (given) => {
    const { success, data, error } = memoryChange.safeParse(given);
    if (success) return data;
    const [issue] = error.issues;
    throw new CodewrightError('INVALID_INPUT', `${issue?.path.join('.') || 'record'}: ${issue?.message ?? 'invalid'}`);
  };
}

function changeOf({ scope, place, key, value, days, owner }: MemoryChange, { user }: Asker): Change {
  const where = scope === 'global' ? '' : place.trim();
  const name = nameOf(scope, where, key);
  if (scope === 'global' && place !== '')
    throw new CodewrightError('INVALID_INPUT', 'place: what is global has no place.');
  if (scope !== 'global' && where === '')
    throw new CodewrightError('INVALID_INPUT', `place: ${key} needs one, as everything of the scope ${scope}.`);
  const whose = scope === 'global' ? '' : (owner ?? user);
  return { space: 'memory', owner: whose, scope, place: where, key, value, days: days ?? null, name };
}

function nameOf(scope: string, place: string, key: string): string {
  return place === '' ? `${scope}/${key}` : `${scope}/${key} (${place})`;
}

/** What an import takes: days are counted from then on. */
function exported({ scope, place, key, value, owner, expiresAt }: MemoryRecord, now: number) {
  const days = expiresAt === null ? null : (Date.parse(expiresAt) - now) / 86_400_000;
  return { scope, place, key, value, days, ...(scope === 'global' ? {} : { owner }) };
}

function recordOf(fact: Fact): MemoryRecord {
  const { id, scope, place, key, value, version, owner, createdAt, updatedAt, expiresAt, job, entry } = fact;
  return {
    id,
    scope: scope as MemoryScope,
    place,
    key,
    value: JSON.parse(value) as JsonValue,
    version,
    owner,
    createdAt,
    updatedAt,
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    by: { type: fact.actorType as Actor['type'], id: fact.actorId },
    job,
    entry,
  };
}

function only([written]: readonly Written[]): Written {
  if (written === undefined) throw new CodewrightError('INTERNAL', 'Nothing was written.');
  return written;
}
