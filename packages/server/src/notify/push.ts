import { createECDH } from 'node:crypto';
import { type PushState, pushSubscription } from '@codewright/protocol/notices';
import { z } from 'zod';
import type { SecretStore } from '../secrets/contract.ts';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import type { Storage } from '../storage/contract.ts';
import type { Letter, Notify } from './contract.ts';
import { pushKey } from './own-keys.ts';

export const pushSpace = 'push';
const stored = pushSubscription.extend({ since: z.string() });
/** A browser that is off for longer hears nothing of it: the page tells. */
const lifeSeconds = 86_400;
const mostBrowsers = 20;

export interface PushParts {
  storage: Storage;
  secrets: Pick<SecretStore, 'get' | 'set'>;
  clock: Clock;
  /** `mailto:` or `https:` address under which the operator of a push service finds whoever runs this. */
  contact: string;
}

export interface Push extends Pick<Notify, 'pushState' | 'subscribe' | 'unsubscribe'> {
  idsOf(user: string): Promise<string[]>;
  /** A message as it is sent to one browser, encrypted for it; null where the subscription is gone. */
  letter(user: string, id: string, message: object): Promise<Letter | null>;
  forget(user: string, id: string): Promise<void>;
}

/** Browsers that are told, also while no page is open: RFC 8030, encrypted for each (RFC 8291), signed by our key (RFC 8292). */
export function createPush({ storage, secrets, clock, contact }: PushParts): Push {
  let keys: Promise<{ publicKey: string; privateKey: string }> | undefined;
  const load = async () => {
    const known = await secrets.get(pushKey);
    const curve = createECDH('prime256v1');
    if (known === null) curve.generateKeys();
    else curve.setPrivateKey(Buffer.from(known, 'base64url'));
    // Leading zeros are part of the key.
    const privateKey = Buffer.concat([Buffer.alloc(32), curve.getPrivateKey()])
      .subarray(-32)
      .toString('base64url');
    if (known === null) await secrets.set(pushKey, privateKey);
    return { publicKey: curve.getPublicKey('base64url'), privateKey };
  };
  const ownKeys = () => {
    keys ??= load();
    keys.catch(() => (keys = undefined));
    return keys;
  };
  const listOf = (user: string) => storage.documents({ space: pushSpace, owner: user, limit: mostBrowsers });

  const pushState = async ({ user }: { user: string }): Promise<PushState> => ({
    publicKey: (await ownKeys()).publicKey,
    subscriptions: (await listOf(user)).map(({ id, doc }) => {
      const { endpoint, since } = stored.parse(JSON.parse(doc));
      return { id, host: new URL(endpoint).host, since };
    }),
  });
  const remove = (user: string, id: string) => storage.write((tx) => tx.removeDocument(pushSpace, user, id));

  return {
    pushState,
    async forget(user, id) {
      await remove(user, id);
    },
    idsOf: async (user) => (await listOf(user)).map(({ id }) => id),
    async subscribe(asker, subscription) {
      const since = clock.now().toISOString();
      const id = sha256(subscription.endpoint).slice(0, 24);
      const doc = JSON.stringify({ ...subscription, since });
      await storage.write(async (tx) => {
        await tx.saveDocument({ space: pushSpace, owner: asker.user, id, sort: since, due: null, doc });
        const all = await tx.documents({ space: pushSpace, owner: asker.user, limit: mostBrowsers * 2 });
        for (const old of all.slice(mostBrowsers)) await tx.removeDocument(pushSpace, asker.user, old.id);
      });
      return pushState(asker);
    },
    async unsubscribe(asker, id) {
      if (!(await remove(asker.user, id))) throw new CodewrightError('NOT_FOUND', `You have no subscription ${id}.`);
      return pushState(asker);
    },
    async letter(user, id, message) {
      const found = await storage.document(pushSpace, user, id);
      if (!found) return null;
      const { endpoint, keys: browser } = stored.parse(JSON.parse(found.doc));
      const { default: webPush } = await import('web-push');
      const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: browser }, JSON.stringify(message), {
        vapidDetails: { subject: contact, ...(await ownKeys()) },
        TTL: lifeSeconds,
        contentEncoding: 'aes128gcm',
        urgency: 'high',
      });
      const named = Object.entries(headers).map(([name, value]) => [name, String(value)]);
      return { url: endpoint, headers: Object.fromEntries(named) as Record<string, string>, body: body ?? '' };
    },
  };
}
