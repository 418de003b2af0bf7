import { contradiction } from '../../emit/contradiction.ts';
import { render } from '../../emit/templates.ts';
import { sessionsOf } from '../../modules/sessions.ts';
import { type Offered, remoteFunctions, type Used, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { declarations, rustSources, suiteFiles } from '../../rust/module-tests.ts';
import { docComment, rustBasics, rustTidied } from '../../rust/project.ts';
import { crateName, packageName, rustString } from '../../rust/source.ts';
import { valuesOf } from '../cli-tool/commands.ts';
import { declaredCommands, servedCommands } from '../rust-cli/commands.ts';
import { resultsFile } from '../rust-cli/results.ts';
import { readmeParts } from '../service/readme.ts';
import { routesOf } from '../service/routes.ts';
import { lineFunctions } from '../tcp-server/lines.ts';
import { lineReadme } from '../tcp-server/readme.ts';
import { plainTexts, routesFile } from './routes.ts';
import { serviceFile } from './service-file.ts';
import { lineTests, requestTests } from './tests.ts';

/** An HTTP service with Rust's standard library alone: an address for each function. @throws CodewrightError INVALID_INPUT */
export function generateService(requirements: Requirements): GeneratedFile[] {
  const { used, values, common } = ground(requirements, remoteFunctions, 3000);
  const offered = remoteFunctions(used);
  const routes = routesOf(offered);
  const sessions = sessionsOf(used, offered);
  const cases = requestTests(sessions, routes);
  const docker = requirements.features.some((feature) => feature.name === 'docker');
  const posted = routes.find(({ inBody, inPath }) => inBody.length > 0 && inPath.length === 0);
  const all = {
    ...values,
    tcp: false,
    paths: true,
    redirects: offered.some(({ fn }) => fn.redirect),
    tests: cases.uses,
    postPath: posted?.path ?? '',
    post: posted ? `${rustString(posted.method)}, ${rustString(posted.path)}` : '',
  };
  const file = (path: string, template: string): GeneratedFile => ({ path, content: render(`rust/${template}`, all) });
  return rustTidied([
    ...common(
      all,
      ['given', 'http', 'routes', 'web'],
      [
        { path: 'tests/suite/addresses.rs', content: cases.content },
        file('tests/suite/client.rs', 'server/client.rs'),
        file('tests/suite/web.rs', 'server/web_tests.rs'),
      ],
    ),
    {
      path: 'README.md',
      content: render('rust/server/service-readme.md', {
        ...readmeParts(requirements, routes, sessions, values.kept),
        name: values.name,
      }),
    },
    { path: 'src/routes.rs', content: routesFile(used, routes) },
    file('src/given.rs', 'server/given.rs'),
    file('src/web.rs', 'server/web.rs'),
    ...['http.rs', 'http/message.rs', 'http/reader.rs'].map((path) =>
      file(`src/${path}`, `service/${path.replace('http/', '')}`),
    ),
    ...(docker
      ? [file('Dockerfile', 'service/Dockerfile'), { path: '.dockerignore', content: '.git\ndata\ntarget\n' }]
      : []),
  ]);
}

/** A server that reads commands from TCP connections, a line each. @throws CodewrightError INVALID_INPUT */
export function generateLineServer(requirements: Requirements): GeneratedFile[] {
  const { used, values, common } = ground(requirements, lineFunctions, 4000);
  const offered = lineFunctions(used);
  const sessions = sessionsOf(used, offered);
  const cases = lineTests(sessions);
  const all = {
    ...values,
    tcp: true,
    server: true,
    alone: false,
    arguments: offered.some(({ parameters }) => valuesOf(parameters).length > 0),
    tests: cases.uses,
  };
  const file = (path: string, template: string): GeneratedFile => ({ path, content: render(`rust/${template}`, all) });
  return rustTidied([
    ...common(
      all,
      ['command', 'commands', 'lines', 'server'],
      [
        { path: 'tests/suite/commands.rs', content: cases.content },
        file('tests/suite/client.rs', 'server/line_client.rs'),
        file('tests/suite/server.rs', 'server/server_tests.rs'),
      ],
    ),
    {
      path: 'README.md',
      content: render('rust/server/lines-readme.md', {
        ...lineReadme(requirements, offered, sessions, values.kept),
        name: values.name,
      }),
    },
    { path: 'src/commands.rs', content: servedCommands(used, offered) },
    file('src/command.rs', 'cli/command.rs'),
    file('src/lines.rs', 'server/lines.rs'),
    file('src/server.rs', 'server/server.rs'),
  ]);
}

/** What both kinds of server have. */
function ground(requirements: Requirements, offeredOf: (used: readonly Used[]) => Offered[], port: number) {
  const used = usedModules(requirements);
  const offered = offeredOf(used).map(plainTexts);
  if (offered.length === 0) throw contradiction('A server needs something that it does.');
  const name = packageName(requirements.name);
  const crate = crateName(requirements.name);
  const stateful = offered.filter(({ module }) => module.class?.state);
  const kept = used.some(({ module }) => module.class?.state);
  const held = used.some(({ module }) => module.class && !module.class.state);
  const values = {
    name,
    crate,
    port,
    kept,
    stored: kept,
    held,
    keeps: kept ? 'folder' : 'nothing',
    auth: false,
    asks: stateful.some(({ fn }) => !fn.changes),
    changes: stateful.some(({ fn }) => fn.changes),
    comment: docComment(`\`${name}\`: ${requirements.summary.replaceAll(/\s+/g, ' ')}`, '//!'),
    ...declaredCommands(used, offered),
  };
  const common = (
    all: Record<string, unknown>,
    own: readonly string[],
    suite: readonly GeneratedFile[],
  ): GeneratedFile[] => {
    const file = (path: string, template: string): GeneratedFile => ({
      path,
      content: render(`rust/${template}`, all),
    });
    const sources = rustSources(used, ['json']);
    const results = resultsFile(offered);
    const shared = kept || held;
    const parts = [
      ...own,
      'config',
      'outcome',
      'service',
      'signals',
      ...(shared ? ['kept'] : []),
      ...(results === undefined ? [] : ['results']),
    ];
    return [
      ...rustBasics(requirements, { unsafety: 'deny', ignored: kept ? ['/data'] : [] }),
      { path: 'src/lib.rs', content: libraryFile(name, sources, parts) },
      ...sources.map((one) => ({ path: `src/${one.name}.rs`, content: one.source })),
      file('src/main.rs', 'server/main.rs'),
      file('src/config.rs', 'service/config.rs'),
      file('src/signals.rs', 'service/signals.rs'),
      file('src/outcome.rs', 'server/outcome.rs'),
      { path: 'src/service.rs', content: serviceFile(used, values.changes) },
      ...(shared ? [file('src/kept.rs', 'server/kept.rs')] : []),
      ...(results === undefined ? [] : [{ path: 'src/results.rs', content: results }]),
      ...suiteFiles(used, crate, suite),
    ];
  };
  return { used, values, common };
}

/** Modules that the program itself needs are open to it; the rest stays inside. */
const open: ReadonlySet<string> = new Set(['config', 'http', 'server', 'service', 'signals']);

function libraryFile(name: string, sources: ReturnType<typeof rustSources>, parts: readonly string[]): string {
  const about = docComment(`What the server \`${name}\` is made of.`, '//!');
  const all = declarations([...sources, ...parts.map((part) => ({ name: part, source: '' }))]);
  const body = all.replaceAll(/^mod (\w+);$/gm, (line, part: string) => (open.has(part) ? `pub ${line}` : line));
  return `${about}\n\n${body}`;
}
