import type { Diagnosis, Experience, Remedy } from './contract.ts';

export interface Candidate {
  diagnosis: Diagnosis;
  remedy: Remedy;
}

/**
 * What to try first. What has worked for the same family of mistakes goes before everything else, and what was tried in vain
 * goes to the end; between them the toolchain's own fixes, then what the error says, then guesses. The rate is Laplace's, so
 * that one success out of one is not yet a certainty.
 */
export function inOrder(candidates: readonly Candidate[], experience: readonly Experience[]): Candidate[] {
  const known = new Map(experience.map((one) => [`${one.signature}\n${one.fix}`, one]));
  const score = ({ diagnosis, remedy }: Candidate): number => {
    const past = known.get(`${diagnosis.signature}\n${remedy.fix}`);
    const learned = past === undefined ? 0 : (past.worked + 1) / (past.tried + 2) - 0.5;
    return learned * 10 + (3 - remedy.trust) * 2 + remedy.likelihood + diagnosis.confidence;
  };
  return [...candidates]
    .map((one) => ({ one, score: score(one) }))
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one);
}
