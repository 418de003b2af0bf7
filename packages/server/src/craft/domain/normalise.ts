import type { Entity, Requirements } from '../requirements.ts';
import { contradiction } from '../emit/contradiction.ts';
import type { AuthModel, EntityModel, LinkModel, ProjectModel, Scalar } from './model.ts';
import {
  camel,
  kebab,
  nameGiver,
  pascal,
  snake,
  spaced,
  sqlName,
  typeNameFor,
  variableFor,
  valueWords,
  withArticle,
} from '../emit/names.ts';
import { addFields, systemField } from './normalise-fields.ts';
import { addRelations } from './normalise-relations.ts';
import { addRules } from './normalise-rules.ts';
import { settleRules } from './normalise-effects.ts';

const crud = ['create', 'list', 'read', 'update', 'delete'];

/** @throws CodewrightError INVALID_INPUT when a rule, relation or operation names something that does not exist. */
export function normalise(requirements: Requirements): ProjectModel {
  requireFitting(requirements);
  const notes: string[] = [];
  const auth = wantsAuth(requirements);
  const sources = requirements.entities.map((entity) => ({ ...entity, fields: [...entity.fields] }));
  if (auth && !sources.some((entity) => entity.name === 'User')) sources.unshift(plainUser());

  const entities = nameEntities(sources, auth);
  const byName = new Map(entities.map((entity) => [entity.name, entity]));
  const feature = (name: string): boolean => requirements.features.some((entry) => entry.name === name);
  const project: ProjectModel = {
    name: requirements.name,
    title: requirements.title,
    summary: requirements.summary,
    description: requirements.description,
    commands: requirements.commands ?? {},
    database: requirements.stack.database === 'postgresql' ? 'postgresql' : 'sqlite',
    entities,
    byName,
    auth: undefined,
    web: requirements.kind === 'fullstack' || requirements.kind === 'web_app',
    tailwind: requirements.features.some(({ name }) => name === 'tailwind'),
    playwright:
      requirements.stack.database !== 'postgresql' && requirements.features.some(({ name }) => name === 'playwright'),
    docker: feature('docker'),
    ci: feature('ci'),
    openapi: feature('openapi'),
    search: feature('search'),
    notes,
  };
  for (const source of sources) {
    const entity = byName.get(source.name);
    if (!entity) continue;
    addFields(entity, source, auth);
    addOperations(entity, requirements);
  }
  if (auth) project.auth = accountOf(project, requirements);
  addRelations(project, requirements);
  addRules(project, requirements);
  settleRules(project);
  for (const entity of entities) settleViews(entity, project.search);
  project.entities = parentsFirst(project);
  return project;
}

/** Kinds whose rows can be kept in a database server; the others have them in a file beside the program. */
const onServers: ReadonlySet<Requirements['kind']> = new Set(['rest_api', 'graphql_api', 'fullstack', 'web_app']);

/** Nothing is written that is not what was asked for. */
function requireFitting({ kind, language, stack }: Requirements): void {
  if (stack.database !== 'postgresql') return;
  if (!onServers.has(kind) || !language.endsWith('script'))
    throw contradiction('Rows are kept in SQLite, not in PostgreSQL.');
}

function wantsAuth(requirements: Requirements): boolean {
  return (
    requirements.stack.auth !== 'none' ||
    requirements.roles.length > 0 ||
    requirements.features.some((feature) => feature.name === 'auth') ||
    requirements.entities.some((entity) => entity.owned) ||
    requirements.rules.some((rule) => rule.kind === 'owner-only' || rule.kind === 'role-only')
  );
}

function plainUser(): Entity {
  return {
    name: 'User',
    plural: 'users',
    fields: [],
    owned: false,
    from: { words: '', confidence: 1, assumed: true },
  };
}

