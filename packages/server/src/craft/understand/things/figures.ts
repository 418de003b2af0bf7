import type { Field } from '../../requirements.ts';
import { link } from './associations.ts';
import { referenceTo } from './context.ts';
import { type Draft, type DraftEntity, addField, addRule, cannot, fieldOf, mentions, stated } from '../draft.ts';
import { makeField, numeric } from '../fields/field-types.ts';
import { camel, singular } from '../words/grammar.ts';
import { isPerson } from '../words/noun-sense.ts';
import { figuresApart } from '../plain/reports.ts';
import type { Clause } from '../words/text.ts';

/** "total per category", "number of loans per member", "average rating of each film": a figure that each of them has. */

interface Asked {
  kind: 'sum' | 'count' | 'average';
  /** What is counted or added up, in the words of the description; may be empty. */
  what: string;
  /** What has the figure. */
  of: string;
  /** "monthly": of which nothing is made. */
  period: string | undefined;
  /** What the figure is called, where it was given a name. */
  named?: string;
}

const each =
  '(?:per|by|for each|for every|of each|of every|in each|in every|on each|on every|grouped by|broken down by)';
const ask =
  /^(?:(?:it|the app|the tool|the api|users|people|i|we|you) )?(?:(?:should|must|can|could|may|will|want to|need to|would like to) )?(?:also )?(?:show|list|get|see|display|give|report|print|view|find|return|calculate|compute|tell|output|provide|know)s? (?:me |us |users |you )?/;

/** "the average rating is shown with each recipe" */
const shown =
  / (?:is|are|should be|must be) (?:also |always )?(?:shown|displayed|returned|included|listed|visible|given|calculated|computed|available) (?:with|for|on|in|next to|beside|of|per) (?:each|every|the|an?) /;
/** "the average score of a recipe is shown with it": said of it before. */
const shownSo =
  / (?:is|are|should be|must be) (?:also |always |automatically )*(?:shown|displayed|returned|included|listed|visible|given|calculated|computed|available|kept up to date|updated)(?: (?:with|for|on|in|next to|beside) (?:it|them))?(?: automatically)?$/;

