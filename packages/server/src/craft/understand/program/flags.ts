import { flagOf, isOptional } from '../../modules/calls.ts';
import type { Manifest, Parameter } from '../../modules/manifest.ts';
import type { Offered } from '../../modules/uses.ts';
import { type Draft, cannot } from '../draft.ts';
import { commonFlags, defaultSaid, isNameOf } from './switches.ts';

/** How a description calls the options of a command line tool: they are called so, or it is said. */

const anyFlag = /(?<![\w-])(--[a-z][a-z0-9-]*|-[a-zA-Z])(?![\w-])/g;

/** Words in which an option is written out: it is there, or was said not to be. */
export function namesFlag(words: string): boolean {
  return words.search(anyFlag) >= 0;
}

/** By name of a parameter. */
interface Options {
  /** What it is called: `limit` is `--top`. */
  flags: Record<string, string>;
  /** What holds where it is not given. */
  options: Record<string, boolean | number | string>;
}

/** Of each module the options as they are called. Those that are none of the tool's by any name are said, with those that it has. */
export function flagsAsSaid(draft: Draft, text: string, offered: readonly Offered[]): Map<string, Options> {
  const given = new Map<string, Options>();
  const taken = offered.flatMap(({ parameters }) => parameters.filter(isOptional));
  const own = new Set(taken.map((parameter) => `--${flagOf(parameter)}`));
  const switches = taken.filter(({ type }) => type === 'boolean');
  const known = new Set([...own, ...switches.map((parameter) => `--no-${flagOf(parameter)}`), ...commonFlags]);
  const said = [...new Set([...text.matchAll(anyFlag)].map((match) => match[1] ?? ''))];
  const missing = said.filter((flag) => !known.has(flag)).filter((flag) => !give(flag, { text, said, offered, given }));
  const optionsOf = (module: string): Options => given.get(module) ?? { flags: {}, options: {} };
  for (const { module, parameters } of offered)
    for (const one of parameters.filter((parameter) => isTurnedOn(parameter, said))) {
      const { flags, options } = optionsOf(module.id);
      given.set(module.id, { flags, options: { ...options, [one.name]: false } });
    }
  for (const { module, parameters } of offered)
    for (const one of parameters.filter(isOptional)) {
      const { flags, options } = optionsOf(module.id);
      const value = defaultSaid(flags[one.name] ?? flagOf(one), one, text);
      if (value !== undefined) given.set(module.id, { flags, options: { ...options, [one.name]: value } });
    }
  if (missing.length === 0) return given;
  const nearest = own.size === 0 ? 'the tool as it is, without options' : `its options ${[...own].join(', ')}`;
  cannot(draft, missing.join(', '), `the tool has no option${missing.length > 1 ? 's' : ''} of this name`, nearest);
  return given;
}

/** Options that a description writes out for a game, which has those of its rules alone. */
export function flagsOfGame(draft: Draft, text: string, { class: rules }: Manifest): void {
  const own = [...(rules?.options ?? []).map((option) => `--${flagOf(option)}`), ...(rules?.random ? ['--seed'] : [])];
  const said = [...new Set([...text.matchAll(anyFlag)].map((match) => match[1] ?? ''))];
  const missing = said.filter((flag) => ![...own, '--help', '--version'].includes(flag));
  if (missing.length === 0) return;
  const nearest = own.length === 0 ? 'the game as it is, without options' : `its options ${own.join(', ')}`;
  cannot(draft, missing.join(', '), `the game has no option${missing.length > 1 ? 's' : ''} of this name`, nearest);
}

/** "--ignore-case": what holds only where it is given holds not by itself. */
function isTurnedOn(parameter: Parameter, said: readonly string[]): boolean {
  const flag = flagOf(parameter);
  return parameter.default === true && said.includes(`--${flag}`) && !said.includes(`--no-${flag}`);
}

interface Giving {
  text: string;
  said: readonly string[];
  offered: readonly Offered[];
  given: Map<string, Options>;
}

/** Gives the name to the first parameter of each function that may bear it; whether there is one. */
function give(flag: string, { text, said, offered, given }: Giving): boolean {
  const name = flag.replace(/^--?/, '');
  if (!flag.startsWith('--')) return false;
  let found = false;
  for (const { module, parameters } of offered) {
    const { flags: names, options } = given.get(module.id) ?? { flags: {}, options: {} };
    const fitting = parameters.filter(
      (one) => isOptional(one) && mayBear(one, name, text) && !said.includes(`--${flagOf(one)}`),
    );
    const chosen =
      fitting.find((one) => names[one.name] === name) ?? fitting.find((one) => names[one.name] === undefined);
    if (!chosen) continue;
    found = true;
    // What the words around the option tell of it holds where it is given.
    const off = chosen.default === true ? { [chosen.name]: false } : {};
    given.set(module.id, { flags: { ...names, [chosen.name]: name }, options: { ...options, ...off } });
  }
  return found;
}

function mayBear(parameter: Parameter, name: string, text: string): boolean {
  return isNameOf(name, parameter) && takesWhatFollows(parameter, name, text);
}

/** "--sort COLUMN" has a value, which no switch takes; "--format xml" one that is none of the tool's. */
function takesWhatFollows({ type, values }: Parameter, name: string, text: string): boolean {
  const [, sign = '', word = ''] = new RegExp(`(?<![\\w-])--${name}(=| |)([<\\[]?[\\w/|-]+)?`).exec(text) ?? [];
  const isValue = sign === '=' || /^(?:[<[]|[A-Z]+$|\d)/.test(word);
  if (type === 'boolean') return !isValue;
  // "--sunday" is one of the values, and no name of what takes them.
  if (values?.includes(name)) return false;
  const list = '([a-z]+(?:(?:, or |, |[|/]| or )[a-z]+)*)';
  const choice = new RegExp(`--${name}[= ]<?${list}>?(.?)`).exec(text);
  const listed = choice?.[1]?.split(/, or |, |[|/]| or /) ?? [];
  const isChoice = sign === '=' || choice?.[2] === '`' || listed.length > 1;
  return !values || !isChoice || listed.every((one) => values.includes(one));
}
