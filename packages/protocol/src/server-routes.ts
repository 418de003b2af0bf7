import { z } from 'zod';
import { serverInfo } from './client.ts';
import { jsonObject } from './json.ts';
import type { RouteDefinition } from './route.ts';

/** The server itself. */
export const serverRoutes = {
  health: {
    method: 'GET',
    path: '/healthz',
    tag: 'server',
    summary:
      'Whether the process answers; with a nonce also proof that it knows the token, without the token being sent',
    open: true,
    query: z.object({ nonce: z.string().min(16).max(200).optional() }),
    status: 200,
    answer: {
      type: 'json',
      schema: z.object({
        ok: z.boolean(),
        version: z.string(),
        proof: z.string().optional().describe('HMAC-SHA-256 of the nonce under the token, in hex'),
      }),
    },
  },
  ready: {
    method: 'GET',
    path: '/readyz',
    tag: 'server',
    summary: 'Whether storage answers and the workers run',
    open: true,
    status: 200,
    answer: { type: 'json', schema: z.object({ ok: z.boolean() }) },
    otherwise: { status: 503, schema: z.object({ ok: z.boolean() }) },
  },
  openApi: {
    method: 'GET',
    path: '/openapi.json',
    tag: 'server',
    summary: 'This document',
    open: true,
    status: 200,
    answer: { type: 'json', schema: jsonObject },
  },
  server: {
    method: 'GET',
    path: '/api/server',
    role: 'viewer',
    tag: 'server',
    summary: 'What this server is: version, workers, sandbox',
    status: 200,
    answer: { type: 'json', schema: serverInfo },
  },
} as const satisfies Record<string, RouteDefinition>;