function nameEntities(sources: Entity[], auth: boolean): EntityModel[] {
  const names = new Set<string>();
  const paths = nameGiver(['health', 'auth', 'openapi.json']);
  const tables = nameGiver(['sessions', 'migrations']);
  const types = nameGiver();
  // `listRows` is what all lists are made with.
  const plurals = nameGiver(['Rows']);
  return sources.map((source) => {
    if (names.has(source.name)) throw contradiction(`The entity ${source.name} is described twice.`);
    names.add(source.name);
    const typeName = types(typeNameFor(source.name), 'Item');
    const plural = pascal(source.plural) === source.name ? `${source.name}List` : pascal(source.plural);
    const isAccount = auth && source.name === 'User';
    return {
      name: source.name,
      typeName,
      typePlural: plurals(plural, 'Items'),
      variable: variableFor(source.name),
      path: paths(kebab(source.plural) || kebab(source.name), '-items'),
      table: sqlName(tables(snake(source.plural), '_table')),
      one: spaced(source.name),
      many: spaced(source.plural),
      fields: [],
      owner: undefined,
      isPrivate: false,
      ownerVerbs: new Set<string>(),
      standIns: new Map<string, string[]>(),
      roleVerbs: new Map<string, string[]>(),
      roleFields: new Map<string, string[]>(),
      overseers: [],
      verbs: new Set<string>(),
      actions: [],
      rules: [],
      guards: [],
      effects: [],
      capacities: [],
      children: [],
      links: [] as LinkModel[],
      searched: [],
      filtered: [],
      sorted: [],
      isAccount,
    };
  });
}

function addOperations(entity: EntityModel, requirements: Requirements): void {
  const operations = requirements.operations.filter((operation) => operation.entity === entity.name);
  const named = operations.map((operation) => operation.verb).filter((verb) => crud.includes(verb));
  const verbs = new Set(named.length > 0 ? named : entity.isAccount ? [] : crud);
  // People register themselves; creating, changing and deleting users is not done through their list.
  if (entity.isAccount) for (const verb of ['create', 'update', 'delete']) verbs.delete(verb);
  entity.verbs = verbs;
  const paths = nameGiver();
  for (const operation of operations) {
    if (crud.includes(operation.verb)) continue;
    const verb = camel(operation.verb);
    if (entity.actions.some((action) => action.verb === verb)) {
      throw contradiction(`The action ${operation.verb} of ${entity.name} is described twice.`);
    }
    entity.actions.push({
      verb,
      path: paths(kebab(verb)),
      label: spaced(verb),
      sets: knownFields(entity, operation.sets, `${operation.verb} sets`),
      when: knownFields(entity, operation.when, `${operation.verb} asks for`),
      sentence: sentenceOf(entity, operation),
      code: `${snake(entity.name)}_${snake(verb)}_not_possible`,
    });
  }
}

/** "To publish a post, its status must be draft."; where nothing is asked for, what comes of it. */
function sentenceOf(entity: EntityModel, { verb, sets, when }: Requirements['operations'][number]): string {
  if (Object.keys(when).length > 0)
    return `To ${spaced(camel(verb))} ${withArticle(entity.one)}, ${whenWords(entity, when)}.`;
  const changes = Object.entries(sets).map(([name, value]) => {
    const label = entity.fields.find((field) => field.name === name)?.label ?? name;
    const said = typeof value === 'string' && value !== 'now' ? valueWords(value) : String(value);
    return `its ${label} becomes ${value === null ? 'empty' : said}`;
  });
  const all = changes.length === 0 ? 'nothing else changes' : changes.join(' and ');
  return `${all.charAt(0).toUpperCase()}${all.slice(1)}.`;
}

/** "its status must be draft". */
function whenWords(entity: EntityModel, when: Record<string, Scalar>): string {
  return Object.entries(when)
    .map(([name, value]) => {
      const label = entity.fields.find((field) => field.name === name)?.label ?? name;
      if (value === null) return `its ${label} must be empty`;
      if (typeof value === 'boolean') return `it must ${value ? '' : 'not '}be ${label}`;
      return `its ${label} must be ${typeof value === 'string' ? valueWords(value) : value}`;
    })
    .join(' and ');
}

