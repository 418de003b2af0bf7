import { plainName } from './things.ts';

/** Things told on one line each, with punctuation of their own: "2. **Desk** – number; type: hot / dedicated", "Treatments (per animal):". */

const entry =
  /^(\s*(?:[-*•]|\d+[.)])\s+(?:\*\*|__)?\p{Lu}[\p{L}\d]*(?: [\p{L}\d]+){0,2}(?:\*\*|__)?\s*(?:–|—|-|:)(?:\*\*|__)?\s+)(\S.*)$/u;
const value = '[\\p{L}\\d][\\p{L}\\d_-]*(?: (?!or |and )[\\p{L}\\d][\\p{L}\\d_-]*)?';
const chosen = new RegExp(
  `(?<=^|[,;] )([a-z][a-z _-]{0,30}): ((?:${value}, )*${value},? or ${value}|${value}(?: ?[/|] ?${value})+)(?=[,;.]|$)`,
  'gu',
);
const sentence = /\b(?:can|cannot|must|may|should|only|never|when|if|is|are|will)\b/i;
const perHead =
  /^(\s*(?:#{1,6}\s+)?)(\p{L}+s)\s*\((?:per|for each|for every|of each|of an?|one per|many per|several per|belongs? to an?|belonging to an?)\s+([a-z]+)\)\s*:?\s*$/u;

/** The same with commas between the fields and the values of each in brackets. */
export function withPlainEntries(text: string): string {
  return text
    .split('\n')
    .flatMap((line, index, lines) => {
      const [, lead, things = '', whole = ''] = perHead.exec(line) ?? [];
      if (lead !== undefined && /^\s*[-*•]\s+\S/.test(lines.slice(index + 1).find((next) => next.trim() !== '') ?? ''))
        return [`${things} belong to one ${plainName(whole)}.`, '', `${lead}${things}:`];
      const [, head, rest = ''] = entry.exec(line) ?? [];
      if (head === undefined || !/[,;]/.test(rest)) return [line];
      return [
        `${head}${commaed(rest).replaceAll(chosen, (_, name: string, list: string) => `${name} (${slashed(list)})`)}`,
      ];
    })
    .join('\n');
}

/** Outside of brackets, and where no sentence follows. */
function commaed(rest: string): string {
  const pieces = rest.split(/;\s*(?![^()]*\))/);
  return pieces.some((piece) => sentence.test(piece)) ? rest : pieces.join(', ');
}

function slashed(list: string): string {
  return list.split(/,? or |, | ?[/|] ?/).join(' / ');
}
