import type { Job } from '@codewright/protocol/job';
import type { CommentDraft, PlaceNow } from '@codewright/protocol/review';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { toCodewrightError } from '../shared/errors.ts';
import { carry, type FileMoves, movesOf } from './carry.ts';
import { newestCommit, type ResultParts } from './result.ts';

type Place = Pick<CommentDraft, 'file' | 'side' | 'line' | 'endLine' | 'commit' | 'hunk'>;

/** Where commented lines are in other states of the work. */
export interface Places {
  /** In the newest state of a job's work. */
  now(job: Job, place: Place): Promise<PlaceNow>;
  /** At a commit of a job's workspace. */
  at(job: Job, place: Place, commit: string): Promise<PlaceNow>;
}

const kept = 500;
const patienceMs = 60_000;

export function createPlaces(parts: Pick<ResultParts, 'workspace'>): Places {
  /** What lies between two commits never changes. */
  const known = new Map<string, Promise<FileMoves[] | null>>();
  const between = (job: Job, workspace: Workspace, from: string, to: string): Promise<FileMoves[] | null> => {
    if (from === to) return Promise.resolve([]);
    const key = `${job.id} ${from} ${to}`;
    const made =
      known.get(key) ??
      workspace
        .diff({ from, to, context: 0, signal: AbortSignal.timeout(patienceMs) })
        .then(movesOf, (error: unknown) => {
          known.delete(key);
          // A commit that this workspace has never had: a follow-up begins elsewhere where the job before left nothing.
          if (toCodewrightError(error).code === 'TOOL_FAILED') return null;
          throw error;
        });
    known.set(key, made);
    const oldest = known.keys().next().value;
    if (known.size > kept && oldest !== undefined) known.delete(oldest);
    return made;
  };
  const at: Places['at'] = async (job, place, commit) => {
    const unknown: PlaceNow = { state: 'unknown', file: place.file, line: place.line };
    const workspace = place.commit === '' ? null : await parts.workspace(job);
    const moves = workspace && (await between(job, workspace, place.commit, commit));
    if (!moves) return unknown;
    return place.side === 'new' ? carry(place, moves) : removedStill(place, moves);
  };
  return {
    at,
    async now(job, place) {
      const workspace = place.commit === '' ? null : await parts.workspace(job);
      if (!workspace) return { state: 'unknown', file: place.file, line: place.line };
      return at(job, place, await newestCommit(workspace, AbortSignal.timeout(patienceMs)));
    },
  };
}

/** A line of the old side stays what it was as long as it is still gone. */
function removedStill(place: Place, moves: readonly FileMoves[]): PlaceNow {
  const { file, line, endLine } = place;
  const moved = moves.find((one) => one.from === file);
  const gone = moved?.hunks.some(({ at, old }) => old > 0 && at <= endLine && at + old > line) ?? false;
  return gone || moved?.to === null ? { state: 'same', file, line } : { state: 'outdated', file, line: null };
}
