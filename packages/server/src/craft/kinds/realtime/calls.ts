import { mayName } from '../../domain/code/access.ts';
import { asksWho, operationName } from '../../domain/code/operations.ts';
import { inputName, isRouted, patchName, queryName } from '../../domain/code/schema.ts';
import type { EntityModel, ProjectModel } from '../../domain/model.ts';
import { inputFields, patchFields } from '../../domain/model.ts';
import { blocks, imports, lines, quote } from '../../emit/layout.ts';
import { camel, capital, withArticle } from '../../emit/names.ts';

/** `src/calls.ts`: what a client can ask for, by name. */

export interface RealtimeCall {
  entity: EntityModel;
  verb: string;
  name: string;
  /** What happened, where others hear of it. */
  event: string | undefined;
  summary: string;
  params: string;
}

export function topicOf(entity: EntityModel): string {
  return camel(entity.path);
}

const events: Record<string, string> = { create: 'created', update: 'changed', delete: 'removed' };

export function realtimeCalls(project: ProjectModel): RealtimeCall[] {
  return project.entities.filter(isRouted).flatMap((entity) => {
    const one = withArticle(entity.one);
    const fields = (list: readonly { name: string; needed: boolean }[]): string =>
      list.map((field) => `\`${field.name}\`${field.needed ? '' : '?'}`).join(', ');
    const known: Record<string, [string, string]> = {
      create: [`create ${one}`, fields(inputFields(entity).filter((field) => !field.startsFixed))],
      list: [`list ${entity.many}`, 'filters'],
      read: [`give ${one}`, '`id`'],
      update: [`change ${one}`, `\`id\`, ${fields(patchFields(entity).map((field) => ({ ...field, needed: false })))}`],
      delete: [`remove ${one}`, '`id`'],
    };
    const verbs = Object.keys(known).filter((verb) => entity.verbs.has(verb));
    return [
      ...verbs.map((verb) => ({ verb, event: events[verb], told: known[verb] ?? ['', ''] })),
      ...entity.actions.map((action) => ({
        verb: action.verb,
        event: 'changed',
        told: [`${action.label} ${one}`, '`id`'] as [string, string],
      })),
    ].map(({ verb, event, told: [summary, params] }) => ({
      entity,
      verb,
      event,
      name: `${topicOf(entity)}.${verb}`,
      summary: `${capital(summary)}.`,
      params,
    }));
  });
}

/** Roles that alone hear of such rows: those that may read them. */
function hearers(entity: EntityModel): readonly string[] | undefined {
  return entity.roleVerbs.get('list') ?? entity.roleVerbs.get('read');
}

/** Whether not everybody who has signed in hears of such rows. */
export function isHeardByFew(project: ProjectModel, entity: EntityModel): boolean {
  return project.auth !== undefined && (entity.isPrivate || hearers(entity) !== undefined);
}

