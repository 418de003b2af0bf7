import { around, ensureField, fieldsNamed } from '../things/context.ts';
import { type Draft, type DraftEntity, mentions, stated } from '../draft.ts';
import { ruleForName } from '../fields/field-types.ts';
import { isPerson } from '../words/noun-sense.ts';
import { nounAt } from '../words/grammar.ts';
import type { FieldType } from '../../requirements.ts';
import { type Clause, wordsOf } from '../words/text.ts';

const required =
  /\b(?:(?:is|are|be|field) (?:required|mandatory|obligatory)|must (?:always )?(?:have|be (?:given|provided|filled|present|set))|cannot be (?:empty|blank|null|missing)|must not be (?:empty|blank|null|missing)|not (?:be )?empty|needs? an? )\b|^[a-z]+(?: [a-z]+){0,2} (?:required|mandatory)$/;
const optional =
  /\b(?:(?:is|are|be) (?:optional|nullable)|(?:can|may) be (?:empty|blank|null|omitted|left out|missing)|not required|not mandatory)\b/;
const defaults =
  /^(?:the |each |every |a |an |its )*(.+?) (?:defaults? to|is by default|by default is|by default|starts (?:as|at|with)|is initially|has (?:a )?default(?: value)?(?: of)?|default is) ([a-z0-9]+(?: progress)?)$/;

const typed =
  /^(?:the |an? |its |their |each |every )*(.+?) (?:is|are|must be|has to be|have to be|should be) (?:always |given as |stored as |kept as |entered as |written as |stated as )*(?:an? |the )?(?:valid |real |proper |correct |full |absolute |complete )*(percentage|percent|whole number|integer|decimal number|amount of money|date|time|url|web address|link|https url|http url|email|email address|phone number|telephone number)$/;
const types: Record<string, FieldType> = {
  percentage: 'percentage',
  percent: 'percentage',
  'whole number': 'integer',
  integer: 'integer',
  'decimal number': 'decimal',
  'amount of money': 'money',
  date: 'date',
  time: 'datetime',
  email: 'email',
  'email address': 'email',
  'phone number': 'phone',
  'telephone number': 'phone',
};

/** "the commission is a percentage", "the link has to be a valid URL": what the values of a field are. */
function readTypeOf(draft: Draft, clause: Clause): void {
  const match = typed.exec(clause.text);
  if (!match?.[1] || !match[2]) return;
  const near = [...new Set([...around(draft, clause), ...draft.entities])];
  const hit = fieldsNamed(near, match[1]).find(({ to }) => to === match[1]?.length);
  const type = types[match[2]] ?? 'url';
  if (!hit || (hit.field.type !== type && !['string', 'text', 'integer', 'decimal', 'money'].includes(hit.field.type)))
    return;
  if (hit.field.type !== type) {
    Object.assign(hit.field, { type });
    if (type === 'percentage')
      Object.assign(hit.field, {
        min: hit.field.min ?? 0,
        max: hit.field.max ?? 100,
      });
  }
  stated(clause);
  draft.ruled.add(clause);
}

/** "motor boats require a licence number", which customers have: asked of some of another thing. */
function asksOfSome(draft: Draft, clause: Clause, holder: DraftEntity): boolean {
  const [head] = mentions(draft, clause.text);
  if (!head || head.entity === holder || head.entity === draft.user) return false;
  const word = clause.text.slice(0, head.from).trim().split(' ').at(-1) ?? '';
  const among = head.entity.fields.some(({ values }) => values?.includes(word));
  return among || /^(?:an? |the |all |any )?[a-z]+(?: [a-z]+)? (?:that|which|who|whose) /.test(clause.text);
}

/** "title is required", "description is optional", "status defaults to open". */
export function readPresenceRule(draft: Draft, clause: Clause): void {
  const isOptional = optional.test(clause.text);
  const isRequired = !isOptional && required.test(clause.text);
  const entities = around(draft, clause).length > 0 ? around(draft, clause) : draft.entities;
  const preset = defaults.exec(clause.text);
  if (preset?.[1] && preset[2]) {
    const hit = fieldsNamed([...entities, ...draft.entities], preset[1])[0];
    if (!hit) return;
    const given = preset[2].replace(' ', '_');
    if (hit.field.type === 'enum' && hit.field.values?.includes(given)) hit.field.default = given;
    else if (hit.field.type === 'boolean') hit.field.default = /^(?:true|yes|active|on)$/.test(given);
    else if (/^\d+$/.test(given) && ['integer', 'decimal', 'money', 'percentage'].includes(hit.field.type))
      hit.field.default = Number(given) * (hit.field.type === 'money' ? 100 : 1);
    else if (hit.field.type === 'string' && !hit.field.readOnly)
      hit.field.default = wordsOf(clause, clause.text.length - preset[2].length);
    else if (/^(?:now|today)$/.test(given) && /date/.test(hit.field.type)) hit.field.default = 'now';
    else return;
    stated(clause);
    draft.ruled.add(clause);
    return;
  }
  if (!isOptional && !isRequired) {
    readTypeOf(draft, clause);
    return;
  }
  const hits = fieldsNamed([...entities, ...draft.entities], clause.text);
  const [first] = hits;
  // In one state alone is not always.
  if (first && isRequired && / (?:when|if) the [a-z ]+ is /.test(clause.text)) return;
  if (first && isRequired && asksOfSome(draft, clause, first.entity)) return;
  if (first) {
    for (const hit of hits.filter((candidate) => candidate.entity === first.entity)) hit.field.required = isRequired;
    stated(clause);
    draft.ruled.add(clause);
    return;
  }
  const head = nounAt(clause.text);
  const entity = entities.find((candidate) => !isPerson(candidate)) ?? entities[0];
  if (!head || !entity || entity === draft.user || ruleForName(head.words) === undefined) return;
  ensureField(entity, head.words, stated(clause)).required = isRequired;
  draft.ruled.add(clause);
}
