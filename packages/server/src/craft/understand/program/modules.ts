import type { ModuleUse, Provenance } from '../../requirements.ts';
import { kebab } from '../../emit/names.ts';
import { modules } from '../../modules/library.ts';
import type { Manifest, ModuleFunction, Parameter } from '../../modules/manifest.ts';
import { type Draft, stated } from '../draft.ts';
import { singular, spaced } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Clause } from '../words/text.ts';
import { stem } from '../words/stem.ts';
import { isQuoted, listedVerbs, phrase, says, sharedSpots, type Spot, spotsOf, stems } from './spots.ts';
import { isOrdinary } from './ordinary.ts';
import { isFlag, isOfSwitch } from './switches.ts';

/** Which parts of the library a description asks for, and with what options: by the words of their manifests. */

export interface ModuleFound {
  module: Manifest;
  /** Where it was named, the longest phrase first. */
  spots: Spot[];
}

const refused = /^(?:no|not|without|never|instead|except)$/;

/** Modules that the clauses name, in the order in which they do; a word inside a longer name of another is no name. */
export function findModules(clauses: readonly Clause[]): ModuleFound[] {
  const all = modules()
    .filter((module) => !module.notWords.some((word) => says(clauses, word)))
    .flatMap((module) =>
      module.words.flatMap((word) =>
        [...spotsOf(clauses, word), ...sharedSpots(clauses, word)]
          .filter((spot) => !isOtherForm(word, spot) && !isChoice(spot))
          .map((spot) => ({ module, spot })),
      ),
    )
    .filter(({ spot }) => !refused.test(spot.clause.tokens[spot.from - 1]?.text ?? ''))
    .sort((a, b) => b.spot.to - b.spot.from - (a.spot.to - a.spot.from) || startOf(a.spot) - startOf(b.spot));
  const found = new Map<string, ModuleFound>();
  const taken: { module: Manifest; spot: Spot }[] = [];
  for (const { module, spot } of all) {
    const inside = taken.some(
      (other) =>
        other.module !== module &&
        other.spot.clause === spot.clause &&
        spot.from < other.spot.to &&
        other.spot.from < spot.to,
    );
    if (inside) continue;
    taken.push({ module, spot });
    const known = found.get(module.id);
    if (known) known.spots.push(spot);
    else found.set(module.id, { module, spots: [spot] });
  }
  for (const one of found.values()) {
    const all = [...found.values()];
    if (isAside(one, all) || isCommandName(one, all) || isInput(one, all, clauses)) found.delete(one.module.id);
  }
  return [...found.values()].sort((a, b) => firstOf(a) - firstOf(b));
}

/** "reads a log" asks for no logger: who does something is not what it is done to. */
function isOtherForm(word: string, { clause, from, to }: Spot): boolean {
  return to - from === 1 && /[a-z]er$/.test(word) && !/ers?$/.test(clause.tokens[from]?.text ?? '');
}

/** "--format json": what an option may be given. */
function isChoice({ clause, from, to }: Spot): boolean {
  const before = clause.source.slice(0, clause.tokens[from]?.start ?? 0);
  return /--[a-z][a-z-]*[= ]<?(?:[a-z]+(?:\||\/))*$/.test(before) || (to - from > 1 && before.endsWith('--'));
}

/** "statistics of a column of a CSV file": what another module reads anyway, of whose own functions none is asked for. */
function isInput({ module }: ModuleFound, all: readonly ModuleFound[], clauses: readonly Clause[]): boolean {
  return (
    all.some((other) => other.module.needs.includes(module.id)) &&
    !module.functions.some((fn) => fn.words.some((word) => isAsked(clauses, word)))
  );
}

function startOf({ clause, from }: Spot): number {
  return clause.tokens[from]?.start ?? 0;
}

function firstOf({ spots }: ModuleFound): number {
  return Math.min(...spots.map(startOf));
}

/**
 * "counts words and prints statistics": one word that another module, named at more length, has among its own. "A URL
 * shortener with a hit counter": what the module before it does anyway.
 */
function isAside(one: ModuleFound, all: readonly ModuleFound[]): boolean {
  const size = ({ spots }: ModuleFound): number => Math.max(...spots.map((spot) => spot.to - spot.from));
  if (size(one) > 1) {
    const said = one.spots.flatMap(({ clause, from, to }) => stems(clause).slice(from, to));
    return all.some(
      (other) =>
        other !== one && firstOf(other) < firstOf(one) && said.every((word) => asksFor(other.module).has(word)),
    );
  }
  const words = one.spots.map((spot) => stems(spot.clause)[spot.from] ?? '');
  // "debounce, throttle and once": a function of the one named before it.
  const isListed = all.some(
    (other) =>
      other !== one &&
      words.every((word) => other.module.functions.some(({ words: own }) => own.some((name) => stem(name) === word))) &&
      one.spots.every((spot) => other.spots.some(({ clause }) => clause === spot.clause)),
  );
  if (isListed && one.module.form === 'class') return true;
  return all.some(
    (other) => other !== one && size(other) > 1 && words.every((word) => vocabularyOf([other.module]).has(word)),
  );
}

