import type { OpenWhen } from '../../requirements.ts';
import { openOf } from '../things/context.ts';
import { type Draft, type DraftEntity, addRule, cannot, mentions, stated } from '../draft.ts';
import { type Clause, wordsOf } from '../words/text.ts';
import { othersThan, stateOf } from './kept.ts';

/** Which of the rows count where something is said of one alone: "one pending application per animal", "twice, unless the first was declined". */

const unless =
  / (?:unless|except (?:when|if)|as long as) (?:the |their |his |her |its |an? )?(?:first|previous|earlier|last|other|old|former)? ?(?:[a-z]+ )??(?:is|was|has been|were|had been) (?:already )?([a-z]+(?: [a-z]+)?)$/;

export interface Counted {
  entity: DraftEntity;
  open: OpenWhen;
}

export function countedIn(draft: Draft, text: string): Counted | undefined {
  const except = unless.exec(text);
  for (const { entity, from, to } of mentions(draft, except ? text.slice(0, except.index) : text)) {
    if (entity === draft.user) continue;
    const before = text.slice(0, from).trimEnd().split(' ');
    const behind =
      /^ (?:that (?:is|are)|which (?:is|are)|in(?: (?:state|status))?) (not (?:yet )?(?:been )?)?([a-z]+(?: [a-z]+)?)/.exec(
        text.slice(to),
      );
    const open =
      stateOf(entity, before.slice(-2).join(' ')) ??
      stateOf(entity, before.at(-1) ?? '') ??
      stateBehind(entity, behind);
    if (open) return { entity, open };
  }
  const last =
    / (?:can|may|must|should|is|are) (?:be )?(?:in )?(?:(?:state|status) )?([a-z]+(?: [a-z]+)?)(?: at (?:a|the same) time)?$/.exec(
      text,
    )?.[1];
  for (const { entity } of last === undefined ? [] : mentions(draft, text)) {
    const open = entity === draft.user || last === undefined ? undefined : stateOf(entity, last);
    if (open) return { entity, open };
  }
  if (!except?.[1] || / as long as /.test(except[0])) return undefined;
  for (const entity of draft.entities) {
    const state = stateOf(entity, except[1]);
    const open = state && othersThan(entity, state);
    if (open) return { entity, open };
  }
  return undefined;
}

function stateBehind(entity: DraftEntity, behind: RegExpExecArray | null): OpenWhen | undefined {
  const [, not, words = ''] = behind ?? [];
  const open = words === '' ? undefined : (stateOf(entity, words) ?? stateOf(entity, words.split(' ')[0] ?? ''));
  return open && not !== undefined ? othersThan(entity, open) : open;
}

const passing = /^(?:pending|open|active|current|ongoing|running|unfinished|unpaid|outstanding|live|unreturned)$/;

/** One of `entity` for what these references name together: of all of them, or of those in the state that is said. */
export function addOnlyOne(draft: Draft, clause: Clause, entity: DraftEntity, fields: readonly string[]): void {
  const counted = countedIn(draft, clause.text);
  const said = mentions(draft, clause.text).find((mention) => mention.entity === entity);
  const word = clause.text
    .slice(0, said?.from ?? 0)
    .trimEnd()
    .split(' ')
    .at(-1);
  const open = counted?.entity === entity ? counted.open : passing.test(word ?? '') ? openOf(entity) : undefined;
  const per = fields.findLast((name) => entity.fields.some((field) => field.name === name && field.references));
  draft.ruled.add(clause);
  if (open && per !== undefined) {
    const also = fields.filter((name) => name !== per);
    const from = stated(clause);
    addRule(draft, {
      kind: 'max-per',
      entity: entity.name,
      per,
      ...(also.length > 0 ? { also } : {}),
      limit: 1,
      open,
      from,
    });
  } else if (passing.test(word ?? ''))
    cannot(draft, wordsOf(clause), 'Nothing tells which of them are so any more', 'a status as a field of theirs');
  else addRule(draft, { kind: 'unique', entity: entity.name, fields: [...fields], from: stated(clause) });
}
