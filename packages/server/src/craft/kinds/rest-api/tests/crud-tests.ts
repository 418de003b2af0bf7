import { lines, literal, quote } from '../../../emit/layout.ts';
import type { EntityModel, FieldModel, ProjectModel } from '../../../domain/model.ts';
import { timeFrom } from '../../../domain/code/times.ts';
import { entityOf, inputFields, isTime } from '../../../domain/model.ts';
import { withArticle } from '../../../emit/names.ts';
import { badValues, edgeValues, isOrdered, otherValue } from '../../../domain/samples.ts';
import { bodyFields, rowLimit } from './builders.ts';
import { clientFor, codeIs, repeat, statusIs, suite, testCase } from './case.ts';
import { bodyCall, insertCall, unknownBody } from './rows.ts';
import { deletableGiven } from './states.ts';
import { changedAt } from './until-tests.ts';

const a = (entity: EntityModel): string => withArticle(entity.one);

export function createSuite(project: ProjectModel, entity: EntityModel): string | undefined {
  if (!entity.verbs.has('create')) return undefined;
  const client = clientFor(entity, 'create');
  const path = `/${entity.path}`;
  const body = (given = {}): string => bodyCall(project, entity, given, client);
  const secrets = inputFields(entity).filter((field) => field.secret);
  const shown = secrets.length === 0;
  return suite(`POST ${path}`, [
    testCase(
      `creates ${a(entity)}`,
      [
        `const body = ${body()};`,
        `const answer = await ${client}.post('${path}', body);`,
        statusIs(201),
        ...secrets.map((field) => `assert.ok(!Object.hasOwn(answer.body, ${quote(field.name)}));`),
        `assert.equal(answer.headers.get('Location'), \`${path}/\${answer.body.id}\`);`,
        shown && 'assert.partialDeepStrictEqual(answer.body, body);',
      ],
      project.auth,
    ),
    defaultsCase(project, entity, client, path),
    neededCase(project, entity, client, path),
    badCase(project, entity, client, path),
    edgeCase(project, entity, client, path),
    testCase(
      'refuses fields that it does not know',
      [
        `const answer = await ${client}.post('${path}', { ...${body()}, nonsense: 1 });`,
        statusIs(422),
        "assert.deepEqual(answer.body.error.details[0]?.field, 'nonsense');",
      ],
      project.auth,
    ),
    ...entity.fields
      .filter((field) => field.references !== undefined && !field.readOnly)
      .map((field) => unknownReferenceCase(project, entity, field, client, path)),
  ]);
}

function defaultsCase(project: ProjectModel, entity: EntityModel, client: string, path: string): string | undefined {
  const inBody = bodyFields(project, entity);
  const defaults = entity.fields.filter(
    (field) =>
      !field.secret &&
      !field.actor &&
      !inBody.includes(field) &&
      field.initial !== undefined &&
      !entity.rules.some((rule) => rule.kind === 'computed' && rule.field === field),
  );
  if (defaults.length === 0) return undefined;
  const expected = defaults.map((field) => {
    if (field.initial === 'now' && isTime(field)) {
      return `assert.equal(answer.body.${field.name}, ${timeFrom(field, 'clock.now')});`;
    }
    return `assert.equal(answer.body.${field.name}, ${literal(field.initial ?? null)});`;
  });
  return testCase(
    `starts ${a(entity)} with what nobody said`,
    [`const answer = await ${client}.post('${path}', ${bodyCall(project, entity, {}, client)});`, ...expected],
    project.auth,
  );
}

function neededCase(project: ProjectModel, entity: EntityModel, client: string, path: string): string | undefined {
  const needed = inputFields(entity).filter((field) => field.needed);
  if (needed.length === 0) return undefined;
  const list = arraySource(
    2,
    needed.map((field) => quote(field.name)),
  );
  return lines(
    `for (const field of ${list}) {`,
    testCaseTemplate(
      `needs the field \${field}`,
      [
        `const body = { ...${bodyCall(project, entity, {}, client)}, [field]: undefined };`,
        `const answer = await ${client}.post('${path}', body);`,
        statusIs(422),
        'assert.equal(answer.body.error.details[0]?.field, field);',
      ],
      project,
    ),
    '}',
  );
}

