import type { JobReport } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import { textOf } from '@codewright/protocol/json';
import type { SentReview } from '@codewright/protocol/review';

/** A part of the changes that can be looked at by itself; '' for an end that is not named. */
export interface ChangeRange {
  key: string;
  label: string;
  from: string;
  to: string;
  /** What came since this person has sent a review. */
  mine: boolean;
}

/** Since the last review, since a step of the plan, and turn by turn. */
export function rangesOf(
  { checkpoints }: JobReport,
  entries: readonly LedgerEntry[],
  reviews: readonly SentReview[],
): { label: string; options: ChangeRange[] }[] {
  const since: ChangeRange[] = [];
  const reviewed = reviews
    .flatMap(({ comments }) => comments)
    .find(({ side, commit }) => side === 'new' && commit !== '')?.commit;
  if (reviewed) since.push({ key: 'review', label: 'Since my last review', from: reviewed, to: '', mine: true });
  for (const { step, commit } of checkpoints)
    if (commit !== '')
      since.push({ key: `${step} ${commit}`, label: `Since ${step}`, from: commit, to: '', mine: false });
  const turns = turnsOf(entries);
  return [
    { label: 'Since', options: since },
    { label: 'One turn', options: turns },
  ].filter(({ options }) => options.length > 0);
}

/** Each turn that left another state of the files behind than the one before. */
function turnsOf(entries: readonly LedgerEntry[]): ChangeRange[] {
  const turns: ChangeRange[] = [];
  let before: string | null = null;
  for (const { data, summary, id } of entries) {
    const commit = textOf(data['checkpoint'], '');
    if (commit === '' || commit === before || 'branch' in data) continue;
    if (before !== null) {
      const turn = textOf(data['step'], '').replace(/\/call-\d+$/, '') || summary;
      turns.push({ key: id, label: `${turn}: ${summary}`.slice(0, 80), from: before, to: commit, mine: false });
    }
    before = commit;
  }
  return turns;
}

/** What a step of the job has changed: from the state of the files when it began to the one when it ended, or now. */
export function stepRange(entries: readonly LedgerEntry[], step: string): { from: string; to: string } {
  let [from, to, began] = ['', '', false];
  for (const { data } of entries) {
    if (data['name'] === step && data['event'] === 'phase-started') began = true;
    const commit = textOf(data['checkpoint'], '');
    if (commit !== '' && !began) from = commit;
    if (commit !== '' && began) to = commit;
    if (data['name'] === step && data['event'] === 'phase-finished') break;
  }
  return { from, to: to === '' ? from : to };
}
