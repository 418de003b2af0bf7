import type { JobReport } from '@codewright/protocol/client';
import type { JobDigest } from '@codewright/protocol/job-digest';
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
  { turns, phases }: Pick<JobDigest, 'turns' | 'phases'>,
  reviews: readonly SentReview[],
): { label: string; options: ChangeRange[] }[] {
  const since: ChangeRange[] = [];
  // Comments on lines that are gone name the state before the work: what was shown beside them is kept with the review.
  const reviewed = reviews
    .map(({ comments, seen }) => comments.find(({ side, commit }) => side === 'new' && commit !== '')?.commit ?? seen)
    .find((commit) => commit !== '');
  if (reviewed) since.push({ key: 'review', label: 'Since my last review', from: reviewed, to: '', mine: true });
  const titles = new Map(phases.map(({ name, title }) => [name, title]));
  // Steps that changed nothing end where the one before them did: what came since is the same.
  for (const { step, commit } of checkpoints)
    if (commit !== '' && !since.some(({ from, mine }) => from === commit && !mine))
      since.push({ key: commit, label: `Since “${titles.get(step) ?? step}”`, from: commit, to: '', mine: false });
  return [
    { label: 'Since', options: since },
    { label: 'One turn', options: turns.map(({ id, ...turn }) => ({ ...turn, key: id, mine: false })) },
  ].filter(({ options }) => options.length > 0);
}