function testCaseTemplate(title: string, body: readonly string[], project: ProjectModel): string {
  const written = testCase('@title@', body, project.auth).replace("'@title@'", `\`${title}\``);
  return written
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n');
}

function arraySource(indent: number, items: readonly string[]): string {
  const line = `[${items.join(', ')}]`;
  if (indent + line.length <= 77) return line;
  return `[\n${items.map((item) => `  ${item},\n`).join('')}]`;
}

interface Row {
  field: string;
  source: string;
  why: string;
}

function table(rows: readonly Row[]): string {
  const only = rows[0];
  if (rows.length === 1 && only) {
    const line = `[[${quote(only.field)}, ${only.source}, ${quote(only.why)}]] as const`;
    if (line.length <= 61) return line;
  }
  return openArray(rows.map(({ field, source, why }) => `[${quote(field)}, ${source}, ${quote(why)}]`));
}

function openArray(items: readonly string[]): string {
  return `[\n${items.map((item) => `  ${item},\n`).join('')}] as const`;
}

function badCase(project: ProjectModel, entity: EntityModel, client: string, path: string): string | undefined {
  const rows = inputFields(entity).flatMap((field) =>
    badValues(field).map(({ source, why }) => ({ field: field.name, source, why })),
  );
  if (rows.length === 0) return undefined;
  return lines(
    `for (const [field, value, why] of ${table(rows)}) {`,
    testCaseTemplate(
      `answers 422 when \${field} \${why}`,
      [
        `const body = { ...${bodyCall(project, entity, {}, client)}, [field]: value };`,
        `const answer = await ${client}.post('${path}', body);`,
        statusIs(422),
        codeIs('validation_failed'),
        'assert.equal(answer.body.error.details[0]?.field, field);',
      ],
      project,
    ),
    '}',
  );
}

function edgeCase(project: ProjectModel, entity: EntityModel, client: string, path: string): string | undefined {
  const rows = inputFields(entity).flatMap((field) =>
    edgeValues(entity, field).map(({ source, why }) => ({ field: field.name, source, why })),
  );
  if (rows.length === 0) return undefined;
  return lines(
    `for (const [field, value, why] of ${table(rows)}) {`,
    testCaseTemplate(
      `accepts ${a(entity)} whose \${field} \${why}`,
      [
        `const body = { ...${bodyCall(project, entity, {}, client)}, [field]: value };`,
        `const answer = await ${client}.post('${path}', body);`,
        statusIs(201),
      ],
      project,
    ),
    '}',
  );
}

function unknownReferenceCase(
  project: ProjectModel,
  entity: EntityModel,
  field: FieldModel,
  client: string,
  path: string,
): string {
  const parent = entityOf(project, field.references ?? '');
  return testCase(
    `answers 422 when ${field.name} names no ${parent.one}`,
    [
      `const body = ${unknownBody(project, entity, field, client)};`,
      `const answer = await ${client}.post('${path}', body);`,
      statusIs(422),
      codeIs('reference_not_found'),
      `assert.equal(answer.body.error.details[0]?.field, ${quote(field.name)});`,
    ],
    project.auth,
  );
}

