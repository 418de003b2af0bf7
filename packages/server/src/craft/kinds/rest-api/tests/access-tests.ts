import { literal } from '../../../emit/layout.ts';
import type { EntityModel, ProjectModel } from '../../../domain/model.ts';
import { otherValue, startOf } from '../../../domain/samples.ts';
import { isRouted } from '../../../domain/code/schema.ts';
import { withArticle } from '../../../emit/names.ts';
import { clientFor, codeIs, roleClient, statusIs, suite, testCase } from './case.ts';
import { bodyCall, insertCall } from './rows.ts';

/** Who may do what: nobody without a sign-in, owners with their own, roles with theirs. */
export function accessSuite(project: ProjectModel, entity: EntityModel): string | undefined {
  const { auth } = project;
  if (!auth || !isRouted(entity)) return undefined;
  return suite(`access to ${entity.many}`, [
    testCase('needs a sign-in', [
      `const answer = await send('GET', '/${entity.path}');`,
      statusIs(401),
      codeIs('not_signed_in'),
    ]),
    ...(entity.isPrivate ? privateCases(entity) : []),
    ...overseerCases(project, entity),
    ...ownerCases(project, entity),
    ...standInCases(project, entity),
    ...roleCases(project, entity),
    ...roleFieldCases(entity),
  ]);
}

/** Every request on one row, as `[verb, call]`. */
function rowCalls(entity: EntityModel): [verb: string, call: (client: string) => string][] {
  const path = `\`/${entity.path}/\${${entity.variable}.id}\``;
  const calls: [string, (client: string) => string][] = [];
  if (entity.verbs.has('read')) calls.push(['read', (client) => `${client}.get(${path})`]);
  if (entity.verbs.has('update')) calls.push(['update', (client) => `${client}.patch(${path}, {})`]);
  if (entity.verbs.has('delete')) calls.push(['delete', (client) => `${client}.delete(${path})`]);
  for (const action of entity.actions) {
    calls.push([
      action.verb,
      (client) => `${client}.post(\`/${entity.path}/\${${entity.variable}.id}/${action.path}\`)`,
    ]);
  }
  return calls;
}

function privateCases(entity: EntityModel): string[] {
  const other = `other.user.id`;
  const owner = entity.owner?.name ?? '';
  const cases: string[] = [];
  if (entity.verbs.has('list') && !entity.roleVerbs.has('list')) {
    cases.push(
      testCase(`lists the user's own ${entity.many} only`, [
        'const other = signIn();',
        `const own = ${insertCall(entity, {})};`,
        `${insertCall(entity, { [owner]: other })};`,
        `const answer = await api.get('/${entity.path}');`,
        'assert.deepEqual(idsOf(answer), [own.id]);',
      ]),
    );
  }
  for (const [verb, call] of rowCalls(entity)) {
    if (entity.roleVerbs.has(verb)) continue;
    cases.push(
      testCase(`answers 404 to ${verb} for a row of someone else`, [
        'const other = signIn();',
        `const ${entity.variable} = ${insertCall(entity, { [owner]: other })};`,
        `const answer = await ${call('api')};`,
        statusIs(404),
      ]),
    );
  }
  return cases;
}

function overseerCases(project: ProjectModel, entity: EntityModel): string[] {
  if (!entity.isPrivate || !entity.verbs.has('list')) return [];
  const readers = entity.roleVerbs.get('list');
  return entity.overseers
    .filter((role) => readers === undefined || readers.includes(role))
    .map((role) =>
      testCase(
        `shows the ${entity.many} of all to a ${role}`,
        [
          `${insertCall(entity, {})};`,
          `const answer = await ${roleClient(role)}.get('/${entity.path}');`,
          'assert.equal(answer.body.total, 1);',
        ],
        project.auth,
      ),
    );
}

function ownerCases(project: ProjectModel, entity: EntityModel): string[] {
  if (entity.isPrivate || !entity.owner) return [];
  const owner = entity.owner.name;
  return rowCalls(entity)
    .filter(([verb]) => entity.ownerVerbs.has(verb))
    .map(([verb, call]) =>
      testCase(
        `lets only the owner ${verb} the ${entity.one}`,
        [
          'const other = signIn();',
          `const ${entity.variable} = ${insertCall(entity, { [owner]: 'other.user.id' })};`,
          `const answer = await ${call(clientFor(entity, verb))};`,
          statusIs(403),
          codeIs('not_owner'),
        ],
        project.auth,
      ),
    );
}

function standInCases(project: ProjectModel, entity: EntityModel): string[] {
  if (entity.isPrivate || !entity.owner) return [];
  const owner = entity.owner.name;
  return rowCalls(entity).flatMap(([verb, call]) =>
    // An action may ask for more than to be allowed.
    (entity.actions.some((action) => action.verb === verb) ? [] : (entity.standIns.get(verb) ?? [])).map((role) =>
      testCase(
        `lets ${withArticle(role)} ${verb} the ${entity.one} of someone else`,
        [
          'const other = signIn();',
          `const ${entity.variable} = ${insertCall(entity, { [owner]: 'other.user.id' })};`,
          `const answer = await ${call(roleClient(role))};`,
          'assert.notEqual(answer.status, 403);',
        ],
        project.auth,
      ),
    ),
  );
}

function roleCases(project: ProjectModel, entity: EntityModel): string[] {
  const cases: string[] = [];
  const refused = [statusIs(403), codeIs('role_required')];
  const calls: [string, (client: string) => string][] = rowCalls(entity);
  for (const [verb, roles] of entity.roleVerbs) {
    const who = roles.join(' or ');
    if (verb === 'create' && entity.verbs.has('create')) {
      cases.push(
        testCase(`lets only ${who} create ${entity.many}`, [
          `const answer = await api.post('/${entity.path}', ${bodyCall(project, entity, {})});`,
          ...refused,
        ]),
      );
    }
    if (verb === 'list' && entity.verbs.has('list')) {
      cases.push(
        testCase(`lets only ${who} list ${entity.many}`, [
          `const answer = await api.get('/${entity.path}');`,
          ...refused,
        ]),
      );
    }
    const call = calls.find(([name]) => name === verb)?.[1];
    if (!call) continue;
    cases.push(
      testCase(`lets only ${who} ${verb} ${entity.many}`, [
        `const ${entity.variable} = ${insertCall(entity, {})};`,
        `const answer = await ${call('api')};`,
        ...refused,
      ]),
    );
  }
  return cases;
}

/** Another value of the field by somebody without the role, the same value, and another by somebody who has it. */
function roleFieldCases(entity: EntityModel): string[] {
  const isOwned = entity.isPrivate || entity.ownerVerbs.has('update');
  if (isOwned || !entity.verbs.has('update') || entity.roleVerbs.has('update')) return [];
  return [...entity.roleFields].flatMap(([name, roles]) => {
    const field = entity.fields.find((candidate) => candidate.name === name);
    if (!field) return [];
    const row = `const ${entity.variable} = ${insertCall(entity, {})};`;
    const path = `\`/${entity.path}/\${${entity.variable}.id}\``;
    const value = literal(otherValue(entity, field, startOf(field)));
    const who = roles.join(' or ');
    return [
      testCase(`lets only ${who} change the ${field.label}`, [
        row,
        `const answer = await api.patch(${path}, { ${name}: ${value} });`,
        statusIs(403),
        codeIs('role_required'),
      ]),
      testCase(`lets others leave the ${field.label} as it is`, [
        row,
        `const answer = await api.patch(${path}, { ${name}: ${entity.variable}.${name} });`,
        statusIs(200),
      ]),
    ];
  });
}
