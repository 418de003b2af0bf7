import { obstacleTo } from '../../kinds/registry.ts';
import { type Program, programs } from '../../programs/library.ts';
import type { ModuleUse, Requirements, Understanding } from '../../requirements.ts';
import { type Draft, cannot, stated } from '../draft.ts';
import type { KindFound } from './kind.ts';
import { stem } from '../words/stem.ts';
import { assembleProgram, leftOver, readWishes, sayUdp } from './programs.ts';
import { readStack, type Wishes } from './stack.ts';

/** Programs that are known as a whole ("a TCP echo server", "check my URLs every 5 minutes"). */

interface ProgramFound {
  program: Program;
  use: ModuleUse;
}

const fieldsListed =
  /(?:\b(?:has|have|with)|[:(]) (?:an? )?[a-z]+(?: [a-z]+)?(?: \( [^()]* \))? , (?:an? )?[a-z]+(?: [a-z]+)?(?: \( [^()]* \))? (?:,|and) /;
const overLines = /\b(?:tcp|telnet|netcat|raw sockets?|line based|line protocol|lines)\b/;

/** The program that a description names, as long as it names no other kind of project and no things with fields. */
export function findProgram(draft: Draft, kind: KindFound): ProgramFound | undefined {
  const text = draft.clauses.map((clause) => clause.text).join(' . ');
  for (const program of programs()) {
    for (const clause of draft.clauses) {
      const match = program.words.map((word) => new RegExp(word).exec(clause.text)).find((found) => found !== null);
      if (!match || !fits(program, kind, text)) continue;
      const from = stated(clause, match.index, match.index + match[0].length);
      return { program, use: { module: program.id, options: optionsOf(program, draft), functions: [], from } };
    }
  }
  return undefined;
}

/** A kind that was only assumed, or that a word of the program's own name brought up, stands back. */
function fits(program: Program, kind: KindFound, text: string): boolean {
  if (kind.kind === program.kind) return true;
  // "measurements: sensor, value, unit … delete those older than 30 days": rows with one rule more.
  if (kind.from.assumed) return !fieldsListed.test(text);
  if (program.protocols.includes('tcp') && overLines.test(text))
    return /^(?:realtime_service|rest_api)$/.test(kind.kind);
  return kind.kind === 'cli_tool' && !/\b(?:cli|command line|terminal|console)\b/.test(text);
}

const units: Record<string, number> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  night: 86_400,
  morning: 86_400,
  evening: 86_400,
  week: 604_800,
};

/** "every 15 minutes", "nightly"; undefined where nothing is said. */
export function everySecondsIn(text: string): number | undefined {
  const match =
    /\b(?:every|each|once an?|once per) (?:(\d+) )?(second|minute|hour|day|night|morning|evening|week)s?\b/.exec(text);
  const spelled = /\b(hourly|daily|nightly|weekly)\b/.exec(text)?.[1];
  const unit = match?.[2] ?? { hourly: 'hour', daily: 'day', nightly: 'night', weekly: 'week' }[spelled ?? ''];
  return unit === undefined ? undefined : Number(match?.[1] ?? 1) * (units[unit] ?? 1);
}

function optionsOf(program: Program, draft: Draft): ModuleUse['options'] {
  const text = draft.clauses.map((clause) => clause.text).join(' . ');
  const found: ModuleUse['options'] = {};
  for (const option of program.options) {
    if (option.reads === 'everySeconds') {
      const seconds = everySecondsIn(text);
      if (seconds !== undefined) found[option.name] = seconds;
    } else if (option.reads === 'days') {
      const match = /\b(\d+) (day|week|month|year)s?\b/.exec(text);
      const days = { day: 1, week: 7, month: 30, year: 365 }[match?.[2] ?? ''];
      if (match && days !== undefined) found[option.name] = Number(match[1]) * days;
    } else {
      const value = new RegExp(option.reads).exec(text)?.[1];
      if (value !== undefined)
        found[option.name] = typeof option.default === 'number' ? Number(value === 'twice' ? 2 : value) : value;
    }
  }
  for (const { name, follows = '' } of program.options) {
    const led = found[follows];
    if (led !== undefined) found[name] ??= led;
  }
  return found;
}

/** Over TCP where lines are spoken of and the program can; else over what it is usually asked. */
function protocolFor(program: Program, draft: Draft): Requirements['protocol'] {
  const [usual = 'http'] = program.protocols;
  if (draft.clauses.some((clause) => /\bhttp\b/.test(clause.text)) && program.protocols.includes('http')) return 'http';
  const lines = draft.clauses.some((clause) => overLines.test(clause.text));
  return lines && program.protocols.includes('tcp') ? 'tcp' : usual;
}

export function understandWhole(
  draft: Draft,
  kind: KindFound,
  wishes: Wishes,
  { program, use }: ProgramFound,
): Understanding {
  readWishes(draft);
  sayUdp(draft, kind.kind);
  const meant: KindFound = { ...kind, kind: program.kind, from: use.from };
  const stack = readStack(draft, wishes, program.kind);
  for (const words of leftOver(draft, vocabularyOf(program, use)).pieces)
    cannot(draft, words, `this is no part of what is known of ${program.title.toLowerCase()}s`);
  const unsaid = program.options.filter((option) => use.options[option.name] === undefined);
  const requirements = assembleProgram(draft, meant, stack, {
    titles: [program.title],
    summary: program.summary,
    name: program.id,
    uses: [use],
    score: 6,
    assumptions: unsaid.map(({ summary, default: usual }) => `${summary} is ${usual} unless said otherwise.`),
    protocol: protocolFor(program, draft),
  });
  const obstacle = draft.unsupported.some((entry) => entry.blocking) ? null : obstacleTo(requirements);
  if (obstacle) requirements.unsupported.push({ words: use.from.words || program.title, ...obstacle, blocking: true });
  return { verdict: 'understood', requirements };
}

/** Words that are no wish beyond the program: its own, those that it is known to answer, and what its options were set to. */
function vocabularyOf(program: Program, { options }: ModuleUse): ReadonlySet<string> {
  const texts = [
    program.title,
    program.summary,
    ...program.words,
    ...program.knows,
    ...program.options.map((one) => one.summary),
    ...Object.values(options).map(String),
  ];
  return new Set(texts.flatMap((text) => (text.toLowerCase().match(/[a-z]{3,}/g) ?? []).map(stem)));
}
