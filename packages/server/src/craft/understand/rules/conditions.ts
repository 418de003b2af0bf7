import { around } from '../context.ts';
import { type Draft, stated } from '../draft.ts';
import { infinitive } from '../grammar.ts';
import { lexicon } from '../lexicon.ts';
import { act } from '../operations.ts';
import { valueName } from '../fields.ts';
import type { Clause } from '../text.ts';

const only =
  /\b(?:can|may|could|must|should)(?: only)? be ([a-z]+)(?: only)? (?:while|when|if|as long as) (?:it |they |the [a-z]+ |its status |the status )?(?:is|are|has|have)(?: still)?(?: in)?(?: been)? ([a-z]+(?: progress)?)$/;
const onlyStates = /^(?:only )?([a-z]+(?: progress)?) [a-z]+(?: [a-z]+)? (?:can|may) be ([a-z]+)$/;

/** "an order can be cancelled only while it is pending": the action asks for that value. */
export function readConditionRule(draft: Draft, clause: Clause): void {
  const match = only.exec(clause.text);
  const states = match ? null : onlyStates.exec(clause.text);
  const doing = match?.[1] ?? states?.[2];
  const state = valueName(match?.[2] ?? states?.[1] ?? '');
  if (doing === undefined || state === '') return;
  const verb = infinitive(doing);
  const action = verb === undefined ? undefined : lexicon().actions[verb];
  for (const entity of around(draft, clause)) {
    const status = entity.fields.find((field) => field.type === 'enum' && field.values?.includes(state));
    const flag = entity.fields.find((field) => field.type === 'boolean' && field.name === state);
    if (verb === undefined || !action || (!status && !flag)) continue;
    act(draft, entity, verb, action, stated(clause));
    const operation = draft.operations.find((other) => other.entity === entity.name && other.verb === verb);
    if (!operation) return;
    if (status) operation.when[status.name] = state;
    else if (flag) operation.when[flag.name] = true;
    draft.ruled.add(clause);
    return;
  }
}