function knownFields(entity: EntityModel, values: Record<string, Scalar>, what: string): Record<string, Scalar> {
  for (const [name, value] of Object.entries(values)) {
    const field = entity.fields.find((candidate) => candidate.name === name);
    if (!field) throw contradiction(`${entity.name} has no field ${name}, which ${what}.`);
    if (field.type === 'enum' && typeof value === 'string' && !field.values.includes(value)) {
      throw contradiction(`${entity.name}.${name} can not be ${value}, which ${what}.`);
    }
    if (value === null && !field.nullable && field.type !== 'boolean') field.nullable = true;
  }
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = entity.fields.find((candidate) => candidate.name === name);
      return [name, field?.type === 'boolean' && value === null ? false : value];
    }),
  );
}

function accountOf(project: ProjectModel, requirements: Requirements): AuthModel {
  const account = project.entities.find((entity) => entity.isAccount);
  if (!account) throw contradiction('Sign-in needs a User.');
  const byName = account.fields.find((field) => field.name === 'username' && field.type === 'string');
  const byEmail = account.fields.find((field) => field.name === 'email' || field.type === 'email');
  const isNamed = requirements.stack.login === 'username';
  let login = isNamed ? byName : (byEmail ?? byName);
  if (!login) {
    login = isNamed ? systemField('username', 'username', 'string') : systemField('email', 'email', 'email');
    account.fields.unshift(login);
  }
  Object.assign(login, { needed: true, nullable: false, initial: undefined, readOnly: false });
  const hash = systemField('passwordHash', 'password_hash', 'string');
  account.fields.push({ ...hash, needed: false, readOnly: true, secret: true });
  const roles = rolesOf(requirements);
  if (roles.length > 0) {
    const role = systemField('role', 'role', 'enum');
    account.fields.push({ ...role, needed: false, readOnly: true, values: roles, initial: roles[0] });
  }
  account.rules.push({
    kind: 'unique',
    fields: [login],
    code: `${snake(account.name)}_${snake(login.name)}_taken`,
    sentence: `No two users have the same ${login.label}.`,
  });
  return {
    account,
    login,
    roles,
    transport: requirements.stack.auth === 'session' ? 'cookie' : 'bearer',
  };
}

/** The role of a new user first: one that no rule keeps for the chosen few. */
function rolesOf(requirements: Requirements): string[] {
  const privileged = new Set(requirements.rules.flatMap((rule) => (rule.kind === 'role-only' ? [rule.role] : [])));
  const all = new Set([...requirements.roles.map((role) => role.name), ...privileged]);
  if (all.size === 0) return [];
  const common = [...all].find((role) => !privileged.has(role) && !/admin|owner|manager|staff|super/i.test(role));
  const first = common ?? (all.has('user') ? 'member' : 'user');
  return [first, ...[...all].filter((role) => role !== first)];
}

const queryWords = new Set(['limit', 'offset', 'sort', 'q']);

function settleViews(entity: EntityModel, search: boolean): void {
  const shown = entity.fields.filter((field) => !field.secret);
  entity.searched = search ? shown.filter((field) => ['string', 'text', 'email'].includes(field.type)) : [];
  entity.filtered = shown.filter((field) => field.type !== 'text' && !field.actor && !queryWords.has(field.name));
  entity.sorted = shown.filter((field) => field.type !== 'text' && field.type !== 'reference');
}

/** A row's parents come before it, so that tables, docs and tests read from the ground up. */
function parentsFirst(project: ProjectModel): EntityModel[] {
  const done: EntityModel[] = [];
  const visit = (entity: EntityModel, path: EntityModel[]): void => {
    if (done.includes(entity) || path.includes(entity)) return;
    for (const field of entity.fields) {
      const parent = field.references === undefined ? undefined : project.byName.get(field.references);
      if (parent) visit(parent, [...path, entity]);
    }
    done.push(entity);
  };
  for (const entity of project.entities) visit(entity, []);
  return done;
}
