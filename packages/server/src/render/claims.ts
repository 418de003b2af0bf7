import type { LedgerEntry } from '@codewright/protocol/event';
import type { JsonValue } from '@codewright/protocol/json';
import { looksLikePath } from '../shared/paths.ts';
import type { UnsupportedClaim } from './contract.ts';

type Source = Pick<LedgerEntry, 'summary' | 'data'>;

const before = new Set('"\'`([{<*_');
const after = new Set('"\'`)]}>*_,;:.!?');
const place = /:\d+(?::\d+)?$/;
// Not the digits inside a word or an identifier (sha256, v2, 3f2a…).
const numberPattern = /(?<![\p{L}\p{N}_.,-])[-−]?\$?(\d[\d,]*(?:\.\d+)?)(%|ms|s|x|×|MB|kB|KB)?(?![\p{L}\p{N}_])/gu;

interface Held {
  paths: Set<string>;
  numbers: Set<string>;
}

/**
 * Paths and numbers of a text that no entry holds. Citations and the line of sources are not looked at. A number counts as held
 * in its plain form, rounded, as a share in percent, and as cents in dollars; the length of a list counts too.
 */
export function checkClaims(text: string, entries: readonly Source[]): UnsupportedClaim[] {
  const held: Held = { paths: new Set(), numbers: new Set() };
  for (const entry of entries) {
    collect(entry.summary, held);
    collect(entry.data, held);
  }
  const found: UnsupportedClaim[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (/^Sources {2}\[\d+\] /.test(line)) continue;
    const words: string[] = [];
    for (const word of line.replace(/\[\d+\]/g, ' ').split(/\s+/)) {
      const path = pathIn(word);
      if (path === null) words.push(word);
      else {
        const at = place.exec(bare(word));
        if (at) words.push(at[0].slice(1).replace(':', ' '));
        if (!held.paths.has(path)) found.push({ kind: 'path', claim: path, line: index + 1 });
      }
    }
    const rest = words.join(' ').replace(/^\s*\d{1,3}[.)] /, '');
    for (const match of rest.matchAll(numberPattern)) {
      if (!held.numbers.has(plainNumber(match[1] ?? '')))
        found.push({ kind: 'number', claim: match[0], line: index + 1 });
    }
  }
  return found;
}

/** A word without the marks around it. A loop: a regular expression would try every mark of a long run as the beginning. */
function bare(word: string): string {
  let from = 0;
  let to = word.length;
  while (from < to && before.has(word[from] ?? '')) from += 1;
  while (to > from && after.has(word[to - 1] ?? '')) to -= 1;
  return word.slice(from, to);
}

function pathIn(word: string): string | null {
  const path = bare(word).replace(place, '');
  return path.length <= 4_096 && looksLikePath(path) ? trimmed(path) : null;
}

function trimmed(path: string): string {
  const short = path.startsWith('./') ? path.slice(2) : path;
  return short.length > 1 && short.endsWith('/') ? short.slice(0, -1) : short;
}

function plainNumber(text: string): string {
  return String(Number(text.replaceAll(',', '')));
}

function collect(value: JsonValue, held: Held): void {
  if (typeof value === 'number') addNumber(value, held);
  else if (typeof value === 'string') addText(value, held);
  else if (Array.isArray(value)) {
    held.numbers.add(String(value.length));
    for (const item of value) collect(item, held);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      addText(key, held);
      collect(item, held);
    }
  }
}

function addNumber(value: number, held: Held): void {
  const forms = [value, Math.round(value), Number(value.toFixed(1)), Number(value.toFixed(2)), Math.round(value * 100)];
  for (const form of [...forms, Number((value / 100).toFixed(2))]) held.numbers.add(String(Math.abs(form)));
}

function addText(text: string, held: Held): void {
  for (const match of text.matchAll(numberPattern)) held.numbers.add(plainNumber(match[1] ?? ''));
  for (const word of [text, ...text.split(/[\s"'`,;=|<>()]+/)]) {
    const path = pathIn(word);
    if (path === null) continue;
    for (const at of bare(word).match(/:(\d+)/g) ?? []) held.numbers.add(at.slice(1));
    addPath(path, held);
  }
}

/** A path is also held by its end (`src/a.ts` of `/work/x/src/a.ts`), and so are its folders. */
function addPath(path: string, held: Held): void {
  const segments = path.split('/');
  if (segments.length > 24) {
    held.paths.add(path);
    return;
  }
  for (let from = 0; from < segments.length; from += 1) {
    for (let to = from + 1; to <= segments.length; to += 1) held.paths.add(segments.slice(from, to).join('/'));
  }
}
