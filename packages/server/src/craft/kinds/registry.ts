import type { Blueprint, Obstacle } from '../contract.ts';
import { findModule, isWrittenIn, moduleSource } from '../modules/library.ts';
import { offeredFunctions, usedModules } from '../modules/uses.ts';
import { isProgramIn, type Program, programOf } from '../programs/library.ts';
import type { ProjectKind, Requirements } from '../requirements.ts';
import { onPort } from './shared/port.ts';

type Language = Requirements['language'];

/** One entry per kind and language that can be built to the end. Loaded when first used: no part of a cold start. */
const blueprints: Partial<Record<ProjectKind, Partial<Record<Language, () => Promise<Blueprint>>>>> = {
  cli_tool: {
    typescript: async () => (await import('./cli-tool/choice.ts')).anyCli,
    javascript: async () => asJavaScript((await import('./cli-tool/choice.ts')).anyCli),
    python: async () => (await import('./python-entity-cli/choice.ts')).anyPythonCli,
    go: async () => (await import('./go-entity-cli/choice.ts')).anyGoCli,
    rust: async () => (await import('./rust-entity-cli/choice.ts')).anyRustCli,
  },
  library: {
    typescript: async () => (await import('./library/blueprint.ts')).library,
    javascript: async () => asJavaScript((await import('./library/blueprint.ts')).library),
    python: async () => (await import('./python-library/blueprint.ts')).pythonLibrary,
    go: async () => (await import('./go-library/blueprint.ts')).goLibrary,
    rust: async () => (await import('./rust-library/blueprint.ts')).rustLibrary,
  },
  server: {
    typescript: async () => (await import('./server/blueprint.ts')).server,
    javascript: async () => asJavaScript((await import('./server/blueprint.ts')).server),
    python: async () => (await import('./python-server/blueprint.ts')).pythonServer,
    go: async () => (await import('./go-server/blueprint.ts')).goServer,
    rust: async () => (await import('./rust-server/blueprint.ts')).rustServer,
  },
  realtime_service: {
    typescript: async () => (await import('./realtime/blueprint.ts')).realtimeService,
    javascript: async () => asJavaScript((await import('./realtime/blueprint.ts')).realtimeService),
  },
  graphql_api: {
    typescript: async () => (await import('./graphql/blueprint.ts')).graphqlApi,
    javascript: async () => asJavaScript((await import('./graphql/blueprint.ts')).graphqlApi),
  },
  fullstack: {
    typescript: async () => (await import('./fullstack/blueprint.ts')).fullstack,
    javascript: async () => asJavaScript((await import('./fullstack/blueprint.ts')).fullstack),
  },
  static_site: {
    typescript: async () => (await import('./static-site/blueprint.ts')).staticSite,
    javascript: async () => asJavaScript((await import('./static-site/blueprint.ts')).staticSite),
  },
  terminal_game: {
    typescript: async () => (await import('./terminal-game/blueprint.ts')).terminalGame,
    javascript: async () => asJavaScript((await import('./terminal-game/blueprint.ts')).terminalGame),
    python: async () => (await import('./python-game/blueprint.ts')).pythonGame,
    go: async () => (await import('./go-game/blueprint.ts')).goGame,
    rust: async () => (await import('./rust-game/blueprint.ts')).rustGame,
  },
  worker: {
    typescript: async () => (await import('./worker/choice.ts')).anyWorker,
    javascript: async () => asJavaScript((await import('./worker/choice.ts')).anyWorker),
    python: async () => (await import('./program/blueprint.ts')).wholeProgram,
    go: async () => (await import('./program/blueprint.ts')).wholeProgram,
  },
  web_app: {
    typescript: async () => (await import('./fullstack/choice.ts')).webApp,
    javascript: async () => asJavaScript((await import('./fullstack/choice.ts')).webApp),
  },
  rest_api: {
    typescript: async () => (await import('./rest-api/choice.ts')).restApiOrService,
    javascript: async () => asJavaScript((await import('./rest-api/choice.ts')).restApiOrService),
    python: async () => (await import('./python-server/blueprint.ts')).pythonApi,
    go: async () => (await import('./go-server/blueprint.ts')).goApi,
    rust: async () => (await import('./rust-server/blueprint.ts')).rustApi,
  },
};

