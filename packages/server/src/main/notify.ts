import type { CodewrightClient } from '@codewright/protocol/client';
import type { Dispatcher, Notify, Post } from '../notify/contract.ts';
import { startDispatcher } from '../notify/dispatch.ts';
import { createNotify } from '../notify/notify.ts';
import { askWeb } from '../research/web.ts';
import { createPublicDialer } from '../sandbox/egress/dial.ts';
import { systemClock } from '../shared/clock.ts';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import { checkRepository } from './output.ts';
import type { Runtime } from './runtime.ts';

/** What a receiver says is of no interest, only whether it took it. */
const mostAnswered = 64 * 1024;
const attemptMs = 15_000;

export interface Notifying {
  notify: Notify;
  /** Until its `stop`. */
  start(): Dispatcher;
}

/** Notifications, push and webhooks of a home. `jobsOf`: what may be done as a user. */
export function createNotifying(
  runtime: Runtime,
  jobsOf: (user: string) => Pick<CodewrightClient, 'submit'>,
): Notifying {
  const { storage, ledger, secrets, logger, config, redactor } = runtime;
  const clock = systemClock;
  const made = createNotify({ storage, secrets, clock, checkRepository, jobsOf, contact: config.webhooks.contact });
  const post = createPost(() => runtime.config.webhooks.allowHosts);
  return {
    notify: {
      ...made.notify,
      notices: async (...asked) => redactor.json(await made.notify.notices(...asked)),
      deliveries: async (...asked) => redactor.json(await made.notify.deliveries(...asked)),
    },
    start: () =>
      startDispatcher({ storage, ledger, clock, logger, redactor, post, webhooks: made.webhooks, push: made.push }),
  };
}

/** `allowed`: `host:port` of the own network; `resolve`: the addresses of a name. */
export function createPost(
  allowed: () => readonly string[],
  resolve?: (name: string) => Promise<readonly string[]>,
): Post {
  return async ({ url, headers, body }, signal) => {
    const dial = createPublicDialer({ allow: allowed(), ...(resolve ? { resolve } : {}) });
    try {
      const { status } = await askWeb(
        { url, method: 'POST', headers, body, signal, timeoutMs: attemptMs, maxBytes: mostAnswered, redirects: 0 },
        dial,
      );
      return { status };
    } catch (thrown) {
      const error = toCodewrightError(thrown);
      if (error.code !== 'FORBIDDEN') throw error;
      throw new CodewrightError('FORBIDDEN', `${new URL(url).host} may not be reached: it lies in the own network.`, {
        hint: 'The setting `webhooks.allowHosts` names those that may, as host:port.',
        cause: error,
      });
    }
  };
}
