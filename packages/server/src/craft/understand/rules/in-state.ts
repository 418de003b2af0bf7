import type { OpenWhen } from '../../requirements.ts';
import { referenceTo } from '../things/context.ts';
import { link } from '../things/associations.ts';
import { type Draft, type DraftEntity, addRule, mentions, stated } from '../draft.ts';
import { infinitive } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isPerson } from '../words/noun-sense.ts';
import type { Clause } from '../words/text.ts';
import { stateOf } from './kept.ts';
import { rowsOf } from './usable.ts';

/** Rows that are made only for what is in a state, or not in one, however it is said: its words are those of a status that is told. */

const never =
  /\b(?:cannot|can not|must not|may not|should not|can never|must never|never|can no longer|may no longer|no longer)\b/;
const nothing = /^(?:there (?:can|may|must|should) be )?(?:no|nobody|no one|none)(?= )/;
const only = /\b(?:only|solely|exclusively)\b/;
const must = /\b(?:must|has to|have to|should) (?:always )?(?:be (?:made |placed |given )?)?(?:for|of|on|in|to|with)\b/;

/** Words that carry nothing beside the state, the thing and what is made for it. */
const light =
  /^(?:an?|the|any|all|each|every|some|1|new|more|further|another|other|it|to|for|of|on|in|at|by|with|from|against|be|is|are|being|been|can|may|must|should|could|has|have|having|only|solely|exclusively|cannot|not|never|no|longer|there|nobody|one|none|get|gets|receive|receives|take|takes|accept|accepts|accepted|accepting|made|make|makes|making|given|give|placed|place|created|create|submitted|submit|added|add|opened|sent|possible|allowed|permitted|recorded|entered|registered|anymore|do|does|will|shall|always|currently|still|already|that|which|who|whose|while|when|if|as|long|users|user|people|person|anyone|anybody|again)$/;

interface Spot {
  parent: DraftEntity;
  open: OpenWhen;
  from: number;
  to: number;
}

export function readInStateRule(draft: Draft, clause: Clause): void {
  const { text } = clause;
  if (draft.ruled.has(clause) || clause.tokens.length > 20 || /\d{2}|[2-9]/.test(text)) return;
  const negative = never.test(text) || nothing.test(text);
  if (!negative && !only.test(text) && !must.test(text)) return;
  for (const { parent, open, from, to } of spotsIn(draft, text)) {
    const rest = `${text.slice(0, from)}@${text.slice(to)}`;
    const rows = rowsIn(draft, parent, rest);
    if (!rows) continue;
    const state = negative ? without(parent, open) : open;
    const via =
      referenceTo(rows, parent) ?? (link(draft, rows, parent, stated(clause), true), referenceTo(rows, parent));
    if (!state || !via) continue;
    addRule(draft, {
      kind: 'usable',
      entity: rows.name,
      via: via.name,
      parent: parent.name,
      open: startingFirst(parent, state),
      from: stated(clause),
    });
    draft.ruled.add(clause);
    return;
  }
}

