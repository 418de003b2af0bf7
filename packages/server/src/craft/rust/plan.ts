import { snake } from '../emit/names.ts';
import type { ModuleLayout } from '../kinds/shared/module-plan.ts';
import type { RowsLayout } from '../kinds/shared/rows-plan.ts';
import { rowsFile } from './rows/names.ts';

export const rustLayout: ModuleLayout = {
  ground: /^(Cargo\.(toml|lock)|\.gitignore)$|(^|\/)(calendar|json|sha256|expect)\.rs$/,
  module: (id) => new RegExp(`^(src|tests/suite)/${snake(id)}\\.rs$`),
  sources: /^src\//,
  tests: /^tests\//,
};

/** Of a project over rows. */
export const rustRowsLayout: RowsLayout = {
  project: /^(Cargo\.(toml|lock)|\.gitignore)$/,
  foundations:
    /^crates\/|^src\/(calendar|json|problem|rows|store)\.rs$|^src\/store\/|^src\/rows\/(accounts|field|list|resource|times|values)\.rs$/,
  entity: (entity) => new RegExp(`^src/rows/${rowsFile(entity)}\\.rs$`),
  sources: /^src\//,
  tests: /^tests\//,
};
