import { z } from 'zod';
import type { RouteDefinition } from './route.ts';
import { policyFile, secretsView, settingChange, settingsView } from './settings.ts';

/** The configuration of the server, and the keys that it uses. */
export const settingsRoutes = {
  getSettings: {
    method: 'GET',
    path: '/api/settings',
    role: 'admin',
    tag: 'settings',
    summary: 'Every setting with its value and where that comes from',
    status: 200,
    answer: { type: 'json', schema: settingsView },
  },
  putSettings: {
    method: 'PUT',
    path: '/api/settings',
    role: 'admin',
    tag: 'settings',
    summary: 'Changes the user’s file, all of it or nothing; comments in it stay',
    body: z.object({ changes: z.array(settingChange).min(1).max(100) }),
    status: 200,
    answer: { type: 'json', schema: settingsView },
  },
  listSecrets: {
    method: 'GET',
    path: '/api/secrets',
    role: 'admin',
    tag: 'settings',
    summary: 'Names of the stored keys, since when, and what uses them; never a value',
    status: 200,
    answer: { type: 'json', schema: secretsView },
  },
  putSecret: {
    method: 'PUT',
    path: '/api/secrets/{id}',
    role: 'admin',
    tag: 'settings',
    summary: 'Stores a key, encrypted; it is never given back',
    body: z.object({ value: z.string().min(1).max(10_000) }),
    errors: ['CONFLICT'],
    status: 200,
    answer: { type: 'json', schema: z.object({ done: z.enum(['set', 'replaced']) }) },
  },
  removeSecret: {
    method: 'DELETE',
    path: '/api/secrets/{id}',
    role: 'admin',
    tag: 'settings',
    summary: 'Forgets a key, unless Codewright made it',
    errors: ['CONFLICT'],
    status: 200,
    answer: { type: 'json', schema: z.object({ removed: z.boolean() }) },
  },
  policies: {
    method: 'GET',
    path: '/api/policies',
    role: 'viewer',
    tag: 'settings',
    summary: 'The rules by which actions and jobs are allowed, asked about or refused',
    status: 200,
    answer: { type: 'json', schema: z.object({ files: z.array(policyFile) }) },
  },
} as const satisfies Record<string, RouteDefinition>;
