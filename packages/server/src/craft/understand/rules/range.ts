import type { Field, Provenance } from '../../requirements.ts';
import { fieldsNamed, around, ensureField, things } from '../things/context.ts';
import { type Draft, type DraftEntity, addRule, fieldOf, mentions, stated } from '../draft.ts';
import { numeric, ruleForName } from '../fields/field-types.ts';
import { infinitive, nounAt, singular, spaced } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isMeasure, isPerson } from '../words/noun-sense.ts';
import { readRange } from '../words/quantities.ts';
import type { Clause } from '../words/text.ts';

const sign =
  /\b(?:negative|positive|or older|years old|of age|below|under|above|over|between|at least|at most|up to|less than|more than|greater than|minimum|maximum|min|max|exceed|out of|scale of|\.\.|larger than|bigger than|smaller than|lower than|higher than|no more than|no less than|limited to)\b|\.\./;

/** "stock never goes negative", "rating between 1 and 5", "price must be positive": bounds of a number. */
/** "withdrawals above 20 need an approval": what is asked of some of them, and no bound. */
const ofSome =
  /^(?:an? |the |all |any |each |every )?[a-z]+(?: [a-z]+)? (?:(?:that (?:is|are) )?(?:above|over|below|under|exceeding|larger than|higher than|more than|less than)|of (?:more|less) than|with (?:more|less|fewer) than|for (?:more|less) than) \d+(?:\.\d+)?(?: [a-z]+){0,2}? (?:needs?|requires?|must|cannot|may|can|gets?|have to|has to|are|is) /;

export function readRangeRule(draft: Draft, clause: Clause): void {
  if (ofSome.test(clause.text)) return;
  if (
    /^(?:when|if|whenever|once|as soon as|in case|alert|warn|notify|show) /.test(clause.text) &&
    !/\b(?:must|cannot|may not|never)\b/.test(clause.text)
  )
    return;
  // "at most 30 days ahead": a time, and no number of anything.
  if (
    /\b(?:minutes?|hours?|days?|weeks?|months?|years?) (?:ahead|in advance|beforehand|from now|before|after|later|earlier)\b/.test(
      clause.text,
    )
  )
    return;
  if (!sign.test(clause.text) || /\bper\b|\boverlap|\bin a row\b/.test(clause.text)) return;
  const spot = sign.exec(clause.text)?.index ?? 0;
  if (draft.notes.some((note) => note.clause === clause && spot >= note.from && spot < note.to)) return;
  const here = things(draft, clause);
  const candidates = [...here, ...around(draft, clause), ...draft.entities.filter((entity) => !here.includes(entity))];
  const pieces = clause.text.split(
    /(?<=[^ ]) (?:,|and|but) (?=[a-z ]*(?:must|cannot|never|between|at least|at most|is|are|should|from)\b)/,
  );
  let at = 0;
  for (const piece of pieces) {
    const from = clause.text.indexOf(piece, at);
    at = from + piece.length;
    readPiece(draft, clause, piece, from, candidates);
  }
}

function readPiece(
  draft: Draft,
  clause: Clause,
  piece: string,
  at: number,
  candidates: ReturnType<typeof around>,
): void {
  const index = sign.exec(piece)?.index ?? -1;
  // "delivery costs 2.50 unless the total is over 30": when something costs, and no bound.
  if (index < 0 || /\b(?:unless|except (?:when|if)) /.test(piece.slice(0, index))) return;
  const named = fieldsNamed(candidates, piece).filter(
    (hit) => numeric(hit.field.type) && !isCounted(piece, hit.to, hit.from),
  );
  // A field of no known type that a number bounds is a number.
  if (named.length === 0 && /\d/.test(piece.slice(index))) {
    const [plain] = fieldsNamed(candidates, piece.slice(0, index)).filter(
      (hit) => hit.field.type === 'string' && !hit.field.from.assumed && !hit.field.values,
    );
    if (plain && !/\b(?:characters?|letters|digits|long)\b/.test(piece) && !isCounted(piece, plain.to, plain.from)) {
      plain.field.type = 'decimal';
      named.push(plain);
    }
  }
  const owners = candidates.slice(0, 6);
  const main = mainNumber(draft, piece, index);
  const chosen = named.find((hit) => hit.from <= index || hit.to <= piece.length) ?? main;
  if (chosen) {
    const range = readRange(piece, chosen.field.type);
    if (!range) return;
    const all = named.filter(
      (hit) =>
        hit.entity === chosen.entity && / (?:and|,|or|nor) /.test(piece.slice(chosen.to, hit.to)) && hit.from < index,
    );
    for (const hit of [chosen, ...all]) {
      addRule(draft, {
        kind: 'range',
        entity: hit.entity.name,
        field: hit.field.name,
        ...range,
        from: stated(clause, at, at + piece.length),
      });
      if (range.min !== undefined) hit.field.min = range.min;
      if (range.max !== undefined) hit.field.max = range.max;
    }
    draft.ruled.add(clause);
    return;
  }
  if (ageOf(draft, clause, piece, at, owners)) return;
  if (measuredOf(draft, clause, piece, at)) return;
  if (sameLastWord(draft, clause, piece, at, candidates)) return;
  makeAndRule(draft, clause, piece, at, owners);
}

