import type { Asker } from '@codewright/protocol/access';
import type { noticeRoutes } from '@codewright/protocol/notices';
import type { webhookRoutes } from '@codewright/protocol/webhooks';
import type { Notify } from '../notify/contract.ts';
import { CodewrightError } from '../shared/errors.ts';
import { given } from './given.ts';
import type { Handlers } from './handlers.ts';

type NotifyHandlers = Pick<Handlers, keyof typeof noticeRoutes | keyof typeof webhookRoutes>;

/** Notifications of whoever asks; webhooks, and what comes in for them. */
export function createNotifyHandlers(known: Notify | undefined, asker: Asker): NotifyHandlers {
  const notify = () => {
    if (known) return known;
    throw new CodewrightError('NOT_FOUND', 'This server has no notifications.');
  };
  return {
    listNotices: async ({ query }) => notify().notices(asker, given(query)),
    readNotices: async ({ body }) => notify().read(asker, given(body)),
    pushState: async () => notify().pushState(asker),
    subscribePush: async ({ body }) => notify().subscribe(asker, body),
    unsubscribePush: async ({ id }) => notify().unsubscribe(asker, id),
    listWebhooks: async () => ({ webhooks: await notify().webhooks() }),
    addWebhook: async ({ body }) => notify().addWebhook(asker, given(body)),
    changeWebhook: async ({ id, body }) => notify().changeWebhook(id, given(body)),
    async removeWebhook({ id }) {
      await notify().removeWebhook(id);
      return { removed: true };
    },
    newWebhookSecret: async ({ id }) => notify().newSecret(id),
    listDeliveries: async ({ id, query }) => notify().deliveries(id, given(query)),
    redeliver: async ({ id, body }) => notify().redeliver(id, body.delivery),
    async receiveWebhook({ id }, context) {
      // The bytes as they came: the signature is over them and nothing else.
      const body = Buffer.from(await context.req.arrayBuffer());
      return notify().receive({ webhook: id, headers: context.req.header(), body });
    },
  };
}
