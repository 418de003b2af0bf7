import type { LedgerEntry } from '@codewright/protocol/event';

/** When an approval that is asked for now can be given no more; null: it can at any time. */
export function expiryOf(now: Date, hours: number | null): string | null {
  return hours === null ? null : new Date(now.getTime() + hours * 3_600_000).toISOString();
}

/** Whether an id that another entry holds means this one: its own id, or that of the entry which a fork copied it from. */
export function isMeant(entry: LedgerEntry, id: unknown): boolean {
  return typeof id === 'string' && (entry.id === id || entry.data['forkedFrom'] === id);
}
