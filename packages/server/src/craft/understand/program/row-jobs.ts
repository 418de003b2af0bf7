import { obstacleTo } from '../../kinds/registry.ts';
import type { Entity, Field, Requirements, RowJob, Understanding } from '../../requirements.ts';
import type { Draft } from '../draft.ts';
import { camel, pluralOf, singular, spaced } from '../words/grammar.ts';
import type { KindFound } from './kind.ts';
import { readStack, type Wishes } from './stack.ts';
import { everySecondsIn } from './whole-programs.ts';

/** "every night marks loans overdue whose due date is past": what a worker does with rows by itself. */

interface RowJobSaid {
  /** The sentence that asks for it. */
  words: string;
  /** What remains to be read of things and their fields. */
  rest: string;
  /** Singular, as far as the sentence tells. */
  thing: string;
  /** The words for the moment that must be past: "due date". */
  due: string;
  /** The state that such rows get. */
  to: string;
  /** The states named before the thing: "unpaid". */
  from: string[];
}

const many = '(?:(?:all|the|any|every|each|those|its|our) )*((?:[a-z-]+ )??)((?:[a-z]+ )?[a-z]+s|them|it|those)';
const rowsThat = '(?:whose|that|which|when|where|once|if|as soon as|after)';
const state = '"?([a-z]+(?:[ -][a-z]+)?)"?';

/** "marks them as expired", "sets unpaid invoices to overdue", "marks loans overdue whose …". */
const marks: readonly RegExp[] = [
  new RegExp(
    `\\b(?:marks?|sets?|flags?|changes?|turns?|switch(?:es)?|moves?|puts?|updates?)(?: the status of)? ${many}(?: ${rowsThat} [^.;]*?)? (?:as|to|into) (?:status |state )?${state}(?=[ .,;:]|$)`,
    'i',
  ),
  new RegExp(`\\b(?:marks?|flags?|sets?) ${many} ${state}(?= ${rowsThat}| \\(|[.,;]|$)`, 'i'),
];

/** "closes polls whose closing date is past": the verb is the state. */
const acts = new RegExp(
  `\\b(expires?|closes?|cancels?|archives?|releases?|locks?|deactivates?|suspends?|ends?) ${many} ${rowsThat}\\b`,
  'i',
);

const past =
  /\b(?:whose|when|where|once|if|as soon as|after)(?: the| their| its)? ([a-z]+(?: [a-z]+){0,2}?) (?:is|are|has|have|lies|was|were|of them is)? ?(?:been )?(?:in the past|past|passed|over|gone by|reached|elapsed|expired|behind|before (?:today|now)|earlier than (?:today|now))\b/i;
const gone =
  /\b(?:that|which|who) (?:(?:have|has|are|is) )?(?:already )?(?:run out|ran out|expired|lapsed|passed|ended|overdue|past (?:their|its|the) ([a-z]+(?: [a-z]+)?))\b/i;
const pastTheir =
  /\bpast (?:their|its|the) ([a-z]+(?: [a-z]+)?)\b|\bafter (?:their|its|the) ([a-z]+(?: [a-z]+)?)(?=[ .,;]|$)/i;

const worker =
  /\b(?:worker|background|cron|scheduled|scheduler|daemon|every (?:\d+ )?(?:second|minute|hour|night|day|morning|evening|week)s?|nightly|hourly|daily|once an? (?:hour|day|night))\b/i;

/**
 * A worker over rows: what it keeps is read as of an API that keeps them, and the job is laid upon it. Undefined
 * where nothing of that kind is asked for, or where the things have no moment that could be past.
 */
export function understandRowWorker(
  draft: Draft,
  kind: KindFound,
  options: Wishes,
  read: (text: string, options: Wishes) => Understanding,
): Understanding | undefined {
  const said = kind.kind === 'worker' || kind.from.assumed ? rowJobIn(draft.description) : undefined;
  if (!said) return undefined;
  const { language } = readStack(draft, options, 'worker');
  const constraints = Object.fromEntries(
    Object.entries(options.constraints).filter(([key]) => !/^(?:kind|type)$/i.test(key)),
  );
  const found = read(thingsText(said, ` in ${language}`), { ...options, constraints, preferences: {} });
  if (found.verdict !== 'understood') return undefined;
  const kept = withState(found.requirements, said);
  const spoken = everySecondsIn(draft.clauses.map((clause) => clause.text).join(' . '));
  const job = rowJobOf(said, kept, spoken ?? 3600);
  if (!job) return undefined;
  const things = pluralOf(spaced(job.entity).split(' ')).join(' ');
  const requirements: Requirements = {
    ...kept,
    description: draft.description,
    kind: 'worker',
    kindFrom: kind.from,
    name: kept.name.replace(/-api$/, '-worker'),
    title: kept.title.replace(/ API$/i, ' Worker'),
    summary: `Keeps ${things} and marks those as ${job.to.replaceAll('_', ' ')} whose ${spaced(job.due)} is past.`,
    jobs: [job],
    entities: kept.entities.map((entity) => (entity.name === job.entity ? withDue(entity, job.due) : entity)),
    // "valid until" is the name of a field here and no rule.
    unsupported: [
      ...draft.unsupported,
      ...kept.unsupported.filter(({ words }) => !(/\buntil\b/i.test(words) && fieldsTold.test(words))),
    ],
    assumptions: [...kept.assumptions, ...assumed(job, spoken)],
  };
  const obstacle = requirements.unsupported.some(({ blocking }) => blocking) ? null : obstacleTo(requirements);
  if (obstacle) requirements.unsupported.push({ words: said.words, ...obstacle, blocking: true });
  return { verdict: 'understood', requirements };
}

