import type { LedgerEntry } from '@codewright/protocol/event';

/** Whether an id that another entry holds means this one: its own id, or that of the entry which a fork copied it from. */
export function isMeant(entry: LedgerEntry, id: unknown): boolean {
  return typeof id === 'string' && (entry.id === id || entry.data['forkedFrom'] === id);
}