export function listSuite(project: ProjectModel, entity: EntityModel): string | undefined {
  if (!entity.verbs.has('list')) return undefined;
  const client = clientFor(entity, 'list');
  const path = `/${entity.path}`;
  const insert = (given = {}): string => insertCall(entity, given, client);
  const few = rowLimit(entity) < 5;
  return suite(`GET ${path}`, [
    !few &&
      testCase(
        `pages through all ${entity.many}`,
        [
          entity.isAccount ? `const before = (await ${client}.get('${path}')).body.total;` : false,
          repeat(5, insertCall(entity, {}, client)),
          `const first = await ${client}.get('${path}?limit=2');`,
          statusIs(200, 'first'),
          `assert.equal(first.body.total, ${entity.isAccount ? 'before + 5' : '5'});`,
          'assert.equal(first.body.items.length, 2);',
          `const last = await ${client}.get(${entity.isAccount ? `\`${path}?limit=2&offset=\${before + 4}\`` : `'${path}?limit=2&offset=4'`});`,
          'assert.equal(last.body.items.length, 1);',
        ],
        project.auth,
      ),
    testCase(
      'answers 422 to a page that can not be',
      [
        `const answer = await ${client}.get('${path}?limit=0');`,
        statusIs(422),
        "assert.equal(answer.body.error.details[0]?.field, 'limit');",
      ],
      project.auth,
    ),
    !few &&
      testCase(
        'orders them by a field, both ways',
        [
          `const first = ${insert()};`,
          `const second = ${insert()};`,
          `const up = await ${client}.get('${path}?sort=id');`,
          `const down = await ${client}.get('${path}?sort=-id');`,
          'const ids = [first.id, second.id];',
          `assert.deepEqual(idsOf(up)${entity.isAccount ? '.slice(-2)' : ''}, ids);`,
          `assert.deepEqual(idsOf(down)${entity.isAccount ? '.slice(0, 2)' : ''}, ids.reverse());`,
        ],
        project.auth,
      ),
    ...filterCases(project, entity, client, path),
    searchCase(project, entity, client, path),
  ]);
}

function filterCases(project: ProjectModel, entity: EntityModel, client: string, path: string): (string | undefined)[] {
  return entity.filtered
    .filter((field) => ['boolean', 'enum', 'reference'].includes(field.type) && !field.actor)
    .map((field) => {
      if (field.references !== undefined) {
        const parent = entityOf(project, field.references);
        return testCase(
          `lists those of one ${field.label}`,
          [
            `const parent = ${insertCall(parent, {}, client)};`,
            `const wanted = ${insertCall(entity, { [field.name]: 'parent.id' }, client)};`,
            `${insertCall(entity, {}, client)};`,
            `const answer = await ${client}.get(\`${path}?${field.name}=\${parent.id}\`);`,
            'assert.deepEqual(idsOf(answer), [wanted.id]);',
          ],
          project.auth,
        );
      }
      const start = field.type === 'boolean' ? false : (field.values[0] ?? '');
      const other = otherValue(entity, field, start);
      if (other === null) return undefined;
      return testCase(
        `lists those whose ${field.label} is ${String(other)}`,
        [
          `const wanted = ${insertCall(entity, { [field.name]: literal(other) }, client)};`,
          `${insertCall(entity, { [field.name]: literal(start) }, client)};`,
          `const answer = await ${client}.get('${path}?${field.name}=${encodeURIComponent(String(other)).replaceAll("'", '%27')}');`,
          'assert.deepEqual(idsOf(answer), [wanted.id]);',
        ],
        project.auth,
      );
    });
}

function searchCase(project: ProjectModel, entity: EntityModel, client: string, path: string): string | undefined {
  const field = entity.searched.find(
    (candidate) => candidate.type !== 'email' && (candidate.max ?? 200) >= 12 && (candidate.min ?? 0) <= 10,
  );
  if (!field) return undefined;
  return testCase(
    `finds those that hold a text`,
    [
      `const wanted = ${insertCall(entity, { [field.name]: "'100% needle'" }, client)};`,
      `${insertCall(entity, {}, client)};`,
      `const found = await ${client}.get('${path}?q=0%25%20NEED');`,
      'assert.deepEqual(idsOf(found), [wanted.id]);',
      `const none = await ${client}.get('${path}?q=%25n%25');`,
      'assert.equal(none.body.total, 0);',
    ],
    project.auth,
  );
}

