import type { EntityModel, FieldModel, ProjectModel, RuleModel, Scalar } from '../../../domain/model.ts';
import { entityOf } from '../../../domain/model.ts';
import { otherValue, startOf } from '../../../domain/samples.ts';
import { literal } from '../../../emit/layout.ts';
import { withArticle } from '../../../emit/names.ts';
import { plainField } from '../probe/plain-field.ts';
import { clientFor, testCase } from './case.ts';
import { type Given, insertCall, parentCall } from './rows.ts';
import { startOfRow, stateBefore, stateFor } from './states.ts';
import { deedOf, neededFor } from './until-tests.ts';

type Marks = Extract<RuleModel, { kind: 'marks' }>;

/** What a row changes in another one: not before it is done, and once it is. */
export function marksCases(project: ProjectModel, entity: EntityModel, rule: Marks): (string | undefined)[] {
  const { change, via, field, to } = rule;
  const parent = entityOf(project, rule.parent);
  if (via.readOnly || (change && !isAsked(entity, change))) return [];
  const deed = deedOf(project, entity, {
    change: change ?? 'create',
    via: { field: via, parent: parent.name },
    code: rule.code,
  });
  if (!deed) return [];
  const { variable } = parent;
  const other = unmarked(entity, rule);
  if (other === undefined) return [];
  const make = `const ${variable} = ${parentCall(entity, parent, other, deed.client)};`;
  const holds = (value: string): string =>
    `assert.equal(find${parent.typeName}(database, ${variable}.id)?.${field.name}, ${value});`;
  const before = change && stateBefore(entity, change.field.name, change.to);
  const given: Given = {
    [via.name]: `${variable}.id`,
    ...(change && before !== undefined ? { [change.field.name]: literal(before) } : {}),
    ...(change ? neededFor(entity, change) : {}),
  };
  const plain = plainField(entity);
  const client = clientFor(entity, 'update');
  return [
    testCase(
      `changes ${withArticle(parent.one)} with it`,
      [make, ...deed.lines(given, true), holds(literal(to))],
      project.auth,
    ),
    plain && entity.verbs.has('update')
      ? testCase(
          'leaves it as it is when something else changes',
          [
            `const ${variable} = ${parentCall(entity, parent, other, client)};`,
            `const row = ${insertCall(entity, given, client)};`,
            `const changes = { ${plain.name}: ${literal(otherValue(entity, plain, startOf(plain)))} };`,
            `await ${client}.patch(\`/${entity.path}/\${row.id}\`, changes);`,
            holds(`${variable}.${field.name}`),
          ],
          project.auth,
        )
      : undefined,
  ];
}

/** Whether a request leads there: an action, or a change of the field. */
function isAsked(entity: EntityModel, { field, to }: { field: FieldModel; to: Scalar }): boolean {
  return entity.actions.some(({ sets }) => sets[field.name] === to) || (entity.verbs.has('update') && !field.readOnly);
}

/** Values of a row that is not marked yet and may be referred to; undefined where there is none. */
export function unmarked(entity: EntityModel, { via, field, to }: Marks): Given | undefined {
  const asked = stateFor(entity, via);
  if (asked?.field === field) return [asked.equals, ...asked.or].includes(to) ? undefined : {};
  if (startOfRow(field) !== to) return {};
  if (field.type === 'boolean') return { [field.name]: literal(to !== true) };
  const value = field.values.find((one) => one !== to);
  return value === undefined ? undefined : { [field.name]: literal(value) };
}