/** "goals cannot be negative", where there are home goals and away goals. */
function sameLastWord(
  draft: Draft,
  clause: Clause,
  piece: string,
  at: number,
  candidates: ReturnType<typeof around>,
): boolean {
  const word = /^(?:the |all |both )*([a-z]{4,}) (?:must|should|can|cannot|may|never|are|is|has|have) /.exec(
    piece,
  )?.[1];
  if (word === undefined) return false;
  const ends = (name: string): boolean => {
    const last = spaced(name).split(' ').at(-1) ?? '';
    return singular(last) === singular(word);
  };
  for (const entity of new Set(candidates)) {
    const fields = entity.fields.filter((field) => numeric(field.type) && ends(field.name));
    if (fields.length < 2) continue;
    for (const field of fields) {
      const range = readRange(piece, field.type);
      if (!range) return false;
      keepWithin(draft, entity, field, range, stated(clause, at, at + piece.length));
    }
    draft.ruled.add(clause);
    return true;
  }
  return false;
}

/** "ratings from 1 to 5": the number that a rating is. */
function mainNumber(draft: Draft, piece: string, index: number): ReturnType<typeof fieldsNamed>[number] | undefined {
  const mention = mentions(draft, piece)
    .filter((found) => found.to <= index)
    .at(-1);
  const verb = piece
    .split(' ')
    .map((word) => lexicon().associations[infinitive(word) ?? ''])
    .find((key) => key === 'rating' || key === 'review' || key === 'grade');
  const rated = verb === undefined ? undefined : draft.entities.find((entity) => entity.entry?.key === verb);
  const scored = rated?.fields.find(
    (candidate) => numeric(candidate.type) && /^(?:value|rating|stars|score|grade)$/.test(candidate.name),
  );
  if (rated && scored && mention?.entity !== rated) return { entity: rated, field: scored, from: 0, to: index };
  const field = mention?.entity.fields.find(
    (candidate) => numeric(candidate.type) && /^(?:value|rating|points|score|amount|stars|grade)$/.test(candidate.name),
  );
  if (
    !mention ||
    !field ||
    (!/^(?:withdrawal|deposit|transfer|pledge|purchase|refund)$/.test(mention.entity.words.at(-1) ?? '') &&
      !/^(?:rating|grade|review|score|reading|measurement|vote|mark|payment|bid|donation)$/.test(
        mention.entity.entry?.key ?? '',
      ))
  )
    return undefined;
  return { entity: mention.entity, field, from: mention.from, to: mention.to };
}

/** "at most 5 books": the number counts rows. */
function isCounted(piece: string, to: number, from: number): boolean {
  return (
    /(?:at most|up to|more than|maximum(?: of)?|max|least|only) \d+ (?:[a-z]+ )?$/.test(piece.slice(0, from)) && to > 0
  );
}

/** "a rider must be at least 18": of people, that is an age. */
function ageOf(draft: Draft, clause: Clause, piece: string, at: number, owners: ReturnType<typeof around>): boolean {
  const match =
    /^(?:an? |the |each |every |all |only )*([a-z]+(?: [a-z]+)?) (?:must|should|have to|has to|needs? to|cannot|may not) (?:not )?be (?:[a-z]+ ){0,3}?\d+(?: \.\. \d+)?(?: years?(?: old| of age)?| or older| or over)?$/.exec(
      piece,
    );
  if (!match?.[1]) return false;
  const [mention] = mentions(draft, match[1]);
  const target = mention?.entity;
  if (!target || target === draft.user || !owners.includes(target)) return false;
  const known = fieldOf(target, ['age']);
  if (!known && !isPerson(target) && !/years?|old/.test(piece)) return false;
  const range = /or (?:older|over)/.test(piece) ? { min: Number(/\d+/.exec(piece)?.[0]) } : readRange(piece, 'integer');
  if (!range) return false;
  const field = ensureField(target, ['age'], stated(clause, at, at + piece.length));
  addRule(draft, {
    kind: 'range',
    entity: target.name,
    field: field.name,
    ...range,
    from: stated(clause, at, at + piece.length),
  });
  draft.ruled.add(clause);
  return true;
}

