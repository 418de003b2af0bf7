import type { EntityModel, FieldModel, ProjectModel } from '../model.ts';
import { entityOf, inputFields } from '../model.ts';
import { withArticle } from '../names.ts';
import { Script } from '../probe/script.ts';
import { render } from '../templates.ts';
import { textLimit } from '../samples.ts';
import { accountSample } from '../tests/files.ts';
import { isRouted } from './schema.ts';

/** `README.md`: what it is, how to run it, every address, every rule, an example that works as it stands. */
export function readmeFile(project: ProjectModel): string {
  const { auth } = project;
  const routed = project.entities.filter(isRouted);
  return render('README.md', {
    ...project,
    auth,
    cookie: auth?.transport === 'cookie',
    roles: auth?.roles ?? [],
    loginWord: auth?.login.label.replaceAll(' ', '-') ?? '',
    addresses: [...authAddresses(project), ...routed.flatMap((entity) => addressesOf(project, entity))],
    entityTables: routed
      .filter((entity) => inputFields(entity).length > 0 && !entity.isAccount)
      .map((entity) => ({ title: entity.many, rows: inputFields(entity).map(fieldRow) })),
    rules: project.entities.flatMap((entity) => rulesOf(entity)),
    access: project.entities.flatMap((entity) => accessOf(entity)),
    example: exampleOf(project),
    register: auth ? JSON.stringify({ ...accountSample(auth, 'ada'), password: 'correct horse battery' }) : '',
    login: auth
      ? JSON.stringify({
          [auth.login.name]: accountSample(auth, 'ada')[auth.login.name],
          password: 'correct horse battery',
        })
      : '',
  });
}

interface Address {
  method: string;
  path: string;
  what: string;
  who: string;
}

function authAddresses(project: ProjectModel): Address[] {
  if (!project.auth) return [];
  return [
    { method: 'POST', path: '/auth/register', what: 'register', who: 'anyone' },
    { method: 'POST', path: '/auth/login', what: 'sign in', who: 'anyone' },
    { method: 'GET', path: '/auth/me', what: 'who is signed in', who: 'signed in' },
    { method: 'POST', path: '/auth/logout', what: 'sign out', who: 'signed in' },
  ];
}

function addressesOf(project: ProjectModel, entity: EntityModel): Address[] {
  const found: Address[] = [];
  const path = `/${entity.path}`;
  const a = withArticle(entity.one);
  const add = (verb: string, method: string, at: string, what: string, of = entity): void => {
    const roles = of.roleVerbs.get(verb)?.join(' or ');
    const owner = of.isPrivate || of.ownerVerbs.has(verb) ? 'owner' : 'signed in';
    const overseers = of.isPrivate && of.overseers.length > 0 ? ` or ${of.overseers.join(', ')}` : '';
    found.push({
      method,
      path: at,
      what,
      who: project.auth
        ? (roles ?? (verb === 'create' ? 'signed in' : owner + (owner === 'owner' ? overseers : '')))
        : '',
    });
  };
  if (entity.verbs.has('list')) add('list', 'GET', path, `list ${entity.many}`);
  if (entity.verbs.has('create')) add('create', 'POST', path, `create ${a}`);
  if (entity.verbs.has('read')) add('read', 'GET', `${path}/:id`, `show ${a}`);
  if (entity.verbs.has('update')) add('update', 'PATCH', `${path}/:id`, `change ${a}`);
  if (entity.verbs.has('delete')) add('delete', 'DELETE', `${path}/:id`, `delete ${a}`);
  for (const action of entity.actions) add(action.verb, 'POST', `${path}/:id/${action.path}`, `${action.label} ${a}`);
  for (const child of entity.children) {
    const other = entityOf(project, child.child);
    add('list', 'GET', `${path}/:id/${child.path}`, `list the ${other.many} of ${a}`, other);
  }
  for (const link of entity.links) {
    const other = entityOf(project, link.other);
    add('list', 'GET', `${path}/:id/${link.path}`, `list the ${other.many} linked with ${a}`, other);
    if (!link.editable) continue;
    add('update', 'PUT', `${path}/:id/${link.path}/:otherId`, `link ${a} and ${withArticle(other.one)}`);
    add('update', 'DELETE', `${path}/:id/${link.path}/:otherId`, 'remove the link');
  }
  return found;
}

function fieldRow(field: FieldModel): { name: string; type: string; needed: string } {
  const needed = field.needed
    ? 'yes'
    : field.initial === undefined || field.initial === null
      ? 'no'
      : `no, starts as \`${String(field.initial)}\``;
  return { name: field.name, type: typeWords(field), needed };
}

function typeWords(field: FieldModel): string {
  const { min, max } = field;
  const bounds =
    min !== undefined && max !== undefined
      ? `, ${min} to ${max}`
      : min !== undefined
        ? `, at least ${min}`
        : max === undefined
          ? ''
          : `, at most ${max}`;
  switch (field.type) {
    case 'string':
    case 'text':
      return `text, ${Math.max(field.min ?? 1, 0)} to ${textLimit(field)} characters`;
    case 'integer':
      return `whole number${bounds}`;
    case 'money':
      return `money in the smallest unit (cents)${bounds}`;
    case 'decimal':
      return `number${bounds}`;
    case 'percentage':
      return `percent${bounds}`;
    case 'boolean':
      return 'true or false';
    case 'date':
      return 'date, YYYY-MM-DD';
    case 'datetime':
      return 'time, ISO 8601 with zone';
    case 'enum':
      return field.values.map((value) => `\`${value}\``).join(', ');
    case 'email':
      return 'email address';
    case 'url':
      return 'web address';
    case 'phone':
      return 'phone number';
    case 'reference':
      return `id of ${withArticle(field.references === undefined ? 'row' : field.label)}`;
  }
}

function rulesOf(entity: EntityModel): { sentence: string; status: number; code: string }[] {
  const rules = entity.rules.map((rule) => ({
    sentence: rule.sentence,
    status: rule.kind === 'order' ? 422 : 409,
    code: rule.code,
  }));
  const guards = entity.verbs.has('delete') ? entity.guards : [];
  const actions = entity.actions.filter((action) => Object.keys(action.when).length > 0);
  return [
    ...rules,
    ...guards.map((guard) => ({ sentence: guard.sentence, status: 409, code: guard.code })),
    ...actions.map((action) => ({
      sentence: action.sentence,
      status: 409,
      code: action.code,
    })),
  ];
}

function accessOf(entity: EntityModel): string[] {
  const found: string[] = [];
  if (entity.isPrivate) {
    const also = entity.overseers.length > 0 ? ` and users with the role ${entity.overseers.join(' or ')}` : '';
    found.push(
      `Of the ${entity.many}, users see their own only${also === '' ? '' : `;${also.replace(' and', '')} see all`}; others are answered as if they did not exist.`,
    );
  }
  return found;
}

/** The first row that can be made without another. */
function exampleOf(project: ProjectModel): { path: string; body: string } | undefined {
  const entity = project.entities.find(
    (candidate) =>
      candidate.verbs.has('create') &&
      !candidate.isAccount &&
      !candidate.roleVerbs.has('create') &&
      !candidate.fields.some((field) => field.needed && field.references !== undefined),
  );
  const body = entity && new Script(project).body(entity, undefined);
  return entity && body ? { path: `/${entity.path}`, body: JSON.stringify(body).replaceAll("'", "'\\''") } : undefined;
}
