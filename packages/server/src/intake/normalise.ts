import type { Words } from './rules.ts';

/** A stretch of the request; a protected one (code, quotes) is kept to the letter. */
interface Piece {
  text: string;
  protected: boolean;
}

const quotes: Readonly<Record<string, string>> = { '"': '"', '“': '”', '«': '»', '‘': '’', "'": "'" };
const longestQuote = 2_000;

/** Code fences, inline code and quotes on one side, the rest on the other. One pass; what is not closed is plain text. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let plainFrom = 0;
  let at = 0;
  // Once a closing mark is missing from here on, looking for it again from a later place is in vain.
  const missing = new Set<string>();
  const find = (mark: string, from: number) => {
    if (missing.has(mark)) return -1;
    const end = text.indexOf(mark, from);
    if (end < 0) missing.add(mark);
    return end;
  };
  const protect = (end: number) => {
    if (at > plainFrom) found.push({ text: text.slice(plainFrom, at), protected: false });
    found.push({ text: text.slice(at, end), protected: true });
    at = end;
    plainFrom = end;
  };
  while (at < text.length) {
    const char = text[at] as string;
    if (text.startsWith('```', at)) {
      const end = find('```', at + 3);
      if (end >= 0) {
        protect(end + 3);
        continue;
      }
      at += 3;
      continue;
    }
    const close = char === '`' ? '`' : quotes[char];
    if (close !== undefined && (char !== "'" || opensWord(text, at))) {
      const end = closing(text, find, close, at + 1);
      if (end >= 0) {
        protect(end + 1);
        continue;
      }
    }
    at += 1;
  }
  if (plainFrom < text.length) found.push({ text: text.slice(plainFrom), protected: false });
  return found;
}

function opensWord(text: string, at: number): boolean {
  return (at === 0 || /[\s([{:,=]/.test(text[at - 1] ?? '')) && /\S/.test(text[at + 1] ?? ' ');
}

/** End of a quote on the same line; an apostrophe inside a word closes none. */
function closing(text: string, find: (mark: string, from: number) => number, close: string, from: number): number {
  const end = find(close, from);
  if (end < 0 || end === from || end - from > longestQuote) return -1;
  if (text.slice(from, end).includes('\n')) return -1;
  if (close === "'" && /[\p{L}\p{N}]/u.test(text[end + 1] ?? ' ')) return -1;
  return end;
}

/**
 * The request in the form that rules are written for: NFC, no control characters, single spaces (blank lines and list items
 * stay lines), contractions written out, common typos mended, no full stop at the end. What stands in quotes or code, and
 * every word that looks like a path or a name, stays as it is.
 */
export function normalise(input: string, words: Words): string {
  const clean = input
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00A0\u2000-\u200A\u202F\u3000\t\v\f]/g, ' ')
    // Plain text has nothing of what follows: compiling those character classes takes 7 ms.
    .replace(/[^\n\x20-\x7e][^]*/, visible);
  const joined = pieces(clean)
    .map((piece) => (piece.protected ? piece.text : plainWords(piece.text, words)))
    .join('');
  return trimEnd(joined.trim());
}

/** Without invisible characters, which could hide words from the person who confirms them. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (char) => (char === '\n' ? char : ''));
}

function plainWords(text: string, words: Words): string {
  const lines = text.split('\n');
  const out: string[] = [];
  for (const [index, line] of lines.entries()) {
    const mended = line
      .split(' ')
      .filter((word, at, all) => word !== '' || at === 0 || at === all.length - 1)
      .map((word) => mendWord(word, words))
      .join(' ');
    if (index === 0) {
      out.push(mended);
      continue;
    }
    const bare = mended.trimStart();
    const blank = lines[index - 1]?.trim() === '' && index > 1;
    const item = /^(?:[-*•]|\d{1,3}[.)]) /.test(bare);
    out.push(bare === '' && index < lines.length - 1 ? '' : blank || item ? `\n${bare}` : ` ${bare}`);
  }
  return out.join('');
}

function mendWord(word: string, words: Words): string {
  if (!/[A-Za-z]/.test(word) || /[/\\_=<>{}[\]@#$]|\w\.\w/.test(word)) return word;
  const match = /^([("*]*)([A-Za-z'’]+)(\W*)$/.exec(word);
  if (!match) return word;
  const [, before = '', core = '', after = ''] = match;
  const plain = core.replaceAll('’', "'").toLowerCase();
  // A word with a capital inside is a name.
  if (/^.+[A-Z]/.test(core) && core !== core.toUpperCase()) return word;
  const mended = lookUp(words.contractions, plain) ?? suffixed(plain, words) ?? lookUp(words.typos, plain);
  if (mended === undefined || mended === plain) return word;
  const first = core[0] ?? '';
  const cased = first !== first.toLowerCase() ? mended.charAt(0).toUpperCase() + mended.slice(1) : mended;
  return `${before}${cased}${after}`;
}

function lookUp(table: Record<string, string>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** `doesn't` by `n't`, `we're` by `'re`. */
function suffixed(word: string, words: Words): string | undefined {
  const at = word.endsWith("n't") ? word.length - 3 : word.indexOf("'");
  if (at <= 0) return undefined;
  const ending = lookUp(words.contractions, word.slice(at));
  return ending === undefined ? undefined : word.slice(0, at) + ending;
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s.!?…]/.test(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}
