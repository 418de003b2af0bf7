import type { ProjectPlan } from '../../contract.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { entityFile } from '../../python/entity.ts';
import type { GeneratedFile } from '../../requirements.ts';
import { type RowsLayout, rowsPlan } from '../shared/rows-plan.ts';

const layout: RowsLayout = {
  project: /^(pyproject\.toml|\.gitignore)$|\/(py\.typed|__init__\.py)$/,
  foundations: /\/(schema\.sql|(config|database|errors|fields|listing|request|resources)\.py)$/,
  entity: (entity) => new RegExp(`/entities/${entityFile(entity)}\\.py$`),
  sources: /^src\//,
  tests: /^tests\//,
};

/** The work on a project for Python over rows; `surface`: what puts them to use. */
export function servicePlan(project: ProjectModel, files: readonly GeneratedFile[], surface: string): ProjectPlan {
  return rowsPlan(project, files, surface, layout);
}
