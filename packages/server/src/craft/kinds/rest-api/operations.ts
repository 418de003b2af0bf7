import { isRouted } from '../../domain/code/schema.ts';
import type { EntityModel, ProjectModel } from '../../domain/model.ts';
import { entityOf } from '../../domain/model.ts';
import { withArticle } from '../../emit/names.ts';

/** What can be asked of a service, whatever language it is written in. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With ids in braces: `/books/{id}`. */
  path: string;
  summary: string;
  status: number;
  answer?: { row: EntityModel } | { page: EntityModel } | { plain: 'health' | 'any' };
  body?: { create: EntityModel } | { change: EntityModel } | { auth: 'credentials' | 'registration' };
  /** The rows that a list is of. */
  query?: EntityModel;
}

export function operationsOf(project: ProjectModel): Operation[] {
  return [
    {
      method: 'get',
      path: '/health',
      summary: 'Say whether the service is well',
      status: 200,
      answer: { plain: 'health' },
    },
    { method: 'get', path: '/openapi.json', summary: 'Describe this API', status: 200, answer: { plain: 'any' } },
    ...(project.auth ? authOperations(project.auth.account) : []),
    ...project.entities.filter(isRouted).flatMap((entity) => entityOperations(project, entity)),
  ];
}

function authOperations(account: EntityModel): Operation[] {
  const [row, any] = [{ row: account }, { plain: 'any' as const }];
  return [
    {
      method: 'post',
      path: '/auth/register',
      summary: 'Register',
      status: 201,
      answer: row,
      body: { auth: 'registration' },
    },
    {
      method: 'post',
      path: '/auth/login',
      summary: 'Sign in',
      status: 200,
      answer: any,
      body: { auth: 'credentials' },
    },
    { method: 'get', path: '/auth/me', summary: 'Show who is signed in', status: 200, answer: row },
    { method: 'post', path: '/auth/logout', summary: 'Sign out', status: 204 },
  ];
}

function entityOperations(project: ProjectModel, entity: EntityModel): Operation[] {
  const path = `/${entity.path}`;
  const one = `${path}/{id}`;
  const a = withArticle(entity.one);
  const answer = { row: entity };
  const listOf = (at: string, summary: string, rows: EntityModel): Operation => ({
    method: 'get',
    path: at,
    summary,
    status: 200,
    answer: { page: rows },
    query: rows,
  });
  const own: Record<string, Operation> = {
    list: listOf(path, `List ${entity.many}`, entity),
    create: { method: 'post', path, summary: `Create ${a}`, status: 201, answer, body: { create: entity } },
    read: { method: 'get', path: one, summary: `Show ${a}`, status: 200, answer },
    update: { method: 'patch', path: one, summary: `Change ${a}`, status: 200, answer, body: { change: entity } },
    delete: { method: 'delete', path: one, summary: `Delete ${a}`, status: 204 },
  };
  return [
    ...Object.entries(own).flatMap(([verb, operation]) => (entity.verbs.has(verb) ? [operation] : [])),
    ...entity.actions.map((action): Operation => {
      const summary = `${action.label.charAt(0).toUpperCase()}${action.label.slice(1)} ${a}`;
      return { method: 'post', path: `${one}/${action.path}`, summary, status: 200, answer };
    }),
    ...entity.children.map((child) => {
      const rows = entityOf(project, child.child);
      return listOf(`${one}/${child.path}`, `List the ${rows.many} of ${a}`, rows);
    }),
    ...entity.links.flatMap((link): Operation[] => {
      const other = entityOf(project, link.other);
      const list = `${one}/${link.path}`;
      const linked = listOf(list, `List the ${other.many} linked with ${a}`, other);
      if (!link.editable) return [linked];
      const [pair, b] = [`${list}/{otherId}`, withArticle(other.one)];
      return [
        linked,
        { method: 'put', path: pair, summary: `Link ${a} and ${b}`, status: 204 },
        { method: 'delete', path: pair, summary: `Unlink ${a} and ${b}`, status: 204 },
      ];
    }),
  ];
}
