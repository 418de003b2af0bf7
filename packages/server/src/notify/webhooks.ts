import { randomBytes } from 'node:crypto';
import {
  type Delivery,
  delivery,
  type DeliveryPage,
  type DeliveryQuery,
  type NewWebhook,
  newWebhook,
  type Webhook,
  webhook,
  type WebhookChange,
  type WebhookWithSecret,
} from '@codewright/protocol/webhooks';
import type { SecretStore } from '../secrets/contract.ts';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { Document, Storage } from '../storage/contract.ts';
import { webhookKey } from './own-keys.ts';
import { newSecret } from './sign.ts';

export const hookSpace = 'webhook';
export const deliverySpace = 'delivery';

export interface WebhookParts {
  storage: Storage;
  secrets: Pick<SecretStore, 'get' | 'set' | 'remove'>;
  clock: Clock;
  /** @throws CodewrightError INVALID_INPUT where no job could work. */
  checkRepository: (folder: string) => void;
}

/** Webhooks as they are set, and the log of their deliveries. */
export interface Webhooks {
  list(): Promise<Webhook[]>;
  get(id: string): Promise<Webhook>;
  secret(id: string): Promise<string>;
  add(owner: string, made: NewWebhook): Promise<WebhookWithSecret>;
  change(id: string, change: WebhookChange): Promise<Webhook>;
  remove(id: string): Promise<void>;
  renew(id: string): Promise<WebhookWithSecret>;
  deliveries(id: string, query: DeliveryQuery): Promise<DeliveryPage>;
  redeliver(id: string, wanted: string | null): Promise<Delivery>;
}

const mostHooks = 200;
const usualPage = 50;

export function createWebhooks({ storage, secrets, clock, checkRepository }: WebhookParts): Webhooks {
  const get = async (id: string): Promise<Webhook> => {
    const found = await storage.document(hookSpace, '', id);
    if (found) return hookOf(found);
    throw new CodewrightError('NOT_FOUND', `There is no webhook ${id}.`, { hint: 'Settings › Webhooks lists them.' });
  };
  const save = async (hook: Webhook) => storage.write((tx) => tx.saveDocument(hookDocument(hook)));
  const withSecret = (hook: Webhook, secret: string): WebhookWithSecret => ({
    webhook: hook,
    secret,
    path: hook.about.kind === 'out' ? '' : `/api/webhooks/${hook.id}/in`,
  });

  return {
    get,
    list: async () => (await storage.documents({ space: hookSpace, owner: '', limit: mostHooks })).map(hookOf),
    async secret(id) {
      const secret = await secrets.get(webhookKey(id));
      if (secret !== null) return secret;
      throw new CodewrightError('NOT_FOUND', `The secret of the webhook ${id} is gone.`, { hint: 'Make a new one.' });
    },
    async add(owner, input) {
      const { name, about, secret = newSecret() } = newWebhook.parse(input);
      if (about.kind !== 'out') checkRepository(about.folder);
      const known = await storage.documents({ space: hookSpace, owner: '', limit: mostHooks });
      if (known.length === mostHooks)
        throw new CodewrightError('CONFLICT', `There are ${mostHooks} webhooks already.`, { hint: 'Remove one.' });
      const id = randomBytes(8).toString('hex');
      const hook: Webhook = { id, name, enabled: true, owner, createdAt: clock.now().toISOString(), about };
      await secrets.set(webhookKey(id), secret);
      await save(hook);
      return withSecret(hook, secret);
    },
    async change(id, { name, enabled }) {
      const before = await get(id);
      const hook = {
        ...before,
        ...(name === undefined ? {} : { name }),
        ...(enabled === undefined ? {} : { enabled }),
      };
      await save(hook);
      return hook;
    },
    async remove(id) {
      await get(id);
      await storage.write((tx) => tx.removeDocument(hookSpace, '', id));
      await secrets.remove(webhookKey(id));
    },
    async renew(id) {
      const hook = await get(id);
      const secret = newSecret();
      await secrets.set(webhookKey(id), secret);
      return withSecret(hook, secret);
    },
    async deliveries(id, { limit = usualPage, before }) {
      await get(id);
      const page = { space: deliverySpace, owner: id, limit: limit + 1 };
      const found = await storage.documents({ ...page, ...(before === undefined ? {} : { before }) });
      const shown = found.slice(0, limit);
      return {
        deliveries: shown.map(deliveryOf),
        next: found.length > limit ? (shown.at(-1)?.sort ?? null) : null,
      };
    },
    async redeliver(id, wanted) {
      const hook = await get(id);
      if (hook.about.kind !== 'out')
        throw new CodewrightError('CONFLICT', 'What came in is sent again by who sent it.', {
          hint: 'GitHub shows recent deliveries in the settings of its webhook.',
        });
      const now = clock.now();
      return storage.write(async (tx) => {
        if (wanted === null) {
          const ping = newDelivery(id, `ping-${randomBytes(8).toString('hex')}`, 'ping', now, {
            type: 'ping',
            timestamp: now.toISOString(),
            data: { webhook: hook.name },
          });
          await tx.saveDocument(deliveryDocument(ping, now.getTime()));
          return ping;
        }
        const known = await tx.document(deliverySpace, id, wanted);
        if (!known) throw new CodewrightError('NOT_FOUND', `There is no delivery ${wanted}.`);
        const again: Delivery = { ...deliveryOf(known), state: 'waiting', next: now.toISOString() };
        await tx.saveDocument(deliveryDocument(again, now.getTime()));
        return again;
      });
    },
  };
}

export function newDelivery(hook: string, id: string, event: string, at: Date, body: object, job?: string): Delivery {
  const time = at.toISOString();
  return {
    id,
    webhook: hook,
    event,
    state: 'waiting',
    at: time,
    next: time,
    job: job ?? null,
    attempts: [],
    body: JSON.stringify(body),
  };
}

/** `due`: when something is to be done about it, Unix milliseconds. */
export function deliveryDocument(made: Delivery, due: number | null): Document {
  const { webhook: owner, id, at } = made;
  return { space: deliverySpace, owner, id, sort: `${at} ${id}`, due, doc: JSON.stringify(made) };
}

export function deliveryOf(document: Document): Delivery {
  return delivery.parse(JSON.parse(document.doc));
}

function hookDocument(hook: Webhook): Document {
  return { space: hookSpace, owner: '', id: hook.id, sort: hook.createdAt, due: null, doc: JSON.stringify(hook) };
}

export function hookOf(document: Document): Webhook {
  return webhook.parse(JSON.parse(document.doc));
}
