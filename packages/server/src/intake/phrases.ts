import type { Grammar, Words } from './rules.ts';
import type { SlotType } from './patterns.ts';
import { looksLikePath } from '../shared/paths.ts';
import type { Token } from './tokens.ts';

/** Phrases by their first word, the longest first. */
export type PhraseIndex = ReadonlyMap<string, readonly string[][]>;

export function indexPhrases(phrases: readonly string[]): PhraseIndex {
  const index = new Map<string, string[][]>();
  for (const phrase of phrases) {
    const words = phrase.split(' ');
    const first = words[0] ?? '';
    index.set(
      first,
      [...(index.get(first) ?? []), words].sort((a, b) => b.length - a.length),
    );
  }
  return index;
}

/** Length of the longest phrase that stands at a place, or 0. */
export function phraseAt(index: PhraseIndex, tokens: readonly Token[], at: number): number {
  const first = tokens[at];
  if (!first || first.kind === 'quoted') return 0;
  const found = index.get(first.text)?.find((words) => words.every((word, step) => tokens[at + step]?.text === word));
  return found?.length ?? 0;
}

/** Whether exactly these tokens are a phrase. */
export function isPhrase(index: PhraseIndex, tokens: readonly Token[], at: number, length: number): boolean {
  const phrases = index.get(tokens[at]?.text ?? '') ?? [];
  return phrases.some(
    (words) => words.length === length && words.every((word, step) => tokens[at + step]?.text === word),
  );
}

/** The word lists of a grammar in the form that is asked. */
export interface Lexicon {
  fillers: PhraseIndex;
  closers: PhraseIndex;
  programs: ReadonlySet<string>;
  stops: ReadonlySet<string>;
  definite: ReadonlySet<string>;
  hosts: ReadonlySet<string>;
  determiners: ReadonlySet<string>;
  vague: ReadonlySet<string>;
  codeNouns: ReadonlySet<string>;
  failures: ReadonlySet<string>;
  foreign: ReadonlySet<string>;
  readOnly: PhraseIndex;
  dangerVerbs: ReadonlySet<string>;
  dangerTargets: PhraseIndex;
  dangerPhrases: PhraseIndex;
  production: ReadonlySet<string>;
  assets: ReadonlySet<string>;
  longestProgram: number;
}

const lexicons = new WeakMap<Words, Lexicon>();

export function lexiconOf(grammar: Grammar): Lexicon {
  const { words } = grammar;
  let lexicon = lexicons.get(words);
  if (!lexicon) {
    lexicon = {
      fillers: indexPhrases(words.fillers),
      closers: indexPhrases(words.closers),
      programs: new Set(words.programs),
      stops: new Set(words.stops),
      definite: new Set(words.definite),
      hosts: new Set(words.hosts),
      determiners: new Set(words.determiners),
      vague: new Set(words.vague),
      codeNouns: new Set(words.codeNouns),
      failures: new Set(words.failures),
      foreign: new Set(words.foreign),
      readOnly: indexPhrases(words.readOnlyPhrases),
      dangerVerbs: new Set(words.dangerous.verbs),
      dangerTargets: indexPhrases(words.dangerous.targets),
      dangerPhrases: indexPhrases(words.dangerous.phrases),
      production: new Set(words.dangerous.production),
      assets: new Set(words.dangerous.assets),
      longestProgram: Math.max(...words.programs.map((program) => program.split(' ').length)),
    };
    lexicons.set(words, lexicon);
  }
  return lexicon;
}

const longestNounPhrase = 12;
/** How far behind the noun phrase a folder of the repository may be named. */
const nearby = 6;
const inside = new Set(['in', 'into', 'to', 'inside', 'under', 'at', 'within']);