export function callsFile(project: ProjectModel): string {
  const { auth } = project;
  const calls = realtimeCalls(project);
  const table = calls.map((call) => entrySource(project, call)).join('\n');
  const needsId = /\bidOf\(/.test(table) || /\bwithId\b/.test(table);
  const heard = project.entities.filter((entity) => isRouted(entity) && isHeardByFew(project, entity));
  const hearing =
    auth &&
    heard.length > 0 &&
    lines(
      '/** Who hears of rows that not everybody sees, by topic. */',
      `export const mayHear: Readonly<Record<string, (user: ${auth.account.typeName}, row: unknown) => boolean>> = {`,
      heard.map((entity) => hearingSource(entity)),
      '};',
    );
  const text = lines('export const calls: Readonly<Record<string, Call>> = {', table, '};');
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test([text, hearing].join('\n'));
  const bySource: Record<string, string[]> = {
    zod: needsId ? ['z'] : [],
    './deps.ts': ['type Signed'],
    './validated.ts': ['validated'],
  };
  for (const entity of project.entities.filter(isRouted)) {
    bySource[`./${entity.path}/operations.ts`] = [
      ...['create', 'read', 'update', 'delete'].map((verb) => operationName(entity, verb)),
      ...entity.actions.map((action) => operationName(entity, action.verb)),
    ].filter(uses);
    bySource[`./${entity.path}/access.ts`] = [`visible${entity.typePlural}`, mayName(entity)].filter(uses);
    bySource[`./${entity.path}/repository.ts`] = [`list${entity.typePlural}`].filter(uses);
    bySource[`./${entity.path}/schema.ts`] = [
      inputName(entity),
      patchName(entity),
      queryName(entity),
      ...(heard.includes(entity) && entity.isPrivate ? [`type ${entity.typeName}`] : []),
    ].filter((name) => uses(name.replace(/^type /, '')));
  }
  if (auth && hearing) {
    const path = `./${auth.account.path}/schema.ts`;
    bySource[path] = [...new Set([...(bySource[path] ?? []), `type ${auth.account.typeName}`])];
  }
  return blocks(
    imports(bySource),
    lines(
      'export interface Call {',
      '  /** Whom it concerns: those who subscribed to this topic. */',
      '  topic: string;',
      '  /** What they hear; nothing when nothing changes. */',
      '  event?: string;',
      calls.some((call) => rolesOf(project, call)) && '  /** Who may do it; everybody where nothing is said. */',
      calls.some((call) => rolesOf(project, call)) && '  roles?: readonly string[];',
      '  run(asking: Signed, params: Record<string, unknown>): unknown;',
      '}',
    ),
    needsId && 'const withId = z.strictObject({ id: z.int().positive() });',
    /\bidOf\(/.test(table) &&
      lines('function idOf(params: Record<string, unknown>): number {', '  return validated(withId, params).id;', '}'),
    text,
    hearing,
  );
}

/** Roles that alone may make a call; undefined: everybody may. */
export function rolesOf({ auth }: ProjectModel, { entity, verb }: RealtimeCall): readonly string[] | undefined {
  return auth && entity.roleVerbs.get(verb);
}

function hearingSource(entity: EntityModel): string {
  const roles = hearers(entity)?.map(quote).join(', ');
  const among = roles === undefined ? undefined : `[${roles}].includes(user.role)`;
  const topic = `  ${topicOf(entity)}: `;
  if (!entity.isPrivate) return `${topic}(user) => ${among},`;
  const sees = `${mayName(entity)}(user, row as ${entity.typeName})`;
  return `${topic}(user, row) => ${among === undefined ? sees : `${among} && ${sees}`},`;
}

function entrySource(project: ProjectModel, call: RealtimeCall): string {
  const { entity, verb, name, event } = call;
  const roles = rolesOf(project, call);
  return lines(
    `  ${quote(name)}: {`,
    `    topic: ${quote(topicOf(entity))},`,
    event !== undefined && `    event: ${quote(event)},`,
    roles && `    roles: [${roles.map(quote).join(', ')}],`,
    `    run: ${workOf(project, entity, verb)},`,
    '  },',
  );
}

function workOf(project: ProjectModel, entity: EntityModel, verb: string): string {
  const operation = operationName(entity, verb);
  const who = asksWho(entity, verb, project.auth) ? ', user' : '';
  const own = project.auth !== undefined && entity.isPrivate;
  switch (verb) {
    case 'create':
      return `({ database, now${who} }, params) => ${operation}(database, validated(${inputName(entity)}, params), now()${who})`;
    case 'list':
      return own
        ? `({ database, user }, params) =>\n      list${entity.typePlural}(database, validated(${queryName(entity)}, params), visible${entity.typePlural}(user))`
        : `({ database }, params) => list${entity.typePlural}(database, validated(${queryName(entity)}, params))`;
    case 'read':
      return `({ database${who} }, params) => ${operation}(database, idOf(params)${who})`;
    case 'delete': {
      const now = entity.effects.length > 0;
      const call = `${operation}(database, idOf(params)${now ? ', now()' : ''}${who})`;
      const head = `({ database${now ? ', now' : ''}${who} }, params) =>`;
      if (!own) return `${head} ${call}`;
      // Whoever may see the row hears that it is gone.
      return lines(
        `${head} {`,
        `      const row = ${operationName(entity, 'read')}(database, idOf(params), user);`,
        `      ${call};`,
        '      return row;',
        '    }',
      );
    }
    case 'update':
      return `({ database, now${who} }, { id, ...changes }) =>\n      ${operation}(database, idOf({ id }), validated(${patchName(entity)}, changes), now()${who})`;
    default:
      return `({ database, now${who} }, params) => ${operation}(database, idOf(params), now()${who})`;
  }
}
