import { literal } from '../../../emit/layout.ts';
import type { ChildList, EntityModel, LinkModel, ProjectModel } from '../../../domain/model.ts';
import { placed } from '../../../domain/code/sql.ts';
import { entityOf } from '../../../domain/model.ts';
import { isRouted } from '../../../domain/code/schema.ts';
import { clientFor, codeIs, statusIs, suite, testCase } from './case.ts';
import { insertCall } from './rows.ts';
import { closedGiven, deletableGiven, openGiven } from './states.ts';

/** Nested lists, what a deletion does to the rows that point to it, and links between two entities. */
export function childSuites(project: ProjectModel, entity: EntityModel): (string | undefined)[] {
  if (!isRouted(entity)) return [];
  return [
    ...entity.children.map((child) => childSuite(project, entity, child)),
    entity.verbs.has('delete') ? deletionSuite(project, entity) : undefined,
  ];
}

function childSuite(project: ProjectModel, entity: EntityModel, child: ChildList): string | undefined {
  const other = entityOf(project, child.child);
  const client = clientFor(other, 'list');
  const path = `/${entity.path}/\${parent.id}/${child.path}`;
  const given = { [child.field.name]: 'parent.id' };
  const twice = limitOf(other, child) < 2;
  return suite(`GET /${entity.path}/:id/${child.path}`, [
    testCase(
      `lists the ${other.many} of one ${entity.one} only`,
      [
        `const parent = ${insertCall(entity, {}, client)};`,
        `const wanted = ${insertCall(other, given, client)};`,
        `${insertCall(other, {}, client)};`,
        `const answer = await ${client}.get(\`${path}\`);`,
        statusIs(200),
        'assert.deepEqual(idsOf(answer), [wanted.id]);',
      ],
      project.auth,
    ),
    twice
      ? undefined
      : testCase(
          'answers 404 when there is none',
          [`const answer = await ${client}.get('/${entity.path}/999999/${child.path}');`, statusIs(404)],
          project.auth,
        ),
  ]);
}

/** Rows of one parent that may stand side by side. */
function limitOf(other: EntityModel, child: ChildList): number {
  return Math.min(
    Infinity,
    ...other.rules.flatMap((rule) => {
      if (rule.kind === 'exclusive' && rule.field === child.field) return [1];
      if (rule.kind === 'max-per' && rule.per === child.field) return [rule.limit];
      return rule.kind === 'unique' && rule.fields.length === 1 && rule.fields[0] === child.field ? [1] : [];
    }),
  );
}

function deletionSuite(project: ProjectModel, entity: EntityModel): string | undefined {
  const client = clientFor(entity, 'delete');
  const remove = `const answer = await ${client}.delete(\`/${entity.path}/\${parent.id}\`);`;
  const parent = `const parent = ${insertCall(entity, deletableGiven(entity), client)};`;
  const cases: (string | undefined)[] = [];
  for (const guard of entity.guards) {
    const other = entityOf(project, guard.blockedBy);
    if (other === entity && guard.field.name === 'id') {
      const own = `const parent = ${insertCall(entity, openGiven(guard.open), client)};`;
      cases.push(
        testCase(
          `is refused: ${lowered(guard.sentence)}`,
          [own, remove, statusIs(409), codeIs(guard.code)],
          project.auth,
        ),
      );
      continue;
    }
    const given = { [guard.field.name]: 'parent.id' };
    cases.push(
      testCase(
        `is refused: ${lowered(guard.sentence)}`,
        [
          parent,
          `${insertCall(other, { ...given, ...openGiven(guard.open) }, client)};`,
          remove,
          statusIs(409),
          codeIs(guard.code),
        ],
        project.auth,
      ),
    );
    const closed = guard.open && closedGiven(other, guard.open);
    if (closed) {
      cases.push(
        testCase(
          `is allowed once its ${other.many} no longer count`,
          [parent, `${insertCall(other, { ...given, ...closed }, client)};`, remove, statusIs(204)],
          project.auth,
        ),
      );
    }
  }
  for (const child of entity.children) {
    const other = entityOf(project, child.child);
    const guard = entity.guards.find((entry) => entry.blockedBy === child.child && entry.field === child.field);
    const closed = guard?.open ? closedGiven(other, guard.open) : {};
    if (child.onDelete === 'restrict' || (guard && (!guard.open || !closed))) continue;
    const given = { [child.field.name]: 'parent.id', ...closed };
    const left = rowCall(
      project,
      `SELECT ${child.field.column} AS parent FROM ${other.table} WHERE id = ?`,
      'child.id',
    );
    const gone = child.onDelete === 'cascade';
    cases.push(
      testCase(
        gone ? `takes its ${other.many} along` : `leaves its ${other.many} without ${child.field.label}`,
        [
          parent,
          `const child = ${insertCall(other, given, client)};`,
          remove,
          statusIs(204),
          `const row = ${left};`,
          gone ? 'assert.equal(row, undefined);' : 'assert.equal(row?.parent, null);',
        ],
        project.auth,
      ),
    );
  }
  return suite(`deleting the ${entity.one} of others`, cases);
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}

/** The row that a statement gives, whatever keeps it. */
function rowCall({ database }: ProjectModel, sql: string, parameter: string): string {
  const statement = literal(placed(sql, database));
  if (database === 'sqlite') return `database.prepare(${statement}).get(${parameter})`;
  return `(await database.query(${statement}, [${parameter}])).rows.at(0)`;
}

export function linkSuites(project: ProjectModel, entity: EntityModel): (string | undefined)[] {
  if (!isRouted(entity)) return [];
  return entity.links.filter((link) => link.editable).map((link) => linkSuite(project, entity, link));
}

function linkSuite(project: ProjectModel, entity: EntityModel, link: LinkModel): string | undefined {
  const other = entityOf(project, link.other);
  const client = clientFor(entity, 'update');
  const back = other.links.find((entry) => entry.table === link.table && !entry.editable);
  const rows = [`const one = ${insertCall(entity, {}, client)};`, `const other = ${insertCall(other, {}, client)};`];
  const path = `/${entity.path}/\${one.id}/${link.path}`;
  return suite(`/${entity.path}/:id/${link.path}`, [
    testCase(
      `links ${entity.many} and ${other.many}, once and for both sides`,
      [
        ...rows,
        `const answer = await ${client}.put(\`${path}/\${other.id}\`);`,
        statusIs(204),
        `const again = await ${client}.put(\`${path}/\${other.id}\`);`,
        statusIs(204, 'again'),
        `const linked = await ${client}.get(\`${path}\`);`,
        'assert.deepEqual(idsOf(linked), [other.id]);',
        back && `const back = await ${client}.get(\`/${other.path}/\${other.id}/${back.path}\`);`,
        back && 'assert.deepEqual(idsOf(back), [one.id]);',
      ],
      project.auth,
    ),
    testCase(
      'unlinks them again',
      [
        ...rows,
        `await ${client}.put(\`${path}/\${other.id}\`);`,
        `const answer = await ${client}.delete(\`${path}/\${other.id}\`);`,
        statusIs(204),
        `const linked = await ${client}.get(\`${path}\`);`,
        'assert.equal(linked.body.total, 0);',
      ],
      project.auth,
    ),
    testCase(
      `answers 404 when there is no such ${other.one}`,
      [
        `const one = ${insertCall(entity, {}, client)};`,
        `const answer = await ${client}.put(\`${path}/999999\`);`,
        statusIs(404),
      ],
      project.auth,
    ),
  ]);
}
