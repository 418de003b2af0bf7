import { CodewrightError } from '../../../shared/errors.ts';
import type { PackageNeed, Requirements } from '../../requirements.ts';
import type { ProjectModel } from '../model.ts';

/** `package.json`: exact versions, so that what was proven is what is installed. */
export function manifestFile(
  requirements: Requirements,
  project: ProjectModel,
  needs: readonly PackageNeed[],
  versions: Record<string, string>,
): string {
  const pick = (dev: boolean): Record<string, string> =>
    Object.fromEntries(
      needs
        .filter((need) => need.dev === dev)
        .map((need): [string, string] => {
          const version = versions[need.name];
          if (version === undefined) {
            throw new CodewrightError('INVALID_INPUT', `No version is given for the package ${need.name}.`);
          }
          return [need.name, version];
        })
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  const quiet = '--disable-warning=ExperimentalWarning';
  const roles = (project.auth?.roles.length ?? 0) > 0;
  const manifest = {
    name: requirements.name,
    version: '0.1.0',
    private: true,
    description: requirements.summary,
    type: 'module',
    engines: { node: '>=22.18' },
    scripts: {
      start: `node ${quiet} src/main.ts`,
      dev: `node ${quiet} --watch src/main.ts`,
      test: `node ${quiet} --test "test/**/*.test.ts"`,
      typecheck: 'tsc',
      lint: 'biome check --error-on-warnings',
      format: 'biome check --write',
      ...(roles ? { role: `node ${quiet} src/set-role.ts` } : {}),
    },
    dependencies: pick(false),
    devDependencies: pick(true),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