/** JavaScript is made of the TypeScript sources. */
async function asJavaScript(blueprint: Blueprint): Promise<Blueprint> {
  return (await import('../javascript/project.ts')).inJavaScript(blueprint);
}

/** Whether projects of this kind are built in this language; what they must hold is for `obstacleTo` to say. */
export function supported(kind: ProjectKind, language: Language): boolean {
  return blueprints[kind]?.[language] !== undefined;
}

/** Languages in which a kind is built, the first being what to offer instead of another. */
export function languagesOf(kind: ProjectKind): Language[] {
  return Object.keys(blueprints[kind] ?? {}) as Language[];
}

/** Null where nothing is built for this kind and language. */
export async function blueprintFor(requirements: Pick<Requirements, 'kind' | 'language'>): Promise<Blueprint | null> {
  const blueprint = await blueprints[requirements.kind]?.[requirements.language]?.();
  return blueprint ? onPort(blueprint) : null;
}

/**
 * What stands in the way of building these requirements, of a kind and language that are supported in general: a library
 * with no module that it could hold, a module that is not written in the language.
 */
export function obstacleTo(requirements: Requirements): Obstacle {
  const { kind, language } = requirements;
  if (!supported(kind, language)) {
    const [nearest] = languagesOf(kind);
    return {
      reason: `projects of kind ${kind} are not built in ${language}`,
      nearest: nearest === undefined ? 'a REST API' : `the same in ${nearest}`,
    };
  }
  const program = programOf(requirements);
  if (program) return programObstacle(requirements, program);
  return (
    contentObstacle(requirements) ??
    workerObstacle(requirements) ??
    moduleObstacle(requirements) ??
    jobsObstacle(requirements) ??
    databaseObstacle(requirements)
  );
}

/** A program that is known as a whole is built as what it is. */
function programObstacle({ kind, language }: Requirements, program: Program): Obstacle {
  if (!isProgramIn(program, language))
    return { reason: `${program.title} is not written in ${language}`, nearest: 'the same in typescript' };
  if (kind === program.kind) return null;
  return { reason: `${program.title} is no project of kind ${kind}`, nearest: `a ${program.kind} that does it` };
}

const overRows: ReadonlySet<ProjectKind> = new Set(['realtime_service', 'graphql_api', 'fullstack']);
const overModules: ReadonlySet<ProjectKind> = new Set(['library', 'server', 'worker', 'terminal_game']);

/** Whether there is anything that a project of this kind could be made of. */
function contentObstacle(requirements: Requirements): Obstacle {
  const { kind, entities, modules, stack } = requirements;
  const nearest = 'the same for one of the things that the library of modules knows, or for things with fields';
  if (overRows.has(kind) && entities.length === 0 && stack.auth === 'none')
    return { reason: 'there is nothing to keep in what was described', nearest };
  if (overModules.has(kind) && modules.length === 0 && !requirements.jobs?.length)
    return { reason: 'no module of the library does what was described', nearest };
  if (kind === 'web_app' && entities.length === 0 && modules.length === 0 && stack.auth === 'none')
    return { reason: 'there is nothing to keep or to compute in what was described', nearest };
  if (kind === 'cli_tool' && entities.length === 0 && modules.length === 0)
    return { reason: 'nothing of what was described is known to be done by a command', nearest };
  return null;
}

/** Other languages have the workers that are known as a whole. */
function workerObstacle({ kind, language }: Requirements): Obstacle {
  if (kind !== 'worker' || language.endsWith('script')) return null;
  return { reason: `workers of this sort are not built in ${titleOf(language)}`, nearest: 'the same in TypeScript' };
}

