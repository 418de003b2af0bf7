import type { Blueprint } from '../../contract.ts';
import { contradiction } from '../../emit/contradiction.ts';
import { literal } from '../../emit/layout.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { commonScripts, nodeBasics, nodeTools, packageJson } from '../../emit/node-project.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { plainText, valueSource } from '../../emit/values.ts';
import { moduleFiles } from '../../modules/files.ts';
import type { Parameter, Scenario } from '../../modules/manifest.ts';
import { classOptions, type Used, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { type ProbeServer, startedByNode } from '../shared/probed.ts';
import { modulePlan } from '../shared/module-plan.ts';

function packageNeeds(_requirements: Requirements): PackageNeed[] {
  return [...nodeTools];
}

/** The one game that is played. @throws CodewrightError INVALID_INPUT */
export function gameOf(requirements: Requirements): Used {
  const [game] = usedModules(requirements).filter(({ module }) => module.form === 'game');
  if (!game) throw contradiction('A game needs rules to play by.');
  return game;
}

export function flagOf({ name }: Parameter): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What holds where the player says nothing: the description's wish, else the game's own. */
export function fallbackOf(game: Used, option: Parameter): unknown {
  return classOptions(game.module, game.use)[option.name] ?? option.default ?? null;
}

function readerOf(game: Used, option: Parameter): string {
  const value = `values${/^\w+$/.test(flagOf(option)) ? `.${flagOf(option)}` : `['${flagOf(option)}']`}`;
  const fallback = fallbackOf(game, option);
  const source = typeof fallback === 'number' || typeof fallback === 'string' ? literal(fallback) : 'undefined';
  if (option.type !== 'integer') return source === 'undefined' ? value : `${value} ?? ${source}`;
  return `${value} === undefined ? ${source} : whole('${flagOf(option)}', ${value})`;
}

/** What `--help` prints. */
export function usageOf(requirements: Requirements, game: Used): string {
  const rows = rowsOf(game);
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(
    ({ name, summary, fallback }) => `  ${name.padEnd(width)}  ${summary}${fallback === '' ? '' : ` [${fallback}]`}`,
  );
  return [
    requirements.summary,
    '',
    `Usage: ${requirements.name} [options]`,
    '',
    'Options:',
    ...lines,
    `  ${'--help'.padEnd(width)}  show this help`,
    '',
  ].join('\n');
}

export function rowsOf(game: Used): { name: string; summary: string; fallback: string }[] {
  const { module } = game;
  const rows = (module.class?.options ?? []).map((option) => {
    const fallback = fallbackOf(game, option);
    return {
      name: `--${flagOf(option)} <${option.type === 'integer' ? 'n' : 'text'}>`,
      summary: option.summary,
      fallback: fallback === null ? '' : plainText(fallback),
    };
  });
  if (module.class?.random)
    rows.push({ name: '--seed <n>', summary: 'the same game for the same number', fallback: '' });
  return rows;
}

function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const game = gameOf(requirements);
  const { module } = game;
  const options = module.class?.options ?? [];
  const { name, title, summary } = requirements;
  const random = module.class?.random ?? false;
  const values = {
    name,
    title,
    summary,
    module: module.id,
    className: module.class?.name ?? '',
    random,
    wholes: random || options.some((option) => option.type === 'integer'),
    usage: usageOf(requirements, game).replaceAll('`', '\\`').replaceAll('${', '\\${'),
    takes: random || options.length > 0 || (module.class?.clock ?? false),
    options: options.map((option) => ({ name: option.name, flag: flagOf(option), read: readerOf(game, option) })),
    rows: rowsOf(game),
    screen: screenOf(game, name),
    ...keyValues(game),
    pace: module.class?.pace ?? 0,
    build: true,
    ignored: [],
  };
  const ci = requirements.features.some((feature) => feature.name === 'ci');
  return tidied([
    {
      path: 'package.json',
      content: packageJson(requirements, packageNeeds(requirements), versions, {
        bin: { [name]: 'dist/main.js' },
        files: ['dist'],
        scripts: {
          start: 'node src/main.ts',
          ...commonScripts,
          build: 'tsc -p tsconfig.build.json',
          prepare: 'npm run build',
        },
      }),
    },
    { path: 'README.md', content: render('terminal-game/README.md', values) },
    ...nodeBasics({ ci, build: true }).map(([template, path]) => ({ path, content: render(template, values) })),
    ...[
      'src/main.ts',
      'src/play.ts',
      'src/settings.ts',
      'test/play.test.ts',
      ...(module.class?.keys ? ['src/screen.ts', 'test/screen.test.ts'] : []),
    ].map((path) => ({
      path,
      content: render(`terminal-game/${path}`, values),
    })),
    ...moduleFiles([game], 'typescript'),
  ]);
}