/** "`diff 2030-01-01 2030-03-01` prints the days": how a command is called, where something else says what the tool is about. */
function isCommandName(one: ModuleFound, all: readonly ModuleFound[]): boolean {
  const isInQuotes = ({ clause, from, to }: Spot): boolean =>
    to - from === 1 && isQuoted(clause, clause.tokens[from]?.start ?? 0);
  return one.spots.every(isInQuotes) && all.some((other) => other !== one && !other.spots.every(isInQuotes));
}

/** The use of a module: functions that its clauses ask for, options by their words and the numbers beside them. */
export function useOf(draft: Draft, found: ModuleFound, others: number): ModuleUse {
  const { module, spots } = found;
  const clauses = others === 0 ? draft.clauses : [...new Set(spots.map((spot) => spot.clause))];
  const functions = module.form === 'functions' ? functionsAsked(module, clauses) : [];
  const chosen = module.functions.filter((fn) => functions.length === 0 || functions.includes(fn.name));
  const options: ModuleUse['options'] = {};
  const parameters = [...(module.class?.options ?? []), ...chosen.flatMap((fn) => fn.parameters)];
  for (const parameter of parameters) {
    const value = options[parameter.name] === undefined ? optionOf(parameter, clauses) : undefined;
    if (value !== undefined) options[parameter.name] = value;
  }
  const limit = parameters.find((parameter) => parameter.name.endsWith('PerSecond'));
  const burst = parameters.find((parameter) => parameter.name === 'capacity');
  Object.assign(options, sidesOf(parameters, clauses, options));
  if (limit && burst) Object.assign(options, rateOf(limit, burst, clauses, options));
  return { module: module.id, options, functions, from: provenanceOf(spots) };
}

function provenanceOf(spots: readonly Spot[]): Provenance {
  const [spot] = spots;
  if (!spot) return { words: '', confidence: 0.5, assumed: true };
  const { clause, from, to } = spot;
  const end = (clause.at[to - 1] ?? 0) + (clause.tokens[to - 1]?.text.length ?? 0);
  return stated(clause, clause.at[from] ?? 0, end, to - from > 1 ? 0.9 : 0.75);
}

/** "to seconds and back": what is there for one way is wanted for the other. */
const bothWays =
  /\b(?:and|or) back(?: again)?\b(?! up)|\b(?:both|in both) (?:ways|directions)\b|\bvice versa\b|\bthe other way(?: a?round)?\b|\bround ?trips?\b/;

/** Those whose words are said, and those of which words are said that these do not answer; none: all of them. */
function functionsAsked(module: Manifest, clauses: readonly Clause[]): string[] {
  if (clauses.some(({ text }) => bothWays.test(text))) return [];
  const asked = module.functions.filter((fn) => fn.words.some((word) => isAsked(clauses, word)));
  if (asked.length === 0) return [];
  const subject = [module.title, ...module.words].map(phrase).filter((words) => words.length === 1);
  const answered = new Set([...subject.flat(), ...asked.flatMap((fn) => [...namesOf(fn), ...tellingOf(fn)])]);
  const said = new Set(clauses.flatMap(unflagged).filter((word) => !isOrdinary(word) && !answered.has(word)));
  const options = new Set([...(clauses[0]?.source ?? '').matchAll(/--([a-z][a-z-]*)/g)].map((match) => match[1]));
  const taken = (fns: readonly ModuleFunction[]): string[] =>
    fns.flatMap((fn) => fn.parameters.map(({ name }) => name));
  const also = (fn: ModuleFunction): boolean =>
    taken([fn]).some((name) => options.has(kebab(name)) && !taken(asked).includes(name)) ||
    namesOf(fn).some((word) => said.has(word)) ||
    new Set(tellingOf(fn).filter((word) => said.has(word))).size > 1;
  const wanted = module.functions.filter((fn) => asked.includes(fn) || also(fn)).map((fn) => fn.name);
  return wanted.length === module.functions.length ? [] : wanted;
}

/** "sorts lines, with --reverse and --unique": the names of options ask for no functions. */
function isAsked(clauses: readonly Clause[], word: string): boolean {
  return [...spotsOf(clauses, word), ...listedVerbs(clauses, word)].some(
    (spot) => !isFlag(spot) && !isCommandLine(spot),
  );
}