/** "an adopted animal", "sold or reserved animals", "cars in maintenance", "items that are lost": the thing, its states and where both stand. */
function spotsIn(draft: Draft, text: string): Spot[] {
  return mentions(draft, text).flatMap(({ entity, from, to }) => {
    if (entity === draft.user) return [];
    // "machines in maintenance", "bikes that are out of service": the value has its preposition.
    const placed = /^ (?:(?:that|which) (?:is|are) )?((?:in|out of|under|on|at|off) [a-z]+)/.exec(text.slice(to));
    const standing = placed?.[1] === undefined ? undefined : stateOf(entity, placed[1]);
    if (placed && standing) return [{ parent: entity, open: standing, from, to: to + placed[0].length }];
    // "added while the firing is planned"
    const told = /\b(?:while|as long as|when|if) (?:(?:the|its|their|an?|that|this) )*$/.test(text.slice(0, from))
      ? /^ (?:is|are)(?: still| currently)?(?: in)?(?: the)? ([a-z]+(?: [a-z]+)?)/.exec(text.slice(to))
      : null;
    const behind =
      told ??
      /^ (?:(?:that|which|who) (?:is|are|was|were|has been|have been)(?: in)?(?: currently| already| still)?|in(?: the)?(?: (?:status|state))?|with (?:the )?(?:status|state)|whose (?:status|state) is|(?:when|while|if|as long as) (?:it|they) (?:is|are)(?: still| currently)?|under|on) (?:an? )?([a-z]+(?: [a-z]+)?)/.exec(
        text.slice(to),
      );
    for (const words of behind?.[1] === undefined ? [] : [behind[1], behind[1].split(' ')[0] ?? '']) {
      const open = stateOf(entity, words);
      if (!open || !behind) continue;
      const end = to + behind[0].length - (behind[1] ?? '').length + words.length;
      const tail = /^ (?:status|state)/.exec(text.slice(end))?.[0].length ?? 0;
      return [{ parent: entity, open, from, to: end + tail }];
    }
    const before = text.slice(0, from).trimEnd().split(' ');
    for (const size of [2, 1]) {
      const said = before.slice(-size);
      const first = /^(?:or|and|,)$/.test(said[0] ?? '') ? undefined : stateOf(entity, said.join(' '));
      if (!first) continue;
      let at = before.length - size;
      const or: string[] = [];
      while (/^(?:or|and|,)$/.test(before[at - 1] ?? '')) {
        const next = stateOf(entity, before[at - 2] ?? '');
        if (!next || next.field !== first.field || typeof next.equals !== 'string') break;
        or.unshift(next.equals);
        at -= 2;
      }
      const open = or.length > 0 && typeof first.equals === 'string' ? { ...first, or } : first;
      const start = before.slice(0, at).join(' ');
      return [{ parent: entity, open, from: start.length + (start === '' ? 0 : 1), to }];
    }
    return [];
  });
}

/** The rows that are spoken of: they are named, or made by the verb; undefined where anything else is said. */
function rowsIn(draft: Draft, parent: DraftEntity, rest: string): DraftEntity | undefined {
  const named = mentions(draft, rest);
  // "only members can book open courses" tells who may.
  if (rest.startsWith('only ') && isPerson(named[0]?.entity ?? parent) && named[0]?.from === 5) return undefined;
  const direct = named.find(
    ({ entity }) =>
      entity !== parent && entity !== draft.user && !isPerson(entity) && referenceTo(entity, parent) !== undefined,
  );
  const words = rest.split(' ');
  const verb = words.find((word) => lexicon().associations[infinitive(word) ?? word] !== undefined);
  const rows = direct?.entity ?? (verb === undefined ? undefined : rowsOf(draft, parent, verb));
  if (!rows || rows === parent) return undefined;
  const covered = new Set<string>();
  for (const { entity, from, to } of named)
    if (entity === rows || isPerson(entity) || entity === draft.user || referenceTo(rows, entity))
      for (const word of rest.slice(from, to).split(' ')) covered.add(word);
  const left = words.filter((word) => word !== '@' && word !== verb && !covered.has(word) && !light.test(word));
  return left.length === 0 ? rows : undefined;
}

/** Every other state than these. */
function without(entity: DraftEntity, open: OpenWhen): OpenWhen | undefined {
  if (typeof open.equals === 'boolean') return { ...open, equals: !open.equals };
  const out = new Set<unknown>([open.equals, ...(open.or ?? [])]);
  const values = entity.fields.find((field) => field.name === open.field)?.values ?? [];
  const [first, ...or] = values.filter((value) => !out.has(value));
  return first === undefined ? undefined : { field: open.field, equals: first, ...(or.length > 0 ? { or } : {}) };
}

/** The state that a new row is in, where it is among them, comes first. */
function startingFirst(entity: DraftEntity, open: OpenWhen): OpenWhen {
  const status = entity.fields.find((field) => field.name === open.field);
  const start = typeof status?.default === 'string' ? status.default : status?.values?.[0];
  const or = open.or ?? [];
  if (start === undefined || !or.includes(start) || typeof open.equals !== 'string') return open;
  return { ...open, equals: start, or: [open.equals, ...or.filter((value) => value !== start)] };
}