/** "a recipe's rating is the average of its ratings", "the total pledged is the sum of its pledges" */
const isFigure =
  /^(?:(?:an? |the |each |every )?([a-z]+(?: [a-z]+)?) 's |the |its |an? |each |every )?([a-z]+(?: [a-z]+){0,2}?)(?: of (?:an? |the |each |every )([a-z]+(?: [a-z]+)?))? (?:is|equals|shows|=) (?:always |automatically |computed as |calculated as )*(?:the )?(sum|total|average|mean|number|count)(?: value)?(?: of)? (?:all |the )*(.+)$/;

function namedFigure(text: string): Asked | undefined {
  const [, owner, name = '', of, figure = '', whole = ''] = isFigure.exec(text) ?? [];
  const what = whole.replace(/(?:^| of )(?:all )?(?:of )?(?:its|their|the) /, (said) =>
    said.startsWith(' ') ? ' of ' : '',
  );
  if (name === '' || /\b(?:times|minus|plus|per|by|divided)\b/.test(what)) return undefined;
  const kind = /^(?:sum|total)$/.test(figure) ? 'sum' : /^(?:average|mean)$/.test(figure) ? 'average' : 'count';
  return { kind, what, of: owner ?? of ?? '', period: undefined, named: name };
}

function askedIn(text: string): Asked | undefined {
  const named = namedFigure(text);
  if (named) return named;
  const [, , period, plain = ''] =
    /^((?:an? |the |my |our |all )*)((?:daily|weekly|monthly|quarterly|yearly|annual) )?(.*)$/.exec(
      text.replace(ask, '').replace(shown, ' of each ').replace(shownSo, ''),
    ) ?? [];
  const whole = plain.replace(
    /^(?:reports?|overview|summary|statistics|stats|breakdown|list) (?:of|on|about|for|showing|with) (?:the )?/,
    '',
  );
  const told =
    whole === plain ? plain : /^(?:total|sum|number|count|average|how)/.test(whole) ? whole : `total of ${whole}`;
  for (const [kind, pattern] of [
    ['count', new RegExp(`^(?:total )?(?:number|count)s? of (.+?) ${each} (.+)$`)],
    ['count', new RegExp(`^counts? (?:the |all )?(.+?) ${each} (.+)$`)],
    [
      'count',
      /^how many (.+?) (?:each|every|an?) ([a-z]+(?: [a-z]+)??)(?: (?:has|have|had|got|gets|wrote|made|did|placed|owns|took|is|was|holds|contains|received) ?.*)?$/,
    ],
    ['average', new RegExp(`^(?:average|mean)s? (?:of )?(?:the )?(.*?) ?${each} (.+)$`)],
    ['average', /^(?:average|mean) (.+?) of (?:each |every |an? )([a-z]+(?: [a-z]+)?)$/],
    ['sum', new RegExp(`^(?:total|sum)s? ?(?:of )?(?:the |all )?(.*?) ?${each} (.+)$`)],
    ['sum', /^(?:total|sum) (.+?) of (?:each|every) ([a-z]+(?: [a-z]+)?)$/],
  ] as const) {
    const match = pattern.exec(told);
    if (match) return { kind, what: match[1] ?? '', of: match[2] ?? '', period };
  }
  const much = /^how much (?:money )?(?:each|every|an?) ([a-z]+(?: [a-z]+)??) (?:has |have )?([a-z]+)$/.exec(told);
  return much ? { kind: 'sum', what: much[2] ?? '', of: much[1] ?? '', period } : undefined;
}

/** Reads what a clause asks for as a figure of the rows that it is asked of; false where there is nothing to work it out from. */
export function readFigures(draft: Draft, clause: Clause): boolean {
  const apart = figuresApart(clause.text);
  const read = apart.map((text) => readFigure(draft, clause, text));
  return read.every(Boolean);
}

function readFigure(draft: Draft, clause: Clause, text: string): boolean {
  const asked = askedIn(text);
  const whole = asked && (asked.of === '' ? ownerOf(draft, asked.what) : groupOf(draft, asked.of));
  if (!asked || !whole) return false;
  const part = partOf(draft, asked, whole);
  if (!part) return false;
  const factor = asked.kind === 'count' ? undefined : factorOf(part, asked.what);
  if (asked.kind !== 'count' && !factor) return false;
  const from = stated(clause);
  if (!referenceTo(part, whole)) link(draft, part, whole, from, false);
  const via = referenceTo(part, whole);
  if (!via) return false;
  if (asked.period !== undefined)
    cannot(
      draft,
      asked.period.trim(),
      'Figures of a day, week, month or year are not built yet',
      'figures of all time',
    );
  const type = figureType(asked.kind, factor);
  const words = asked.named?.split(' ') ?? nameOf(asked.kind, part, factor);
  const field = fieldOf(whole, words) ?? addField(whole, makeField(words, from, type));
  if (field.references !== undefined || !numeric(field.type)) return false;
  Object.assign(field, { type, readOnly: true, required: asked.kind !== 'average', from });
  delete field.default;
  delete field.min;
  delete field.max;
  if (factor) factor.required = true;
  addRule(draft, {
    kind: 'sum',
    entity: whole.name,
    field: field.name,
    of: part.name,
    via: via.name,
    factors: factor ? [factor.name] : [],
    ...(asked.kind === 'average' ? { average: true } : {}),
    from,
  });
  draft.ruled.add(clause);
  return true;
}

function nameOf(kind: Asked['kind'], part: DraftEntity, factor: Field | undefined): string[] {
  if (kind === 'count') return [...part.words, 'count'];
  const own = factor === undefined || factor.name === 'value' ? part.words : spelled(factor.name);
  return [kind === 'sum' ? 'total' : 'average', ...own.filter((word) => word !== 'total')];
}

const spelled = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ');

function figureType(kind: Asked['kind'], factor: Field | undefined): Field['type'] {
  if (kind === 'count') return 'integer';
  if (factor?.type === 'money') return 'money';
  return kind === 'sum' && factor?.type === 'integer' ? 'integer' : 'decimal';
}

/** "its pledges": of the one thing that they belong to. */
function ownerOf(draft: Draft, what: string): DraftEntity | undefined {
  const part = mentions(draft, what).at(-1)?.entity;
  const wholes = draft.entities.filter(
    (entity) => part !== undefined && entity !== part && !isPerson(entity) && referenceTo(part, entity) !== undefined,
  );
  return wholes.length === 1 ? wholes[0] : undefined;
}

/** One thing alone: "per employee per month" is more than a figure of each. */
function groupOf(draft: Draft, words: string): DraftEntity | undefined {
  const [first, ...more] = mentions(draft, words);
  const rest = first ? words.slice(first.to).trim() : '';
  if (!first || more.length > 0 || /\b(?:month|week|day|year|per|by)\b/.test(rest)) return undefined;
  return first.entity === draft.user && draft.auth === 'token' ? undefined : first.entity;
}

/** What refers to the group and has what is asked for; named, or the only one that has it. */
function partOf(draft: Draft, asked: Asked, whole: DraftEntity): DraftEntity | undefined {
  const named = mentions(draft, asked.what)
    .map(({ entity }) => entity)
    .find((entity) => entity !== whole);
  const fits = (entity: DraftEntity): boolean => asked.kind === 'count' || factorOf(entity, asked.what) !== undefined;
  if (named) return fits(named) && !shares(draft, named, whole) ? named : undefined;
  if (asked.kind === 'count') return undefined;
  const children = draft.entities.filter(
    (entity) => entity !== whole && referenceTo(entity, whole) !== undefined && fits(entity),
  );
  // Nothing is tied to it yet: the one thing that has such a number.
  const free =
    children.length > 0 ? [] : draft.entities.filter((entity) => entity !== whole && !isPerson(entity) && fits(entity));
  if (free.length === 1) return free[0];
  const near = children.filter((entity) => spoken(entity, asked.what));
  return near[0] ?? (children.length === 1 ? children[0] : children.find((entity) => !isPerson(entity)));
}

/** Rows of many to many have no one that they belong to. */
function shares(draft: Draft, one: DraftEntity, other: DraftEntity): boolean {
  return draft.relations.some(
    ({ kind, one: a, many: b }) =>
      kind === 'many-to-many' && ((a === one.name && b === other.name) || (a === other.name && b === one.name)),
  );
}

/** "spending" are expenses. */
function spoken(entity: DraftEntity, what: string): boolean {
  const word = singular(what.split(' ').at(-1) ?? '');
  const near: Record<string, RegExp> = {
    spending: /expense|payment|purchase|transaction/,
    spent: /expense|payment|purchase|transaction/,
    earning: /income|payment|sale|invoice/,
    revenue: /income|payment|sale|invoice|order|booking|ticket/,
    sale: /sale|order|line|ticket/,
    score: /rating|review|grade|mark|evaluation|vote|assessment/,
    rating: /rating|review|grade|mark|evaluation|vote/,
    grade: /rating|review|grade|mark|result/,
    collected: /donation|pledge|payment/,
    raised: /donation|pledge|payment/,
    donated: /donation|pledge/,
  };
  return near[word]?.test(entity.words.join(' ')) ?? false;
}

/** The number that is added up: the one that is named, else the one amount of the thing. */
function factorOf(part: DraftEntity, what: string): Field | undefined {
  const numbers = part.fields.filter((field) => numeric(field.type) && !field.readOnly);
  const words = what.split(' ').map(singular);
  const named = numbers.find((field) => spelled(field.name).some((word) => words.includes(singular(word))));
  if (named) return named;
  const money = numbers.filter(({ type }) => type === 'money');
  if (money.length === 1) return money[0];
  return money.length === 0 && numbers.length === 1
    ? numbers[0]
    : numbers.find((field) => camel(spelled(field.name)) === 'amount' || /^(?:value|total|quantity)$/.test(field.name));
}