/** What has no moment would never be looked at. */
function withDue(entity: Entity, due: string): Entity {
  return {
    ...entity,
    fields: entity.fields.map((field) => (field.name === due ? { ...field, required: true } : field)),
  };
}

function assumed(job: RowJob, spoken: number | undefined): string[] {
  const from = job.from.length > 0 ? ` that are ${job.from.join(' or ').replaceAll('_', ' ')}` : '';
  return [
    `Rows of ${spaced(job.entity)}${from} become ${job.to.replaceAll('_', ' ')} when their ${spaced(job.due)} is past.`,
    ...(spoken === undefined ? ['It looks every hour unless said otherwise.'] : []),
  ];
}

const ofTheWorker = /^[^.;]*\b(?:worker|background (?:job|process|service|task)|daemon)\b[^.;]*[:.]?$/i;
/** "Nightly worker: ", in front of what it is about. */
const lead = /^[^:;.(]*\b(?:worker|jobs?|daemon|task|process|service)\b[^:;.(]*: */i;
const fieldsTold = /\b(?:has|have|with)\b|\(/i;

/** The job that a description asks for beside the things that it keeps. */
function rowJobIn(description: string): RowJobSaid | undefined {
  if (!worker.test(description)) return undefined;
  const sentences = description.split(/(?<=[.!?;:])\s+|\n+/).filter((sentence) => sentence.trim() !== '');
  for (const sentence of sentences) {
    const found = jobIn(sentence);
    if (!found) continue;
    const rest = sentences.filter((other) => other !== sentence).map((other) => other.trim());
    // What stands behind a colon belongs to what stands before it.
    const lines = rest
      .join('\n')
      .replaceAll(':\n', ': ')
      .split('\n')
      .map((line) => listed(line.replace(lead, '')));
    const things = lines.filter((line) => !ofTheWorker.test(line) || fieldsTold.test(line));
    return { ...found, words: sentence.trim(), rest: things.join('\n') };
  }
  return undefined;
}

/** "a status: valid or expired" as the list that every part of the reading knows. */
function listed(sentence: string): string {
  return sentence.replace(
    /\b(status|state)(?::| which is| that is| -|,) ((?:[a-z]+(?: [a-z]+)?(?:, or |, | or |\/))+[a-z]+(?: [a-z]+)?)(?=[.;]|$)/gi,
    (_, word: string, values: string) => `${word} (${values.split(/, or |, | or |\//).join(', ')})`,
  );
}

function jobIn(sentence: string): Pick<RowJobSaid, 'thing' | 'due' | 'to' | 'from'> | undefined {
  const due = past.exec(sentence)?.[1] ?? firstGroup(pastTheir, sentence) ?? gone.exec(sentence)?.[1] ?? '';
  if (due === '' && !past.test(sentence) && !gone.test(sentence)) return undefined;
  for (const pattern of marks) {
    const [, before = '', thing = '', said = ''] = pattern.exec(sentence) ?? [];
    const to = said.replace(
      /[ -]?\b(?:when|whose|that|which|if|once|after|as|and|in|at|by|every|each|on|it|this)\b.*$/i,
      '',
    );
    if (to === '') continue;
    const named = /^(?:them|it|those)$/i.test(thing) ? thingBefore(sentence) : thing;
    return { ...thingOf(`${before}${named}`), due: due.toLowerCase(), to: to.toLowerCase().replace(/[ -]/g, '_') };
  }
  const [, verb = '', before = '', thing = ''] = acts.exec(sentence) ?? [];
  if (verb === '') return undefined;
  const bare = verb.toLowerCase().replace(/s$/, '');
  const to = bare === 'cancel' ? 'cancelled' : bare.endsWith('e') ? `${bare}d` : `${bare}ed`;
  return { ...thingOf(`${before}${thing}`), due: due.toLowerCase(), to };
}

function firstGroup(pattern: RegExp, text: string): string | undefined {
  return pattern
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
}

/** "looks for fishing permits that have run out and marks them". */
function thingBefore(sentence: string): string {
  const said = new RegExp(`\\b(?:for|at|through|all|finds?|checks?|takes?|of) ${many} ${rowsThat}\\b`, 'i').exec(
    sentence,
  );
  return said?.[2] ?? '';
}

/** "unpaid invoices": the thing, and the state that it is in. */
function thingOf(words: string): { thing: string; from: string[] } {
  const all = words.trim().toLowerCase().split(/\s+/);
  const from = all.filter((word) => openStates.test(word));
  const rest = all.filter((word) => !openStates.test(word));
  return { thing: [...rest.slice(0, -1), singular(rest.at(-1) ?? '')].join(' '), from };
}

const openStates =
  /^(?:unpaid|open|active|pending|valid|draft|running|live|reserved|booked|issued|sent|borrowed|lent|unreturned|unconfirmed|waiting|available|published|scheduled|old|current)$/;

/** What is read of the things: the rest, or where it names no fields, the least that the job needs. */
function thingsText({ rest, thing, due, to, from }: RowJobSaid, language: string): string {
  const named = thing.split(' ').at(-1) ?? '';
  const told = named !== '' && new RegExp(`\\b${named}s?\\b`, 'i').test(rest) && /\b(?:has|have|with)\b|\(/.test(rest);
  const field = due === '' ? 'end date' : due;
  const least = `${article(thing)} ${thing} has ${article(field)} ${field} and a status (${from[0] ?? 'open'}, ${to.replaceAll('_', ' ')}).`;
  return `A REST API${language} to keep ${thing === '' ? 'rows' : pluralOf(thing.split(' ')).join(' ')}.\n${told || thing === '' ? rest : `${rest}\n${least}`}`;
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? 'An' : 'A';
}

/** States in which a row has come to its end: nothing happens to it any more. */
const final =
  /^(?:returned|paid|closed|done|completed|complete|cancell?ed|used|sold|answered|finished|archived|rejected|resolved|settled|delivered|collected)$/;

/** The job upon what was read; undefined where the things have no such moment. */
function rowJobOf(said: RowJobSaid, found: Requirements, everySeconds: number): RowJob | undefined {
  const entity = entityMeant(said, found);
  const due = entity && dueField(entity, said.due);
  if (!entity || !due) return undefined;
  const to = said.to;
  const words = said.words;
  const common = { entity: entity.name, due: due.name, everySeconds, words };
  const status = entity.fields.find((field) => field.type === 'enum' && field.values?.includes(to));
  if (status) {
    const others = (status.values ?? []).filter((value) => value !== to);
    const named = others.filter((value) => said.from.includes(value));
    const from = named.length > 0 ? named : others.filter((value) => !final.test(value));
    return { ...common, field: status.name, from: from.length > 0 ? from : others, to };
  }
  const flag = entity.fields.find((field) => isFlag(field, to));
  return flag ? { ...common, field: flag.name, from: [], to } : undefined;
}

/** What the job needs and nobody spoke of: a state to be in, and a day that can be past. */
function withState(found: Requirements, said: RowJobSaid): Requirements {
  const entity = entityMeant(said, found);
  if (!entity) return found;
  const from = { words: said.words, confidence: 0.6, assumed: true };
  const added = { required: true, unique: false, readOnly: false, secret: false, from };
  const { to } = said;
  const isState = (field: Field): boolean => field.type === 'enum' && /^(?:status|state)$/.test(field.name);
  const knows = entity.fields.some((field) => field.values?.includes(to) || isFlag(field, to));
  const fields = knows
    ? entity.fields
    : entity.fields.some(isState)
      ? entity.fields.map((field) => (isState(field) ? { ...field, values: [...(field.values ?? []), to] } : field))
      : [...entity.fields, { ...added, name: 'status', type: 'enum' as const, values: [said.from[0] ?? 'open', to] }];
  const moment = fields.some((field) => field.type === 'date' || field.type === 'datetime');
  const due = moment ? [] : [{ ...added, name: camel((said.due || 'end date').split(' ')), type: 'date' as const }];
  const entities = found.entities.map((one) => (one === entity ? { ...one, fields: [...fields, ...due] } : one));
  return { ...found, entities };
}

function isFlag(field: Field, to: string): boolean {
  return field.type === 'boolean' && field.name.toLowerCase().endsWith(to.replaceAll('_', ''));
}

function entityMeant({ thing }: RowJobSaid, { entities }: Requirements): Entity | undefined {
  const name = thing.replaceAll(' ', '').toLowerCase();
  const last = thing.split(' ').at(-1) ?? '';
  const byName = entities.find((entity) => entity.name.toLowerCase() === name);
  return byName ?? entities.find((entity) => last !== '' && entity.name.toLowerCase().endsWith(last)) ?? entities[0];
}

/** By its words, else the one that sounds like an end. */
function dueField(entity: Entity, due: string): Entity['fields'][number] | undefined {
  const moments = entity.fields.filter((field) => field.type === 'date' || field.type === 'datetime');
  const spoken = due.replaceAll(' ', '').replace(/(?:date|day|time)$/, '');
  const byWords = moments.find((field) => spoken !== '' && field.name.toLowerCase().startsWith(spoken));
  const byEnd = moments.find((field) => /due|until|end|expir|deadline|close|last|to$/i.test(field.name));
  return byWords ?? byEnd ?? (moments.length === 1 ? moments[0] : undefined);
}
