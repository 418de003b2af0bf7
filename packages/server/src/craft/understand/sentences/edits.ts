import type { Token } from '../words/tokens.ts';

/** Words that stand for others: where the text of a clause matches, what is made of the tokens there. The same tokens where nothing changes. */
export type Edit = readonly [RegExp, (match: RegExpExecArray, found: Token[]) => Token[]];

/** More of one shape than this stands in no clause. */
const most = 50;

export const word = (text: string, like: Token | undefined): Token => ({
  text,
  start: like?.start ?? 0,
  end: like?.end ?? 0,
});

/** The tokens after all edits, each made as often as it matches. */
export function edited(given: Token[], edits: readonly Edit[]): Token[] {
  let tokens = given;
  for (const [pattern, change] of edits) {
    for (let guard = 0; guard < most; guard += 1) {
      const text = tokens.map((token) => token.text).join(' ');
      const match = pattern.exec(text);
      if (!match) break;
      const first = text.slice(0, match.index).split(' ').length - 1;
      const size = match[0].trim().split(' ').length;
      const found = tokens.slice(first, first + size);
      const changed = change(match, found);
      if (changed.map((token) => token.text).join(' ') === found.map((token) => token.text).join(' ')) break;
      tokens = [...tokens.slice(0, first), ...changed, ...tokens.slice(first + size)];
    }
  }
  return tokens;
}
