import type { ActionModel, EntityModel, FieldModel } from '../../../domain/model.ts';
import type { Script, Step } from './script.ts';
import { type State, breaksOrder, holdsIn, mayMove, wayTo } from './way.ts';

/** What is done to a row: from its start or from the state that it takes, and not from others. */

export function actionOf(script: Script, entity: EntityModel, action: ActionModel): void {
  if (breaksOrder(entity, action)) return;
  const fields = decidingFields(entity, action);
  const way = wayTo(entity, fields, (state) => holdsIn(entity, action.when, state) && leadsOn(entity, action, state));
  const early = !holdsIn(entity, action.when, {});
  const mark = script.steps.length;
  const row = way || early ? script.row(entity) : undefined;
  if (!row) return void script.steps.splice(mark);
  const as = script.actor(entity, action.verb, row.by);
  const step: Step = {
    name: `${action.label} ${entity.one}`,
    method: 'POST',
    path: `/${entity.path}/{${row.name}}/${action.path}`,
    expected: 200,
    ...(as === undefined ? {} : { as }),
  };
  if (early) script.add({ ...step, name: `${step.name} too early`, expected: 409 });
  if (!way) return;
  script.follow(entity, row, way);
  script.add(step);
  const spent = Object.entries(action.when).some(([name, value]) => name in action.sets && action.sets[name] !== value);
  if (spent) script.add({ ...step, name: `${step.name} again`, expected: 409 });
}

/** Fields whose values decide whether it can be done, and which moves of a row can change. */
function decidingFields(entity: EntityModel, action: ActionModel): FieldModel[] {
  const names = new Set([...Object.keys(action.when), ...Object.keys(action.sets)]);
  return entity.fields.filter(({ name, references }) => names.has(name) && references === undefined);
}

/** Whether the order of states lets it be done from there. */
function leadsOn(entity: EntityModel, action: ActionModel, state: State): boolean {
  return entity.rules.every((rule) => {
    const to = rule.kind === 'transitions' ? action.sets[rule.field.name] : undefined;
    if (rule.kind !== 'transitions' || to === undefined) return true;
    return state[rule.field.name] === to || mayMove(entity, rule.field, state, to);
  });
}
