import type { EntityModel, FieldModel, ProjectModel } from '../../domain/model.ts';
import { textLimit } from '../../domain/samples.ts';
import { type Operation, operationsOf } from '../rest-api/operations.ts';

/** The OpenAPI description of a service as a file, for languages whose schemas are not data. */

type Schema = Record<string, unknown>;

const text: Schema = { type: 'string' };
const integer: Schema = { type: 'integer' };

/** `openapi.json`. */
export function openapiDocument(project: ProjectModel): string {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operationsOf(project)) {
    const { path } = operation;
    paths[path] ??= withIds(path);
    paths[path][operation.method] = described(project, operation);
  }
  const rows = project.entities.map((entity): [string, Schema] => [entity.typeName, rowSchema(entity)]);
  const error = object({ code: text, message: text, details: {} });
  const session =
    project.auth?.transport === 'cookie'
      ? { type: 'apiKey', in: 'cookie', name: 'session' }
      : { type: 'http', scheme: 'bearer' };
  const document = {
    openapi: '3.1.0',
    info: { title: project.title, version: '0.1.0', description: project.summary },
    paths,
    components: {
      schemas: { ...Object.fromEntries(rows), Error: object({ error }) },
      ...(project.auth ? { securitySchemes: { session } } : {}),
    },
    ...(project.auth ? { security: [{ session: [] }] } : {}),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Ids in a path are parameters of all its operations. */
function withIds(path: string): Record<string, unknown> {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: integer,
  }));
  return parameters.length > 0 ? { parameters } : {};
}

function described(project: ProjectModel, { summary, status, answer, body, query }: Operation): Schema {
  return {
    summary,
    ...(query ? { parameters: queryParameters(query) } : {}),
    ...(body ? { requestBody: { required: true, content: content(bodySchema(project, body)) } } : {}),
    responses: {
      [status]: { description: 'Done', ...(answer ? { content: content(answerSchema(answer)) } : {}) },
      default: { description: 'Not done', content: content(reference('Error')) },
    },
  };
}

function content(schema: Schema): Schema {
  return { 'application/json': { schema } };
}

function reference(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

function object(properties: Record<string, Schema>, required = Object.keys(properties)): Schema {
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

function answerSchema(answer: NonNullable<Operation['answer']>): Schema {
  if ('row' in answer) return reference(answer.row.typeName);
  if ('plain' in answer) return answer.plain === 'health' ? object({ status: text }) : object({});
  const items = { type: 'array', items: reference(answer.page.typeName) };
  return object({ items, total: integer, limit: integer, offset: integer });
}

function bodySchema(project: ProjectModel, body: NonNullable<Operation['body']>): Schema {
  if ('create' in body) return inputSchema(body.create);
  if ('change' in body) return { ...inputSchema(body.change), required: undefined };
  const { auth } = project;
  const password = { type: 'string', minLength: 8, maxLength: 200 };
  if (!auth || body.auth === 'credentials') return object({ [auth?.login.name ?? 'login']: text, password: text });
  const { properties, required } = inputSchema(auth.account) as {
    properties: Record<string, Schema>;
    required?: string[];
  };
  return object({ ...properties, password }, [...(required ?? []), 'password']);
}

function inputSchema(entity: EntityModel): Schema {
  const fields = entity.fields.filter((field) => !field.readOnly);
  const properties = fields.map((field): [string, Schema] => [field.name, fieldSchema(field)]);
  const needed = fields.filter((field) => field.needed).map((field) => field.name);
  return { ...object(Object.fromEntries(properties), needed), additionalProperties: false };
}

function rowSchema(entity: EntityModel): Schema {
  const fields = entity.fields.filter((field) => !field.secret);
  const properties = fields.map((field): [string, Schema] => [field.name, fieldSchema(field)]);
  return object({ id: integer, createdAt: text, updatedAt: text, ...Object.fromEntries(properties) });
}

function fieldSchema(field: FieldModel): Schema {
  const schema = valueSchema(field);
  return field.nullable ? { anyOf: [schema, { type: 'null' }] } : schema;
}

function valueSchema(field: FieldModel): Schema {
  const bounds = {
    ...(field.min === undefined ? {} : { minimum: field.min }),
    ...(field.max === undefined ? {} : { maximum: field.max }),
    ...(field.choices ? { enum: [...field.choices] } : {}),
  };
  switch (field.type) {
    case 'string':
    case 'text':
      return { type: 'string', minLength: Math.max(field.min ?? 1, 0), maxLength: textLimit(field) };
    case 'integer':
    case 'money':
      return { type: 'integer', ...bounds };
    case 'reference':
      return { type: 'integer', minimum: 1 };
    case 'decimal':
    case 'percentage':
      return { type: 'number', ...bounds };
    case 'boolean':
      return { type: 'boolean' };
    case 'enum':
      return { type: 'string', enum: field.values };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'datetime':
      return { type: 'string', format: 'date-time' };
    case 'email':
      return { type: 'string', format: 'email' };
    case 'url':
      return { type: 'string', format: 'uri' };
    default:
      return text;
  }
}

function queryParameters(entity: EntityModel): Schema[] {
  const sorted = ['id', ...entity.sorted.map((field) => field.name), 'createdAt', 'updatedAt'];
  const all: [string, Schema][] = [
    ['limit', { type: 'integer', minimum: 1, maximum: 100, default: 20 }],
    ['offset', { type: 'integer', minimum: 0, default: 0 }],
    ['sort', { type: 'string', enum: sorted.flatMap((name) => [name, `-${name}`]) }],
    ...(entity.searched.length > 0
      ? [['q', { type: 'string', minLength: 1, maxLength: 200 }] as [string, Schema]]
      : []),
    ...entity.filtered.map((field): [string, Schema] => [field.name, valueSchema(field)]),
  ];
  return all.map(([name, schema]) => ({ name, in: 'query', schema }));
}