/** "A command line tool" speaks of no lines. */
function isCommandLine({ clause, from }: Spot): boolean {
  const before = clause.source.slice(0, clause.tokens[from]?.start ?? 0);
  return clause.tokens[from]?.text === 'line' && /\bcommand[- ]$/i.test(before);
}

function unflagged(clause: Clause): string[] {
  return stems(clause).filter((_, from) => !isFlag({ clause, from, to: from + 1 }));
}

/** Single words by which a function is called, and those that tell what it does. */
function namesOf(fn: ModuleFunction): string[] {
  return [spaced(fn.name), fn.short ?? '', ...fn.words].flatMap(phrase).filter(tells);
}

function tellingOf(fn: ModuleFunction): string[] {
  return [fn.summary, fn.returns.summary].flatMap(phrase).filter(tells);
}

function tells(word: string): boolean {
  return !lexicon().functionWords.has(word);
}

const numbers = /^\d+(?:\.\d+)?$/;
const between =
  /^(?:of|to|is|be|:|=|at|most|least|max|maximum|minimum|min|up|than|no|more|a|an|the|with|by|default|after|in|limit|size|for|set|within|should)$/;

/** "codes of # letters": the number in the place of the sign, in the parameter's own unit. */
function numberIn(pattern: string, clauses: readonly Clause[], parameter: Parameter): number | undefined {
  const parts = pattern.split(' ').map((part) => (part === '#' ? part : (phrase(part)[0] ?? part)));
  const place = parts.indexOf('#');
  for (const clause of clauses) {
    const tokens = stems(clause);
    for (let at = 0; at + parts.length <= tokens.length; at += 1) {
      const fits = parts.every((part, i) =>
        part === '#' ? /^(?:\d+(?:\.\d+)?|an?)$/.test(tokens[at + i] ?? '') : part === tokens[at + i],
      );
      // "after a week".
      const said = tokens[at + place] ?? '';
      const unit = clause.tokens[at + place + 1]?.text ?? '';
      if (!fits || (!numbers.test(said) && milliseconds[singular(unit)] === undefined)) continue;
      return inUnit(numbers.test(said) ? Number(said) : 1, unit, parameter);
    }
  }
  return undefined;
}

function inUnit(number: number, after: string, parameter: Parameter): number {
  const unit = milliseconds[singular(after)];
  const scaled = unit === undefined ? number : scale(number, unit, parameter.summary);
  return parameter.type === 'integer' ? Math.round(scaled) : scaled;
}

/** "capacity of 100", "100 entries", "expire after 5 minutes"; a word alone where the manifest says what it sets. */
function optionOf(parameter: Parameter, clauses: readonly Clause[]): string | number | boolean | undefined {
  const numeric = parameter.type === 'integer' || parameter.type === 'number';
  if (parameter.against.some((word) => says(clauses, word))) return undefined;
  for (const word of parameter.words) {
    if (word.includes('#')) {
      const value = numberIn(word, clauses, parameter);
      if (value !== undefined) return value;
      continue;
    }
    for (const spot of spotsOf(clauses, word)) {
      if (numeric && parameter.when === undefined) {
        const value = usualIn(spot, parameter) ?? numberBeside(spot, parameter);
        if (value !== undefined) return value;
      } else if (
        refused.test(spot.clause.tokens[spot.from - 1]?.text ?? '') ||
        isEither(spot) ||
        isOfSwitch(spot, parameter)
      )
        continue;
      else if (isPlain(parameter.when)) return parameter.when;
      else if (parameter.type === 'boolean') return true;
    }
  }
  if (parameter.default === undefined && !parameter.optional) return undefined;
  const isSaid = (value: string): boolean => spotsOf(clauses, value).some((spot) => !isOfSwitch(spot, parameter));
  const said = parameter.values?.filter((value) => value.length > 2 && isSaid(value)) ?? [];
  // Of several ("md5, sha1 and sha256") none is the usual one.
  return said.length === 1 && said[0] !== parameter.default ? said[0] : undefined;
}

