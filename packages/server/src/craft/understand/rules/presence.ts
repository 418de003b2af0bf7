import { around, ensureField, fieldsNamed } from '../context.ts';
import { type Draft, stated } from '../draft.ts';
import { ruleForName } from '../field-types.ts';
import { isPerson } from '../noun-sense.ts';
import { nounAt } from '../grammar.ts';
import type { Clause } from '../text.ts';

const required =
  /\b(?:(?:is|are|be|field) (?:required|mandatory|obligatory)|must (?:always )?(?:have|be (?:given|provided|filled|present|set))|cannot be (?:empty|blank|null|missing)|must not be (?:empty|blank|null|missing)|not (?:be )?empty|needs? an? )\b|^[a-z]+(?: [a-z]+){0,2} (?:required|mandatory)$/;
const optional =
  /\b(?:(?:is|are|be) (?:optional|nullable)|(?:can|may) be (?:empty|blank|null|omitted|left out|missing)|not required|not mandatory)\b/;
const defaults =
  /^(?:the |each |every |a |an |its )*(.+?) (?:defaults? to|is by default|by default is|by default|starts (?:as|at|with)|is initially|has (?:a )?default(?: value)?(?: of)?|default is) ([a-z0-9]+(?: progress)?)$/;

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
    else if (/^(?:now|today)$/.test(given) && /date/.test(hit.field.type)) hit.field.default = 'now';
    else return;
    stated(clause);
    draft.ruled.add(clause);
    return;
  }
  if (!isOptional && !isRequired) return;
  const hits = fieldsNamed([...entities, ...draft.entities], clause.text);
  const [first] = hits;
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
