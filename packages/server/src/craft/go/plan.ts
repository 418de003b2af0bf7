import { snake } from '../emit/names.ts';
import type { ModuleLayout } from '../kinds/shared/module-plan.ts';
import type { RowsLayout } from '../kinds/shared/rows-plan.ts';
import { rowsFile } from './rows/names.ts';

export const goLayout: ModuleLayout = {
  ground: /^(go\.mod|\.gitignore)$|(^|\/)expect_test\.go$/,
  module: (id) => new RegExp(`^(internal/\\w+/)?${snake(id)}(_more)?(_test)?\\.go$`),
  sources: /^(?!.*_test\.go$).*\.go$/,
  tests: /_test\.go$/,
};

/** Of a project over rows. */
export const goRowsLayout: RowsLayout = {
  project: /^(go\.mod|\.gitignore)$/,
  foundations:
    /^internal\/(store|problem)\/|^internal\/rows\/(accounts|database|field|list|optional|resource|values)\.go$/,
  entity: (entity) => new RegExp(`^internal/rows/${rowsFile(entity)}\\.go$`),
  sources: /^(?!.*_test\.go$).*\.go$/,
  tests: /_test\.go$/,
};
