import { blocks, imports } from '../../../emit/layout.ts';
import type { EntityModel, ProjectModel } from '../../../domain/model.ts';
import { accessSuite } from './access-tests.ts';
import { actionSuites } from './action-tests.ts';
import { bodyName, insertName } from './builders.ts';
import { createSuite, deleteSuite, listSuite, readSuite, updateSuite } from './crud-tests.ts';
import { childSuites, linkSuites } from './relation-tests.ts';
import { ruleSuites } from './rule-tests.ts';

/** `test/<entity>.test.ts`: what the description asks of one entity, test by test. */
export function entityTests(project: ProjectModel, entity: EntityModel): string | undefined {
  const suites = [
    createSuite(project, entity),
    listSuite(project, entity),
    readSuite(project, entity),
    updateSuite(project, entity),
    deleteSuite(project, entity),
    ...actionSuites(project, entity),
    ...ruleSuites(project, entity),
    ...childSuites(project, entity),
    ...linkSuites(project, entity),
    accessSuite(project, entity),
  ].filter((suite) => suite !== undefined);
  if (suites.length === 0) return undefined;
  const text = blocks(suites);
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\(`).test(text);
  const builders = project.entities.flatMap((other) => [insertName(other), bodyName(other)]);
  const checks = [`check${entity.typeName}`];
  return blocks(
    imports({
      'node:assert/strict': ['default assert'],
      'node:test': ['describe', 'it'],
      [`../src/${entity.path}/rules.ts`]: checks.filter(uses),
      '../src/periods.ts': ['later'].filter(uses),
      ...Object.fromEntries(
        project.entities.map((other) => [`../src/${other.path}/repository.ts`, [`find${other.typeName}`].filter(uses)]),
      ),
      './builders.ts': [...builders, 'timeAt', 'dateAt'].filter(uses),
      './helpers.ts': ['startTest', ...['idsOf'].filter(uses)],
    }),
    text,
  );
}
