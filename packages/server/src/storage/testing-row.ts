import type { EntryRow } from './contract.ts';

type NewRow = Omit<EntryRow, 'position'>;

/** An entry as the storage sees it: it computes no hashes and checks none. */
export function row(job: string, seq: number, more: Partial<NewRow> = {}): NewRow {
  return {
    id: `${job}-${seq}`,
    job,
    seq,
    time: '2026-01-01T00:00:00.000Z',
    kind: 'event',
    actorType: 'system',
    actorId: 'test',
    summary: `Entry ${seq} of ${job}`,
    data: '{}',
    refs: '[]',
    step: null,
    event: null,
    prev: `hash-${seq - 1}`,
    hash: `hash-${seq}`,
    ...more,
  };
}
