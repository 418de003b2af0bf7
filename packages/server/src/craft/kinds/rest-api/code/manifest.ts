import { packageJson } from '../../../emit/node-project.ts';
import type { PackageNeed, Requirements } from '../../../requirements.ts';
import type { ProjectModel } from '../../../domain/model.ts';
import { enginesOf, testOptions } from '../../../postgres/project.ts';

/** `package.json`: exact versions, so that what was proven is what is installed. */
export function manifestFile(
  requirements: Requirements,
  project: ProjectModel,
  needs: readonly PackageNeed[],
  versions: Record<string, string>,
): string {
  const quiet = '--disable-warning=ExperimentalWarning';
  const roles = (project.auth?.roles.length ?? 0) > 0;
  return packageJson(requirements, needs, versions, {
    private: true,
    ...enginesOf(project),
    scripts: {
      start: `node ${quiet} src/main.ts`,
      dev: `node ${quiet} --watch src/main.ts`,
      test: `node ${quiet} --test ${testOptions(project)}"test/**/*.test.ts"`,
      typecheck: 'tsc',
      lint: 'biome check --error-on-warnings',
      format: 'biome check --write',
      ...(roles ? { role: `node ${quiet} src/set-role.ts` } : {}),
    },
  });
}
