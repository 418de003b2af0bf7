import { imports, quote } from '../../../emit/layout.ts';
import type { EntityModel, FieldModel, ProjectModel } from '../../../domain/model.ts';
import { inputName, patchName, queryName } from '../../../domain/code/schema.ts';
import { type Operation, operationsOf } from '../operations.ts';

/** What `src/openapi.ts` is filled with: one line per operation, one schema per kind of row. */

export function openapiValues(project: ProjectModel): Record<string, unknown> {
  const operations = operationsOf(project).map((one) => ({
    method: one.method,
    path: one.path,
    source: operationSource(one),
  }));
  const paths = new Map<string, typeof operations>();
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

/** Call of a helper in the template. */
function operationSource({ summary, status, answer, body, query }: Operation): string {
  const parts = [
    `status: ${status}`,
    ...(answer ? [`answer: ${answerSource(answer)}`] : []),
    ...(body ? [`body: ${bodySource(body)}`] : []),
    ...(query ? [`query: ${queryName(query)}`] : []),
  ];
  return `operation(${quote(summary)}, { ${parts.join(', ')} })`;
}

function answerSource(answer: NonNullable<Operation['answer']>): string {
  if ('row' in answer) return `row(${quote(answer.row.typeName)})`;
  if ('page' in answer) return `page(${quote(answer.page.typeName)})`;
  return answer.plain === 'health' ? 'object({ status: text })' : 'object({})';
}

function bodySource(body: NonNullable<Operation['body']>): string {
  if ('create' in body) return inputName(body.create);
  return 'change' in body ? patchName(body.change) : body.auth;
}
