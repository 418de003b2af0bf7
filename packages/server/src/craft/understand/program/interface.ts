import { isOptional } from '../../modules/calls.ts';
import { type Offered, offeredFunctions, remoteFunctions, usedModules } from '../../modules/uses.ts';
import type { ModuleUse, Requirements } from '../../requirements.ts';
import { type Draft, cannot } from '../draft.ts';
import { spaced } from '../words/grammar.ts';
import { sayFunctions } from './functions-said.ts';
import { flagsAsSaid, flagsOfGame } from './flags.ts';
import { lexicon } from '../words/lexicon.ts';
import { tokenise } from '../words/tokens.ts';
import { stem } from '../words/stem.ts';

/** How a description calls the commands, addresses and options of a program made of modules: it is called so, or it is said. */

type Of = Pick<Requirements, 'kind' | 'language' | 'protocol'>;

/** A name as it was written, and the words around it that say what it does. */
interface Said {
  name: string;
  about: string;
}

/** The uses with the names that their functions are given; a name that belongs to none of them is said to be missing. */
export function calledAsSaid(draft: Draft, of: Of, uses: readonly ModuleUse[]): ModuleUse[] {
  const { kind, language, protocol } = of;
  const used = usedModules({ modules: [...uses], language });
  if (kind === 'terminal_game')
    for (const { module } of used) if (module.form === 'game') flagsOfGame(draft, draft.description, module);
  if (kind === 'library') sayFunctions(draft, used, language);
  const overHttp = kind === 'rest_api' || (kind === 'server' && protocol === 'http');
  const byLine = kind === 'cli_tool' || (kind === 'server' && protocol === 'tcp');
  if (!overHttp && !byLine) return [...uses];
  const offered = kind === 'cli_tool' ? offeredFunctions(used) : remoteFunctions(used);
  const text = draft.description;
  const named = overHttp
    ? giveRoutes(draft, routesIn(text), offered)
    : giveCommands(draft, commandsIn(text, of), offered);
  const flags = kind === 'cli_tool' ? flagsAsSaid(draft, text, offered) : undefined;
  if (kind === 'cli_tool') sayInput(draft, text, offered);
  return uses.map((use) => {
    const own = [...named].filter(([one]) => one.module.id === use.module).map(([one, name]) => [one.fn.name, name]);
    const called = own.length === 0 ? {} : { called: Object.fromEntries(own) as Record<string, string> };
    const said = flags?.get(use.module);
    const options = { ...use.options, ...said?.options };
    return { ...use, ...called, options, ...(said ? { flags: said.flags } : {}) };
  });
}

/** The words of the sentence around a name, up to the names beside it. */
function aroundEach(text: string, found: readonly { name: string; from: number; to: number }[]): Said[] {
  return found.map(({ name, from, to }, at) => {
    const end = Math.min(found[at + 1]?.from ?? text.length, to + 160);
    const behind = text.slice(to, end).split(/[.;\n](?=\s|$)/, 1)[0] ?? '';
    const start = Math.max(found[at - 1]?.to ?? 0, from - 80);
    const before =
      text
        .slice(start, from)
        .split(/[.,;:\n](?=\s|$)/)
        .at(-1) ?? '';
    return { name, about: `${before} ${behind}` };
  });
}

