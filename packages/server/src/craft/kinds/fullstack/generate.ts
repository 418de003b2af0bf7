import { normalise } from '../../domain/normalise.ts';
import { isRouted } from '../../domain/code/schema.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { valueSource } from '../../emit/values.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import * as rest from '../rest-api/generate.ts';
import { faviconOf, looksOf, stylesheet, styleValues, wishes } from '../shared/looks.ts';
import { browserTestFiles, browserTestNeeds } from './browser-tests.ts';
import { modelFile, screensOf } from './model-file.ts';

/** What a browser takes part in needs a session in a cookie that scripts can not read. */
export function inBrowser(requirements: Requirements): Requirements {
  const { auth } = requirements.stack;
  return { ...requirements, stack: { ...requirements.stack, auth: auth === 'token' ? 'session' : auth } };
}

/** What the screens are made with. */
export function webNeeds(requirements: Requirements): PackageNeed[] {
  const tailwind: PackageNeed[] = [
    { name: '@tailwindcss/vite', dev: true, range: '^4' },
    { name: 'tailwindcss', dev: true, range: '^4' },
  ];
  return [
    ...(wishes(requirements, 'tailwind') ? tailwind : []),
    { name: '@types/react', dev: true, range: '^19' },
    { name: '@types/react-dom', dev: true, range: '^19' },
    { name: '@vitejs/plugin-react', dev: true, range: '^6' },
    { name: 'react', dev: true, range: '^19' },
    { name: 'react-dom', dev: true, range: '^19' },
    { name: 'vite', dev: true, range: '^8' },
  ];
}

/** What templates of screens ask for, whatever the screens are for. */
export function webValues(requirements: Requirements): Record<string, unknown> {
  return {
    ...styleValues(requirements),
    titleHtml: escapeHtml(requirements.title),
    summaryHtml: escapeHtml(requirements.summary),
  };
}

/** Over PostgreSQL they would need a server of their own, which is said before the work. */
function testsInBrowser(requirements: Requirements): boolean {
  return wishes(requirements, 'playwright') && requirements.stack.database !== 'postgresql';
}

function screenNeeds(requirements: Requirements): PackageNeed[] {
  return [...webNeeds(requirements), ...(testsInBrowser(requirements) ? browserTestNeeds : [])];
}

export function packageNeeds(requirements: Requirements): PackageNeed[] {
  return [...rest.packageNeeds(requirements), ...screenNeeds(requirements)];
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
    ...webValues(requirements),
    summaryHtml: escapeHtml(`${project.title}: ${list(screensOf(project).map(({ many }) => many))}.`),
    auth: project.auth !== undefined,
    searches: project.entities.some((entity) => entity.searched.length > 0),
    choices: project.entities.some(({ fields }) => fields.some((field) => field.choices)),
    tools: false,
    playwright: testsInBrowser(requirements),
    many: screensOf(project).length > 1,
    proxied: valueSource(paths),
  };
  const sources = [
    'main.tsx',
    'app.tsx',
    'confirm.tsx',
    'heading.tsx',
    'list-page.tsx',
    'row-page.tsx',
    'row-table.tsx',
    'shown-value.tsx',
    'field-input.tsx',
    'use-names.ts',
    'api.ts',
    'address.ts',
    'route.ts',
    'values.ts',
    ...(project.auth ? ['access.ts', 'sign-in.tsx'] : []),
  ];
  const templates = [
    'vite.config.ts',
    'web/index.html',
    'web/tsconfig.json',
    'test/web.test.ts',
    'src/page.ts',
    ...sources.map((file) => `web/src/${file}`),
    ...(project.docker ? ['Dockerfile'] : []),
  ];
  const web = tidied([
    ...templates.map((path) => ({ path, content: render(`web-app/${path}`, values) })),
    stylesheet(values, project.auth ? ['sign-in'] : []),
    ...(testsInBrowser(requirements) ? browserTestFiles(project) : []),
    { path: 'web/src/model.ts', content: modelFile(project) },
    { path: 'web/public/favicon.svg', content: faviconOf(project.title, looksOf(requirements)) },
  ]);
  const replaced = new Set(web.map((file) => file.path));
  const kept = api
    .filter((file) => !replaced.has(file.path))
    .map((file) =>
      file.path === 'package.json'
        ? { ...file, content: withWeb(file.content, screenNeeds(requirements), versions) }
        : file,
    );
  return [...kept, ...web].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** "books, authors and loans" */
function list(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? 'users');
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function withWeb(text: string, needs: readonly PackageNeed[], versions: Record<string, string>): string {
  const manifest = JSON.parse(text) as { scripts: Record<string, string>; devDependencies: Record<string, string> };
  const { scripts, devDependencies } = manifest;
  const added = needs.map(({ name }): [string, string] => [name, versions[name] ?? '']);
  const all = [...Object.entries(devDependencies), ...added].sort(([a], [b]) => (a < b ? -1 : 1));
  const changed = {
    ...manifest,
    scripts: {
      ...scripts,
      typecheck: 'tsc && tsc -p web',
      build: 'vite build',
      'dev:web': 'vite',
      ...(needs.some(({ name }) => name === '@playwright/test') ? { 'test:browser': 'playwright test' } : {}),
    },
    devDependencies: Object.fromEntries(all),
  };
  return `${JSON.stringify(changed, null, 2)}\n`;
}
