import type { Actor, EntryDraft } from '@codewright/protocol/event';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { Expected, RecordVersion } from '@codewright/protocol/memory';
import type { Fence, TransactionalLedger } from '../ledger/contract.ts';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import { canonicalJson, sha256 } from '../shared/hash.ts';
import { uuidv7 } from '../shared/ids.ts';
import type { Redactor } from '../shared/redact.ts';
import type { Storage, Writes } from '../storage/contract.ts';
import type { Fact } from '../storage/facts/contract.ts';

export interface RecordParts {
  storage: Storage;
  ledger: TransactionalLedger;
  clock: Clock;
  redactor: Redactor;
}

/** Where what persons change is recorded; what a job changes stands in its own chain. */
const personsChain = 'memory';
/** As JSON. */
const mostValueBytes = 64 * 1024;
const keptVersions = 20;
/** Of one user. What is known is only ever looked up by an index; what is remembered is exported whole. */
const mostRecords: Record<Fact['space'], number> = { memory: 5_000, knowledge: 20_000 };
const mostWords = 20_000;
const dayMs = 86_400_000;
const sweptAtOnce = 100;

/** Who changes something, and in which job. */
export interface Writer {
  actor: Actor;
  job: { id: string; fence: Fence } | null;
}

/** A value under its name. */
export interface Change extends Pick<Fact, 'space' | 'owner' | 'scope' | 'place' | 'key'> {
  value: JsonValue;
  /** null: it stays. */
  days: number | null;
  /** How the entry of the ledger names it. */
  name: string;
  expected?: Expected;
  /** What it is found by; every word of the value when absent. */
  words?: string;
}

export interface Written {
  fact: Fact;
  /** False: it was so already, and nothing is recorded. */
  changed: boolean;
}

/** Values by name in the storage, each change with its entry in the ledger, both or none. */
export interface Records {
  /** All of them or none, in their order. @throws CodewrightError CONFLICT, INVALID_INPUT, LEASE_LOST */
  write(changes: readonly Change[], by: Writer): Promise<Written[]>;
  /** With its versions. @throws CodewrightError CONFLICT */
  remove(fact: Fact, name: string, by: Writer): Promise<void>;
  versions(id: string): Promise<RecordVersion[]>;
}

export function createRecords({ storage, ledger, clock, redactor }: RecordParts): Records {
  const append = async (tx: Writes, { actor, job }: Writer, draft: Pick<EntryDraft, 'summary' | 'data'>) => {
    const whole: EntryDraft = { ...draft, job: job?.id ?? personsChain, kind: 'knowledge', actor };
    const { entries } = await ledger.appendWithin(tx, [whole], job ? { fence: job.fence } : {});
    return entries[0]?.id ?? '';
  };

  async function write(changes: readonly Change[], by: Writer): Promise<Written[]> {
    const now = clock.now();
    const cleaned = changes.map((change) => ({
      ...change,
      name: redactor.text(change.name),
      key: redactor.text(change.key),
      place: redactor.text(change.place),
      value: redactor.json(change.value),
    }));
    const texts = cleaned.map(({ value, name }) => textOf(value, name));
    return storage.write(async (tx) => {
      await tx.removeExpiredFacts(now.getTime(), sweptAtOnce);
      const planned: Written[] = [];
      const seen = new Map<string, Fact>();
      for (const [index, change] of cleaned.entries()) {
        const before = seen.get(nameOf(change)) ?? (await named(tx, change, now));
        const one = plan(change, texts[index] ?? '', before, by, now);
        seen.set(nameOf(change), one.fact);
        planned.push(one);
      }
      const fresh = planned.filter(({ changed }) => changed);
      if (fresh.length === 0) return planned;
      await checkRoom(tx, fresh);
      const entry = await append(tx, by, {
        summary: writtenSummary(
          by.actor,
          cleaned.filter((_, index) => planned[index]?.changed),
        ),
        data: { event: 'memory-written', records: fresh.map(({ fact }) => told(fact)) },
      });
      for (const one of fresh) {
        one.fact.entry = entry;
        await save(tx, one.fact);
      }
      return planned;
    });
  }

  return {
    write,
    async remove(fact, name, by) {
      await storage.write(async (tx) => {
        await append(tx, by, {
          summary: `${by.actor.id} had ${redactor.text(name)} forgotten.`.slice(0, 300),
          data: { event: 'memory-forgotten', records: [told(fact)] },
        });
        if (!(await tx.removeFact(fact.id, fact.version))) throw changedMeanwhile(name);
      });
    },
    versions: async (id) =>
      (await storage.factVersions(id, keptVersions)).map(({ value, actorType, actorId, ...rest }) => ({
        ...rest,
        value: JSON.parse(value) as JsonValue,
        by: { type: actorType as Actor['type'], id: actorId },
      })),
  };
}

