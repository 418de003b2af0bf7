import type { Notify } from './contract.ts';
import { createNotices } from './notices.ts';
import { createPush, type Push, type PushParts } from './push.ts';
import { createReceiver, type ReceiveParts } from './receive.ts';
import { createWebhooks, type WebhookParts, type Webhooks } from './webhooks.ts';

type Parts = WebhookParts & PushParts & Pick<ReceiveParts, 'jobsOf'>;

/** Notifications, push and webhooks over one storage; `webhooks` and `push` are what the dispatcher needs of them. */
export function createNotify(parts: Parts): { notify: Notify; webhooks: Webhooks; push: Push } {
  const { storage, clock, jobsOf } = parts;
  const webhooks = createWebhooks(parts);
  const push = createPush(parts);
  const notify: Notify = {
    ...createNotices(storage),
    pushState: (asker) => push.pushState(asker),
    subscribe: (asker, subscription) => push.subscribe(asker, subscription),
    unsubscribe: (asker, id) => push.unsubscribe(asker, id),
    webhooks: () => webhooks.list(),
    addWebhook: ({ user }, made) => webhooks.add(user, made),
    changeWebhook: (id, change) => webhooks.change(id, change),
    removeWebhook: (id) => webhooks.remove(id),
    newSecret: (id) => webhooks.renew(id),
    deliveries: (id, query) => webhooks.deliveries(id, query),
    redeliver: (id, delivery) => webhooks.redeliver(id, delivery),
    receive: createReceiver({ storage, webhooks, clock, jobsOf }),
  };
  return { notify, webhooks, push };
}
