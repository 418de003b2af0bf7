import { snake } from '../emit/names.ts';
import type { ModuleLayout } from '../kinds/shared/module-plan.ts';

export const goLayout: ModuleLayout = {
  ground: /^(go\.mod|\.gitignore)$|(^|\/)expect_test\.go$/,
  module: (id) => new RegExp(`^(internal/\\w+/)?${snake(id)}(_more)?(_test)?\\.go$`),
  sources: /^(?!.*_test\.go$).*\.go$/,
  tests: /_test\.go$/,
};