/** "with or without symbols": both ways, as the option has them. */
function isEither({ clause, from }: Spot): boolean {
  const [or, first] = [clause.tokens[from - 1]?.text, clause.tokens[from - 2]?.text];
  return or === 'or' && first !== undefined && /^(?:with|without)$/.test(first);
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

const milliseconds: Record<string, number> = {
  millisecond: 1,
  ms: 1,
  second: 1000,
  sec: 1000,
  s: 1000,
  minute: 60_000,
  min: 60_000,
  hour: 3_600_000,
  h: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** "--length (8 to 128, default 16)": of several numbers the one that is taken where none is given. */
function usualIn(spot: Spot, parameter: Parameter): number | undefined {
  const tokens = spot.clause.tokens.slice(spot.to, spot.to + 12).map((token) => token.text);
  const end = tokens.findIndex((text, i) => text === '-' && tokens[i + 1] === '-');
  const said = (end < 0 ? tokens : tokens.slice(0, end)).join(' ');
  const match =
    /^\(?(?: ?[a-z\d.-]+){0,6}?(?: ,)? ?\(? ?default(?:s to| is| of| :)? (\d+(?:\.\d+)?)(?: ([a-z]+))?/.exec(said);
  return match ? inUnit(Number(match[1]), match[2] ?? '', parameter) : undefined;
}

function numberBeside(spot: Spot, parameter: Parameter): number | undefined {
  const tokens = spot.clause.tokens.map((token) => singular(token.text));
  let at = spot.to;
  while (at < tokens.length && between.test(tokens[at] ?? '')) at += 1;
  if (!numbers.test(tokens[at] ?? '') || at - spot.to > 4) {
    // "100 entries", "60 second ttl", "5 requests per second".
    at = [spot.from - 1, spot.from - 2].find((place) => numbers.test(tokens[place] ?? '')) ?? -1;
    if (at < 0) return undefined;
  }
  return inUnit(Number(tokens[at]), tokens[at + 1] ?? '', parameter);
}

/** In the unit that the summary speaks of. */
function scale(number: number, unit: number, summary: string): number {
  const own = /\b(millisecond|second|minute|hour|day)s?\b/.exec(summary)?.[1];
  return own === undefined ? number : (number * unit) / (milliseconds[own] ?? 1);
}

/** "a 10x8 board", "16 by 16": across and down, or the one side of a square. */
function sidesOf(
  parameters: readonly Parameter[],
  clauses: readonly Clause[],
  said: ModuleUse['options'],
): ModuleUse['options'] {
  const named = (name: RegExp): string | undefined => parameters.find((one) => name.test(one.name))?.name;
  const sides = [named(/^(?:width|columns|size)$/), named(/^(?:height|rows)$/)];
  const match = clauses.map(({ source }) => /\b(\d{1,4}) ?(?:x|×|by) ?(\d{1,4})\b/i.exec(source)).find((one) => one);
  if (!match) return {};
  const values = sides.flatMap((name, at) => (name === undefined ? [] : [[name, Number(match[at + 1])] as const]));
  return Object.fromEntries(values.filter(([name]) => said[name] === undefined || name !== 'size'));
}

/** "100 requests per minute": so many at once, and so many come back each second. */
function rateOf(
  limit: Parameter,
  burst: Parameter,
  clauses: readonly Clause[],
  said: ModuleUse['options'],
): ModuleUse['options'] {
  for (const clause of clauses) {
    const match =
      /\b(\d+(?:\.\d+)?) (?:[a-z]+ ){0,2}?(?:per|a|an|each|every|in 1|in a) (\d+ )?(second|minute|hour|day)s?\b/.exec(
        clause.text,
      );
    if (!match?.[1] || !match[3]) continue;
    const seconds = ((milliseconds[match[3]] ?? 1000) / 1000) * Number(match[2] ?? 1);
    return {
      [limit.name]: Number((Number(match[1]) / seconds).toPrecision(6)),
      ...(said[burst.name] === undefined ? { [burst.name]: Math.max(1, Math.round(Number(match[1]))) } : {}),
    };
  }
  return {};
}

/** Every word that a module's manifest has: what a clause may speak of when it speaks of the module. */
export function vocabularyOf(found: readonly Manifest[]): Set<string> {
  const words = new Set<string>();
  const add = (text: string): void => phrase(text).forEach((word) => words.add(word));
  for (const module of found) {
    [module.title, module.summary, ...module.words, ...module.knows].forEach(add);
    for (const parameter of module.class?.options ?? []) addParameter(parameter, add);
    for (const fn of module.functions) {
      [fn.name.replaceAll(/([A-Z])/g, ' $1'), fn.summary, fn.returns.summary, ...fn.words].forEach(add);
      for (const parameter of fn.parameters) addParameter(parameter, add);
    }
  }
  return words;
}

function addParameter(parameter: Parameter, add: (text: string) => void): void {
  [
    parameter.name.replaceAll(/([A-Z])/g, ' $1'),
    parameter.summary,
    ...parameter.words.map((word) => word.replace('#', '')),
    ...(parameter.values ?? []),
  ].forEach(add);
}

/** The words by which the functions of a module are asked for. */
function asksFor({ functions, words: own }: Manifest): Set<string> {
  return new Set([...own, ...functions.flatMap(({ words }) => words)].flatMap(phrase));
}

/** "a task queue with a concurrency limit": what it does, it does with functions of other programs. */
export function isForPrograms(modules: readonly ModuleFound[]): boolean {
  return modules.length > 0 && modules.every(({ module }) => module.functions.every((fn) => fn.libraryOnly));
}
