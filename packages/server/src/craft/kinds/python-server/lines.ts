import { contradiction } from '../../emit/contradiction.ts';
import { type Folded, fold } from '../../emit/fold.ts';
import { snake } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import type { Session } from '../../modules/sessions.ts';
import { sessionsOf } from '../../modules/sessions.ts';
import { holderOf, type Offered, type Used, usedModules } from '../../modules/uses.ts';
import { moduleSources, usedImports } from '../../python/imports.ts';
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
import { argumentKinds, argumentReaders, callOf, lambdaOf, parserLines } from '../python-cli/commands.ts';
import { pythonWordStyle } from '../python-cli/words.ts';
import { lineReadme } from '../tcp-server/readme.ts';
import { lineFunctions, type TcpLine, tcpLines } from '../tcp-server/lines.ts';
import { holderLine } from './routes.ts';
import { serverValues } from './service.ts';

/** A server that reads commands from TCP connections, a line each. @throws CodewrightError INVALID_INPUT */
export function generateLineServer(requirements: Requirements): GeneratedFile[] {
  const used = usedModules(requirements);
  const offered = lineFunctions(used);
  if (offered.length === 0) throw contradiction('A server needs something that it does.');
  const sessions = sessionsOf(used, offered);
  const kept = used.some(({ module }) => module.class?.state);
  const into = packageName(requirements.name);
  const values = {
    ...serverValues(requirements, kept, 4000),
    auth: false,
    callers: 'connections',
    held: used.some(({ module }) => module.class && !module.class.state),
    uses: argumentKinds(offered),
    cases: casesOf(sessions),
  };
  const file = (name: string, from: string): GeneratedFile => ({
    path: `src/${into}/${name}.py`,
    content: render(`python/${from}/${name}.py`, values),
  });
  return pythonTidied([
    ...pythonBasics(requirements, { script: '__main__', ignored: kept ? ['data/'] : [] }),
    {
      path: 'README.md',
      content: render('python/server/lines-readme.md', {
        ...lineReadme(requirements, offered, sessions, kept, { style: pythonWordStyle, spelled: pythonKeys }),
        package: into,
      }),
    },
    { path: `src/${into}/__init__.py`, content: `"""${requirements.summary}"""\n\n__version__ = "0.1.0"\n` },
    file('config', 'service'),
    ...['__main__', 'server', 'line', 'plain'].map((name) => file(name, 'server')),
    ...(values.held || kept ? [file('shared', 'server')] : []),
    ...(values.uses.length > 0 ? [file('arguments', 'cli')] : []),
    { path: `src/${into}/commands.py`, content: commandsSource(used, offered, kept) },
    { path: 'tests/test_server.py', content: render('python/server/test_server.py', values) },
    ...pythonModules(used, into),
  ]);
}

function commandsSource(used: readonly Used[], offered: readonly Offered[], kept: boolean): string {
  const holders = used.filter(({ module }) => module.class).map((one) => holderLine(one, '    '));
  const works = offered.filter(({ module }) => module.class).map(workSource);
  const parser = parserLines(offered, { alone: false, work: workOf, add: 'commands.add' });
  const body = [...(holders.length > 0 ? [holders.join('\n')] : []), ...works, parser].join('\n\n');
  const imported = usedImports(`${body}\nCommands`, [
    ['.arguments', argumentReaders],
    ['.line', ['Commands']],
    ['.shared', ['InMemory', 'Kept']],
    ...moduleSources(used),
  ]);
  return [
    '"""What each command takes, and what it runs."""\n',
    ...(works.length > 0 ? ['import argparse'] : []),
    ...(kept ? ['from pathlib import Path'] : []),
    ...(works.length > 0 ? ['from typing import Any\n'] : kept ? [''] : []),
    imported,
    '',
    '',
    `def add_commands(commands: Commands${kept ? ', data_folder: Path' : ''}) -> None:`,
    '    """Add a command for each function."""',
    `${body}\n`,
  ].join('\n');
}

function workName(one: Offered): string {
  return `run_${snake(one.name)}`;
}

function workSource(one: Offered): string {
  const { module, fn, parameters } = one;
  const verb = module.class?.state && fn.changes ? 'changed' : 'asked';
  return [
    `    def ${workName(one)}(${parameters.length > 0 ? 'given' : '_given'}: argparse.Namespace) -> Any:`,
    `        with ${pythonName(holderOf(module))}.${verb}() as it:`,
    fold('            return ', callOf(`it.${pythonName(fn.name)}`, parameters), pythonStyle),
  ].join('\n');
}

function workOf(one: Offered): Folded {
  return one.module.class ? workName(one) : lambdaOf(one);
}

const inTest = '        ';

function casesOf(sessions: readonly Session[]): string {
  const named = namesOnce();
  return sessions
    .flatMap((session) => {
      const lines = tcpLines(session, pythonWordStyle, pythonKeys);
      if (!lines) return [];
      return [`    def test_${named(testName(session.title))}(self) -> None:\n${talkLines(lines)}`];
    })
    .join('\n\n');
}

function talkLines(lines: readonly TcpLine[]): string {
  const said: Folded = { open: 'self.talk(', items: lines.map(({ line }) => pythonString(line)), close: ')' };
  const check = (name: string, ...items: Folded[]): string =>
    fold(inTest, { open: `self.${name}(`, items, close: ')' }, pythonStyle);
  return [
    fold(
      `${inTest}${lines.length === 1 ? 'answer' : 'answers'} = `,
      said,
      pythonStyle,
      lines.length === 1 ? '[0]' : '',
    ),
    ...lines.map(({ gives, matches, fails }, at) => {
      const answer = lines.length === 1 ? 'answer' : `answers[${at}]`;
      if (fails) return check('assertRegex', answer, 'r"^ERROR "');
      if (matches !== undefined || gives === undefined) return check('assertRegex', answer, 'r"^OK "');
      return check('gives', answer, pythonValue(gives));
    }),
  ].join('\n');
}
