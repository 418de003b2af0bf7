import type { Asker } from '@codewright/protocol/access';
import type { NoticePage, NoticeQuery, PushState, PushSubscriptionInput } from '@codewright/protocol/notices';
import type {
  Delivery,
  DeliveryPage,
  DeliveryQuery,
  NewWebhook,
  Received,
  Webhook,
  WebhookChange,
  WebhookWithSecret,
} from '@codewright/protocol/webhooks';

export { refuseOwnKey, usedHere } from './own-keys.ts';

/** One request to a foreign address. */
export interface Letter {
  url: string;
  headers: Record<string, string>;
  body: string | Buffer;
}

/**
 * Sends it to the address that its host resolves to, once looked at: never to a private one unless the settings name it, and
 * follows no redirect. Resolves with the status that was answered. @throws CodewrightError FORBIDDEN, WEB_UNREACHABLE
 */
export type Post = (letter: Letter, signal: AbortSignal) => Promise<{ status: number }>;

/** Something that came in for a webhook: headers in small letters, the body as its bytes were. */
export interface Incoming {
  webhook: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
}

/** Notifications of a user, and what goes out and comes in by itself. Every method may reject with NOT_FOUND. */
export interface Notify {
  notices(asker: Asker, query: NoticeQuery): Promise<NoticePage>;
  /** Resolves with what is unread then. */
  read(asker: Asker, what: { ids?: readonly string[]; all?: boolean }): Promise<{ unread: number }>;
  pushState(asker: Asker): Promise<PushState>;
  subscribe(asker: Asker, subscription: PushSubscriptionInput): Promise<PushState>;
  unsubscribe(asker: Asker, id: string): Promise<PushState>;
  webhooks(): Promise<Webhook[]>;
  addWebhook(asker: Asker, made: NewWebhook): Promise<WebhookWithSecret>;
  changeWebhook(id: string, change: WebhookChange): Promise<Webhook>;
  removeWebhook(id: string): Promise<void>;
  newSecret(id: string): Promise<WebhookWithSecret>;
  deliveries(id: string, query: DeliveryQuery): Promise<DeliveryPage>;
  /** Under the same id, so that a receiver can tell; null: a ping. */
  redeliver(id: string, delivery: string | null): Promise<Delivery>;
  /** @throws CodewrightError UNAUTHORIZED (signature, age), CONFLICT (came before), NOT_FOUND, INVALID_INPUT */
  receive(incoming: Incoming): Promise<Received>;
}

/** Keeps notices and deliveries coming out of the ledger. */
export interface Dispatcher {
  /** Stops at once; what was not sent waits for the next start. */
  stop(): Promise<void>;
}
