import type { Field } from '../../requirements.ts';
import { around, fieldsNamed, openOf, referenceTo, things } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { isPerson } from '../words/noun-sense.ts';
import { type Clause, wordsOf } from '../words/text.ts';
import { spanOf } from './overlap.ts';

const capacityWords =
  /\b(?:more (?:[a-z]+ )?(?:(?:in|on|at|to|for|into) (?:a |an |the |1 )?[a-z]+ )?than (?:the |its |their |it has |there are )?(?:beds|desks|chairs|capacity|seats|available [a-z]+|places|spots)|capacity|capacities|overbook(?:ed|ing)?|fully booked|full(?! (?:stack|time|names?|day|address|text|board|prices?|refunds?|title|description|week|year|moon|size|version))|sold out|oversell|oversold|overfill|limited seats|available (?:seats|places|spots)|no (?:more )?(?:seats|places|spots)|free (?:seats|places|spots)|max(?:imum)? (?:number of )?(?:participants|attendees|seats|guests|students|members|players|people|bookings|reservations|enrollments|tickets)|seat limit|limited number of (?:seats|places|spots|tickets|participants)|exceed(?:s|ed)?)\b/;

/** What several people do together: "max players" of a game says nothing of those who borrow it. */
const gatherings = /^(?:booking|reservation|enrollment|registration|participation|event_ticket|check_in)$/;

/** "class capacity 20", "a capacity of 20 people": the same number for every parent. */
export function readFixedCapacityRule(draft: Draft, clause: Clause): void {
  const match =
    /\b(?:(?:max(?:imum)?|total) )?(?:capacity|places|spots|seats)(?: is| of| :| limited to| limit)? (\d+)\b(?! \.\.)/.exec(
      clause.text,
    );
  const limit = Number(match?.[1]);
  if (!match || !(limit > 0) || /\b(?:at least|min|minimum|between)\b/.test(match[0])) return;
  const before = mentions(draft, clause.text.slice(0, match.index)).map((mention) => mention.entity);
  const holder = [...before.toReversed(), ...around(draft, clause)].find(
    (entity) => !isPerson(entity) && entity.entry?.is !== 'association',
  );
  const rows =
    holder && draft.entities.find((entity) => entity.entry?.is === 'association' && referenceTo(entity, holder));
  const per = rows && referenceTo(rows, holder);
  if (!holder || !rows || !per) return;
  const open = openOf(rows);
  addRule(draft, {
    kind: 'max-per',
    entity: rows.name,
    per: per.name,
    limit,
    ...(open ? { open } : {}),
    from: stated(clause, match.index, match.index + match[0].length),
  });
  draft.ruled.add(clause);
}

/** "not more permits than spaces": rows that are counted against a number that something else has. */
function comparedCount(draft: Draft, clause: Clause): RegExpExecArray | null {
  const match =
    /\b(?:more|exceeds?) ([a-z]+)(?: [a-z]+){0,4}? than (?:the |its |their |it has |there are )*([a-z]+(?: [a-z]+)?)$/.exec(
      clause.text,
    );
  if (!match?.[1] || !match[2] || !/\b(?:no|not|never|cannot|must not)\b/.test(clause.text)) return null;
  const counted = mentions(draft, match[1])[0]?.entity;
  const [hit] = fieldsNamed(
    draft.entities.filter((entity) => counted && referenceTo(counted, entity) !== undefined),
    match[2],
  );
  if (!hit || !/^(?:string|decimal|integer)$/.test(hit.field.type)) return null;
  Object.assign(hit.field, { type: 'integer', required: true });
  return match;
}