const route = /\b(GET|POST|PUT|PATCH|DELETE)\s+`?(\/[\w/:{}<>.-]*)/g;

function routesIn(text: string): Said[] {
  const found = [...text.matchAll(route)].map((match) => ({
    name: `${match[1]} ${(match[2] ?? '').replaceAll(/[{<:](\w+)[}>]?/g, ':$1').replace(/[.]$/, '')}`,
    from: match.index,
    to: match.index + match[0].length,
  }));
  return aroundEach(text, found);
}

/** `check` in backticks, a list behind "commands", and over TCP words in capitals. */
function commandsIn(text: string, { kind }: Of): Said[] {
  const asksForCommands = kind === 'cli_tool' ? /\b(?:sub)?commands?\b(?! line)/i : /./;
  if (!asksForCommands.test(text)) return [];
  const name = /\b(?:called|named)\s+["'`“]?([a-z][a-z0-9-]*)/i.exec(text)?.[1];
  const quoted = [...text.matchAll(/`(?:\$ )?([a-z][a-z0-9-]*)(?:[ ]([a-z][a-z0-9-]*))?[^`\n]*`/gi)].map((match) => {
    const [first = '', second] = match.slice(1);
    const command = first === name ? second : first;
    return { name: (command ?? '').toLowerCase(), from: match.index, to: match.index + match[0].length };
  });
  const listed =
    /\b(?:sub)?commands?(?: are| is|:)? ((?:[a-z][a-z-]+(?:, and |, or |, | and | or )){1,8}[a-z][a-z-]+)/gi;
  const lists = kind === 'cli_tool' ? [...text.matchAll(listed)].flatMap(inList) : [];
  const capitals = kind === 'server' ? capitalsIn(text) : [];
  const all = [...quoted, ...lists, ...capitals].filter((one) => one.name !== '').sort((a, b) => a.from - b.from);
  return aroundEach(
    text,
    all.filter((one, at) => all.findIndex((other) => other.name === one.name) === at),
  );
}

function inList(match: RegExpExecArray): { name: string; from: number; to: number }[] {
  const start = match.index + match[0].length - (match[1]?.length ?? 0);
  return [...(match[1] ?? '').matchAll(/[a-z][a-z-]+/gi)]
    .filter(([word]) => !/^(?:and|or)$/i.test(word))
    .map((one) => ({ name: one[0].toLowerCase(), from: start + one.index, to: start + one.index + one[0].length }));
}

/** "SET, GET, DEL and KEYS", "SET key value, GET key and DEL key": two or more in a row, with what they take. */
const inCapitals = /\b[A-Z]{3,12}(?:(?: [a-z<[][\w>\]]*){0,3}(?:, and |, or |, | and | or |\/)[A-Z]{3,12})+\b/g;
/** What stands in capitals and is no command. */
const shorts = /^(?:TCP|UDP|HTTP|HTTPS|JSON|CSV|XML|LRU|LFU|TTL|FIFO|LIFO|ASCII|UTF|UTC|ISO|RFC|API|CLI|CRLF|TLS|SSL)$/;

function capitalsIn(text: string): { name: string; from: number; to: number }[] {
  const lists = [...text.matchAll(inCapitals)];
  const known = lists.flatMap(([list]) => list.match(/[A-Z]{3,12}/g) ?? []);
  // "(SETEX)", where others are listed.
  if (known.length > 0)
    lists.push(
      ...[...text.matchAll(/(?<=\()[A-Z]{3,12}(?=\))/g)].filter(
        ([word]) => !known.includes(word) && !shorts.test(word),
      ),
    );
  return lists.flatMap((list) =>
    [...list[0].matchAll(/[A-Z]{3,12}/g)].map((one) => {
      const from = list.index + one.index;
      return { name: one[0].toLowerCase(), from, to: from + one[0].length };
    }),
  );
}

function wordsIn(text: string): string[] {
  return tokenise(text)
    .map((token) => stem(token.text))
    .filter((word) => /^[a-z]{2,}$/.test(word) && !lexicon().functionWords.has(word));
}

/** How well a function answers to a name: its own words count more than those around it. */
function likeness({ fn, name }: Offered, said: Said): number {
  const own = new Set([name, spaced(fn.name), fn.command.replaceAll('-', ' '), ...fn.words].flatMap(wordsIn));
  const told = new Set([fn.summary, fn.returns.summary].flatMap(wordsIn));
  const alike = (word: string): boolean =>
    own.has(word) || [...own].some((one) => one.length > 2 && isShort(word, one));
  const heard = wordsIn(said.name.replaceAll(/[^a-z]/gi, ' '));
  const about = wordsIn(said.about);
  return (
    heard.filter(alike).length * 4 +
    // What it is called outweighs whatever else is said beside it.
    heard.filter((word) => own.has(word)).length * 6 +
    about.filter((word) => own.has(word)).length * 2 +
    about.filter((word) => told.has(word)).length
  );
}

/** "del" for "delete". */
function isShort(word: string, whole: string): boolean {
  return word.length >= 3 && whole.startsWith(word);
}

function isCalled({ name, fn }: Offered, word: string): boolean {
  return name === word || fn.command === word;
}

function giveCommands(draft: Draft, said: readonly Said[], offered: readonly Offered[]): Map<Offered, string> {
  const given = new Map<Offered, string>();
  const own = new Set(said.flatMap((one) => offered.filter((other) => isCalled(other, one.name))));
  for (const one of said) {
    if (/^(?:help|version|quit|exit)$/.test(one.name) || offered.some((other) => isCalled(other, one.name))) continue;
    const free = offered.filter((other) => !given.has(other) && !own.has(other));
    const [best, next] = byLikeness(free, one);
    const chosen = best && best.score > 0 && best.score > (next?.score ?? 0) ? best.one : undefined;
    // A tool that does one thing has no commands.
    if (chosen && offered.length > 1) given.set(chosen, one.name);
    else cannot(draft, one.name, offered.length > 1 ? 'no command does this' : 'it does one thing, without a command');
  }
  return given;
}

function byLikeness(offered: readonly Offered[], said: Said): { one: Offered; score: number }[] {
  return offered.map((one) => ({ one, score: likeness(one, said) })).sort((a, b) => b.score - a.score);
}

function parametersOf(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
}

function giveRoutes(draft: Draft, said: readonly Said[], offered: readonly Offered[]): Map<Offered, string> {
  const given = new Map<Offered, string>();
  for (const one of said) {
    const [method = '', path = ''] = one.name.split(' ');
    if (path === '/health') continue;
    const fitting = offered.filter(
      (other) => !given.has(other) && canBeAsked(other, method, path) && addressOf(other, path) !== undefined,
    );
    const scored = byLikeness(fitting, one)
      .map((entry) => ({ ...entry, score: entry.score + sameness(entry.one, method, path) }))
      .sort((a, b) => b.score - a.score);
    const [best] = scored;
    if (best && best.score > 3) given.set(best.one, `${method} ${addressOf(best.one, path) ?? path}`);
    else cannot(draft, one.name, 'no part of the library of modules does this');
  }
  return given;
}

/** What takes a text of many lines or JSON beside its path is sent something, and is no address that is looked at. */
function canBeAsked({ fn }: Offered, method: string, path: string): boolean {
  const own = parametersOf(path);
  const sent = fn.parameters.some(
    (one) => !isOptional(one) && /^(?:text|json)$/.test(one.type) && !own.includes(one.name),
  );
  return method !== 'GET' || !sent;
}

/** The path with the names of the function's own parameters; undefined where it takes another number of them. */
function addressOf({ fn }: Offered, path: string): string | undefined {
  const said = parametersOf(path);
  const needed = fn.parameters.filter((parameter) => !isOptional(parameter)).map(({ name }) => name);
  const own = parametersOf(fn.http ?? '');
  const into = said.every((name) => needed.includes(name)) ? said : own.length === said.length ? own : undefined;
  if (into === undefined || own.length > said.length) return undefined;
  let at = 0;
  return path.replaceAll(/:\w+/g, () => `:${into[at++] ?? ''}`);
}

function sameness({ fn }: Offered, method: string, path: string): number {
  const [own = 'POST', address = ''] = (fn.http ?? '').split(' ');
  const shape = (one: string): string => one.replaceAll(/:\w+/g, ':');
  return (own === method ? 3 : 0) + (shape(address) === shape(path) ? 6 : 0);
}

/** "reads numbers from stdin": only texts of many lines come from there. */
function sayInput(draft: Draft, text: string, offered: readonly Offered[]): void {
  const said =
    /(?:from |on |via |through |to )?\b(?:stdin|standard input)\b(?:,? one(?: [a-z]+)? (?:per|in each|on each) line)?|\bone(?: [a-z]+)? per line\b/i.exec(
      text,
    )?.[0];
  if (said === undefined || offered.some(({ parameters }) => parameters.some(({ type }) => type === 'text'))) return;
  const values = offered.some(({ parameters }) => parameters.some((one) => !isOptional(one)));
  if (values)
    cannot(draft, said, 'what the tool takes are words of its command line', 'the values behind the command, by xargs');
}