export function readSuite(project: ProjectModel, entity: EntityModel): string | undefined {
  if (!entity.verbs.has('read')) return undefined;
  const client = clientFor(entity, 'read');
  return suite(`GET /${entity.path}/:id`, [
    testCase(
      `shows ${a(entity)}`,
      [
        `const ${entity.variable} = ${insertCall(entity, {}, client)};`,
        `const answer = await ${client}.get(\`/${entity.path}/\${${entity.variable}.id}\`);`,
        statusIs(200),
        `assert.equal(answer.body.id, ${entity.variable}.id);`,
        ...entity.fields
          .filter((field) => field.secret)
          .map((field) => `assert.ok(!Object.hasOwn(answer.body, ${quote(field.name)}));`),
      ],
      project.auth,
    ),
    missingCase(project, entity, client, 'get', ''),
  ]);
}

function missingCase(project: ProjectModel, entity: EntityModel, client: string, method: string, body: string): string {
  return testCase(
    'answers 404 when there is none',
    [`const answer = await ${client}.${method}('/${entity.path}/999999'${body});`, statusIs(404), codeIs('not_found')],
    project.auth,
  );
}

export function updateSuite(project: ProjectModel, entity: EntityModel): string | undefined {
  if (!entity.verbs.has('update')) return undefined;
  const client = clientFor(entity, 'update');
  const path = `\`/${entity.path}/\${${entity.variable}.id}\``;
  const insert = `const ${entity.variable} = ${insertCall(entity, {}, client)};`;
  const kept = entity.rules.flatMap((rule) => {
    if (rule.kind === 'fixed' || rule.kind === 'distinct') return rule.fields;
    return rule.kind === 'fits' || rule.kind === 'rising' || rule.kind === 'hours' ? [rule.field] : [];
  });
  const changeable = inputFields(entity).filter(
    (field) => !field.startsFixed && !field.secret && field.references === undefined && !kept.includes(field),
  );
  const simple =
    changeable.find((field) => ['string', 'text', 'email', 'url', 'phone'].includes(field.type)) ??
    changeable.find((field) => !isTime(field) && !isOrdered(entity, field));
  const bad = simple ? badValues(simple)[0] : undefined;
  return suite(`PATCH /${entity.path}/:id`, [
    simple &&
      testCase(
        `changes the ${simple.label} and nothing else`,
        [
          insert,
          `const ${simple.name === 'changes' ? 'wanted' : 'changes'} = { ${simple.name}: ${literal(otherValue(entity, simple, null))} };`,
          `clock.now = '${changedAt(entity, simple)}';`,
          `const answer = await ${client}.patch(${path}, changes);`,
          statusIs(200),
          ...changedAssertion(entity),
        ],
        project.auth,
      ),
    simple && bad
      ? testCase(
          `answers 422 when the ${simple.label} ${bad.why}`,
          [
            insert,
            `const answer = await ${client}.patch(${path}, { ${simple.name}: ${bad.source} });`,
            statusIs(422),
            codeIs('validation_failed'),
          ],
          project.auth,
        )
      : undefined,
    missingCase(project, entity, client, 'patch', ', {}'),
  ]);
}

function changedAssertion(entity: EntityModel): string[] {
  const secrets = entity.fields.filter((field) => field.secret).map((field) => field.name);
  if (secrets.length === 0)
    return [`assert.deepEqual(answer.body, { ...${entity.variable}, ...changes, updatedAt: clock.now });`];
  return ['assert.partialDeepStrictEqual(answer.body, changes);', 'assert.equal(answer.body.updatedAt, clock.now);'];
}

export function deleteSuite(project: ProjectModel, entity: EntityModel): string | undefined {
  if (!entity.verbs.has('delete')) return undefined;
  const client = clientFor(entity, 'delete');
  const path = `\`/${entity.path}/\${${entity.variable}.id}\``;
  return suite(`DELETE /${entity.path}/:id`, [
    testCase(
      `deletes ${a(entity)}`,
      [
        `const ${entity.variable} = ${insertCall(entity, deletableGiven(entity), client)};`,
        `const answer = await ${client}.delete(${path});`,
        statusIs(204),
        `const again = await ${client}.delete(${path});`,
        statusIs(404, 'again'),
      ],
      project.auth,
    ),
    missingCase(project, entity, client, 'delete', ''),
  ]);
}
