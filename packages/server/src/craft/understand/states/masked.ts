import { one, plural } from '../plain/words.ts';
import { isTalk } from '../plain/told.ts';
import { lexicon } from '../words/lexicon.ts';
import { meanings } from './vocabulary.ts';
import type { Clause } from '../words/text.ts';

/** A sentence with the thing, its status and its states as signs. */

export interface Thing {
  /** Singular. */
  name: string;
  plural: string;
  /** The field that holds the state. */
  field: string;
  values: string[];
}

const statusWord = '(?:status|state|stage|phase)';
const value = '[a-z][a-z]*(?: (?!or |and )[a-z]+){0,3}';
const list = `(${value}(?: (?:,|/|or|, or|and|, and|\\|) ${value})+)`;
const declared = new RegExp(
  `(?<= |^)((?:[a-z]+ )?${statusWord}) (?:\\( ${list}(?: [,;] (?:default|required|optional)[^()]*)? \\)|: ${list}$)`,
);
const holder =
  /^(?:(?:and |also )*(?:(?:each|every|an?|the|all|any|our|my|new) )*([a-z]+(?: [a-z]+)??)) (?:(?:must |should |will |can |may |also |always |each |all )*(?:has|have|gets?|needs?|belongs? to)|with|:|\() /;

/** "repairs have a title and a status ( open , paid )": every thing whose states stand behind the name of the field. */
export function statesDeclared({ text }: Clause): Thing[] {
  const found: Thing[] = [];
  for (const match of text.matchAll(new RegExp(declared, 'g'))) {
    const said = match[2] ?? match[3] ?? '';
    // "ticket status : open , closed"
    const own = match.index === 0 ? /^([a-z]+) [a-z]+$/.exec(match[1] ?? '')?.[1] : undefined;
    const name = own ?? nameIn(text.slice(0, match.index));
    const values = said
      .split(/ (?:, or|, and|,|\/|or|and|\|) /)
      .filter((part) => !/^(?:default|required|optional)\b/.test(part));
    if (name === undefined || values.length < 2 || values.some((part) => part.split(' ').length > 3)) continue;
    const field = own
      ? (match[1] ?? '').slice(own.length + 1)
      : (match[1] ?? '').replace(/^(?:an?|the|its|their|and|with|has|have|optional|current) /, '');
    found.push({ ...thingOf(name), field, values });
  }
  return found;
}

/** The thing that a sentence tells the fields of. */
export function holderOf({ text }: Clause): Thing | undefined {
  const name = nameIn(text);
  return name === undefined ? undefined : thingOf(name);
}

/** "a visa application starts off as received": what goes through states, where nobody told its fields. */
export function goerOf({ text }: Clause): Thing | undefined {
  const name =
    /^(?:an?|each|every|the|new) ([a-z]+(?: [a-z]+)??) (?:always )?(?:starts?|begins?|goes|moves|runs|passes|becomes|gets|progresses|is (?:first|initially|created|always)) /.exec(
      text,
    )?.[1];
  return name === undefined || noThing.test(name) || isTalk(one(name)) || isTalk(name.split(' ')[0] ?? '')
    ? undefined
    : thingOf(name);
}

const thingOf = (name: string): Thing => ({ name: one(name), plural: plural(one(name)), field: 'status', values: [] });

/** "repairs have", "an api for repairs with": the one that is told last. */
function nameIn(text: string): string | undefined {
  const inside = [...`${text} `.matchAll(listing)].at(-1);
  const found = inside ?? holder.exec(`${text} `);
  const name = found?.[1];
  // "allowed : open to paid"
  const isTalked = found?.[0].endsWith(': ') === true && /[A-Z~]/.test(meanings(name ?? '').join(' '));
  if (name === undefined || isTalked || isTalk(one(name).split(' ').at(-1) ?? '') || noThing.test(name))
    return undefined;
  return name;
}

const listing =
  /(?<=(?:^| )(?:for|of|manage|manages|managing|track|tracks|keep|keeps|store|stores|our|my|and|,|:) )((?!a |an |the |their |its )[a-z]+(?: [a-z]+)??s) (?:with|:|\(|have|having) (?=[a-z])/g;
const noThing =
  /^(?:.* (?:status|state|stage|phase)|(?:status|state|stage|phase|step)(?:e?s)?|nothing|nobody|everything|which|that|only .*|(?:status|state) (?:order|flow|values?|changes?|transitions?))$/;

interface Masked {
  text: string;
  /** By the number behind their sign. */
  names: string[];
  /** Whether the thing is named. */
  named: boolean;
  /** Whether a state is. */
  state: boolean;
}

/** Undefined where the sentence speaks of another thing that has states. */
export function maskedFor(text: string, thing: Thing, others: readonly Thing[], late = false): Masked | undefined {
  const words = text
    .replaceAll(
      / \( (?:the )?(?:initial|default|start(?:ing)?|first|final|last|end|terminal)(?: ~| state| status| 1)? \)/g,
      '',
    )

    .replaceAll(byWhom, '')
    .replaceAll(/ [()](?= |$)/g, ' ,')
    .replaceAll(/ (?:=>|→|>|-->) /g, ' -> ')
    .replaceAll(/(?<= )(?:can not)(?= )/g, 'cannot')
    .split(' ');
  if (words.length > longest) return undefined;
  const names = [...thing.values];
  for (const [state, said] of late ? toldLate : []) if (!names.includes(state) && said.test(text)) names.push(state);
  let named = false;
  const out: string[] = [];
  const things = new Map<string, string>([
    ...calledShort(thing),
    [thing.name, '#'],
    [thing.plural, '#'],
    [thing.name.split(' ').at(-1) ?? thing.name, '#'],
    [thing.plural.split(' ').at(-1) ?? thing.plural, '#'],
    [thing.field, '~'],
    [plural(thing.field), '~'],
  ]);
  const strange = new Set(others.flatMap((other) => [other.name, other.plural]));
  for (let at = 0; at < words.length; ) {
    const state = stateAt(words, at, names, thing);
    if (state) {
      if (state.again) out.push('AGAIN');
      out.push(`${state.act ? 'V' : 'S'}${names.indexOf(state.name)}`);
      at += state.size;
      continue;
    }
    // "only drafts can be deleted"
    if (words[at] === 'drafts' && names.includes('draft')) {
      out.push(`S${names.indexOf('draft')}`, '#');
      at += 1;
      continue;
    }
    const sign = [3, 2, 1]
      .map((size) => ({ size, sign: things.get(words.slice(at, at + size).join(' ')) }))
      .find((found) => found.sign !== undefined);
    const word = words[at] ?? '';
    if (sign?.sign !== undefined) {
      named ||= sign.sign === '#' || words[at] === thing.field;
      out.push(sign.sign);
      at += sign.size;
      continue;
    }
    if (strange.has(word)) return undefined;
    if (/^(?:status|statuses|states?|stages?|phases?|steps?)$/.test(word)) out.push('~');
    else if (
      /^(?:ones?|1)$/.test(word) &&
      /^S\d/.test(out.at(-1) ?? '') &&
      !/^(?:at|by|after|step)$/.test(words[at + 1] ?? '')
    )
      out.push('#');
    else if (
      /^(?:it|they|them|ones?|itself)$/.test(word) ||
      (word === '1' &&
        !/^(?:of|at|to|by|after|step|steps|stage|stages|status|state|further|forwards?|ahead)$/.test(
          words[at + 1] ?? '',
        ))
    )
      out.push('@');
    else out.push(word);
    at += 1;
  }
  return { text: withAttributes(out.join(' ')), names, named, state: /[SAV]\d/.test(out.join(' ')) };
}

/** "sent and paid ones": which rows are meant, and not what becomes of them. */
function withAttributes(text: string): string {
  let said = text
    // "only requests under review can be granted"
    .replaceAll(/(?<=^|only |no )# S(\d+)(?= (?:can|may|must|cannot|should|could) )/g, 'S$1 #')
    .replaceAll(/\bS(\d+)(?= #(?: |$))/g, 'A$1');
  for (let before = ''; before !== said; ) {
    before = said;
    said = said.replaceAll(/\bS(\d+)(?= (?:, )?(?:and|or|nor|\/) A\d| , A\d+ (?!#))/g, 'A$1');
  }
  return said;
}

/** "bugs" of bug reports. */
function calledShort({ name }: Thing): [string, string][] {
  const [first = '', last = '', ...more] = name.split(' ');
  return more.length === 0 && /^(?:report|request|entry|record|item|ticket|application|case)$/.test(last)
    ? [
        [first, '#'],
        [plural(first), '#'],
      ]
    : [];
}

/** "confirmed by the baker": who does it. */
export const byWhom =
  /(?<=[a-z]{2}(?:ed|en|nt|pt|id|ld|wn|ne|ht)) by (?:an?|the|our|its|their|1|2|two|another) [a-z]+(?: [a-z]+)?(?= ,| and | or | then |$)/g;

/** States beside the way that are told by the sentence that says when. */
const toldLate: [string, RegExp][] = [
  ['cancelled', /\b(?:cancelled|cancel|cancelling|cancellation)\b/],
  ['archived', /\b(?:be|is|are) archived\b/],
  ['refunded', /\b(?:be|is|are) refunded\b/],
  ['withdrawn', /\b(?:be|is|are) withdrawn\b/],
];

/** Longer sentences say more than this. */
const longest = 60;

/** A state by its name, or by the verb that it is the participle of. */
function stateAt(
  words: readonly string[],
  at: number,
  names: readonly string[],
  thing: Thing,
): { name: string; size: number; act?: boolean; again?: boolean } | undefined {
  for (const size of [3, 2, 1]) {
    const said = words.slice(at, at + size).join(' ');
    const found = names.find((name) => name === said);
    if (found !== undefined) return { name: found, size };
  }
  const word = words[at] ?? '';
  if (word === thing.name || word === thing.plural || word.length < 4) return undefined;
  // "reopened", "opened again"
  const done = /^(?:re)?([a-z]+?)(?:at)?ed$/.exec(word)?.[1];
  const again = done !== undefined && (word.startsWith('re') || words[at + 1] === 'again');
  const before = again ? names.find((name) => name.replace(/(?:at)?e?d?$/, '') === done || name === done) : undefined;
  if (before !== undefined) return { name: before, size: words[at + 1] === 'again' ? 2 : 1, again };
  const found = names.find((name) => !name.includes(' ') && actsOf(name).includes(word));
  return found === undefined ? undefined : { name: found, size: 1, act: true };
}

/** "cancel", "cancelling" and "cancellation" of what is cancelled. */
function actsOf(state: string): string[] {
  const verb = lexicon().verbForms.get(state);
  if (verb === undefined || verb === state || isOther.test(verb)) return [];
  const stem = state.replace(/e?d$/, '');
  return [
    verb,
    `${stem}ing`,
    `${verb}ing`,
    `${verb.replace(/e$/, '')}ation`,
    `${stem}ation`,
    `${verb.replace(/e$/, '')}al`,
    `${verb}s`,
  ];
}

/** Verbs that are said of much else. */
const isOther = /^(?:change|set|get|go|put|start|end|finish|take|make|give|open|be|have|leave|move|return|need)$/;
