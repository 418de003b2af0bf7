import type { Blueprint } from '../../contract.ts';
import { snake } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import { classOptions, type Used } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { rustNew } from '../../rust/calls.ts';
import { constant, letStatement } from '../../rust/layout.ts';
import { declarations, rustSources, suiteFiles } from '../../rust/module-tests.ts';
import { rustLayout } from '../../rust/plan.ts';
import { docComment, rustBasics, rustTidied } from '../../rust/project.ts';
import { constructorOf, useOrder } from '../../rust/signature.ts';
import { crateName, packageName, rustString, snakeName, typeName } from '../../rust/source.ts';
import { modulePlan } from '../shared/module-plan.ts';
import {
  flagOf,
  gameMessage,
  gameOf,
  keyValues,
  probeOf,
  rowsOf,
  screenOf,
  usageOf,
} from '../terminal-game/blueprint.ts';

/** The one game that is played, with Rust's standard library alone. @throws CodewrightError INVALID_INPUT */
function generateProject(requirements: Requirements): GeneratedFile[] {
  const game = gameOf(requirements);
  const { module } = game;
  const crate = crateName(requirements.name);
  const program = packageName(requirements.name);
  const className = typeName(module.class?.name ?? '');
  const random = module.class?.random ?? false;
  const pace = module.class?.pace ?? 0;
  const keys = module.class?.keys;
  const { help, firstKey } = keyValues(game);
  const foot = `${help}${pace > 0 ? 'p: pause  ' : ''}n: new game  q: quit`;
  const summary = requirements.summary.replaceAll(/\s+/g, ' ');
  const options = module.class?.options ?? [];
  const values = {
    name: program,
    title: requirements.title,
    summary,
    comment: docComment(`\`${program}\`: ${summary}`, '//!'),
    crate,
    className,
    imported: useOrder([className, `${className}Options`]).join(', '),
    nameSource: constant('pub const PROGRAM: &str', rustString(program)),
    usageSource: rustLines(usageOf({ ...requirements, name: program }, game)),
    defaults: defaultsOf(game, className),
    fails: constructorOf(module).fails,
    random,
    wholes: random || options.some(({ type }) => type === 'integer'),
    options: options.map((option) => {
      const field = `options.${snakeName(option.name)}`;
      const set = option.type === 'integer' ? `${field} = whole(name, &value()?)?` : `${field} = Some(value()?)`;
      return { flag: flagOf(option), set };
    }),
    keys: keys !== undefined,
    moves: keys ? movesOf(keys) : [],
    help: foot,
    helpSource: rustString(foot),
    firstKey: rustString(firstKey.length === 1 ? firstKey : 'up'),
    pace,
    rows: rowsOf(game),
    screen: screenOf(game, program),
    file: `${snake(module.id)}.rs`,
  };
  const rooms = ['play', 'settings', ...(keys ? ['screen'] : [])].map((name) => ({
    name,
    source: render(`rust/game/${name}.rs`, values),
  }));
  const sources = rustSources([game]);
  return rustTidied([
    ...rustBasics(requirements),
    { path: 'README.md', content: render('rust/game/readme.md', values) },
    { path: 'src/main.rs', content: render('rust/game/main.rs', values) },
    {
      path: 'src/lib.rs',
      content: `${docComment(`What the game \`${program}\` is made of.`, '//!')}\n\n${declarations([...sources, ...rooms])}`,
    },
    ...[...sources, ...rooms].map(({ name, source }) => ({ path: `src/${name}.rs`, content: source })),
    ...suiteFiles([game], crate),
  ]);
}

/** `let mut options = …;` with what the description wished. */
function defaultsOf({ module, use }: Used, className: string): string {
  const wished = rustNew(module, classOptions(module, use)).options?.value;
  return letStatement('mut options', wished ?? `${className}Options::default()`);
}

/** Text of several lines as a literal that looks like it. */
function rustLines(text: string): string {
  return `"\\\n${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Each move with the keys that mean it, as a pattern. */
function movesOf(keys: Record<string, string>): [move: string, keys: string][] {
  const moves = [...new Set(Object.values(keys))];
  return moves.map((move) => [
    move,
    Object.keys(keys)
      .filter((key) => keys[key] === move)
      .map(rustString)
      .join(' | '),
  ]);
}

/** A game in the terminal, line by line, and key by key where it is one of keys. */
export const rustGame: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    modulePlan(requirements, generateProject(requirements), 'Let people play it', rustLayout),
  probeScript: (requirements) =>
    probeOf(requirements, {
      start: `[join(process.cwd(), 'target', 'debug', '${packageName(requirements.name)}')]`,
      environment: "{ CARGO_NET_OFFLINE: 'true', CARGO_PROFILE_DEV_DEBUG: '0' }",
      build: `[['cargo', 'build', '--quiet', '--locked']]`,
      usage: 'Usage',
    }),
  commitMessage: gameMessage,
};
