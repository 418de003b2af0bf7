import { contradiction } from '../../emit/contradiction.ts';
import { render } from '../../emit/templates.ts';
import { goModules } from '../../go/module-tests.ts';
import { docComment, goBasics, goTidied } from '../../go/project.ts';
import { goString, modulePath } from '../../go/source.ts';
import { sessionsOf } from '../../modules/sessions.ts';
import { type Offered, remoteFunctions, type Used, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { helpersOf, servedCommands } from '../go-cli/commands.ts';
import { goWordStyle } from '../go-cli/words.ts';
import { readmeParts } from '../service/readme.ts';
import { routesOf } from '../service/routes.ts';
import { lineFunctions } from '../tcp-server/lines.ts';
import { lineReadme } from '../tcp-server/readme.ts';
import { inputHelpers, routesSource } from './routes.ts';
import { serviceSource } from './service-file.ts';
import { lineCases, requestCases } from './tests.ts';

const from = 'toolkit';

/** An HTTP service with Go's standard library alone: an address for each function. @throws CodewrightError INVALID_INPUT */
export function generateService(requirements: Requirements): GeneratedFile[] {
  const { used, kept, values, common } = ground(requirements, remoteFunctions, 3000);
  const offered = remoteFunctions(used);
  const routes = routesOf(offered);
  const sessions = sessionsOf(used, offered);
  const source = routesSource(routes, from);
  const docker = requirements.features.some((feature) => feature.name === 'docker');
  const posted = routes.find(({ inBody, inPath }) => inBody.length > 0 && inPath.length === 0);
  const cases = requestCases(sessions, routes);
  const all = {
    ...values,
    ...keepingOf(source),
    tcp: false,
    uses: inputHelpers(source),
    redirects: offered.some(({ fn }) => fn.redirect),
    cases,
    structures: cases.includes('c.gives('),
    patterns: cases.includes('c.matches('),
    leads: cases.includes('c.leads('),
    postPath: posted?.path ?? '',
    post: posted ? `${goString(posted.method)}, ${goString(posted.path)}` : '',
  };
  const file = (template: string, path = template): GeneratedFile => ({
    path,
    content: render(`go/server/${template}`, all),
  });
  return goTidied([
    ...common(all, 'requests'),
    {
      path: 'README.md',
      content: render('go/server/service-readme.md', { ...readmeParts(requirements, routes, sessions, kept) }),
    },
    { path: 'serve.go', content: render('go/service/serve.go', all) },
    ...['router.go', 'problem.go', 'input.go'].map((name) => file(name)),
    file('http.go', 'server.go'),
    { path: 'routes.go', content: inPackage(source, requirements.name) },
    file('http_test.go', 'server_test.go'),
    ...(docker
      ? [
          { path: 'Dockerfile', content: render('go/service/Dockerfile', { ...all, internal: true, data: [] }) },
          { path: '.dockerignore', content: `.git\ndata\n${requirements.name}\n` },
        ]
      : []),
  ]);
}

/** A server that reads commands from TCP connections, a line each. @throws CodewrightError INVALID_INPUT */
export function generateLineServer(requirements: Requirements): GeneratedFile[] {
  const { used, kept, values, common } = ground(requirements, lineFunctions, 4000);
  const offered = lineFunctions(used);
  const sessions = sessionsOf(used, offered);
  const source = servedCommands(offered, from);
  const cases = lineCases(sessions);
  const all = {
    ...values,
    ...keepingOf(source),
    tcp: true,
    server: true,
    alone: false,
    uses: helpersOf(source),
    cases,
    structures: cases.includes('c.gives('),
  };
  return goTidied([
    ...common(all, 'commands'),
    {
      path: 'README.md',
      content: render('go/server/lines-readme.md', {
        ...lineReadme(requirements, offered, sessions, kept, { style: goWordStyle }),
        name: requirements.name,
      }),
    },
    { path: 'server.go', content: render('go/server/lines.go', all) },
    { path: 'command.go', content: render('go/cli/command.go', all) },
    { path: 'commands.go', content: inPackage(source, requirements.name) },
    { path: 'server_test.go', content: render('go/server/lines_test.go', all) },
  ]);
}

/** How what is kept is worked on. */
function keepingOf(source: string) {
  return { asks: /\.ask\(/.test(source), changes: /\.change\(/.test(source) };
}

function inPackage(source: string, name: string): string {
  return `package main\n\nimport ${goString(`${modulePath(name)}/internal/${from}`)}\n\n${source}\n`;
}

/** What both kinds of server have. */
function ground(requirements: Requirements, offeredOf: (used: readonly Used[]) => Offered[], port: number) {
  const used = usedModules(requirements);
  if (offeredOf(used).length === 0) throw contradiction('A server needs something that it does.');
  const { name } = requirements;
  const kept = used.some(({ module }) => module.class?.state);
  const held = used.some(({ module }) => module.class);
  const folder = `internal/${from}/`;
  const values = {
    package: 'main',
    name,
    port,
    kept,
    keeps: kept ? 'folder' : 'nothing',
    auth: false,
    comment: docComment(`Command ${name}: ${requirements.summary.replaceAll(/\s+/g, ' ')}`),
    nameFormat: goString(`${name.replaceAll('%', '%%')}: %v\n`),
  };
  const common = (all: Record<string, unknown>, does: string): GeneratedFile[] => {
    const service = serviceSource(used, from, does);
    const imports = [
      ...(kept ? ['"path/filepath"', ''] : []),
      ...(held ? [goString(`${modulePath(name)}/internal/${from}`)] : []),
    ];
    const head =
      imports.length === 0
        ? ''
        : `import (\n${imports.map((line) => (line === '' ? '\n' : `\t${line}\n`)).join('')})\n\n`;
    return [
      ...goBasics(requirements, [`/${name}`, `/${name}.exe`, ...(kept ? ['/data/'] : [])]),
      { path: 'main.go', content: render('go/server/main.go', all) },
      { path: 'config.go', content: render('go/service/config.go', all) },
      { path: 'service.go', content: `package main\n\n${head}${service}\n` },
      ...(kept
        ? [
            { path: 'kept.go', content: render('go/server/kept.go', all) },
            { path: 'files.go', content: render('go/cli/files.go', all) },
          ]
        : []),
      {
        path: `${folder}doc.go`,
        content: `${docComment(`Package ${from} is what the ${does} of ${name} run.`)}\npackage ${from}\n`,
      },
      ...goModules(used, from, folder),
    ];
  };
  return { used, kept, values, common };
}
