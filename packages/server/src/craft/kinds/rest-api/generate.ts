import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { appImports, authImports } from './code/app.ts';
import { accessFile } from '../../domain/code/access.ts';
import { accountValues } from '../../domain/code/accounts.ts';
import { containerFiles } from '../../domain/files.ts';
import { migrationFile } from '../../domain/code/migration.ts';
import { routesFile, routesName } from './code/routes.ts';
import { rulesFile } from '../../domain/code/rules.ts';
import { placeOf } from '../../domain/code/sql.ts';
import { filterName, isListed, isRouted, schemaFile } from '../../domain/code/schema.ts';
import { quote } from '../../emit/layout.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { referencesOf } from '../../domain/model.ts';
import { normalise } from '../../domain/normalise.ts';
import { nodeBasics } from '../../emit/node-project.ts';
import { tidied } from '../../emit/tidy.ts';
import { postgresFiles, postgresNeeds } from '../../postgres/project.ts';
import { hasOwnedReferences, repositoryOf, ruleValues, sharedTypes, timeTemplates } from '../../domain/files.ts';
import { derivedFile } from '../../domain/code/derived.ts';
import { effectsFile } from '../../domain/code/effects.ts';
import { render } from '../../emit/templates.ts';
import { manifestFile } from './code/manifest.ts';
import { openapiValues } from './code/openapi.ts';
import { readmeFile } from './code/readme.ts';
import { testFiles } from './tests/files.ts';

/** What a project of this blueprint is installed with; the same for each database. */
export function packageNeeds(requirements: Requirements): PackageNeed[] {
  return [
    ...postgresNeeds(requirements),
    { name: '@hono/node-server', dev: false, range: '^2' },
    { name: 'hono', dev: false, range: '^4' },
    { name: 'zod', dev: false, range: '^4' },
    { name: '@biomejs/biome', dev: true, range: '^2' },
    { name: '@types/node', dev: true, range: '^24' },
    { name: 'typescript', dev: true, range: '^7' },
  ];
}

/**
 * All files of the project, sorted by path. `versions` holds an exact version per package of {@link packageNeeds}.
 * @throws CodewrightError INVALID_INPUT when the requirements contradict themselves or a version is missing.
 */
export function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const project = normalise(requirements);
  const values = templateValues(project);
  const files: GeneratedFile[] = [
    { path: 'package.json', content: manifestFile(requirements, project, packageNeeds(requirements), versions) },
    { path: 'README.md', content: readmeFile(project) },
    { path: 'migrations/0001-initial.sql', content: migrationFile(project) },
    ...staticFiles(project).map(([template, path]) => ({ path, content: render(template, values) })),
    ...project.entities.flatMap((entity) => entityFiles(project, entity)),
    ...testFiles(project),
    ...containerFiles(project, requirements.name),
  ];
  return postgresFiles(project, tidied(files, true));
}

/** Template and output path of every file whose shape does not depend on an entity. */
function staticFiles(project: ProjectModel): [template: string, path: string][] {
  const always = ['src/main.ts', 'src/config.ts', 'src/deps.ts', 'src/errors.ts', 'src/http.ts'];
  const files: [string, string][] = [
    ...nodeBasics({ ci: project.ci }),
    ...always.map((name): [string, string] => [`rest-api/${name}`, name]),
    [`${project.database === 'sqlite' ? 'rest-api' : 'postgres'}/src/database.ts`, 'src/database.ts'],
    ['rest-api/src/app.ts', 'src/app.ts'],
    ['rest-api/env.example', '.env.example'],
  ];
  files.push(...timeTemplates(project));
  const add = (name: string, path = name): void => void files.push([`rest-api/${name}`, path]);
  if (sharedTypes(project).size > 0) add('src/fields.ts');
  if (project.entities.some((entity) => isListed(entity, project.entities))) add('src/listing.ts');
  if (hasReferences(project)) add('src/references.ts');
  if (project.auth) {
    for (const name of ['accounts', 'guard', 'password', 'rate-limit', 'routes', 'schema', 'sessions'])
      add(`src/auth/${name}.ts`);
    if (project.auth.roles.length > 0) add('src/set-role.ts');
  }
  if (project.openapi) add('src/openapi.ts');
  return files;
}

function hasReferences(project: ProjectModel): boolean {
  return project.entities.some((entity) => referencesOf(entity).some((field) => !field.actor));
}

function templateValues(project: ProjectModel): Record<string, unknown> {
  const { auth, entities } = project;
  const listed = entities.filter((entity) => isListed(entity, entities));
  const filters = listed.flatMap((entity) => entity.filtered.map(filterName));
  const queryTypes = new Set(filters.map((name) => name.replace(/Filter$/, '')));
  return {
    ...project,
    auth,
    build: false,
    postgres: project.database === 'postgresql',
    place: (n: number) => placeOf(n, project.database),
    ignored: [
      ...(project.database === 'sqlite' ? ['data/'] : []),
      ...(project.web ? ['web/dist/'] : []),
      '.env',
      'cookies.txt',
    ],
    routed: entities.filter(isRouted).map((entity) => ({ path: entity.path, routesName: routesName(entity) })),
    fieldTypes: sharedTypes(project),
    queryTypes,
    ...ruleValues(project),
    references: hasReferences(project),
    ownedReferences: hasOwnedReferences(project),
    searches: listed.some((entity) => entity.searched.length > 0),
    links: entities.some((entity) => entity.links.length > 0),
    roleGuard: entities.some((entity) => entity.roleVerbs.size > 0),
    fieldGuard: entities.some((entity) => entity.roleFields.size > 0),
    cookie: auth?.transport === 'cookie',
    titleSource: quote(project.title),
    summarySource: quote(project.summary),
    ...(project.openapi ? openapiValues(project) : {}),
    appImports: appImports(project),
    authImports: auth ? authImports(auth) : '',
    ...accountValues(auth),
  };
}

function entityFiles(project: ProjectModel, entity: ProjectModel['entities'][number]): GeneratedFile[] {
  const login = entity.isAccount ? project.auth?.login : undefined;
  const parts: [string, string | undefined][] = [
    ['schema', schemaFile(entity, project.entities)],
    ['repository', repositoryOf(project, entity, login)],
    ['access', accessFile(entity, project.auth)],
    ['rules', rulesFile(project, entity)],
    ['derived', derivedFile(project, entity)],
    ['effects', effectsFile(project, entity)],
    ['routes', isRouted(entity) ? routesFile(project, entity) : undefined],
  ];
  return parts.flatMap(([name, content]) =>
    content === undefined ? [] : [{ path: `src/${entity.path}/${name}.ts`, content }],
  );
}
