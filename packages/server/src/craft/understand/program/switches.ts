import { flagOf } from '../../modules/calls.ts';
import type { Parameter } from '../../modules/manifest.ts';
import { lexicon } from '../words/lexicon.ts';
import { phrase, type Spot } from './spots.ts';

/** What holds only where an option is given, so not by itself. */

/** What every tool has. */
export const commonFlags = ['--json', '--output', '--quiet', '--help', '--version'];

/** "--no-symbols": an option that there is to be, which sets nothing. */
export function isFlag({ clause, from }: Spot): boolean {
  return /--(?:[a-z]+-)*$/.test(clause.source.slice(0, clause.tokens[from]?.start ?? 0));
}

/** Words by which what follows is left to whoever runs it: "an option to ignore case", "can optionally sort by number". */
const leftOpen =
  /\b(?:optionally|optional|(?:options?|flags?|switch(?:es)?|setting|parameter|choice|possibility) (?:to|for|of|that|which|like|such as|called \S+)|if (?:asked|wanted|wished|told|requested|needed)(?: to)?,?|can also|can)(?: (?:be|an?|the|also|make|makes|do|set|turn|turns|on|it|matching|search|them|is|sort|print|show|count))*$/i;
const leftOpenBehind =
  /^[^,.;:]{0,24}?(?: (?:option|flag|switch)\b| optionally\b| \(optional\)| (?:if|when|where) (?:asked|wanted|wished|told|requested|needed|desired|given)\b)/i;

/** "--sunday starts the weeks on Sunday", "with -i it ignores case", "ignores case if --ignore-case is given", "an option to ignore case". */
export function isOfSwitch(spot: Spot, parameter: Parameter): boolean {
  if (isFlag(spot)) return true;
  const { clause, from, to } = spot;
  const start = clause.tokens[from]?.start ?? 0;
  const last = clause.tokens[to - 1];
  const end = (last?.start ?? 0) + (last?.text.length ?? 0);
  const before =
    clause.source
      .slice(0, start)
      .split(/[.;!?]\s|\n/)
      .at(-1) ?? '';
  const behind = clause.source.slice(end).split(/[.;!?](?:\s|$)|\n/, 1)[0] ?? '';
  return (
    isBehindFlag(before, clause.source.slice(start, end)) ||
    isBeforeFlag(behind, parameter) ||
    leftOpen.test(before.trimEnd()) ||
    leftOpenBehind.test(behind)
  );
}

function isBehindFlag(before: string, words: string): boolean {
  const flags = [...before.matchAll(/(?<![\w-])(?:--[a-z][a-z0-9-]*|-[a-zA-Z])(?![\w-])/g)].filter(
    ([flag]) => !commonFlags.includes(flag),
  );
  const flag = flags.at(-1);
  if (!flag) return false;
  const between = before.slice(flag.index + flag[0].length);
  // "with --top N and ignores case", "with --top N, ignoring case": what the program does whatever is given.
  const goesOn =
    /^[`"']?(?: [A-Z<[]\S*)?(?: \([^)]*\))?,?(?: and)? ?$/.test(between) && /^[a-z]+(?:s|ing)\b/i.test(words);
  const isNew = /(?:, | and )[^-]*$/.test(between) && goesOn;
  return !isNew && !/\b(?:always|by default)\b/.test(between);
}

/** "ignores case with -i", "sorts by number (--numeric)": an option of this name, or of one letter. */
function isBeforeFlag(behind: string, parameter: Parameter): boolean {
  const named =
    /^[^,;:()]{0,40}?(?:\b(?:with|by|via|using|through|if|when|under|given|behind|for)\b(?: (?:the|an?|given|option|flag|switch))*| ?\((?:with|option|flag|the|an?| )*) ?[`"']?--?([a-zA-Z][\w-]*)/.exec(
      behind,
    )?.[1];
  return named !== undefined && (named.length === 1 || isNameOf(named, parameter));
}

/** Whether an option may be called so: by its own name, another for the same, or the words that ask for it. */
export function isNameOf(name: string, parameter: Parameter): boolean {
  const own = flagOf(parameter);
  const words = phrase(name.replaceAll('-', ' '));
  return (
    own === name ||
    lexicon().options.some((group) => group.includes(own) && group.includes(name)) ||
    parameter.words.some((word) => {
      const said = phrase(word.replace('#', ''));
      return words.length === said.length && words.every((one, at) => one === said[at]);
    })
  );
}

const numbers = /^\d+(?:\.\d+)?$/;

/** "--count (default 50)", "--count N, 50 by default", "--count defaults to 50". */
export function defaultSaid(name: string, { type, values }: Parameter, text: string): number | string | undefined {
  const behind = new RegExp(`--${name}(?![\\w-])[\`"']?((?:(?!--)[^;\\n]){0,80})`).exec(text)?.[1] ?? '';
  const sentence = behind.split(/\.(?:\s|$)/, 1)[0] ?? '';
  const said =
    /\b(?:defaults? (?:to|is|of)|default(?: value)?(?: is)?:?|by default) [`"'(]?(\w+(?:\.\d+)?)/.exec(sentence)?.[1] ??
    /[`"'(, ](\w+(?:\.\d+)?)[`"']?(?: [a-z]+)? (?:by default|\(?default\)?|if not given|unless given)\b/.exec(
      sentence,
    )?.[1];
  if (said === undefined) return undefined;
  if (type === 'integer' || type === 'number') return numbers.test(said) ? Number(said) : undefined;
  return values?.includes(said) ? said : undefined;
}
