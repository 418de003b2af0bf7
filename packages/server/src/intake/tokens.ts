import { looksLikePath } from '../shared/paths.ts';
import { pieces } from './normalise.ts';

export interface Token {
  /** `quoted` covers inline code, fences and quotes. */
  kind: 'word' | 'path' | 'quoted' | 'mark';
  /** Lower case for words; as written otherwise. A mark is one of , ; : . ! ? ( ) newline. */
  text: string;
  start: number;
  end: number;
}

const trailing = new Set([',', ';', ':', '.', '!', '?', ')', '"', '…']);

/** Words of a normalised request with their places in it. Linear in its length. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  for (const piece of pieces(text)) {
    if (piece.protected)
      tokens.push({ kind: 'quoted', text: piece.text, start: offset, end: offset + piece.text.length });
    else plainTokens(piece.text, offset, tokens);
    offset += piece.text.length;
  }
  return tokens;
}

function plainTokens(text: string, offset: number, tokens: Token[]): void {
  const mark = (char: string, at: number) =>
    tokens.push({ kind: 'mark', text: char, start: offset + at, end: offset + at + 1 });
  let at = 0;
  while (at < text.length) {
    const char = text[at] as string;
    if (char === '\n') {
      mark('\n', at);
      at += 1;
      continue;
    }
    if (char === ' ') {
      at += 1;
      continue;
    }
    let end = at;
    while (end < text.length && text[end] !== ' ' && text[end] !== '\n') end += 1;
    word(text, at, end, offset, tokens, mark);
    at = end;
  }
}

function word(
  text: string,
  from: number,
  to: number,
  offset: number,
  tokens: Token[],
  mark: (char: string, at: number) => void,
): void {
  let start = from;
  let end = to;
  while (start < end && (text[start] === '(' || text[start] === '"')) start += 1;
  while (end > start && trailing.has(text[end - 1] ?? '')) {
    // `foo()` and `src/(group)` keep what they opened.
    if (text[end - 1] === ')' && text.slice(start, end).includes('(')) break;
    end -= 1;
  }
  if (start > from) mark('(', from);
  if (end > start) {
    const raw = text.slice(start, end);
    const path = raw.length <= 4_096 && looksLikePath(raw);
    tokens.push({
      kind: path ? 'path' : 'word',
      text: path ? raw : raw.toLowerCase(),
      start: offset + start,
      end: offset + end,
    });
  }
  for (let at = end; at < to; at += 1) mark(text[at] as string, at);
}
