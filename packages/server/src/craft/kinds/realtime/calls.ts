import { operationName } from '../../domain/code/operations.ts';
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

export function callsFile(project: ProjectModel): string {
  const calls = realtimeCalls(project);
  const table = calls.map(entrySource).join('\n');
  const needsId = /\bidOf\(/.test(table) || /\bwithId\b/.test(table);
  const text = lines('export const calls: Readonly<Record<string, Call>> = {', table, '};');
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
  const bySource: Record<string, string[]> = {
    zod: needsId ? ['z'] : [],
    './deps.ts': ['type Deps'],
    './validated.ts': ['validated'],
  };
  for (const entity of project.entities.filter(isRouted)) {
    bySource[`./${entity.path}/operations.ts`] = [
      ...['create', 'read', 'update', 'delete'].map((verb) => operationName(entity, verb)),
      ...entity.actions.map((action) => operationName(entity, action.verb)),
    ].filter(uses);
    bySource[`./${entity.path}/repository.ts`] = [`list${entity.typePlural}`].filter(uses);
    bySource[`./${entity.path}/schema.ts`] = [inputName(entity), patchName(entity), queryName(entity)].filter(uses);
  }
  return blocks(
    imports(bySource),
    lines(
      'export interface Call {',
      '  /** Whom it concerns: those who subscribed to this topic. */',
      '  topic: string;',
      '  /** What they hear; nothing when nothing changes. */',
      '  event?: string;',
      '  run(deps: Deps, params: Record<string, unknown>): unknown;',
      '}',
    ),
    needsId && 'const withId = z.strictObject({ id: z.int().positive() });',
    /\bidOf\(/.test(table) &&
      lines('function idOf(params: Record<string, unknown>): number {', '  return validated(withId, params).id;', '}'),
    text,
  );
}

function entrySource({ entity, verb, name, event }: RealtimeCall): string {
  const work = workOf(entity, verb);
  return lines(
    `  ${quote(name)}: {`,
    `    topic: ${quote(topicOf(entity))},`,
    event !== undefined && `    event: ${quote(event)},`,
    `    run: ${work},`,
    '  },',
  );
}

function workOf(entity: EntityModel, verb: string): string {
  const operation = operationName(entity, verb);
  switch (verb) {
    case 'create':
      return `({ database, now }, params) => ${operation}(database, validated(${inputName(entity)}, params), now())`;
    case 'list':
      return `({ database }, params) => list${entity.typePlural}(database, validated(${queryName(entity)}, params))`;
    case 'read':
      return `({ database }, params) => ${operation}(database, idOf(params))`;
    case 'delete':
      return entity.effects.length > 0
        ? `({ database, now }, params) => ${operation}(database, idOf(params), now())`
        : `({ database }, params) => ${operation}(database, idOf(params))`;
    case 'update':
      return `({ database, now }, { id, ...changes }) =>\n      ${operation}(database, idOf({ id }), validated(${patchName(entity)}, changes), now())`;
    default:
      return `({ database, now }, params) => ${operation}(database, idOf(params), now())`;
  }
}
