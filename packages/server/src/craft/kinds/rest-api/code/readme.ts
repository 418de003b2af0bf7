import type { AuthModel, EntityModel, FieldModel, ProjectModel, RuleModel } from '../../../domain/model.ts';
import { entityOf, inputFields, referencesOf } from '../../../domain/model.ts';
import { withArticle } from '../../../emit/names.ts';
import { counts, holdsIn } from '../probe/way.ts';
import { stateFor } from '../tests/states.ts';
import { readableValue } from '../../../domain/readable.ts';
import { render } from '../../../emit/templates.ts';
import { fitLength, textLimit } from '../../../domain/samples.ts';
import { bodyFields } from '../tests/builders.ts';
import { accountSample } from '../tests/files.ts';
import { isRouted } from '../../../domain/code/schema.ts';

/** `README.md`: what it is, how to run it, every address, every rule, an example that works as it stands. */
export function readmeFile(project: ProjectModel): string {
  const { auth } = project;
  return render('rest-api/README.md', {
    ...project,
    postgres: project.database === 'postgresql',
    auth,
    roles: auth?.roles ?? [],
    loginWord: auth?.login.label.replaceAll(' ', '-') ?? '',
    reference: referencePart(project),
    tryIt: tryItCommands(project).join('\n\n'),
  });
}

/**
 * Addresses, fields, rules and errors: the same whatever the service is written in.
 *
 * @param untried sentences of rules for which the project has no test.
 */
