import type { EntryDraft, LedgerEntry } from '@codewright/protocol/event';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import { canonicalJson, sha256 } from '../shared/hash.ts';
import type { Redactor } from '../shared/redact.ts';
import type { EntryRow } from '../storage/contract.ts';

export type NewRow = Omit<EntryRow, 'position'>;

const longestSummary = 10_000;

/** Everything of an entry that its writer does not choose. */
export interface Place {
  id: string;
  seq: number;
  time: string;
  prev: string;
}

/** The row of a draft at its place in the chain, without the secrets that are known. */
export function rowOf(draft: EntryDraft, place: Place, redactor?: Redactor): NewRow {
  const { value: data, text: written } = withoutSecrets((draft.data ?? {}) as JsonObject, redactor);
  const plain = (text: string) => plainText(redactor?.text(text) ?? text);
  const row: NewRow = {
    id: place.id,
    job: draft.job,
    seq: place.seq,
    time: place.time,
    kind: draft.kind,
    actorType: draft.actor.type,
    actorId: plain(draft.actor.id),
    // Shortened after: half a secret is not recognised.
    summary: shortened(plain(draft.summary)),
    data: written,
    refs: withoutSecrets(draft.refs ?? [], redactor).text,
    ...searchCopies(data),
    prev: place.prev,
    hash: '',
  };
  row.hash = hashOf(row);
  return row;
}

/** A value and its exact JSON text, both without the secrets that are known. */
export function withoutSecrets<T extends JsonValue>(value: T, redactor?: Redactor): { value: T; text: string } {
  const text = exactJson(value);
  const clean = redactor ? redactor.json(value, text) : value;
  return clean === value ? { value, text } : { value: clean, text: exactJson(clean) };
}

/** The columns that repeat what `data` says: the event, and the step key when a result is recorded with it. */
export function searchCopies(data: JsonObject): Pick<EntryRow, 'step' | 'event'> {
  const { step, event, result } = data;
  return {
    step: typeof step === 'string' && result !== undefined ? plainText(step) : null,
    event: typeof event === 'string' ? plainText(event) : null,
  };
}

/**
 * SHA-256 over the canonical JSON of the entry without position and hash. The texts of `data` and `refs` are canonical
 * and go in as they are stored, so that not one byte of them can change unseen.
 */
export function hashOf(row: NewRow): string {
  const text =
    `{"actor":{"id":${JSON.stringify(row.actorId)},"type":${JSON.stringify(row.actorType)}},"data":${row.data},` +
    `"id":${JSON.stringify(row.id)},"job":${JSON.stringify(row.job)},"kind":${JSON.stringify(row.kind)},` +
    `"prev":${JSON.stringify(row.prev)},"refs":${row.refs},"seq":${row.seq},` +
    `"summary":${JSON.stringify(row.summary)},"time":${JSON.stringify(row.time)}}`;
  return sha256(text);
}

export function entryOf(row: EntryRow): LedgerEntry {
  return {
    position: row.position,
    id: row.id,
    job: row.job,
    seq: row.seq,
    time: row.time,
    kind: row.kind,
    actor: { type: row.actorType as LedgerEntry['actor']['type'], id: row.actorId },
    summary: row.summary,
    data: JSON.parse(row.data) as JsonObject,
    refs: JSON.parse(row.refs) as string[],
    prev: row.prev,
    hash: row.hash,
  };
}

/** A summary is a sentence; PostgreSQL indexes no text of a megabyte. */
function shortened(text: string): string {
  return text.length > longestSummary ? `${text.slice(0, longestSummary - 1)}…` : text;
}

/** Half surrogates have no UTF-8 form and PostgreSQL stores no NUL: neither may cost a job its entry. */
function plainText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** Canonical JSON of what JSON.stringify would make of the value; half surrogates become U+FFFD. */
export function exactJson(value: JsonValue): string {
  const text = JSON.stringify(value);
  // Well-formed text never contains such an escape (an escaped backslash before `ud800` only costs the slower way).
  if (!/\\ud[89a-f]/.test(text)) return canonicalJson(value);
  return canonicalJson(wellFormed(JSON.parse(text) as JsonValue));
}

function wellFormed(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]));
}