/** "classes have a capacity", "no overbooking": rows for one parent never exceed the parent's own number. */
export function readCapacityRule(draft: Draft, clause: Clause): void {
  // What is brought back or moved to where there is no room makes no row: that is another rule.
  if (/^(?:returning|moving|bringing|parking|storing|transferring|putting) /.test(clause.text)) return;
  const match = capacityWords.exec(clause.text) ?? comparedCount(draft, clause);
  if (!match || (/\bexceed(?:s|ed)?$/.test(match[0]) && /\d/.test(clause.text.slice(match.index)))) return;
  const compared =
    /^(?:the |a |an |their |its )*([a-z ]+?) (?:cannot|must not|may not|should not|can never|must never|never) (?:be (?:more|greater|higher|larger|bigger|less|lower|smaller|fewer) than|exceeds?) /.exec(
      clause.text,
    )?.[1];
  // "party size cannot be more than the seats": a value of the row, not how many rows there are.
  if (compared !== undefined && mentions(draft, compared).length === 0 && !/\bnumber of\b/.test(compared)) return;
  const named = things(draft, clause);
  const counted = /\bmore ([a-z]+) (?:(?:in|on|at|to|for|into) (?:a |an |the |1 )?[a-z]+ )?than\b/.exec(
    clause.text,
  )?.[1];
  const rows = [...named, ...draft.entities].filter(
    (entity) =>
      ((entity.entry?.is === 'association' &&
        !/^(?:grade|review|rating|attendance|submission|like|favorite|vote|attempt|certificate|visit)$/.test(
          entity.entry.key,
        )) ||
        /ticket|participa|enrol|regist|booking|reserv/i.test(entity.name) ||
        (counted !== undefined && mentions(draft, counted).some((mention) => mention.entity === entity))) &&
      !entity.entry?.tag &&
      (!match[0].startsWith('max') || entity.entry?.is !== 'association' || gatherings.test(entity.entry.key)),
  );
  const options = rows.flatMap((entity) =>
    entity.fields
      .filter((field) => field.type === 'reference')
      .map((field) => ({ entity, field, parent: draft.entities.find((other) => other.name === field.references) })),
  );
  const parents = [...named, ...around(draft, clause)];
  // A capacity in a list of fields is that of the thing that has it.
  const note = draft.notes.find((one) => one.clause === clause && match.index >= one.from && match.index < one.to);
  const fits = options.filter(
    (option) =>
      option.parent &&
      !isPerson(option.parent) &&
      (note === undefined || option.parent === note.entity || option.entity === note.entity),
  );
  const chosen =
    fits.find((option) => option.parent && parents.includes(option.parent) && capacityField(option.parent)) ??
    fits.find((option) => option.parent && parents.includes(option.parent) && option.parent.entry?.key !== 'seat') ??
    fits.find((option) => option.parent && capacityField(option.parent)) ??
    (named.every((entity) => isPerson(entity) || rows.includes(entity)) ? fits[0] : undefined);
  if (!chosen?.parent) return;
  const parent = chosen.parent;
  // "the ferry's capacity" where tickets are for a crossing.
  const owner = /([a-z]+) 's (?:capacity|seats|places|spots|size)\b/.exec(clause.text)?.[1];
  const meant = owner === undefined ? undefined : mentions(draft, owner)[0]?.entity;
  if (meant && meant !== parent) return;
  // A room's capacity counts heads, not bookings of different hours.
  if (
    timed(chosen.entity) &&
    /^(?:capacity|capacities|max(?:imum)? (?:number of )?(?:seats|bookings|reservations|tickets|guests|people))$/.test(
      match[0],
    ) &&
    !/\b(?:exceed|overbook|full|more|no|not|cannot)\b/.test(clause.text)
  )
    return;
  const than = / than (.*)$/.exec(clause.text)?.[1];
  const named2 = fieldsNamed([parent], than ?? clause.text).find((hit) => hit.field.type === 'integer');
  const field =
    (than !== undefined && named2?.field.from.assumed === false ? named2.field : undefined) ??
    capacityField(parent) ??
    named2?.field ??
    addField(parent, { ...makeField(['capacity'], stated(clause)), required: true });
  if (field.type !== 'integer') return;
  if (field.from.assumed)
    Object.assign(field, {
      required: true,
      from: {
        ...field.from,
        words: wordsOf(clause, match.index, match.index + match[0].length),
        assumed: false,
        confidence: 0.8,
      },
    });
  field.required = true;
  const open = openOf(chosen.entity);
  addRule(draft, {
    kind: 'capacity',
    entity: chosen.entity.name,
    per: chosen.field.name,
    parent: parent.name,
    parentField: field.name,
    ...(open ? { open } : {}),
    from: stated(clause),
  });
  draft.ruled.add(clause);
}

export function timed(entity: DraftEntity): boolean {
  return (
    spanOf(entity) !== undefined || entity.fields.some((field) => /^(?:startsAt|startDate|startTime)$/.test(field.name))
  );
}

const capacityNames = [
  /capacity|seats|participants|spots|places|attendees|maxStudents|maxMembers|limit|totalTickets|ticketsAvailable/i,
  // "maximum temperature" is no number of rows.
  /^max(?:imum)?(?:Number)?(?:Of)?(?!Temperature|Weight|Height|Width|Depth|Length|Speed|Load|Age|Price|Cost|Amount|Volume|Pressure|Duration|Power|Distance|Altitude|Score|Level)[A-Z]/,
];

export function capacityField(entity: DraftEntity): DraftEntity['fields'][number] | undefined {
  const numbers = entity.fields.filter((field) => field.type === 'integer');
  for (const names of capacityNames) {
    const found = numbers.find((field) => names.test(field.name));
    if (found) return found;
  }
  return undefined;
}

/** What says how many there may be, an integer of the holder. */
export function sizeOf(holder: DraftEntity, size: string): DraftEntity['fields'][number] | undefined {
  const told =
    size === ''
      ? undefined
      : fieldsNamed([holder], size).find((hit) => /^(?:string|decimal|integer)$/.test(hit.field.type))?.field;
  return (
    told ??
    capacityField(holder) ??
    holder.fields.find(
      (field) =>
        field.type === 'integer' && /spaces|beds|desks|chairs|slots|tables|size|berths|stalls|bays/i.test(field.name),
    )
  );
}

const heads =
  /^(?:partySize|groupSize|guests|people|persons|passengers|participants|attendees|visitors|headcount|numberOf[A-Z].*)$/;

/** The number of people that one row is for. */
export function headsIn(rows: DraftEntity): Field | undefined {
  return rows.fields.find((field) => /^(?:string|decimal|integer)$/.test(field.type) && heads.test(field.name));
}
