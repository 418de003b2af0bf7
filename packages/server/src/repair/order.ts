import type { Diagnosis, Experience, Remedy } from './contract.ts';
import { widely } from './signature.ts';

export interface Candidate {
  diagnosis: Diagnosis;
  remedy: Remedy;
}

/**
 * What to try first. What has worked for the same family of mistakes goes before its like, what was only tried in vain a little behind;
 * else the toolchain's own fixes, then what the error says, then guesses.
 */
export function inOrder(candidates: readonly Candidate[], experience: readonly Experience[]): Candidate[] {
  const known = added(experience, (signature) => signature);
  const wide = added(experience, widely);
  const score = ({ diagnosis, remedy }: Candidate): number => {
    const past = known.get(`${diagnosis.signature}\n${remedy.fix}`);
    const like = wide.get(`${widely(diagnosis.signature)}\n${remedy.fix}`);
    return (
      (past ? learnedOf(past) : learnedOf(like) / 2) + (3 - remedy.trust) * 2 + remedy.likelihood + diagnosis.confidence
    );
  };
  return [...candidates]
    .map((one) => ({ one, score: score(one) }))
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one);
}

/** What is known of a fix for a family of mistakes, families that read the same added up. */
function added(experience: readonly Experience[], family: (signature: string) => string): Map<string, Experience> {
  const sums = new Map<string, Experience>();
  for (const one of experience) {
    const key = `${family(one.signature)}\n${one.fix}`;
    const sum = sums.get(key);
    sums.set(key, sum ? { ...one, tried: sum.tried + one.tried, worked: sum.worked + one.worked } : one);
  }
  return sums;
}

/**
 * One way of mending is tried at several places before one of them is the right one, so its vain tries say little against it: a way that
 * has worked at all gains more than a level of trust, one that never has loses less than one. The rate is Laplace's.
 */
function learnedOf(past: Experience | undefined): number {
  if (past === undefined) return 0;
  if (past.worked === 0) return -Math.min(1, past.tried / 10);
  return 2 + (3 * (past.worked + 1)) / (past.tried + 2);
}