function textOf(value: JsonValue, name: string): string {
  const text = jsonOf(value, name);
  const bytes = Buffer.byteLength(text);
  if (bytes <= mostValueBytes) return text;
  throw new CodewrightError(
    'INVALID_INPUT',
    `The value of ${name} has ${bytes} bytes; ${mostValueBytes} is the most.`,
    {
      hint: 'Keep what is looked up, and a path or an address for the rest.',
    },
  );
}

function jsonOf(value: JsonValue, name: string): string {
  try {
    return canonicalJson(value);
  } catch (cause) {
    throw new CodewrightError('INVALID_INPUT', `The value of ${name} holds half a character, so no text has it.`, {
      cause,
    });
  }
}

/** The fact of that name; one that has expired makes room. */
async function named(tx: Writes, change: Change, now: Date): Promise<Fact | null> {
  const { space, owner, scope, place, key } = change;
  const [found] = await tx.facts({ space, owners: [owner], scope, place, key, limit: 1, now: 0 });
  if (found === undefined) return null;
  if (found.expiresAt === null || found.expiresAt > now.getTime()) return found;
  await tx.removeFact(found.id, found.version);
  return null;
}

function plan(change: Change, value: string, before: Fact | null, by: Writer, now: Date): Written {
  const { space, owner, scope, place, key, expected, days, name } = change;
  if (expected === null && before !== null)
    throw new CodewrightError('CONFLICT', `${name} is there already.`, { details: { version: before.version } });
  if (typeof expected === 'number' && before?.version !== expected) throw changedMeanwhile(name, before);
  const expiresAt = days === null ? null : now.getTime() + Math.round(days * dayMs);
  if (before?.value === value && before.expiresAt === expiresAt) return { fact: before, changed: false };
  const at = now.toISOString();
  const id = before?.id ?? uuidv7(now.getTime());
  const version = (before?.version ?? 0) + 1;
  const fact: Fact = {
    id,
    space,
    owner,
    scope,
    place,
    key,
    value,
    version,
    words: plain(change.words ?? wordsIn(change)),
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
    sort: `${at} ${id}`,
    expiresAt,
    actorType: by.actor.type,
    actorId: by.actor.id,
    job: by.job?.id ?? null,
    entry: '',
  };
  return { fact, changed: true };
}

async function save(tx: Writes, fact: Fact): Promise<void> {
  const { id, version, value, updatedAt: at, actorType, actorId, job, entry } = fact;
  const done = version === 1 ? await tx.addFact(fact) : await tx.replaceFact(fact, version - 1);
  if (!done) throw changedMeanwhile(fact.key);
  await tx.addFactVersion({ fact: id, version, value, at, actorType, actorId, job, entry }, keptVersions);
}

async function checkRoom(tx: Writes, fresh: readonly Written[]): Promise<void> {
  const added = new Map<string, Fact[]>();
  for (const { fact } of fresh) {
    if (fact.version > 1) continue;
    const key = `${fact.space} ${fact.owner}`;
    added.set(key, [...(added.get(key) ?? []), fact]);
  }
  for (const facts of added.values()) {
    const [{ space, owner }] = facts as [Fact];
    const most = mostRecords[space];
    if ((await tx.countFacts(space, owner)) + facts.length <= most) continue;
    throw new CodewrightError('CONFLICT', `There is no room for more: ${most} records are the most.`, {
      hint: 'Forget some first.',
    });
  }
}

function changedMeanwhile(name: string, now: Fact | null = null): CodewrightError {
  return new CodewrightError('CONFLICT', `${name} was changed or forgotten meanwhile.`, {
    hint: 'Read it again, and decide anew.',
    ...(now ? { details: { version: now.version } } : {}),
  });
}

/** What the ledger says of a value: enough to prove it, and nothing that could not be forgotten. */
function told({ id, scope, place, key, version, value, expiresAt }: Fact): JsonObject {
  return { id, scope, place, key, version, value: sha256(value), bytes: Buffer.byteLength(value), expiresAt };
}

function writtenSummary(actor: Actor, changes: readonly Change[]): string {
  const [first] = changes;
  const rest = changes.length > 1 ? ` and ${changes.length - 1} more` : '';
  return `${actor.id} wrote down ${first?.name ?? 'nothing'}${rest}.`.slice(0, 300);
}

const nameOf = ({ space, owner, scope, place, key }: Change) => JSON.stringify([space, owner, scope, place, key]);

/** A NUL is no text to PostgreSQL. */
const plain = (words: string) => words.slice(0, mostWords).replaceAll('\0', ' ').toWellFormed();

/** Every word of a value that somebody could look for. */
function wordsIn({ key, place, value }: Change): string {
  const words = [key, place];
  const collect = (inner: JsonValue): void => {
    if (inner === null) return;
    if (Array.isArray(inner)) for (const item of inner) collect(item);
    else if (typeof inner === 'object') {
      for (const [name, item] of Object.entries(inner)) {
        words.push(name);
        collect(item);
      }
    } else words.push(String(inner));
  };
  collect(value);
  return words.join(' ');
}
