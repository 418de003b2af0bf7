import { snake } from '../emit/names.ts';
import type { ModuleLayout } from '../kinds/shared/module-plan.ts';

export const rustLayout: ModuleLayout = {
  ground: /^(Cargo\.(toml|lock)|\.gitignore)$|(^|\/)(calendar|json|expect)\.rs$/,
  module: (id) => new RegExp(`^(src|tests/suite)/${snake(id)}\\.rs$`),
  sources: /^src\//,
  tests: /^tests\//,
};
