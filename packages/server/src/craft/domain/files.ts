import { render } from '../emit/templates.ts';
import type { GeneratedFile, Requirements } from '../requirements.ts';
import { accessFile } from './code/access.ts';
import { accountValues } from './code/accounts.ts';
import { derivedFile } from './code/derived.ts';
import { effectsFile } from './code/effects.ts';
import { migrationFile } from './code/migration.ts';
import { operationsFile } from './code/operations.ts';
import { repositoryFile } from './code/repository.ts';
import { rulesFile } from './code/rules.ts';
import { placeOf } from './code/sql.ts';
import { filterName, isListed, schemaFile } from './code/schema.ts';
import { type EntityModel, type FieldModel, inputFields, type ProjectModel, referencesOf } from './model.ts';
import { isComputed, parentNumberOf } from './following.ts';
import { postgresRepository } from '../postgres/repository.ts';

/** For a project that is wanted in a container. @param data files that it reads beside its sources. */
export function containerFiles(project: ProjectModel, name: string, data: readonly string[] = []): GeneratedFile[] {
  if (!project.docker) return [];
  const values = { name, data, postgres: project.database === 'postgresql' };
  return [
    { path: 'Dockerfile', content: render('rest-api/Dockerfile', values) },
    { path: '.dockerignore', content: render('rest-api/dockerignore', values) },
  ];
}

/**
 * The domain layer of a project: tables, schemas, SQL, rules and operations, without anything that asks for them.
 * `gathered`: whose rows are also asked for many at once.
 */
export function domainFiles(project: ProjectModel, gathered: ReadonlySet<EntityModel> = new Set()): GeneratedFile[] {
  const values = domainValues(project);
  const listed = project.entities.some((entity) => isListed(entity, project.entities));
  const templates: [string, string][] = [
    [values.postgres ? 'postgres/src/database.ts' : 'rest-api/src/database.ts', 'src/database.ts'],
    ['domain/src/errors.ts', 'src/errors.ts'],
    ['domain/src/validated.ts', 'src/validated.ts'],
    ...(values.fieldTypes.size > 0 ? ([['rest-api/src/fields.ts', 'src/fields.ts']] as [string, string][]) : []),
    ...(listed ? ([['rest-api/src/listing.ts', 'src/listing.ts']] as [string, string][]) : []),
    ...timeTemplates(project),
    ...(values.references ? ([['domain/src/references.ts', 'src/references.ts']] as [string, string][]) : []),
  ];
  if (project.auth) templates.push(...authTemplates);
  return [
    { path: 'migrations/0001-initial.sql', content: migrationFile(project) },
    ...templates.map(([template, path]) => ({ path, content: render(template, values) })),
    ...project.entities.flatMap((entity) => {
      const parts: [string, string | undefined][] = [
        ['schema', schemaFile(entity, project.entities)],
        [
          'repository',
          repositoryOf(project, entity, entity.isAccount ? project.auth?.login : undefined, gathered.has(entity)),
        ],
        ['access', accessFile(entity, project.auth)],
        ['rules', rulesFile(project, entity)],
        ['derived', derivedFile(project, entity)],
        ['effects', effectsFile(project, entity)],
        ['operations', operationsFile(entity, project.auth)],
      ];
      return parts.flatMap(([name, content]) =>
        content === undefined ? [] : [{ path: `src/${entity.path}/${name}.ts`, content }],
      );
    }),
  ];
}

/** What signing in needs beside the guard of each surface. */
const authTemplates = ['accounts', 'password', 'rate-limit', 'schema', 'sessions'].map((name): [string, string] => [
  `rest-api/src/auth/${name}.ts`,
  `src/auth/${name}.ts`,
]);

/** Whether some reference must stay among the rows of one owner. */
export function hasOwnedReferences(project: ProjectModel): boolean {
  return project.entities.some((entity) =>
    referencesOf(entity).some(
      (field) => !field.actor && entity.owner && project.byName.get(field.references ?? '')?.isPrivate,
    ),
  );
}

/** Files about time, where a rule or a field asks for them. */
export function timeTemplates(project: ProjectModel): [template: string, path: string][] {
  const rules = project.entities.flatMap((entity) => entity.rules);
  const { laters, withins } = ruleValues(project);
  const periods = laters || withins;
  return [
    ...(periods ? ([['domain/src/periods.ts', 'src/periods.ts']] as [string, string][]) : []),
    ...(rules.some((rule) => rule.kind === 'fee')
      ? ([['domain/src/fees.ts', 'src/fees.ts']] as [string, string][])
      : []),
  ];
}

