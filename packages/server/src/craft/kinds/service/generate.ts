import { contradiction } from '../../emit/contradiction.ts';
import { commonScripts, nodeBasics, nodeContainer, nodeTools, packageJson } from '../../emit/node-project.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { moduleFiles } from '../../modules/files.ts';
import { sessionsOf } from '../../modules/sessions.ts';
import { remoteFunctions, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { readmeFile } from './readme.ts';
import { routesFile, routesOf } from './routes.ts';
import { serviceTestFile } from './tests.ts';

export function packageNeeds(): PackageNeed[] {
  return [
    { name: '@hono/node-server', dev: false, range: '^2' },
    { name: 'hono', dev: false, range: '^4' },
    { name: 'zod', dev: false, range: '^4' },
    ...nodeTools,
  ];
}

/** An HTTP service: an address for each function of its modules. @throws CodewrightError INVALID_INPUT */
export function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const used = usedModules(requirements);
  const offered = remoteFunctions(used);
  if (offered.length === 0) throw contradiction('A service needs something that it does.');
  const routes = routesOf(offered);
  const sessions = sessionsOf(used, offered);
  const kept = used.some(({ module }) => module.class?.state);
  const wants = (name: string): boolean => requirements.features.some((feature) => feature.name === name);
  const values = {
    name: requirements.name,
    kept,
    build: false,
    ignored: kept ? ['data/', '.env'] : ['.env'],
    bodies: routes.some(({ inBody }) => inBody.length > 0),
    queries: routes.some(({ inQuery }) => inQuery.length > 0),
    paths: routes.some(({ inPath }) => inPath.length > 0),
    redirects: offered.some(({ fn }) => fn.redirect),
  };
  const templates = ['main', 'app', 'config', 'errors', 'http', ...(kept ? ['storage'] : [])];
  return tidied([
    {
      path: 'package.json',
      content: packageJson(requirements, packageNeeds(), versions, {
        private: true,
        scripts: { start: 'node src/main.ts', dev: 'node --watch src/main.ts', ...commonScripts },
      }),
    },
    { path: 'README.md', content: readmeFile(requirements, routes, sessions, kept) },
    { path: '.env.example', content: render('service/env.example', values) },
    ...nodeBasics({ ci: wants('ci') }).map(([template, path]) => ({ path, content: render(template, values) })),
    ...templates.map((name) => ({ path: `src/${name}.ts`, content: render(`service/src/${name}.ts`, values) })),
    { path: 'src/routes.ts', content: routesFile(used, routes, kept) },
    { path: 'test/client.ts', content: render('service/test/client.ts', values) },
    { path: 'test/service.test.ts', content: serviceTestFile(requirements.name, sessions, routes) },
    ...nodeContainer(requirements, { port: 3000, keeps: kept }),
    ...moduleFiles(used, 'typescript'),
  ]);
}
