import { imports, quote } from '../../../emit/layout.ts';
import type { EntityModel, FieldModel, ProjectModel } from '../../../domain/model.ts';
import { entityOf } from '../../../domain/model.ts';
import { withArticle } from '../../../emit/names.ts';
import { inputName, isRouted, patchName, queryName } from '../../../domain/code/schema.ts';

/** What `src/openapi.ts` is filled with: one line per operation, one schema per kind of row. */

interface Operation {
  method: string;
  path: string;
  /** Call of a helper in the template. */
  source: string;
}

export function openapiValues(project: ProjectModel): Record<string, unknown> {
  const operations = operationsOf(project);
  const paths = new Map<string, Operation[]>();
  for (const operation of operations) paths.set(operation.path, [...(paths.get(operation.path) ?? []), operation]);
  const text = operations.map((operation) => operation.source).join('\n');
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
  const bySource: Record<string, string[]> = { zod: ['z'] };
  if (project.auth) bySource['./auth/schema.ts'] = ['credentials', 'registration'];
  for (const entity of project.entities) {
    bySource[`./${entity.path}/schema.ts`] = [inputName(entity), patchName(entity), queryName(entity)].filter(uses);
  }
  return {
    openapiImports: imports(bySource),
    cookie: project.auth?.transport === 'cookie',
    rows: project.entities.map(rowSource),
    paths: [...paths].map(([path, list]) => ({ path, list })),
    uses: (name: string): boolean => uses(name),
  };
}

function rowSource(entity: EntityModel): string {
  const fields = entity.fields.filter((field) => !field.secret);
  const entries = [
    'id: integer',
    ...fields.map((field) => `${field.name}: ${typeSource(field)}`),
    'createdAt: text',
    'updatedAt: text',
  ];
  return `  ${entity.typeName}: object({\n${entries.map((entry) => `    ${entry},\n`).join('')}  }),`;
}

function typeSource(field: FieldModel): string {
  const kinds: Partial<Record<FieldModel['type'], string>> = {
    integer: 'integer',
    money: 'integer',
    reference: 'integer',
    decimal: 'number',
    percentage: 'number',
    boolean: 'boolean',
  };
  const base = field.type === 'enum' ? `oneOf([${field.values.map(quote).join(', ')}])` : (kinds[field.type] ?? 'text');
  return field.nullable ? `orNull(${base})` : base;
}

function operationsOf(project: ProjectModel): Operation[] {
  const found: Operation[] = [];
  const add = (method: string, path: string, summary: string, ...more: string[]): void => {
    found.push({ method, path, source: `operation(${[quote(summary), ...more].join(', ')})` });
  };
  add('get', '/health', 'Say whether the service is well', '{ status: 200, answer: object({ status: text }) }');
  add('get', '/openapi.json', 'Describe this API', '{ status: 200, answer: object({}) }');
  if (project.auth) authOperations(project.auth.account, add);
  for (const entity of project.entities) if (isRouted(entity)) entityOperations(project, entity, add);
  return found;
}

type Add = (method: string, path: string, summary: string, ...more: string[]) => void;

function row(entity: EntityModel): string {
  return `row(${quote(entity.typeName)})`;
}

function page(entity: EntityModel): string {
  return `page(${quote(entity.typeName)})`;
}

function authOperations(account: EntityModel, add: Add): void {
  add('post', '/auth/register', 'Register', `{ status: 201, answer: ${row(account)}, body: registration }`);
  add('post', '/auth/login', 'Sign in', '{ status: 200, answer: object({}), body: credentials }');
  add('get', '/auth/me', 'Show who is signed in', `{ status: 200, answer: ${row(account)} }`);
  add('post', '/auth/logout', 'Sign out', '{ status: 204 }');
}

function entityOperations(project: ProjectModel, entity: EntityModel, add: Add): void {
  const path = `/${entity.path}`;
  const one = `${path}/{id}`;
  const a = withArticle(entity.one);
  if (entity.verbs.has('list')) {
    add('get', path, `List ${entity.many}`, `{ status: 200, answer: ${page(entity)}, query: ${queryName(entity)} }`);
  }
  if (entity.verbs.has('create')) {
    add('post', path, `Create ${a}`, `{ status: 201, answer: ${row(entity)}, body: ${inputName(entity)} }`);
  }
  if (entity.verbs.has('read')) add('get', one, `Show ${a}`, `{ status: 200, answer: ${row(entity)} }`);
  if (entity.verbs.has('update')) {
    add('patch', one, `Change ${a}`, `{ status: 200, answer: ${row(entity)}, body: ${patchName(entity)} }`);
  }
  if (entity.verbs.has('delete')) add('delete', one, `Delete ${a}`, '{ status: 204 }');
  for (const action of entity.actions) {
    const summary = `${action.label.charAt(0).toUpperCase()}${action.label.slice(1)} ${a}`;
    add('post', `${one}/${action.path}`, summary, `{ status: 200, answer: ${row(entity)} }`);
  }
  for (const child of entity.children) {
    const other = entityOf(project, child.child);
    const summary = `List the ${other.many} of ${a}`;
    add('get', `${one}/${child.path}`, summary, `{ status: 200, answer: ${page(other)}, query: ${queryName(other)} }`);
  }
  for (const link of entity.links) {
    const other = entityOf(project, link.other);
    const list = `${one}/${link.path}`;
    const summary = `List the ${other.many} linked with ${a}`;
    add('get', list, summary, `{ status: 200, answer: ${page(other)}, query: ${queryName(other)} }`);
    if (!link.editable) continue;
    add('put', `${list}/{otherId}`, `Link ${a} and ${withArticle(other.one)}`, '{ status: 204 }');
    add('delete', `${list}/{otherId}`, `Unlink ${a} and ${withArticle(other.one)}`, '{ status: 204 }');
  }
}