/** What the templates of the shared parts leave out where no rule asks for it. */
export function ruleValues({ entities }: ProjectModel): Record<string, boolean> {
  const rules = entities.flatMap((entity) => entity.rules);
  return {
    counts: rules.some(
      (rule) =>
        ['max-per', 'exclusive', 'capacity', 'fits', 'total'].includes(rule.kind) ||
        (isComputed(rule) && parentNumberOf(rule) !== undefined),
    ),
    ordered: rules.some((rule) =>
      ['order', 'transfer', 'moment', 'needs', 'distinct', 'fits', 'span', 'hours'].includes(rule.kind),
    ),
    expires: rules.some((rule) => rule.kind === 'expires'),
    settles: entities.some((entity) => entity.effects.length > 0),
    completes: rules.some(isComputed),
    queues: entities.some((entity) => entity.effects.some((effect) => effect.as === 'waiting')),
    hides: rules.some((rule) => rule.kind === 'expires' && rule.hidden),
    laters:
      entities.some((entity) => entity.fields.some((field) => field.after)) ||
      rules.some(
        (rule) =>
          rule.kind === 'span' ||
          rule.kind === 'ends' ||
          (rule.kind === 'moment' && rule.distance !== undefined) ||
          (rule.kind === 'until' && rule.lead !== undefined) ||
          (rule.kind === 'hours' && rule.days !== undefined),
      ),
    choices: entities.some((entity) => entity.fields.some((field) => field.choices)),
    steps: rules.some((rule) => rule.kind === 'fee' && rule.every !== 1),
    withins: rules.some(
      (rule) =>
        (rule.kind === 'max-per' && rule.within !== undefined) || (rule.kind === 'hours' && rule.days !== undefined),
    ),
  };
}

interface DomainValues extends Record<string, unknown> {
  fieldTypes: Set<string>;
  references: boolean;
  postgres: boolean;
}

/** The SQL of one entity, for the database of the project; of accounts also a search by what people sign in with. */
export function repositoryOf(
  project: ProjectModel,
  entity: EntityModel,
  login: FieldModel | undefined,
  gathered = false,
): string {
  const write = project.database === 'sqlite' ? repositoryFile : postgresRepository;
  return write(entity, project.entities, login, gathered);
}

/** Kinds of value that `fields.ts` is asked for. */
export function sharedTypes({ entities }: ProjectModel): Set<string> {
  const shared = new Set(['string', 'text', 'date', 'datetime', 'email', 'url', 'phone', 'reference', 'choices']);
  const used = entities.flatMap((entity) =>
    inputFields(entity).map((field) => (field.choices ? 'choices' : field.type)),
  );
  return new Set(used.filter((type) => shared.has(type)));
}

/** What templates of the shared parts ask for. */
export function domainValues(project: ProjectModel): DomainValues {
  const { entities } = project;
  const listed = entities.filter((entity) => isListed(entity, entities));
  const filters = listed.flatMap((entity) => entity.filtered.map(filterName));
  return {
    fieldTypes: sharedTypes(project),
    queryTypes: new Set(filters.map((name) => name.replace(/Filter$/, ''))),
    ...ruleValues(project),
    ...accountValues(project.auth),
    auth: project.auth,
    ownedReferences: hasOwnedReferences(project),
    references: entities.some((entity) => referencesOf(entity).some((field) => !field.actor)),
    searches: listed.some((entity) => entity.searched.length > 0),
    links: entities.some((entity) => entity.links.length > 0),
    postgres: project.database === 'postgresql',
    place: (n: number) => placeOf(n, project.database),
  };
}

/**
 * The same things without sign-in, for programs that one person runs for themselves. Rows still may name users, who are then
 * rows like others; what speaks of owners and roles falls away.
 */
export function withoutSignIn(requirements: Requirements): Requirements {
  const entities = [...requirements.entities, ...missingUsers(requirements)].map((entity) => ({
    ...entity,
    owned: false,
  }));
  const has = (name: string, field: string): boolean =>
    entities.some((entity) => entity.name === name && entity.fields.some((known) => known.name === field));
  const kept = requirements.rules.filter((rule) => {
    if (rule.kind === 'owner-only' || rule.kind === 'role-only') return false;
    if (rule.kind === 'unique') return rule.fields.every((field) => has(rule.entity, field));
    if (rule.kind === 'max-per') return [rule.per, ...(rule.also ?? [])].every((field) => has(rule.entity, field));
    if (rule.kind === 'capacity') return has(rule.entity, rule.per);
    if (rule.kind === 'apart') return rule.field !== undefined && rule.parentField !== undefined;
    return rule.kind !== 'exclusive' || has(rule.entity, rule.field);
  });
  return {
    ...requirements,
    stack: { ...requirements.stack, auth: 'none' },
    entities,
    // Whoever asks sees everything: what has expired is shown with the time at which it did.
    rules: kept.map((rule) => (rule.kind === 'expires' ? { ...rule, hidden: false } : rule)),
    roles: [],
    features: requirements.features.filter((feature) => feature.name !== 'auth'),
  };
}

function missingUsers({ entities }: Requirements): Requirements['entities'] {
  const named = entities.some((entity) => entity.fields.some((field) => field.references === 'User'));
  if (!named || entities.some((entity) => entity.name === 'User')) return [];
  const from = { words: '', confidence: 1, assumed: true };
  const name = {
    name: 'name',
    type: 'string' as const,
    required: true,
    unique: false,
    readOnly: false,
    secret: false,
    from,
  };
  return [{ name: 'User', plural: 'users', fields: [name], owned: false, from }];
}
