import { CodewrightError } from '../../shared/errors.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../requirements.ts';
import { render } from './templates.ts';

/** What every project for Node.js has, whatever it does. */

/** Linter, formatter and compiler, and the types of Node.js. */
export const nodeTools: readonly PackageNeed[] = [
  { name: '@biomejs/biome', dev: true, range: '^2' },
  { name: '@types/node', dev: true, range: '^24' },
  { name: 'typescript', dev: true, range: '^7' },
];

/** Template and output path of the files around the sources; the templates want `build` and `ignored`. */
export function nodeBasics({ ci, build = false }: { ci: boolean; build?: boolean }): [string, string][] {
  return [
    ['node/tsconfig.json', 'tsconfig.json'],
    ['node/biome.json', 'biome.json'],
    ['node/gitignore', '.gitignore'],
    ...(build ? ([['node/tsconfig.build.json', 'tsconfig.build.json']] as [string, string][]) : []),
    ...(ci ? ([['node/ci.yml', '.github/workflows/ci.yml']] as [string, string][]) : []),
  ];
}

/**
 * For a project that is wanted in a container. `port`: none where it does not listen; `keeps`: whether it writes into its folder
 * `data`; `beside`: files that it reads or takes, beside its sources.
 */
export function nodeContainer(
  { features }: Pick<Requirements, 'features'>,
  { port, keeps = false, beside = [] }: { port?: number; keeps?: boolean; beside?: readonly string[] },
): GeneratedFile[] {
  if (!features.some((feature) => feature.name === 'docker')) return [];
  return [
    { path: 'Dockerfile', content: render('node/Dockerfile', { port, keeps, beside }) },
    { path: '.dockerignore', content: render('node/dockerignore', {}) },
  ];
}

/** The scripts that a person expects in any project. */
export const commonScripts = {
  test: 'node --test "test/**/*.test.ts"',
  typecheck: 'tsc',
  lint: 'biome check --error-on-warnings',
  format: 'biome check --write',
};

/**
 * `package.json` with exact versions, so that what was proven is what is installed. `rest` stands between the
 * description and the packages, in its own order.
 * @throws CodewrightError INVALID_INPUT when a version is missing.
 */
export function packageJson(
  requirements: Pick<Requirements, 'name' | 'summary'>,
  needs: readonly PackageNeed[],
  versions: Record<string, string>,
  rest: Record<string, unknown>,
): string {
  const { private: hidden, ...others } = rest;
  const runtime = pick(needs, versions, false);
  const manifest = {
    name: requirements.name,
    version: '0.1.0',
    ...(hidden === true ? { private: true } : {}),
    description: requirements.summary,
    type: 'module',
    engines: { node: '>=22.18' },
    ...others,
    ...(Object.keys(runtime).length > 0 ? { dependencies: runtime } : {}),
    devDependencies: pick(needs, versions, true),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function pick(needs: readonly PackageNeed[], versions: Record<string, string>, dev: boolean): Record<string, string> {
  const found = needs
    .filter((need) => need.dev === dev)
    .map((need): [string, string] => {
      const version = versions[need.name];
      if (version === undefined) {
        throw new CodewrightError('INVALID_INPUT', `No version is given for the package ${need.name}.`);
      }
      return [need.name, version];
    });
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}
