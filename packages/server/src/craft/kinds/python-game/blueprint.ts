import type { Blueprint } from '../../contract.ts';
import { type Folded, fold } from '../../emit/fold.ts';
import { snake } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import type { Parameter } from '../../modules/manifest.ts';
import type { Used } from '../../modules/uses.ts';
import { pythonModules } from '../../python/module-tests.ts';
import { pythonLayout } from '../../python/plan.ts';
import { pythonBasics, pythonTidied } from '../../python/project.ts';
import { packageName, pythonName, pythonStyle, pythonValue } from '../../python/source.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { usedImports } from '../../python/imports.ts';
import { argumentOf, newParser } from '../python-cli/commands.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { startedByPython } from '../shared/probed.ts';
import { fallbackOf, gameMessage, gameOf, keyValues, probeOf, rowsOf, screenOf } from '../terminal-game/blueprint.ts';

/** What a game may be given beside the values that have names, such as a drawn pattern, it refuses itself. */
function asWord({ values: _named, ...option }: Parameter): Parameter {
  return option;
}

/** The one game that is played, with Python's standard library alone. @throws CodewrightError INVALID_INPUT */
function generateProject(requirements: Requirements): GeneratedFile[] {
  const game = gameOf(requirements);
  const { module } = game;
  const into = packageName(requirements.name);
  const pace = module.class?.pace ?? 0;
  const { help, firstKey } = keyValues(game);
  const moves = module.class?.keys;
  const values = {
    name: requirements.name,
    title: requirements.title,
    summary: requirements.summary,
    parserSource: newParser(requirements),
    imports: usedImports(`${module.class?.name} Game play`, [
      [`.${snake(module.id)}`, [module.class?.name ?? '']],
      ['.play', ['Game', 'play']],
    ]),
    package: into,
    module: snake(module.id),
    random: module.class?.random ?? false,
    starter: starterSource(game),
    arguments: optionsOf(game)
      .map((option) =>
        fold('    ', { open: 'parser.add_argument(', items: argumentOf(asWord(option)), close: ')' }, pythonStyle),
      )
      .join('\n'),
    keys: moves ? fold('MOVES: dict[str, str] = ', pythonValue(moves), pythonStyle).replace(/^.*? = /, '') : '',
    help: `${help}${pace > 0 ? 'p: pause  ' : ''}n: new game  q: quit`,
    firstKey: firstKey.length === 1 ? firstKey : 'KEY_UP',
    pace,
    rows: rowsOf(game),
    screen: screenOf(game, requirements.name),
  };
  const file = (path: string, template: string): GeneratedFile => ({
    path,
    content: render(`python/game/${template}`, values),
  });
  return pythonTidied([
    ...pythonBasics(requirements, { script: 'cli' }),
    file('README.md', 'readme.md'),
    { path: `src/${into}/__init__.py`, content: `"""${requirements.summary}"""\n\n__version__ = "0.1.0"\n` },
    ...['__main__', 'cli', 'play', ...(moves ? ['screen'] : [])].map((name) =>
      file(`src/${into}/${name}.py`, `${name}.py`),
    ),
    file('tests/test_play.py', 'test_play.py'),
    ...pythonModules([game], into),
  ]);
}

/** Options of the game, with what the description wished. */
function optionsOf(game: Used): Parameter[] {
  return (game.module.class?.options ?? []).map((option) => ({
    ...option,
    default: fallbackOf(game, option) as Parameter['default'],
  }));
}

/** What makes a new game with what the command line says. */
function starterSource({ module }: Used): string {
  const type = module.class?.name ?? '';
  const set = (module.class?.options ?? []).map(({ name }) => `${pythonName(name)}=given.${pythonName(name)}`);
  const items = [...set, ...(module.class?.random ? ['random=chance.random'] : [])];
  if (items.length === 0) return `    return ${type}`;
  const made: Folded = { open: `lambda: ${type}(`, items, close: ')' };
  return fold('    return ', made, pythonStyle);
}

/** A game in the terminal, line by line, and key by key where it is one of keys. */
export const pythonGame: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    modulePlan(requirements, generateProject(requirements), 'Let people play it', pythonLayout),
  probeScript: (requirements) => probeOf(requirements, { ...startedByPython(requirements), usage: 'usage' }),
  commitMessage: gameMessage,
};
