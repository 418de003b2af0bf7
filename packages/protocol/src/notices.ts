import { z } from 'zod';
import type { RouteDefinition } from './route.ts';

export const noticeKinds = ['approval', 'question', 'failure', 'budget', 'insight'] as const;

/** Something that a person wants to hear of. */
export const notice = z.object({
  /** Id of the ledger entry that it is about. */
  id: z.string(),
  kind: z.enum(noticeKinds),
  job: z.string(),
  /** What the job is to do. */
  title: z.string(),
  text: z.string(),
  at: z.string(),
  read: z.boolean(),
  /** For an approval or a question: it still waits for an answer. */
  open: z.boolean(),
});
export type Notice = z.infer<typeof notice>;

export const noticePage = z.object({
  notifications: z.array(notice),
  /** Unread ones among the newest 200. */
  unread: z.number().int(),
  next: z.string().nullable(),
});
export type NoticePage = z.infer<typeof noticePage>;

export const noticeQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).optional().describe('50 when absent'),
  before: z.string().max(100).optional().describe('cursor of the page before: its `next`'),
  kind: z.enum(noticeKinds).optional(),
});
export type NoticeQuery = z.infer<typeof noticeQuery>;

/** As a browser makes it: `PushSubscription.toJSON()`. */
export const pushSubscription = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2000),
  keys: z.object({ p256dh: z.string().min(80).max(100), auth: z.string().min(20).max(30) }),
});
export type PushSubscriptionInput = z.infer<typeof pushSubscription>;

export const pushState = z.object({
  /** VAPID public key, base64url: what a browser subscribes with. */
  publicKey: z.string(),
  /** One's own subscriptions: their ids, the hosts that they are pushed through, since when. */
  subscriptions: z.array(z.object({ id: z.string(), host: z.string(), since: z.string() })),
});
export type PushState = z.infer<typeof pushState>;

export const noticeRoutes = {
  listNotices: {
    method: 'GET',
    path: '/api/notifications',
    role: 'viewer',
    tag: 'notifications',
    summary: 'What waits for a person, has failed, runs out of budget or was noticed; newest first',
    query: noticeQuery,
    status: 200,
    answer: { type: 'json', schema: noticePage },
  },
  readNotices: {
    method: 'POST',
    path: '/api/notifications/read',
    role: 'viewer',
    tag: 'notifications',
    summary: 'Takes notifications as read, for the user who asks: some, or all that there are now',
    body: z.object({ ids: z.array(z.string().max(40)).max(200).optional(), all: z.boolean().optional() }),
    status: 200,
    answer: { type: 'json', schema: z.object({ unread: z.number().int() }) },
  },
  pushState: {
    method: 'GET',
    path: '/api/notifications/push',
    role: 'viewer',
    tag: 'notifications',
    summary: 'What a browser needs to be pushed notifications, and which ones are',
    status: 200,
    answer: { type: 'json', schema: pushState },
  },
  subscribePush: {
    method: 'POST',
    path: '/api/notifications/push',
    role: 'viewer',
    tag: 'notifications',
    summary: 'Pushes notifications of the user who asks to a browser from now on',
    body: pushSubscription,
    status: 201,
    answer: { type: 'json', schema: pushState },
  },
  unsubscribePush: {
    method: 'DELETE',
    path: '/api/notifications/push/{id}',
    role: 'viewer',
    tag: 'notifications',
    summary: 'Ends a subscription of one’s own',
    status: 200,
    answer: { type: 'json', schema: pushState },
  },
} as const satisfies Record<string, RouteDefinition>;
