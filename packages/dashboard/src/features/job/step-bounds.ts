import type { LedgerEntry } from '@codewright/protocol/event';

/** Numbers of the first and the last entry among which those of a step are; of '' all. */
export function boundsOf(marks: readonly LedgerEntry[], step: string, newest: number): { first: number; last: number } {
  const own = step === '' ? [] : marks.filter(({ data }) => data['name'] === step && isPhase(data['event']));
  const ended = own.at(-1)?.data['event'] === 'phase-finished';
  return { first: own[0]?.seq ?? 1, last: ended ? (own.at(-1)?.seq ?? newest) : newest };
}

function isPhase(event: unknown): boolean {
  return event === 'phase-started' || event === 'phase-finished';
}
