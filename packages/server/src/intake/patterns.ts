import type { Token } from './tokens.ts';

/**
 * Patterns of the rule files. Matching never goes back: a slot ends where the words behind it first appear, so the time for
 * one pattern and one sentence grows with their lengths only.
 */
export const slotTypes = ['text', 'path', 'program', 'code', 'part', 'failure'] as const;
export type SlotType = (typeof slotTypes)[number];

type Element =
  | { kind: 'words'; alternatives: string[][]; optional: boolean }
  | { kind: 'slot'; name: string; type: SlotType; optional: boolean };

export interface Pattern {
  source: string;
  elements: Element[];
  /** Begins with words, so it must stand where a sentence begins. */
  anchored: boolean;
}

export class PatternError extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

export function compilePattern(source: string): Pattern {
  const elements: Element[] = [];
  let at = 0;
  while (at < source.length) {
    const char = source[at] as string;
    if (char === ' ') {
      at += 1;
      continue;
    }
    const close = closers[char];
    const end = close === undefined ? nextBreak(source, at) : source.indexOf(close, at);
    if (end < 0) throw new PatternError(at, `There is no ${close} for this.`);
    const inside = close === undefined ? source.slice(at, end) : source.slice(at + 1, end);
    elements.push(char === '{' ? slot(inside, at) : wordsOf(inside, char === '[', at));
    at = close === undefined ? end : end + 1;
  }
  for (const [index, element] of elements.entries()) {
    const next = elements[index + 1];
    if (element.kind === 'slot' && element.type !== 'path' && element.type !== 'program' && next?.kind === 'slot') {
      throw new PatternError(0, `Nothing stands between {${element.name}} and {${next.name}}.`);
    }
  }
  const first = elements[0];
  if (!elements.some((element) => element.kind === 'words' || element.type !== 'text')) {
    throw new PatternError(0, 'A pattern needs at least one word or one slot of a type.');
  }
  return { source, elements, anchored: first?.kind === 'words' || (first?.kind === 'slot' && first.type !== 'text') };
}

function nextBreak(source: string, from: number): number {
  let at = from;
  while (at < source.length && !' ([{'.includes(source[at] as string)) at += 1;
  return at;
}

function wordsOf(inside: string, optional: boolean, at: number): Element {
  const alternatives = inside.split('|').map((part) => part.trim().toLowerCase().split(' '));
  if (alternatives.some((words) => words.some((word) => word === '')))
    throw new PatternError(at, 'A word is missing here.');
  // The longest first: `a new` before `a`.
  return { kind: 'words', alternatives: alternatives.sort((a, b) => b.length - a.length), optional };
}

function slot(inside: string, at: number): Element {
  const match = /^([a-z][a-z0-9_]*)(?::([a-z]+))?(\?)?$/.exec(inside.trim());
  const type = match?.[2] ?? 'text';
  if (!match || !slotTypes.some((known) => known === type)) {
    throw new PatternError(at, `A slot is {name}, {name?} or {name:type}; types are ${slotTypes.join(', ')}.`);
  }
  return { kind: 'slot', name: match[1] ?? '', type: type as SlotType, optional: match[3] !== undefined };
}

/** Decides what a typed slot may take: the number of tokens from `from` on, or 0. `to` is where the slot must end at the latest. */
export type TypeCheck = (type: SlotType, tokens: readonly Token[], from: number, to: number) => number;

export interface Match {
  /** Half-open token range of each slot. */
  slots: Map<string, [number, number]>;
  /** Required words that were found, for how specific the match is. */
  literals: number;
  typed: number;
}

function sameWord(token: Token | undefined, word: string): boolean {
  return token !== undefined && token.kind !== 'quoted' && token.text.toLowerCase() === word;
}

function wordsAt(alternatives: string[][], tokens: readonly Token[], at: number): number {
  for (const words of alternatives) {
    if (words.every((word, index) => sameWord(tokens[at + index], word))) return words.length;
  }
  return 0;
}

/** Matches a whole sentence; null when it does not. */
export function matchPattern(pattern: Pattern, tokens: readonly Token[], check: TypeCheck): Match | null {
  const slots = new Map<string, [number, number]>();
  let literals = 0;
  let typed = 0;
  let at = 0;
  const { elements } = pattern;
  for (let index = 0; index < elements.length; index += 1) {
    const element = elements[index] as Element;
    if (element.kind === 'words') {
      const length = wordsAt(element.alternatives, tokens, at);
      if (length === 0 && !element.optional) return null;
      if (!element.optional) literals += length;
      at += length;
      continue;
    }
    const end = slotEnd(elements, index, tokens, at, check);
    if (end <= at) {
      if (!element.optional) return null;
      continue;
    }
    if (element.type !== 'text' && element.type !== 'part') typed += 1;
    slots.set(element.name, [at, end]);
    at = end;
  }
  return at === tokens.length || pattern.elements.at(-1)?.kind === 'words' ? { slots, literals, typed } : null;
}

function slotEnd(elements: Element[], index: number, tokens: readonly Token[], from: number, check: TypeCheck): number {
  const element = elements[index] as Extract<Element, { kind: 'slot' }>;
  if (element.type === 'path' || element.type === 'program')
    return from + check(element.type, tokens, from, tokens.length);
  const next = elements.slice(index + 1).find((one) => one.kind === 'words' && !one.optional);
  let end = tokens.length;
  if (next?.kind === 'words') {
    end = element.optional ? from : from + 1;
    while (end < tokens.length && wordsAt(next.alternatives, tokens, end) === 0) end += 1;
    if (end >= tokens.length) return from;
  }
  return element.type === 'text' ? end : from + check(element.type, tokens, from, end);
}
