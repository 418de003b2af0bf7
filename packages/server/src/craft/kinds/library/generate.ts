import { contradiction } from '../../emit/contradiction.ts';
import { quote } from '../../emit/layout.ts';
import { commonScripts, nodeBasics, nodeTools, packageJson } from '../../emit/node-project.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { moduleFiles } from '../../modules/files.ts';
import { type Used, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { readmeFile } from './readme.ts';

export function packageNeeds(_requirements: Requirements): PackageNeed[] {
  return [...nodeTools];
}

/** A package that exports its modules. @throws CodewrightError INVALID_INPUT */
export function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const used = usedModules(requirements);
  if (used.length === 0) throw contradiction('A library needs something that it exports.');
  const ci = requirements.features.some((feature) => feature.name === 'ci');
  const values = { build: true, ignored: [] };
  return tidied([
    {
      path: 'package.json',
      content: packageJson(requirements, packageNeeds(requirements), versions, {
        exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
        files: ['dist'],
        sideEffects: false,
        scripts: { ...commonScripts, build: 'tsc -p tsconfig.build.json', prepare: 'npm run build' },
      }),
    },
    { path: 'README.md', content: readmeFile(requirements, used) },
    { path: 'src/index.ts', content: indexFile(used) },
    ...nodeBasics({ ci, build: true }).map(([template, path]) => ({ path, content: render(template, values) })),
    ...moduleFiles(used, 'typescript'),
  ]);
}

function indexFile(used: readonly Used[]): string {
  const sources = used.map(({ module }) => `./${module.id}.ts`).sort();
  return sources.map((source) => `export * from ${quote(source)};\n`).join('');
}