/** Length of the noun phrase of a new program, or 0: "a REST API" yes, "an API endpoint", "the app", "a server in src/" no. */
export function programAt(lexicon: Lexicon, tokens: readonly Token[], from: number): number {
  let to = from;
  while (to < tokens.length && to - from <= longestNounPhrase) {
    const token = tokens[to] as Token;
    if (token.kind !== 'word' || lexicon.stops.has(token.text)) break;
    if (lexicon.definite.has(token.text)) return 0;
    // "please sell an app": an article inside means that a verb came before it.
    if (lexicon.determiners.has(token.text) && to > from && !lexicon.determiners.has(tokens[to - 1]?.text ?? ''))
      return 0;
    to += 1;
  }
  const length = to - from;
  if (length === 0 || length > longestNounPhrase || !endsInProgram(lexicon, tokens, from, to)) return 0;
  const [next, after] = [tokens[to], tokens[to + 1]];
  if (next?.kind === 'word' && inside.has(next.text) && after) {
    if (after.kind === 'path' || (after.kind === 'quoted' && isPath(after))) return 0;
    if (lexicon.definite.has(after.text) && lexicon.hosts.has(tokens[to + 2]?.text ?? '')) return 0;
  }
  for (let at = to; at < Math.min(to + nearby, tokens.length - 1) && tokens[at]?.kind === 'word'; at += 1) {
    if (tokens[at]?.text !== 'to' && inside.has(tokens[at]?.text ?? '') && tokens[at + 1]?.kind === 'path') return 0;
  }
  // Without a verb before it ("restart server" has none either) it must look like a description.
  const described = next !== undefined || lexicon.determiners.has(tokens[from]?.text ?? '');
  return from > 0 || described ? length : 0;
}

export function endsInProgram(lexicon: Lexicon, tokens: readonly Token[], from: number, to: number): boolean {
  for (let length = Math.min(lexicon.longestProgram, to - from); length > 0; length -= 1) {
    const tail = tokens.slice(to - length, to).map((token) => token.text);
    if (lexicon.programs.has(tail.join(' '))) return true;
  }
  return false;
}

/** Inside of quotes or backticks. */
export function unquoted(text: string): string {
  const first = text[0] ?? '';
  return /^["'`“«‘]$/.test(first) && text.length > 2 && !text.startsWith('```') ? text.slice(1, -1) : text;
}

export function isPath(token: Token): boolean {
  return (
    token.kind === 'path' ||
    (token.kind === 'quoted' && token.text.length <= 4_096 && looksLikePath(unquoted(token.text)))
  );
}

/** Where a rule expects a path, blanks inside quotes belong to it: `docs/my file.md`. */
function servesAsPath(token: Token): boolean {
  if (isPath(token)) return true;
  if (token.kind !== 'quoted' || token.text.length > 4_096 || token.text.includes('\n')) return false;
  return looksLikePath(unquoted(token.text).split(' ').at(-1) ?? '');
}

export function slotCheck(lexicon: Lexicon) {
  return (type: SlotType, tokens: readonly Token[], from: number, to: number): number => {
    switch (type) {
      case 'path': {
        const token = tokens[from];
        return token && servesAsPath(token) ? 1 : 0;
      }
      case 'program':
        return programAt(lexicon, tokens, from);
      case 'code':
        return some(lexicon.codeNouns, tokens, from, nounEnd(lexicon, tokens, from, to)) ? to - from : 0;
      case 'failure':
        // As the whole sentence it must begin with the failure: "TypeError: x is not a function".
        return some(lexicon.failures, tokens, from, from === 0 ? Math.min(to, 3) : to) ? to - from : 0;
      case 'part': {
        // The determiner before it was taken by the pattern.
        const start = lexicon.determiners.has(tokens[from - 1]?.text ?? '') ? from - 1 : from;
        return programAt(lexicon, tokens, start) > 0 ? 0 : to - from;
      }
      default:
        return to - from;
    }
  };
}

function nounEnd(lexicon: Lexicon, tokens: readonly Token[], from: number, to: number): number {
  let at = from;
  while (at < to && !lexicon.stops.has(tokens[at]?.text ?? '')) at += 1;
  return at;
}

function some(set: ReadonlySet<string>, tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const token = tokens[at];
    if (token && token.kind !== 'quoted' && set.has(token.text)) return true;
  }
  return false;
}
