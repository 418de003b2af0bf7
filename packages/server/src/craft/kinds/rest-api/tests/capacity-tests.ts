import type { CapacityModel, EntityModel, FieldModel, ProjectModel, RuleModel } from '../../../domain/model.ts';
import { entityOf } from '../../../domain/model.ts';
import { literal } from '../../../emit/layout.ts';
import { clientFor, codeIs, repeat, statusIs, suite, testCase } from './case.ts';
import { bodyCall, type Given, insertCall, parentCall, insertOthers } from './rows.ts';
import { closedGiven, openGiven } from './states.ts';

/** Capacities: of rows that take several places or wait until there is one, and of what has less room than is taken. */

type Capacity = Extract<RuleModel, { kind: 'capacity' }>;

/** One row takes all that is left; one more is too many. */
export function placesCase(
  project: ProjectModel,
  entity: EntityModel,
  rule: Capacity,
  make: string | undefined,
  given: Given,
  limit: number,
): string | undefined {
  const { places } = rule;
  const most = places?.max ?? Infinity;
  if (!places || !entity.verbs.has('create') || limit < 2 || limit > most) return undefined;
  const client = clientFor(entity, 'create');
  const send = (name: string, count: number): string =>
    `const ${name} = await ${client}.post('/${entity.path}', ${bodyCall(project, entity, { ...given, [places.name]: String(count) }, client)});`;
  return testCase(
    `counts the ${places.label} of each ${entity.one}`,
    [
      make,
      `${insertOthers(project, entity, { ...given, ...openGiven(rule.open), [places.name]: '1' }, client)};`,
      send('answer', limit),
      statusIs(409),
      codeIs(rule.code),
      send('fits', limit - 1),
      statusIs(201, 'fits'),
    ],
    project.auth,
  );
}

export function waitingCase(
  project: ProjectModel,
  entity: EntityModel,
  rule: Capacity,
  make: string | undefined,
  given: Given,
  limit: number,
): string | undefined {
  const { open, waiting } = rule;
  if (!open || waiting === undefined || !entity.verbs.has('create')) return undefined;
  const client = clientFor(entity, 'create');
  const status = open.field.name;
  const opened = openGiven(open);
  const insert = insertOthers(project, entity, { ...given, ...opened }, client);
  const sent = Object.fromEntries(Object.entries(given).filter(([name]) => name !== entity.owner?.name));
  const body = bodyCall(project, entity, sent, client);
  const first = `const first = ${insertCall(entity, { ...given, ...opened }, client)};`;
  const leave = leaving(entity, open);
  return testCase(
    leave ? 'lets one more wait, who moves up when another goes' : 'lets one more wait',
    [
      make,
      first,
      limit > 1 && repeat(limit - 1, insert),
      `const answer = await ${client}.post('/${entity.path}', ${body});`,
      statusIs(201),
      `assert.equal(answer.body.${status}, ${literal(waiting)});`,
      ...(leave ?? []),
      leave && statusIs(leave.some((line) => line.includes('.delete(')) ? 204 : 200, 'left'),
      leave && `assert.equal(find${entity.typeName}(database, answer.body.id)?.${status}, ${literal(open.equals)});`,
    ],
    project.auth,
  );
}

/** How the first row gives its place back. */
function leaving(entity: EntityModel, open: NonNullable<Capacity['open']>): string[] | undefined {
  const row = `\`/${entity.path}/\${first.id}`;
  const closed = closedGiven(entity, open);
  const action = entity.actions.find((candidate) => {
    const to = candidate.sets[open.field.name];
    return (
      to !== undefined &&
      to !== open.equals &&
      !open.or.includes(String(to)) &&
      Object.keys(candidate.when).length === 0
    );
  });
  if (action) return [`const left = await ${clientFor(entity, action.verb)}.post(${row}/${action.path}\`);`];
  if (entity.verbs.has('delete')) return [`const left = await ${clientFor(entity, 'delete')}.delete(${row}\`);`];
  const value = closed?.[open.field.name];
  if (!entity.verbs.has('update') || value === undefined) return undefined;
  return [
    `const changes = { ${open.field.name}: ${value} };`,
    `const left = await ${clientFor(entity, 'update')}.patch(${row}\`, changes);`,
  ];
}

export function capacityOf(field: FieldModel): number {
  const usual = Math.max(2, field.min ?? 2);
  return field.max === undefined ? usual : Math.min(usual, field.max);
}

/** Neither made smaller nor left for less than is taken. */
export function parentCapacity(
  project: ProjectModel,
  entity: EntityModel,
  { child: childName, rule, has }: CapacityModel,
): string | undefined {
  const { through } = rule;
  const changed = has ? rule.parentField : through?.field;
  if (!entity.verbs.has('update') || !changed || changed.readOnly) return undefined;
  const child = entityOf(project, childName);
  const client = clientFor(entity, 'update');
  const limit = capacityOf(rule.parentField);
  const low = limit - 1;
  if (rule.parentField.min !== undefined && low < rule.parentField.min) return undefined;
  const row = entity.variable;
  const insert = insertOthers(
    project,
    child,
    {
      [rule.per.name]: `${has && through ? 'between' : row}.id`,
      ...(rule.places ? { [rule.places.name]: '1' } : {}),
      ...openGiven(rule.open),
    },
    client,
  );
  const patch = (value: number | string): string =>
    `const answer = await ${client}.patch(\`/${entity.path}/\${${row}.id}\`, { ${changed.name}: ${value} });`;
  if (rule.parentField.max !== undefined && limit + 1 > rule.parentField.max) return undefined;
  const roomy = (size: number): string =>
    parentCall(entity, entityOf(project, rule.parent), { [rule.parentField.name]: String(size) }, client);
  if (through && !has) {
    const begin = [
      `const ${row} = ${insertCall(entity, { [changed.name]: `${roomy(limit + 1)}.id` }, client)};`,
      repeat(limit, insert),
    ];
    const move = (size: number): string[] => [`const other = ${roomy(size)};`, patch('other.id')];
    return suite(`rule: it never goes where there is less ${rule.parentField.label} than is taken`, [
      testCase('may go where there is just enough', [...begin, ...move(limit), statusIs(200)], project.auth),
      testCase(
        'may not go where one is missing',
        [...begin, ...move(low), statusIs(409), codeIs(rule.code)],
        project.auth,
      ),
    ]);
  }
  const between = through && entityOf(project, through.entity);
  const start = [
    `const ${row} = ${roomy(limit + 1)};`,
    ...(between && through
      ? [`const between = ${parentCall(entity, between, { [through.field.name]: `${row}.id` }, client)};`]
      : []),
    repeat(limit, insert),
  ];
  return suite(`rule: the ${rule.parentField.label} is never lowered under what is taken`, [
    testCase('may be lowered to what is taken', [...start, patch(limit), statusIs(200)], project.auth),
    testCase('may not be lowered further', [...start, patch(low), statusIs(409), codeIs(rule.code)], project.auth),
  ]);
}