/** Every worker keeps times by cron: that alone does nothing. */
function jobsObstacle(requirements: Requirements): Obstacle {
  if (requirements.kind !== 'worker' || requirements.jobs?.length) return null;
  const jobs = usedModules(requirements).filter(({ module }) => module.id !== 'cron');
  if (offeredFunctions(jobs).length > 0) return null;
  return {
    reason: 'nothing of what was described can be a job of a queue',
    nearest: 'a worker for one of the things that the library of modules computes',
  };
}

function moduleObstacle({ kind, language, modules, entities }: Requirements): Obstacle {
  for (const { module: id } of modules) {
    const module = findModule(id);
    if (!module) return { reason: `there is no module ${id}`, nearest: 'the same without it' };
    if (!isWrittenIn(module, language))
      return { reason: `the module ${module.title} is not written in ${language}`, nearest: 'the same in typescript' };
    if (kind !== 'library' && module.functions.every((fn) => fn.libraryOnly))
      return { reason: `${module.title} works with functions of other programs`, nearest: 'a library for it' };
    if (!/^(?:worker|library)$/.test(kind) && module.functions.some((fn) => fn.job))
      return { reason: `${module.title} are jobs, which fail and are tried again`, nearest: 'a worker for it' };
    if (!/^(?:worker|library|cli_tool)$/.test(kind) && module.functions.some((fn) => fn.later))
      return { reason: `${module.title} lets one wait for what it finds`, nearest: 'a command line tool for it' };
    if (kind === 'terminal_game' && module.form !== 'game')
      return { reason: `${module.title} is not a game`, nearest: `a command line tool for it` };
    if (kind !== 'terminal_game' && kind !== 'library' && module.form === 'game')
      return { reason: `${module.title} is a game`, nearest: 'a game in the terminal' };
    if (kind === 'worker' && module.form !== 'functions')
      return { reason: `${module.title} keeps something and is no job for a queue`, nearest: 'a server for it' };
    if (kind === 'web_app' && entities.length === 0) {
      const bound = module.form !== 'functions' || /from 'node:/.test(moduleSource(module, language));
      if (bound) return { reason: `${module.title} can not run in a browser`, nearest: 'a server for it' };
    }
    const forgets = module.form === 'class' && module.class?.state === false;
    if (kind === 'cli_tool' && entities.length === 0 && forgets)
      return {
        reason: `${module.title} lives in memory and would be gone after each command`,
        nearest: 'a library or a server for it',
      };
  }
  return null;
}

/** A database server keeps the rows of services that many use; what one person runs has a file beside it. */
function databaseObstacle({ kind, language, entities, stack }: Requirements): Obstacle {
  if (entities.length === 0 || stack.database !== 'postgresql') return null;
  if (keptByServer(kind, language)) return null;
  const own = ownKeeping(language);
  return { reason: `rows of such a project are kept in ${own} only`, nearest: `the same with ${own}` };
}

/** Languages without a database of their own. */
function keepsJournal(language: Language): boolean {
  return language === 'go' || language === 'rust';
}

function titleOf(language: Language): string {
  return language.charAt(0).toUpperCase() + language.slice(1);
}

/** Where rows are kept that no server keeps. */
export function ownKeeping(language: Language): string {
  return keepsJournal(language) ? 'a journal file' : 'SQLite';
}

/** Whether rows of such a project can be kept in PostgreSQL. */
export function keptByServer(kind: ProjectKind, language: Language): boolean {
  return language.endsWith('script') && /^(?:rest_api|graphql_api|fullstack|web_app)$/.test(kind);
}

/** What else was asked for and is left out of this kind: said before the work, none of it stands in the way. */
export function leftOut(requirements: Requirements): Requirements['unsupported'] {
  return [
    ...screenWishesLeftOut(requirements),
    ...usersLeftOut(requirements),
    ...databaseLeftOut(requirements),
    ...containerLeftOut(requirements),
  ];
}

