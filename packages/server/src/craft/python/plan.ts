import { snake } from '../emit/names.ts';
import type { ModuleLayout } from '../kinds/shared/module-plan.ts';

export const pythonLayout: ModuleLayout = {
  ground: /^(pyproject\.toml|\.gitignore)$|\/py\.typed$/,
  module: (id) => new RegExp(`^(src/\\w+/${snake(id)}|tests/test_${snake(id)}(_more)?)\\.py$`),
  sources: /^src\//,
  tests: /^tests\//,
};
