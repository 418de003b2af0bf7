import { normalise } from '../../domain/normalise.ts';
import { isRouted } from '../../domain/code/schema.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { valueSource } from '../../emit/values.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import * as rest from '../rest-api/generate.ts';
import { modelFile } from './model-file.ts';

/** What a browser takes part in needs a session in a cookie that scripts can not read. */
export function inBrowser(requirements: Requirements): Requirements {
  const { auth } = requirements.stack;
  return { ...requirements, stack: { ...requirements.stack, auth: auth === 'token' ? 'session' : auth } };
}

export const webNeeds: readonly PackageNeed[] = [
  { name: '@tailwindcss/vite', dev: true, range: '^4' },
  { name: '@types/react', dev: true, range: '^19' },
  { name: '@types/react-dom', dev: true, range: '^19' },
  { name: '@vitejs/plugin-react', dev: true, range: '^6' },
  { name: 'react', dev: true, range: '^19' },
  { name: 'react-dom', dev: true, range: '^19' },
  { name: 'tailwindcss', dev: true, range: '^4' },
  { name: 'vite', dev: true, range: '^8' },
];

export function packageNeeds(requirements: Requirements): PackageNeed[] {
  return [...rest.packageNeeds(requirements), ...webNeeds];
}

/** The REST API with a web app in front of it. @throws CodewrightError INVALID_INPUT */
export function generateProject(given: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const requirements = inBrowser(given);
  const project = normalise(requirements);
  const api = rest.generateProject(requirements, versions);
  const paths = [
    ...(project.auth ? ['/auth'] : []),
    ...project.entities.filter(isRouted).map(({ path }) => `/${path}`),
  ];
  const values = {
    name: requirements.name,
    postgres: project.database === 'postgresql',
    titleHtml: escapeHtml(project.title),
    summaryHtml: escapeHtml(project.summary),
    auth: project.auth !== undefined,
    searches: project.entities.some((entity) => entity.searched.length > 0),
    proxied: valueSource(paths),
  };
  const sources = [
    'main.tsx',
    'app.tsx',
    'list-page.tsx',
    'row-page.tsx',
    'field-input.tsx',
    'api.ts',
    'route.ts',
    'values.ts',
    'styles.css',
  ];
  const templates = [
    'vite.config.ts',
    'web/index.html',
    'web/tsconfig.json',
    'test/web.test.ts',
    ...[...sources, ...(project.auth ? ['sign-in.tsx'] : [])].map((file) => `web/src/${file}`),
    ...(project.docker ? ['Dockerfile'] : []),
  ];
  const web = tidied([
    ...templates.map((path) => ({ path, content: render(`web-app/${path}`, values) })),
    { path: 'web/src/model.ts', content: modelFile(project) },
  ]);
  const replaced = new Set(web.map((file) => file.path));
  const kept = api
    .filter((file) => !replaced.has(file.path))
    .map((file) => (file.path === 'package.json' ? { ...file, content: withWeb(file.content, versions) } : file));
  return [...kept, ...web].sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function withWeb(text: string, versions: Record<string, string>): string {
  const manifest = JSON.parse(text) as { scripts: Record<string, string>; devDependencies: Record<string, string> };
  const { scripts, devDependencies } = manifest;
  const added = webNeeds.map(({ name }): [string, string] => [name, versions[name] ?? '']);
  const all = [...Object.entries(devDependencies), ...added].sort(([a], [b]) => (a < b ? -1 : 1));
  const changed = {
    ...manifest,
    scripts: { ...scripts, typecheck: 'tsc && tsc -p web', build: 'vite build', 'dev:web': 'vite' },
    devDependencies: Object.fromEntries(all),
  };
  return `${JSON.stringify(changed, null, 2)}\n`;
}
