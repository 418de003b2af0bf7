import type { Answer } from './stores/contract.ts';

/** `null` where it holds, or else what was seen. */
export type Verdict = string | null;

export const said = (what: string, answer: Answer): string => `${what}: ${answer.ok ? 'taken' : answer.problem}`;
export const expectTaken = (what: string, answer: Answer): Verdict => (answer.ok ? null : said(what, answer));
export const expectRefused = (what: string, answer: Answer): Verdict =>
  !answer.ok && answer.refused ? null : said(what, answer);

/** The first that does not hold; those after it are not tried. */
export async function all(...checks: (() => Promise<Verdict>)[]): Promise<Verdict> {
  for (const check of checks) {
    const verdict = await check();
    if (verdict !== null) return verdict;
  }
  return null;
}
