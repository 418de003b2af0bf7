import { z } from 'zod';
import type { RouteDefinition } from './route.ts';

export const hookEvents = [
  'job.created',
  'job.started',
  'job.waiting',
  'job.succeeded',
  'job.failed',
  'job.aborted',
] as const;
export type HookEvent = (typeof hookEvents)[number];

const name = z.string().trim().min(1).max(100);
const secret = z
  .string()
  .regex(/^[\u0021-\u007e]{16,200}$/, '16 to 200 visible ASCII characters')
  .optional()
  .describe('one of your own; a new one is made when absent');
const url = z.url({ protocol: /^https?$/ }).max(2000);
const events = z.array(z.enum(hookEvents)).min(1);
const folder = z.string().min(1).max(4096).describe('absolute path of the repository that its jobs work on');
/** What of a GitHub repository makes a job. */
const triggers = z.object({
  label: z.string().min(1).max(100).nullable().describe('an issue that gets this label; null: none'),
  command: z.string().min(2).max(40).nullable().describe('a comment of a collaborator that begins with it; null: none'),
  failedChecks: z.boolean().describe('a check that fails on the default branch'),
});
export type Triggers = z.infer<typeof triggers>;

export const webhook = z.object({
  id: z.string(),
  name,
  enabled: z.boolean(),
  owner: z.string().describe('whose jobs those are that it makes'),
  createdAt: z.string(),
  about: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('github'), folder, triggers }),
    z.object({ kind: z.literal('generic'), folder }),
    z.object({ kind: z.literal('out'), url, events }),
  ]),
});
export type Webhook = z.infer<typeof webhook>;

export const newWebhook = z.object({
  name,
  secret,
  about: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('github'),
      folder,
      triggers: triggers.default({ label: 'codewright', command: '/codewright', failedChecks: false }),
    }),
    z.object({ kind: z.literal('generic'), folder }),
    z.object({ kind: z.literal('out'), url, events: events.default([...hookEvents]) }),
  ]),
});
export type NewWebhook = z.input<typeof newWebhook>;

export const webhookChange = z.object({ name: name.optional(), enabled: z.boolean().optional() });
export type WebhookChange = z.infer<typeof webhookChange>;

/** `waiting`: to be sent, or sent again. `dead`: given up. `accepted`: made a job; `ignored`: is about nothing that makes one. */
export const deliveryStates = ['waiting', 'delivered', 'dead', 'accepted', 'ignored', 'refused'] as const;

export const delivery = z.object({
  id: z.string(),
  webhook: z.string(),
  event: z.string(),
  state: z.enum(deliveryStates),
  at: z.string(),
  /** When it is sent again. */
  next: z.string().nullable(),
  job: z.string().nullable(),
  attempts: z.array(
    z.object({ at: z.string(), status: z.number().int().nullable(), problem: z.string().nullable(), ms: z.number() }),
  ),
  /** What is sent; '' for what came in. */
  body: z.string(),
});
export type Delivery = z.infer<typeof delivery>;

export const deliveryQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).optional().describe('50 when absent'),
  before: z.string().max(100).optional().describe('cursor of the page before: its `next`'),
});
export type DeliveryQuery = z.infer<typeof deliveryQuery>;
export const deliveryPage = z.object({ deliveries: z.array(delivery), next: z.string().nullable() });
export type DeliveryPage = z.infer<typeof deliveryPage>;

const withSecret = z.object({ webhook, secret: z.string().describe('shown this once'), path: z.string() });
export type WebhookWithSecret = z.infer<typeof withSecret>;

/** What came of something that another program sent. */
export const received = z.object({
  state: z.enum(['accepted', 'ignored', 'refused', 'replayed']),
  job: z.string().nullable(),
  reason: z.string(),
});
export type Received = z.infer<typeof received>;

export const webhookRoutes = {
  listWebhooks: {
    method: 'GET',
    path: '/api/webhooks',
    role: 'admin',
    tag: 'webhooks',
    summary: 'Webhooks, in and out',
    status: 200,
    answer: { type: 'json', schema: z.object({ webhooks: z.array(webhook) }) },
  },
  addWebhook: {
    method: 'POST',
    path: '/api/webhooks',
    role: 'admin',
    tag: 'webhooks',
    summary: 'A new webhook, with the secret that its deliveries are signed with',
    body: newWebhook,
    status: 201,
    answer: { type: 'json', schema: withSecret },
  },
  changeWebhook: {
    method: 'PATCH',
    path: '/api/webhooks/{id}',
    role: 'admin',
    tag: 'webhooks',
    summary: 'Renames a webhook, stops it or lets it go on',
    body: webhookChange,
    status: 200,
    answer: { type: 'json', schema: webhook },
  },
  removeWebhook: {
    method: 'DELETE',
    path: '/api/webhooks/{id}',
    role: 'admin',
    tag: 'webhooks',
    summary: 'Removes a webhook with its secret; what waits for it is not sent',
    status: 200,
    answer: { type: 'json', schema: z.object({ removed: z.boolean() }) },
  },
  newWebhookSecret: {
    method: 'POST',
    path: '/api/webhooks/{id}/secret',
    role: 'admin',
    tag: 'webhooks',
    summary: 'Another secret; the old one counts no longer',
    status: 201,
    answer: { type: 'json', schema: withSecret },
  },
  listDeliveries: {
    method: 'GET',
    path: '/api/webhooks/{id}/deliveries',
    role: 'admin',
    tag: 'webhooks',
    summary: 'What was sent or came in, newest first, with each attempt; kept for 30 days',
    query: deliveryQuery,
    status: 200,
    answer: { type: 'json', schema: deliveryPage },
  },
  redeliver: {
    method: 'POST',
    path: '/api/webhooks/{id}/deliveries',
    role: 'admin',
    tag: 'webhooks',
    summary: 'Sends a delivery again under its id, or a `ping`',
    body: z.object({ delivery: z.string().max(100).nullable().describe('null: a ping') }),
    status: 201,
    answer: { type: 'json', schema: delivery },
    errors: ['CONFLICT'],
  },
  receiveWebhook: {
    method: 'POST',
    path: '/api/webhooks/{id}/in',
    open: true,
    tag: 'webhooks',
    summary:
      'For other programs: GitHub (X-Hub-Signature-256, X-GitHub-Delivery), or any that signs as Standard Webhooks says (webhook-id, webhook-timestamp, webhook-signature) and sends {"goal": "…"}',
    bodyBytes: 2 * 1024 * 1024,
    status: 200,
    answer: { type: 'json', schema: received },
    errors: ['UNAUTHORIZED', 'CONFLICT'],
  },
} as const satisfies Record<string, RouteDefinition>;