const measures: readonly [unit: RegExp, names: RegExp][] = [
  [/^(?:kg|kilos?|kilograms?|g|grams?|tonnes?|tons?|lbs?)$/, /weight|mass/i],
  [/^(?:cm|mm|m|met(?:re|er)s?|km|inches|feet)$/, /length|height|width|depth|distance|size/i],
  [/^(?:litres?|liters?|l|ml)$/, /volume|amount|capacity/i],
  [/^(?:euros?|eur|dollars?|usd|pounds?|francs?|chf)$/, /amount|price|cost|fee|sum|total|value/i],
];

/** "a parcel must be at most 30 kg": the only number that it has of that measure. */
function measuredOf(draft: Draft, clause: Clause, piece: string, at: number): boolean {
  const [, what = '', unit = ''] =
    /^(?:an? |the |each |every |all )*([a-z]+(?: [a-z]+)?) (?:must|should|have to|has to|may|can|cannot) (?:not |only )?be (?:[a-z]+ ){0,3}?\d+(?:\.\d+)?(?: \.\. \d+(?:\.\d+)?)? ([a-z]+)$/.exec(
      piece,
    ) ?? [];
  const entity = mentions(draft, what)[0]?.entity;
  const names = measures.find(([units]) => units.test(unit))?.[1];
  const fields = entity?.fields.filter(({ name, type, readOnly }) => numeric(type) && !readOnly && names?.test(name));
  const [field] = fields ?? [];
  if (!entity || !field || fields?.length !== 1) return false;
  const range = readRange(piece, field.type);
  if (!range) return false;
  keepWithin(draft, entity, field, range, stated(clause, at, at + piece.length));
  draft.ruled.add(clause);
  return true;
}

/** "a playlist holds at most 500 tracks": things of their own, and no number that the playlist has. */
function countsRows(draft: Draft, piece: string): boolean {
  const after = /\d (?!\.\.)([a-z][a-z ]*)$/.exec(piece)?.[1] ?? '';
  return mentions(draft, after)[0]?.from === 0;
}

/** "takes", "carries": a verb, and no plural of a noun. */
function does(word: string): boolean {
  const { verbForms, nouns } = lexicon();
  return verbForms.has(word) && verbForms.get(word) !== word && !nouns.has(singular(word)) && !isMeasure([word]);
}

/** The field was never listed: "age must be at least 18" gives the member an age. */
function makeAndRule(draft: Draft, clause: Clause, piece: string, at: number, owners: ReturnType<typeof around>): void {
  const match =
    /^(?:the |a |an |each |every |any |its |their |all |with )*((?:[a-z]+ ){0,4}?[a-z]+?)(?: (?:of|for|in) (?:the |a |an |each |every |all )*([a-z]+(?: [a-z]+)?))? (?:(?:is|are|must|should|has to|have to|can|may|cannot|never|goes?|shall|of|from|will|always|value|only)\b|between\b|at least|at most|up to|\.\.|-?\d)/.exec(
      piece,
    );
  const phrase = match?.[1];
  if (!phrase || countsRows(draft, piece)) return;
  const subject = nounAt(phrase.replace(/ 's /, ' '));
  if (!subject) return;
  let words = subject.words;
  const owner = owners.find((entity) => {
    const lead = entity.words.join(' ');
    return words.join(' ').startsWith(`${lead} `);
  });
  if (owner) words = words.slice(owner.words.length);
  // "a member takes at most 5 packets a year": what is done is no number that anybody has.
  if (owner && does(phrase.split(' ').at(-1) ?? '')) return;
  const possessive = /^(.*) 's (.*)$/.exec(phrase);
  if (possessive?.[2]) words = possessive[2].split(' ');
  const target = owner ?? owners.find((entity) => entity !== draft.user);
  const known = ruleForName(words);
  const named = owner !== undefined && /\d/.test(piece);
  if (
    !target ||
    words.length === 0 ||
    (known === undefined && !isMeasure(words) && !named) ||
    (known && !numeric(known.type))
  )
    return;
  if (target.words.join(' ') === words.join(' ')) return;
  const range = readRange(piece, known?.type ?? 'integer');
  if (!range) return;
  const field = ensureField(target, words, stated(clause, at, at + piece.length));
  if (!numeric(field.type)) field.type = 'decimal';
  addRule(draft, {
    kind: 'range',
    entity: target.name,
    field: field.name,
    ...range,
    from: stated(clause, at, at + piece.length),
  });
  if (range.min !== undefined) field.min = range.min;
  if (range.max !== undefined) field.max = range.max;
  draft.ruled.add(clause);
}

function keepWithin(
  draft: Draft,
  entity: DraftEntity,
  field: Field,
  range: { min?: number; max?: number },
  from: Provenance,
): void {
  addRule(draft, { kind: 'range', entity: entity.name, field: field.name, ...range, from });
  if (range.min !== undefined) field.min = range.min;
  if (range.max !== undefined) field.max = range.max;
}