/** A game of single keys: which there are, and what stands at the foot of the screen. */
export function keyValues({ module }: Used): { keys: string; help: string; firstKey: string } {
  const keys = module.class?.keys;
  if (!keys) return { keys: '', help: '', firstKey: '' };
  const single = Object.keys(keys).filter((key) => key.length === 1);
  const arrows = ['up', 'down', 'left', 'right'].some((key) => key in keys) ? 'Arrow keys' : '';
  const named = [arrows, single.join(' ')].filter((part) => part !== '').join(' or ');
  return { keys: valueSource(keys), help: `${named}: move  `, firstKey: single[0] ?? '\\u001b[A' };
}

/** The scenario that says most, as a player sees it. */
export function screenOf(game: Used, name: string): string {
  const [scenario] = game.module.scenarios;
  const words = scenario && flagsOf(game, scenario);
  if (!scenario || !words) return `$ ${name}`;
  const lines = [`$ ${[name, ...words].join(' ')}`];
  let asked = '';
  for (const step of scenario.steps) {
    if ('wait' in step) continue;
    if (step.call === 'prompt' && typeof step.gives === 'string') asked = step.gives;
    if (step.call === 'render' && typeof step.gives === 'string') lines.push(step.gives, '');
    if (step.call === 'play') {
      lines.push(`${asked}${plainText(step.args['input'])}`);
      if (typeof step.gives === 'string' && step.gives !== '') lines.push(step.gives, '');
    }
  }
  return lines.join('\n').trimEnd();
}

/** Flags under which the game is that of the scenario, whatever the description set; undefined where none could say so. */
function flagsOf({ module, use }: Used, scenario: Scenario): string[] | undefined {
  const flags: string[] = [];
  const wished = classOptions(module, use);
  for (const option of module.class?.options ?? []) {
    const value = scenario.options[option.name] ?? (option.name in wished ? option.default : undefined);
    if (value === undefined ? option.name in wished : value === null) return undefined;
    if (value !== undefined) flags.push(`--${flagOf(option)}`, plainText(value));
  }
  return flags;
}

/** A game in the terminal, line by line, without dependencies. */
export const terminalGame: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    return modulePlan(requirements, generateProject(requirements, versions), 'Let people play it');
  },
  probeScript: (requirements) => probeOf(requirements, { ...startedByNode, usage: 'Usage' }),
  commitMessage: gameMessage,
};

/** What is said of a game's first commit. */
export function gameMessage({ title, summary }: Requirements): string {
  return message(subject(`Add the game ${title}`, []), wrapped(summary));
}

/** Plays the game as its scenarios do; `usage`: how its help begins. */
export function probeOf(
  requirements: Requirements,
  { start, environment, build, usage }: ProbeServer & { usage: string },
): GeneratedFile {
  const game = gameOf(requirements);
  const { module } = game;
  const fixed = module.scenarios.flatMap((scenario) => {
    const steps = scenario.steps.flatMap((step) => ('wait' in step ? [] : [step]));
    const lines = steps.filter(({ call }) => call === 'play').map(({ args }) => plainText(args['input']));
    // Where chance or the clock takes part, another run may look otherwise; words that no input changes still hold.
    const sure =
      steps.length === scenario.steps.length &&
      (!module.class?.random || !steps.some(({ gives }) => typeof gives === 'string' && /\d|draw/.test(gives)));
    const holds = steps.flatMap(({ call, gives }) =>
      sure && (call === 'render' || call === 'play') && typeof gives === 'string' && gives !== '' ? [gives] : [],
    );
    const words = flagsOf(game, scenario);
    return words === undefined
      ? []
      : [{ words, lines: [...lines, 'quit', 'quit'], holds: [...holds, 'Bye.'], status: 0 }];
  });
  const games = [
    { words: ['--help'], lines: [], holds: [`${usage}: ${requirements.name}`], status: 0 },
    { words: [], lines: ['quit'], holds: ['Bye.'], status: 0 },
    { words: [], lines: ['%', '', 'no such move'], holds: ['Bye.'], status: 0 },
    { words: ['--no-such-option'], lines: [], holds: [], status: 2 },
    ...fixed,
  ];
  const content = render('terminal-game/probe.mjs', {
    start,
    environment,
    build,
    games: JSON.stringify(games, null, 2),
  });
  return { path: 'probe.mjs', content, executable: true };
}
