import type { Blueprint } from '../../contract.ts';
import { snake } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import { plainText } from '../../emit/values.ts';
import { isPointer } from '../../go/calls.ts';
import { goModules } from '../../go/module-tests.ts';
import { goLayout } from '../../go/plan.ts';
import { docComment, goBasics, goTidied } from '../../go/project.ts';
import { constructorOf } from '../../go/signature.ts';
import { exportedName, goString, localName } from '../../go/source.ts';
import type { Parameter } from '../../modules/manifest.ts';
import type { Used } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { startedByGo } from '../shared/probed.ts';
import {
  fallbackOf,
  flagOf,
  gameMessage,
  gameOf,
  keyValues,
  probeOf,
  rowsOf,
  screenOf,
  usageOf,
} from '../terminal-game/blueprint.ts';

/** The one game that is played, with Go's standard library alone. @throws CodewrightError INVALID_INPUT */
function generateProject(requirements: Requirements): GeneratedFile[] {
  const game = gameOf(requirements);
  const { module } = game;
  const { name, title } = requirements;
  const options = (module.class?.options ?? []).map((option) => flagSource(game, option));
  const random = module.class?.random ?? false;
  const pace = module.class?.pace ?? 0;
  const { help, firstKey } = keyValues(game);
  const keys = module.class?.keys;
  const foot = `${help}${pace > 0 ? 'p: pause  ' : ''}n: new game  q: quit`;
  const summary = requirements.summary.replaceAll(/\s+/g, ' ');
  const values = {
    name,
    title,
    summary,
    comment: docComment(`Command ${name}: ${summary}`),
    nameSource: goString(name),
    usageSource: `\`${usageOf(requirements, game).replaceAll('`', "'")}\``,
    className: exportedName(module.class?.name ?? ''),
    fails: constructorOf(module).results.includes('error'),
    random,
    options,
    set: [...options.map(({ set }) => set), ...(random ? ['o.Random = random'] : [])],
    keys: keys ? keysSource(keys) : '',
    help: foot,
    helpSource: goString(foot),
    firstKey: goString(firstKey.length === 1 ? firstKey : 'up'),
    pace,
    rows: rowsOf(game),
    screen: screenOf(game, name),
    file: `${snake(module.id)}.go`,
  };
  const files = ['main.go', 'play.go', 'play_test.go', ...(keys ? ['screen.go', 'screen_test.go'] : [])];
  return goTidied([
    ...goBasics(requirements, [`/${name}`, `/${name}.exe`]),
    { path: 'README.md', content: render('go/game/readme.md', values) },
    ...files.map((path) => ({ path, content: render(`go/game/${path}`, values) })),
    ...goModules([game], 'main', ''),
  ]);
}

/** How an option of the game is read from the command line, and handed on. */
function flagSource(game: Used, option: Parameter): Record<'local' | 'reader' | 'flag' | 'fallback' | 'set', string> {
  const local = localName(option.name);
  const whole = option.type === 'integer';
  const wished = fallbackOf(game, option);
  const field = `o.${exportedName(option.name)}`;
  // What may be missing is a pointer.
  const set = isPointer(option) ? `if *${local} != "" {\n\t\t\t\t${field} = ${local}\n\t\t\t}` : `${field} = *${local}`;
  return {
    local,
    reader: whole ? 'Int' : 'String',
    flag: flagOf(option),
    fallback: whole ? String(Number(wished ?? 0)) : goString(plainText(wished ?? '')),
    set,
  };
}

/** As gofmt aligns it: one key behind another on lines of their own. */
function keysSource(keys: Record<string, string>): string {
  const rows = Object.entries(keys).map(([key, move]) => [`${goString(key)}:`, goString(move)] as const);
  const width = Math.max(...rows.map(([key]) => key.length)) + 1;
  return `map[string]string{\n${rows.map(([key, move]) => `\t${key.padEnd(width)}${move},`).join('\n')}\n}`;
}

/** A game in the terminal, line by line, and key by key where it is one of keys. */
export const goGame: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    modulePlan(requirements, generateProject(requirements), 'Let people play it', goLayout),
  probeScript: (requirements) => probeOf(requirements, { ...startedByGo(), usage: 'Usage' }),
  commitMessage: gameMessage,
};