/** What is done in another way than elsewhere, a sentence each: said before the work as well. */
export function doneOtherwise({ kind, language, entities }: Requirements): string[] {
  if (!keepsJournal(language) || entities.length === 0) return [];
  const server =
    'Rust has no HTTP of its own either, and no crate is fetched, so the service has a small server of its own, which the README says how to exchange.';
  return [
    ...(language === 'rust' && kind === 'rest_api' ? [server] : []),
    `${titleOf(language)} has no database of its own, so rows are kept in memory and each change in a journal file, which is on disk before it is answered.`,
  ];
}

/** What is for screens, asked for where there are none. */
function screenWishesLeftOut({ kind, features, entities, stack }: Requirements): Requirements['unsupported'] {
  const rows = (kind === 'web_app' || kind === 'fullstack') && (entities.length > 0 || stack.auth !== 'none');
  return features.flatMap(({ name, from: { words } }) => {
    if (name === 'tailwind' && !rows && kind !== 'static_site' && kind !== 'web_app')
      return [{ words, reason: 'nothing of this kind is shown in a browser', nearest: 'a web app with Tailwind' }];
    if (name === 'playwright' && !(rows && stack.database !== 'postgresql'))
      return [
        {
          words,
          reason: 'tests in a browser are written for web apps that keep rows in SQLite',
          nearest: 'the tests that it has anyway',
        },
      ];
    return [];
  });
}

/** What does not run on by itself needs no container, and some servers have none yet. */
function containerLeftOut(requirements: Requirements): Requirements['unsupported'] {
  const wish = requirements.features.find(({ name }) => name === 'docker');
  if (!wish || runsInContainer(requirements)) return [];
  const reason = `a ${requirements.kind.replaceAll('_', ' ')} of this sort in ${titleOf(requirements.language)} comes without a Dockerfile`;
  return [{ words: wish.from.words, reason, nearest: 'the program as it is, which the README says how to run' }];
}

function runsInContainer(requirements: Requirements): boolean {
  const { kind, language, entities, stack, jobs = [], protocol } = requirements;
  const whole = programOf(requirements) !== undefined;
  switch (kind) {
    case 'rest_api':
    case 'graphql_api':
    case 'realtime_service':
    case 'fullstack':
      return true;
    case 'web_app':
      return entities.length > 0 || stack.auth !== 'none';
    case 'server':
      return whole || protocol !== 'tcp' || language.endsWith('script');
    case 'worker':
      return whole || jobs.length === 0;
    default:
      return false;
  }
}

function databaseLeftOut({ language, entities, description }: Requirements): Requirements['unsupported'] {
  const words = /\bsqlite\d?\b/i.exec(description)?.[0];
  if (!keepsJournal(language) || entities.length === 0 || words === undefined) return [];
  const reason = `no driver for it is part of ${titleOf(language)}, so rows are kept in a journal file`;
  return [{ words, reason, nearest: 'the same in typescript or python' }];
}

/** A tool is run by one person for themselves. */
function usersLeftOut({ kind, stack, entities, rules, roles }: Requirements): Requirements['unsupported'] {
  if (entities.length === 0 || kind !== 'cli_tool') return [];
  const signsIn = stack.auth !== 'none' || roles.length > 0 || entities.some((entity) => entity.owned);
  const owners = rules.filter((rule) => rule.kind === 'owner-only' || rule.kind === 'role-only');
  const words = owners.map((rule) => rule.from.words).find((text) => text !== '') ?? 'sign-in';
  if (!signsIn && owners.length === 0) return [];
  return [
    {
      words,
      reason: 'nobody signs in to a project of this kind, so owners and roles are left out',
      nearest: 'a tool that its only user runs',
    },
  ];
}
