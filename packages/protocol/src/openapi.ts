import { z } from 'zod';
import { routes } from './api.ts';
import { jobReport, pendingDecision, preview, signedCheckpoint, verification } from './client.ts';
import { apiErrorBody } from './errors.ts';
import { ledgerEntry } from './event.ts';
import { job } from './job.ts';
import { type JsonObject, type JsonValue, jsonValue } from './json.ts';
import { errorsOf, type RouteDefinition } from './route.ts';
import { workflowNode } from './team.ts';

const prefix = '#/components/schemas/';
/** Schemas with a name of their own in the document; every other one gets that of its route. */
const named = {
  Job: job,
  JobReport: jobReport,
  LedgerEntry: ledgerEntry,
  Preview: preview,
  PendingDecision: pendingDecision,
  Verification: verification,
  SignedCheckpoint: signedCheckpoint,
  Error: apiErrorBody,
  JsonValue: jsonValue,
  WorkflowNode: workflowNode,
};

/** The API as an OpenAPI 3.1 document, made from the same definitions that the server and the client are made from. */
export function createDocument(version: string): JsonObject {
  const answers = z.registry<{ id: string }>();
  const inputs = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) answers.add(schema, { id });
  // It holds itself, so it needs a name wherever it stands.
  inputs.add(jsonValue, { id: 'JsonValue' });
  const paths: { [path: string]: JsonObject } = {};
  for (const [name, route] of Object.entries<RouteDefinition>(routes)) {
    const operation = operationOf(name, route, answers, inputs);
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Codewright',
      version,
      description:
        'Jobs and their ledger over REST and Server-Sent Events. Every request but the health checks carries a token, or the cookie of a session (with the header X-Codewright where it changes something), on loopback too. `x-role` is the least role that may ask; a member meets their own jobs only.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [] }],
    tags: [
      { name: 'jobs', description: 'What a person can do with jobs' },
      { name: 'ledger', description: 'The record of everything' },
      { name: 'server', description: 'The server itself' },
      { name: 'access', description: 'Users, tokens, sessions' },
      { name: 'settings', description: 'Configuration, policies, keys' },
      { name: 'chat', description: 'Conversations' },
      { name: 'team', description: 'Who does the work, by which plans, and what it cost' },
      { name: 'notifications', description: 'What a person wants to hear of' },
      { name: 'webhooks', description: 'Other programs: what they send, what they are sent' },
    ],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'codewright-PORT', description: 'Made by POST /api/session' },
      },
      schemas: { ...schemasOf(answers, 'output'), ...schemasOf(inputs, 'input') },
    },
  };
}

type Registry = z.core.$ZodRegistry<{ id: string }>;

function operationOf(name: string, route: RouteDefinition, answers: Registry, inputs: Registry): JsonObject {
  const refer = (registry: Registry, schema: z.ZodType, id: string): JsonObject => {
    if (!registry.has(schema)) registry.add(schema, { id });
    return { $ref: `${prefix}${registry.get(schema)?.id ?? id}` };
  };
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  const failure = (why: string): JsonObject => ({
    description: why,
    content: { 'application/json': { schema: { $ref: `${prefix}Error` } } },
  });
  const good = (): JsonObject => {
    const { answer } = route;
    if (answer.type === 'json')
      return { 'application/json': { schema: refer(answers, answer.schema, `${title}Answer`) } };
    if (answer.type === 'text') return { [answer.media]: { schema: { type: 'string' } } };
    const events = Object.entries(answer.events).map(
      ([event, schema]): JsonObject => ({
        type: 'object',
        description: `event: ${event}`,
        properties: {
          event: { const: event },
          data: {
            type: 'string',
            contentMediaType: 'application/json',
            contentSchema: refer(answers, schema, `${title}${event}`),
          },
          id: { type: 'string' },
        },
        required: ['event', 'data'],
      }),
    );
    return { 'text/event-stream': { schema: { type: 'string' }, 'x-events': events } };
  };
  const { otherwise } = route;
  return {
    operationId: name,
    tags: [route.tag],
    summary: route.summary,
    ...(route.open ? { security: [] } : { 'x-role': route.role }),
    parameters: parametersOf(route),
    ...(route.body
      ? {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: { 'application/json': { schema: refer(inputs, route.body, `${title}Body`) } },
          },
        }
      : {}),
    responses: {
      [route.status]: { description: route.summary, content: good() },
      ...(otherwise
        ? {
            [otherwise.status]: {
              description: 'Not so',
              content: { 'application/json': { schema: refer(answers, otherwise.schema, `${title}Otherwise`) } },
            },
          }
        : {}),
      ...Object.fromEntries([...errorsOf(route)].map(([status, why]) => [String(status), failure(why)])),
      default: failure('A fault of the server.'),
    },
  };
}

function parametersOf(route: RouteDefinition): JsonValue[] {
  const path = [...route.path.matchAll(/\{(\w+)\}/g)].map(
    ([, name = '']): JsonObject => ({
      name,
      in: 'path',
      required: true,
      schema: {
        type: 'string',
        ...(route.tag === 'jobs' ? { description: 'id of a job, or its ending of at least 4 characters' } : {}),
      },
    }),
  );
  const of = (schema: z.ZodObject | undefined, place: 'query' | 'header') =>
    Object.entries(schema?.shape ?? {}).map(([name, value]): JsonObject => {
      const { description, ...shape } = cleaned(z.toJSONSchema(value as z.ZodType, { io: 'input' })) as JsonObject;
      return {
        name,
        in: place,
        required: !(value as z.ZodType).safeParse(undefined).success,
        ...(description === undefined ? {} : { description }),
        schema: shape,
      };
    });
  return [...path, ...of(route.query, 'query'), ...of(route.headers, 'header')];
}

function schemasOf(registry: Registry, io: 'input' | 'output'): JsonObject {
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => `${prefix}${id}` });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, cleaned(schema)]));
}

/** Without what belongs to a document of its own; and open, because a newer server may answer with more. */
function cleaned(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, inner]) => key !== '$schema' && key !== '$id' && !(key === 'additionalProperties' && inner === false),
      )
      .map(([key, inner]) => [key, cleaned(inner)]),
  );
}
