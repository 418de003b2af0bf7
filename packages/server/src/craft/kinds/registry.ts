import type { Blueprint, Obstacle } from '../contract.ts';
import type { ProjectKind, Requirements } from '../requirements.ts';

type Language = Requirements['language'];

/** One entry per kind and language that can be built to the end. Loaded when first used: no part of a cold start. */
const blueprints: Partial<Record<ProjectKind, Partial<Record<Language, () => Promise<Blueprint>>>>> = {
  cli_tool: {
    typescript: async () => (await import('./cli-tool/choice.ts')).anyCli,
    javascript: async () => asJavaScript((await import('./cli-tool/choice.ts')).anyCli),
  },
  library: {
    typescript: async () => (await import('./library/blueprint.ts')).library,
    javascript: async () => asJavaScript((await import('./library/blueprint.ts')).library),
  },
  server: {
    typescript: async () => (await import('./server/blueprint.ts')).server,
    javascript: async () => asJavaScript((await import('./server/blueprint.ts')).server),
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
  },
  worker: {
    typescript: async () => (await import('./worker/blueprint.ts')).worker,
    javascript: async () => asJavaScript((await import('./worker/blueprint.ts')).worker),
  },
  // Rows that a browser shows need a server that keeps them.
  web_app: {
    typescript: async () => (await import('./fullstack/blueprint.ts')).fullstack,
    javascript: async () => asJavaScript((await import('./fullstack/blueprint.ts')).fullstack),
  },
  rest_api: {
    typescript: async () => (await import('./rest-api/choice.ts')).restApiOrService,
    javascript: async () => asJavaScript((await import('./rest-api/choice.ts')).restApiOrService),
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
  return (await blueprints[requirements.kind]?.[requirements.language]?.()) ?? null;
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
  return null;
}
