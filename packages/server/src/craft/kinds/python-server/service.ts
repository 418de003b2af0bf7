import { contradiction } from '../../emit/contradiction.ts';
import { fold } from '../../emit/fold.ts';
import { snake } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import type { Session } from '../../modules/sessions.ts';
import { sessionsOf } from '../../modules/sessions.ts';
import { remoteFunctions, usedModules } from '../../modules/uses.ts';
import { namesOnce, pythonModules } from '../../python/module-tests.ts';
import { pythonBasics, pythonTidied } from '../../python/project.ts';
import {
  packageName,
  pythonKeys,
  pythonName,
  pythonString,
  pythonStyle,
  pythonValue,
  testName,
} from '../../python/source.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { readmeParts } from '../service/readme.ts';
import { type RequestSpelling, requestsOf, type ServiceRequest } from '../service/requests.ts';
import { type Route, routesOf } from '../service/routes.ts';
import { routesSource, usedValues } from './routes.ts';

export const pythonSpelling: RequestSpelling = { name: snake, value: pythonKeys };

/** An HTTP service with Python's standard library alone: an address for each function. @throws CodewrightError INVALID_INPUT */
export function generateService(requirements: Requirements): GeneratedFile[] {
  const used = usedModules(requirements);
  const offered = remoteFunctions(used);
  if (offered.length === 0) throw contradiction('A service needs something that it does.');
  const routes = routesOf(offered);
  const sessions = sessionsOf(used, offered);
  const kept = used.some(({ module }) => module.class?.state);
  const into = packageName(requirements.name);
  const docker = requirements.features.some((feature) => feature.name === 'docker');
  const source = routesSource(used, routes);
  const posted = routes.find(({ inBody, inPath }) => inBody.length > 0 && inPath.length === 0);
  const values = {
    ...serverValues(requirements, kept, 8000),
    auth: false,
    expires: false,
    callers: 'requests',
    held: used.some(({ module }) => module.class && !module.class.state),
    uses: usedValues(source),
    reserved: offered.some(({ parameters }) => parameters.some(({ name }) => pythonName(name).endsWith('_'))),
    methods: [...new Set(['get', ...routes.map(({ method }) => method.toLowerCase())])].sort(),
    redirects: offered.some(({ fn }) => fn.redirect),
    cases: casesOf(sessions, routes),
    postPath: posted?.path ?? '',
    postMethod: posted?.method ?? '',
  };
  const file = (name: string, from = 'server'): GeneratedFile => ({
    path: `src/${into}/${name}.py`,
    content: render(`python/${from}/${name}.py`, values),
  });
  return pythonTidied([
    ...pythonBasics(requirements, { script: '__main__', ignored: kept ? ['data/'] : [] }),
    {
      path: 'README.md',
      content: render('python/server/service-readme.md', {
        ...readmeParts(requirements, routes, sessions, kept, { port: 8000, spelling: pythonSpelling }),
        package: into,
      }),
    },
    ...['__main__', 'config', 'errors'].map((name) => file(name, 'service')),
    ...['plain', 'router', 'values', 'web'].map((name) => file(name)),
    ...(values.held || kept ? [file('shared')] : []),
    { path: `src/${into}/__init__.py`, content: `"""${requirements.summary}"""\n\n__version__ = "0.1.0"\n` },
    { path: `src/${into}/routes.py`, content: source },
    { path: 'tests/test_service.py', content: render('python/server/test_service.py', values) },
    ...(docker
      ? [
          { path: 'Dockerfile', content: render('python/service/Dockerfile', { ...values, data: [] }) },
          { path: '.dockerignore', content: '.git\n.venv\n__pycache__\ndata\n' },
        ]
      : []),
    ...pythonModules(used, into),
  ]);
}

/** What the templates of both kinds of server ask for. */
export function serverValues({ name }: Requirements, kept: boolean, port: number) {
  return { name, package: packageName(name), port, kept, keeps: kept ? 'folder' : 'nothing' };
}

const inTest = '        ';

function casesOf(sessions: readonly Session[], routes: readonly Route[]): string {
  const named = namesOnce();
  return sessions
    .flatMap((session) => {
      const requests = requestsOf(session, routes, pythonSpelling);
      if (!requests) return [];
      const lines = requests.map(requestLine);
      return [`    def test_${named(testName(session.title))}(self) -> None:\n${lines.join('\n')}`];
    })
    .join('\n\n');
}

function requestLine({ method, path, body, status, gives, matches, location }: ServiceRequest): string {
  const sent = [pythonString(method), pythonString(path), ...(body === undefined ? [] : [pythonValue(body)])];
  const expected = { open: 'self.expect(', items: [String(status), ...sent], close: ')' };
  if (location !== undefined)
    return [
      fold(`${inTest}status, _, headers = self.send`, { open: '(', items: sent, close: ')' }, pythonStyle),
      fold(
        inTest,
        {
          open: 'self.assertEqual(',
          items: ['(status, headers["Location"])', { open: '(', items: ['302', pythonString(location)], close: ')' }],
          close: ')',
        },
        pythonStyle,
      ),
    ].join('\n');
  const check = (name: string, ...items: (typeof expected | string)[]): string =>
    fold(inTest, { open: `self.${name}(`, items, close: ')' }, pythonStyle);
  if (matches !== undefined)
    return [
      fold(`${inTest}answer = `, expected, pythonStyle),
      check('assertRegex', 'answer["result"]', `r${pythonString(matches).replaceAll('\\\\', '\\')}`),
    ].join('\n');
  if (gives === undefined) return fold(inTest, expected, pythonStyle);
  return fold(inTest, { open: 'self.assertEqual(', items: [expected, pythonValue(gives)], close: ')' }, pythonStyle);
}
