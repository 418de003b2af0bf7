import { literal } from '../../../emit/layout.ts';
import type { ActionModel, EntityModel, ProjectModel } from '../../../domain/model.ts';
import { timeFrom } from '../../../domain/code/times.ts';
import { isTime } from '../../../domain/model.ts';
import { withArticle } from '../../../emit/names.ts';
import { clientFor, codeIs, statusIs, suite, testCase } from './case.ts';
import { insertCall } from './rows.ts';
import { canSucceed, readyFor, unreadyFor } from './states.ts';

export function actionSuites(project: ProjectModel, entity: EntityModel): (string | undefined)[] {
  return entity.actions.map((action) => actionSuite(project, entity, action));
}

function actionSuite(project: ProjectModel, entity: EntityModel, action: ActionModel): string | undefined {
  const client = clientFor(entity, action.verb);
  const row = entity.variable;
  const path = `\`/${entity.path}/\${${row}.id}/${action.path}\``;
  return suite(`POST /${entity.path}/:id/${action.path}`, [
    canSucceed(entity, action) &&
      testCase(
        `does it to ${withArticle(entity.one)}`,
        [
          `const ${row} = ${insertCall(entity, readyFor(entity, action), client)};`,
          `const answer = await ${client}.post(${path});`,
          statusIs(200),
          ...Object.entries(action.sets).map(([name, value]) => {
            const field = entity.fields.find((candidate) => candidate.name === name);
            if (field?.secret) return undefined;
            const user = field?.type === 'reference' && typeof value === 'string';
            const wanted =
              value === 'now' && field && isTime(field)
                ? timeFrom(field, 'clock.now')
                : user
                  ? `${client}.user.id`
                  : literal(value);
            return `assert.equal(answer.body.${name}, ${wanted});`;
          }),
        ],
        project.auth,
      ),
    ...Object.keys(action.when).map((name) => {
      const given = unreadyFor(entity, action, name);
      const field = entity.fields.find((candidate) => candidate.name === name);
      if (!given || !field) return undefined;
      const state =
        given[name] === 'null'
          ? 'is empty'
          : action.when[name] === null
            ? 'is set'
            : `is ${given[name]?.replace(/^'|'$/g, '')}`;
      return testCase(
        `answers 409 when the ${field.label} ${state}`,
        [
          `const ${row} = ${insertCall(entity, given, client)};`,
          `const answer = await ${client}.post(${path});`,
          statusIs(409),
          codeIs(action.code),
        ],
        project.auth,
      );
    }),
    testCase(
      'answers 404 when there is none',
      [`const answer = await ${client}.post('/${entity.path}/999999/${action.path}');`, statusIs(404)],
      project.auth,
    ),
  ]);
}