export function referencePart(project: ProjectModel, untried: ReadonlySet<string> = new Set()): string {
  const routed = project.entities.filter(isRouted);
  const rules = project.entities.flatMap((entity) => rulesOf(entity));
  return render('shared/service-reference.md', {
    ...project,
    addresses: [...authAddresses(project), ...routed.flatMap((entity) => addressesOf(project, entity))],
    entityTables: routed
      .filter((entity) => inputFields(entity).length > 0 && !entity.isAccount)
      .map((entity) => ({ title: entity.many, rows: inputFields(entity).map(fieldRow) })),
    rules: rules.map((rule) => ({ ...rule, mark: untried.has(rule.sentence) ? ' *' : '' })),
    untried: rules.some(({ sentence }) => untried.has(sentence)),
    expires: project.entities.some((entity) => entity.rules.some((rule) => rule.kind === 'expires')),
    access: project.entities.flatMap((entity) => accessOf(entity)),
  }).trimEnd();
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
    const others = of.isPrivate ? of.overseers : (of.standIns.get(verb) ?? []);
    const overseers = others.length > 0 ? ` or ${others.join(', ')}` : '';
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

export function fieldRow(field: FieldModel): { name: string; type: string; needed: string } {
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

/** What is answered where the rule stands against something; nothing for fields that follow from others. */
function refusalOf({ kind }: RuleModel): number | undefined {
  if (kind === 'ends' || kind === 'fee' || kind === 'computed' || kind === 'sum') return undefined;
  if (kind === 'expires' || kind === 'unexpired') return 410;
  return ['order', 'moment', 'needs', 'distinct', 'fits', 'span'].includes(kind) ? 422 : 409;
}

function rulesOf(entity: EntityModel): { sentence: string; status: number | undefined; code: string }[] {
  const rules = entity.rules.map((rule) => ({
    sentence: rule.sentence,
    status: refusalOf(rule),
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

const base = 'http://127.0.0.1:3000';
const asJson = "-H 'Content-Type: application/json'";

/** Commands that are not the same in every language. */
export interface TryStyle {
  /** Gives a user a role. */
  role: string;
  /** Takes the token out of an answer. */
  token: string;
}

const byNode: TryStyle = { role: 'npm run -s role --', token: "node -p 'JSON.parse(fs.readFileSync(0)).token'" };

/** Commands for a shell, in the order in which they work on an empty database. */
export function tryItCommands(project: ProjectModel, style: TryStyle = byNode): string[] {
  const { auth } = project;
  const example = exampleOf(project);
  const commands = auth ? signInCommands(auth, example?.role, style) : [];
  if (!example) return commands;
  const who = !auth ? '' : auth.transport === 'cookie' ? ' -b cookies.txt' : ' -H "Authorization: Bearer $TOKEN"';
  for (const { path, body } of example.rows) {
    commands.push(`curl ${base}${path}${who} \\\n  ${asJson} \\\n  -d ${inQuotes(body)}`);
  }
  if (example.action !== undefined) commands.push(`curl -X POST ${base}${example.action}${who}`);
  if (example.list !== undefined) commands.push(`curl '${base}${example.list}?limit=10&sort=-createdAt'${who}`);
  return commands;
}

function signInCommands(auth: AuthModel, role: string | undefined, style: TryStyle): string[] {
  const registration = registrationOf(auth);
  const login = String(registration[auth.login.name]);
  const credentials = { [auth.login.name]: login, password: registration['password'] };
  const post = (path: string, body: object): string =>
    `${base}${path} \\\n  ${asJson} \\\n  -d ${inQuotes(JSON.stringify(body))}`;
  const commands = [
    `curl ${post('/auth/register', registration)}`,
    auth.transport === 'cookie'
      ? `curl -c cookies.txt ${post('/auth/login', credentials)}`
      : `TOKEN=$(curl -s ${post('/auth/login', credentials)} | ${style.token})`,
  ];
  if (role !== undefined) commands.push(`${style.role} ${login} ${/^[\w-]+$/.test(role) ? role : inQuotes(role)}`);
  return commands;
}

interface Example {
  /** The role that the user of the example must be given first. */
  role: string | undefined;
  /** Rows in the order in which they need one another; on an empty database each gets the id 1. */
  rows: { path: string; body: string }[];
  /** Addresses to look at afterwards. */
  list: string | undefined;
  action: string | undefined;
}

/** How to make the row that says most about the project, from what it needs on. */
function exampleOf(project: ProjectModel): Example | undefined {
  const weight = (entity: EntityModel): number =>
    entity.rules.length * 2 + entity.actions.length * 2 + referencesOf(entity).length + (entity.isPrivate ? 1 : 0);
  const candidates = project.entities
    .filter((entity) => entity.verbs.has('create') && !entity.isAccount)
    .sort((a, b) => weight(b) - weight(a));
  for (const entity of candidates) {
    const made = new Map<string, { path: string; body: string }>();
    const wanted: (readonly string[])[] = [];
    if (!makeRow(project, entity, made, wanted) || made.size > 4) continue;
    const role = wanted[0]?.find((name) => wanted.every((names) => names.includes(name)));
    if (wanted.length > 0 && role === undefined) continue;
    const open = (verb: string): boolean => {
      const roles = entity.roleVerbs.get(verb);
      return roles === undefined || (role !== undefined && roles.includes(role));
    };
    const action = entity.actions.find(
      (candidate) =>
        holdsIn(entity, candidate.when, {}) && open(candidate.verb) && !movesOrMeetsTime(entity, candidate),
    );
    return {
      role,
      rows: [...made.values()],
      list: entity.verbs.has('list') && open('list') ? `/${entity.path}` : undefined,
      action: action && `/${entity.path}/1/${action.path}`,
    };
  }
  return undefined;
}

/** The row and those that it needs; false when one of them can not be made over HTTP. */
function makeRow(
  project: ProjectModel,
  entity: EntityModel,
  made: Map<string, { path: string; body: string }>,
  wanted: (readonly string[])[],
): boolean {
  if (made.has(entity.name)) return true;
  if (!entity.verbs.has('create')) return false;
  const body: Record<string, unknown> = {};
  for (const field of bodyFields(project, entity)) {
    if (field.references === undefined) {
      body[field.name] = readableValue(entity, field, made.size + 1);
      continue;
    }
    const parent = entityOf(project, field.references);
    if (!parent.isAccount && !makeRow(project, parent, made, wanted)) return false;
    const open = stateFor(entity, field);
    if (open && !counts(open, {})) return false;
    body[field.name] = 1;
  }
  const roles = entity.roleVerbs.get('create');
  if (roles) wanted.push(roles);
  made.set(entity.name, { path: `/${entity.path}`, body: JSON.stringify(body) });
  return true;
}

/** A transition or an order of times may stand against an action on a new row. */
function movesOrMeetsTime(entity: EntityModel, action: EntityModel['actions'][number]): boolean {
  return entity.rules.some(
    (rule) =>
      (rule.kind === 'order' && (rule.before.name in action.sets || rule.after.name in action.sets)) ||
      (rule.kind === 'transitions' &&
        rule.field.name in action.sets &&
        !rule.allowed.some(([from, to]) => from === rule.field.initial && to === action.sets[rule.field.name])),
  );
}

/** For a shell, in single quotes. */
function inQuotes(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function registrationOf(auth: AuthModel): Record<string, unknown> {
  const sample: Record<string, unknown> = accountSample(auth, 'ada');
  for (const field of auth.account.fields) {
    if (!(field.name in sample)) continue;
    if (field === auth.login) {
      if (field.type !== 'email') sample[field.name] = fitLength('ada', field);
    } else sample[field.name] = /name$/i.test(field.name) ? readableValue(auth.account, field, 1) : sample[field.name];
  }
  return { ...sample, password: 'correct horse battery' };
}
