import type { LedgerEntry } from '@codewright/protocol/event';

/** An entry of a job's record; what a test does not name is the same in all. */
export function entryOf(seq: number, more: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    position: seq,
    id: `e${seq}`,
    job: 'j',
    seq,
    time: '2026-01-01T00:00:00.000Z',
    kind: 'event',
    actor: { type: 'agent', id: 'builder' },
    summary: `entry ${seq}`,
    data: {},
    refs: [],
    prev: '',
    hash: '',
    ...more,
  };
}
