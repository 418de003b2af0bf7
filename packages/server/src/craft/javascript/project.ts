import type { Blueprint } from '../contract.ts';
import type { GeneratedFile } from '../requirements.ts';
import { toJavaScript } from './strip.ts';

/** The same projects in JavaScript, made of the TypeScript sources; `tsc` checks the types that JSDoc tells. */
export function inJavaScript(blueprint: Blueprint): Blueprint {
  return {
    ...blueprint,
    packageNeeds: (requirements) => blueprint.packageNeeds(requirements),
    generateProject: (requirements, versions) =>
      blueprint
        .generateProject(requirements, versions)
        .flatMap(fileInJavaScript)
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
    planProject(requirements) {
      const plan = blueprint.planProject(requirements);
      const tasks = plan.tasks.map((task) => ({
        ...task,
        files: task.files.filter((path) => !dropped.has(path)).map(scriptPath),
      }));
      return { ...plan, tasks: tasks.filter((task) => task.files.length > 0) };
    },
  };
}

/** The compiler knows too little of React's components in JavaScript to check them. */
const dropped = new Set(['tsconfig.build.json', 'web/tsconfig.json']);

function scriptPath(path: string): string {
  return path.replace(/\.ts$/, '.js').replace(/\.tsx$/, '.jsx');
}

function fileInJavaScript(file: GeneratedFile): GeneratedFile[] {
  if (dropped.has(file.path)) return [];
  const path = scriptPath(file.path);
  if (/\.tsx?$/.test(file.path)) return [{ ...file, path, content: toJavaScript(file.path, file.content) }];
  if (file.path === 'package.json') return [{ ...file, content: manifestInJavaScript(file.content) }];
  if (file.path === 'tsconfig.json') return [{ ...file, content: compilerOptions(file.content) }];
  if (file.path === 'package-lock.json') return [file];
  return [{ ...file, content: wordsInJavaScript(file.content) }];
}

/** There is nothing to build: what runs is what is written. */
function manifestInJavaScript(text: string): string {
  const manifest = JSON.parse(inScripts(text)) as Record<string, unknown>;
  const scripts = { ...(manifest['scripts'] as Record<string, string>) };
  if (scripts['build']?.startsWith('tsc')) {
    delete scripts['build'];
    delete scripts['prepare'];
  }
  if (scripts['typecheck'] !== undefined) scripts['typecheck'] = 'tsc';
  const parts = Object.entries({ ...manifest, scripts }).map(([key, value]): [string, unknown] => {
    if (key === 'exports') return [key, './src/index.js'];
    if (key === 'files') return [key, ['src']];
    if (key === 'bin') {
      const entries = Object.entries(value as Record<string, string>);
      return [key, Object.fromEntries(entries.map(([name, path]) => [name, path.replace(/^dist\//, 'src/')]))];
    }
    return [key, value];
  });
  return `${JSON.stringify(Object.fromEntries(parts), null, 2)}\n`;
}

function inScripts(text: string): string {
  return text.replace(/\.ts\b/g, '.js').replace(/\.tsx\b/g, '.jsx');
}

function compilerOptions(text: string): string {
  const config = JSON.parse(text) as { compilerOptions: Record<string, unknown> };
  const {
    erasableSyntaxOnly: _erasable,
    allowImportingTsExtensions: _extensions,
    verbatimModuleSyntax: _verbatim,
    isolatedModules: _isolated,
    noEmit,
    ...kept
  } = config.compilerOptions;
  return `${JSON.stringify({ ...config, compilerOptions: { ...kept, allowJs: true, checkJs: true, noEmit } }, null, 2)}\n`;
}

/** README, Docker, CI and settings: they name files and scripts. */
function wordsInJavaScript(text: string): string {
  return text
    .replace(/; it runs the TypeScript sources as they are/g, '')
    .replace(/^\| `npm run build` \|.*\n/gm, '')
    .replace(/^ *- run: npm run build\n/gm, '')
    .replace(/^dist\/\n/gm, '')
    .replace(/\b([\w-]+)\.ts\b/g, '$1.js')
    .replace(/\b([\w-]+)\.tsx\b/g, '$1.jsx')
    .replace(/\*\.tsx?\b/g, (end) => end.replace('.ts', '.js'));
}
