import { type Draft, assumed } from '../draft.ts';
import { operation } from './operations.ts';

/** The operations that every thing has without a word said about it. */

/** The five for every entity, less what was ruled out; the lexicon's own actions where a loan or a rental is meant. */
export function completeOperations(draft: Draft): void {
  for (const entity of draft.entities) {
    for (const verb of ['create', 'list', 'read', 'update', 'delete']) {
      if (!entity.without.has(verb)) operation(draft, entity, verb, assumed(0.8));
    }
    const returned = entity.fields.find((field) => field.name === 'returnedAt');
    if (entity.entry?.return && returned)
      operation(draft, entity, 'return', assumed(0.7), { returnedAt: 'now' }, { returnedAt: null });
    if (
      entity.fields.some((field) => field.name === 'leftAt' && field.readOnly) &&
      !draft.operations.some((other) => other.entity === entity.name && other.sets['leftAt'] === 'now')
    )
      operation(draft, entity, 'leave', assumed(0.7), { leftAt: 'now' }, { leftAt: null });
  }
  draft.operations = draft.operations.filter(
    (entry) => !draft.entities.find((entity) => entity.name === entry.entity)?.without.has(entry.verb),
  );
}
