import type { EntityModel, Scalar } from '../../../domain/model.ts';
import { otherValue, startOf } from '../../../domain/samples.ts';
import { withArticle } from '../../../emit/names.ts';
import type { Script } from './script.ts';

/** Who may do what: requests of those who may not. */

function as(user: string | undefined): { as?: string } {
  return user === undefined ? {} : { as: user };
}

/** The same change by somebody without the role, and by somebody who has it. */
function roleFieldsOf(script: Script, entity: EntityModel): void {
  if (entity.isPrivate || !entity.verbs.has('update') || entity.roleVerbs.has('update')) return;
  for (const [name, roles] of entity.roleFields) {
    const field = entity.fields.find((candidate) => candidate.name === name);
    const row = field && script.row(entity);
    if (!field || !row) continue;
    const before = (row.body[name] ?? startOf(field)) as Scalar;
    const value = otherValue(entity, field, before);
    if (value === null || value === before) continue;
    const path = `/${entity.path}/{${row.name}}`;
    const given = { method: 'PATCH', path, body: { [name]: value } };
    const without = `change the ${field.label} of ${withArticle(entity.one)} without the role ${roles.join(' or ')}`;
    script.add({ name: without, ...given, expected: 403, ...as(script.user('stranger')) });
  }
}

export function accessOf(script: Script, entity: EntityModel): void {
  if (!script.project.auth) return;
  roleFieldsOf(script, entity);
  if (entity.verbs.has('list')) {
    script.add({ name: `${entity.many} need a sign-in`, method: 'GET', path: `/${entity.path}`, expected: 401 });
  }
  const row = script.row(entity);
  const stranger = script.user('stranger');
  if (row && entity.owner && entity.verbs.has('delete') && !entity.roleVerbs.has('delete')) {
    const only = entity.isPrivate || entity.ownerVerbs.has('delete');
    const path = `/${entity.path}/{${row.name}}`;
    const name = `${entity.one} of someone else`;
    const expected = entity.isPrivate ? 404 : 403;
    if (only) script.add({ name, method: 'DELETE', path, expected, ...as(stranger) });
  }
  for (const [verb, roles] of entity.roleVerbs) {
    const name = `${verb} ${entity.one} without the role ${roles.join(' or ')}`;
    if (verb === 'create' && entity.verbs.has('create')) {
      script.add({ name, method: 'POST', path: `/${entity.path}`, body: {}, expected: 403, ...as(stranger) });
    }
    if (verb === 'list' && entity.verbs.has('list')) {
      script.add({ name, method: 'GET', path: `/${entity.path}`, expected: 403, ...as(stranger) });
    }
    const methods: Record<string, string> = { read: 'GET', update: 'PATCH', delete: 'DELETE' };
    const action = entity.actions.find((candidate) => candidate.verb === verb);
    const method = entity.verbs.has(verb) ? methods[verb] : action && 'POST';
    if (method === undefined) continue;
    const path = `/${entity.path}/1${action ? `/${action.path}` : ''}`;
    const body = method === 'PATCH' ? { body: {} } : {};
    script.add({ name, method, path, expected: 403, ...body, ...as(stranger) });
  }
}
