import type { CodewrightClient } from '@codewright/protocol/client';
import type { Delivery, Received, Webhook } from '@codewright/protocol/webhooks';
import { z } from 'zod';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import type { Storage } from '../storage/contract.ts';
import type { Incoming, Notify } from './contract.ts';
import { type Wish, wishOf } from './github.ts';
import { checkedId } from './sign.ts';
import { deliveryDocument, deliveryOf, type Webhooks } from './webhooks.ts';

export interface ReceiveParts {
  storage: Storage;
  webhooks: Webhooks;
  clock: Clock;
  /** Jobs as a user may submit them. */
  jobsOf: (owner: string) => Pick<CodewrightClient, 'submit'>;
}

const wanted = z.object({ goal: z.string().trim().min(1).max(10_000) });

const abandonedMs = 120_000;

/** Takes a delivery once: signature, then age, then its id, and only then what is in it. */
export function createReceiver({ storage, webhooks, clock, jobsOf }: ReceiveParts): Notify['receive'] {
  return async (incoming) => {
    const hook = await webhooks.get(incoming.webhook);
    const { about } = hook;
    if (about.kind === 'out' || !hook.enabled)
      throw new CodewrightError('NOT_FOUND', `There is no webhook ${hook.id} that takes anything in.`);
    const now = clock.now();
    const id = checkedId(about.kind, await webhooks.secret(hook.id), incoming.headers, incoming.body, now);
    const event = about.kind === 'github' ? (incoming.headers['x-github-event'] ?? '') : 'job';
    const taken: Delivery = {
      id,
      webhook: hook.id,
      event,
      state: 'waiting',
      at: now.toISOString(),
      next: null,
      job: null,
      attempts: [],
      body: '',
    };
    // Its id is taken in one step, so that of two that come at once one is the second.
    if (!(await take(taken)))
      throw new CodewrightError('CONFLICT', `The delivery ${id} came before.`, { hint: 'Each delivery counts once.' });
    const came = await carryOut(hook, id, read(hook, event, incoming));
    const attempt = {
      at: taken.at,
      status: null,
      problem: came.reason || null,
      ms: clock.now().getTime() - now.getTime(),
    };
    const state = came.state === 'replayed' ? 'ignored' : came.state;
    await storage.write((tx) =>
      tx.saveDocument(deliveryDocument({ ...taken, state, job: came.job, attempts: [attempt] }, null)),
    );
    return came;
  };

  async function take(delivery: Delivery): Promise<boolean> {
    const document = deliveryDocument(delivery, null);
    return storage.write(async (tx) => {
      if (await tx.addDocument(document)) return true;
      const known = await tx.document(document.space, document.owner, document.id);
      const before = known && deliveryOf(known);
      // Whoever took it first has not come to an end with it: their process is gone. What it made, its key finds again.
      if (before?.state !== 'waiting' || Date.parse(delivery.at) - Date.parse(before.at) < abandonedMs) return false;
      await tx.saveDocument(document);
      return true;
    });
  }

  async function carryOut(hook: Webhook, id: string, wish: Wish): Promise<Received> {
    if ('ignored' in wish) return { state: 'ignored', job: null, reason: wish.ignored };
    const { about } = hook;
    if (about.kind === 'out') return { state: 'ignored', job: null, reason: 'It takes nothing in.' };
    try {
      const { job } = await jobsOf(hook.owner).submit({
        goal: wish.goal,
        repository: about.folder,
        createdBy: hook.owner,
        idempotencyKey: `webhook:${hook.id}:${id}`,
      });
      return { state: 'accepted', job: job.id, reason: '' };
    } catch (thrown) {
      const error = toCodewrightError(thrown);
      if (error.api === 'INTERNAL_ERROR') throw error;
      return { state: 'refused', job: null, reason: error.message };
    }
  }
}

function read({ about }: Webhook, event: string, { body }: Incoming): Wish {
  const payload = parsed(body);
  if (about.kind === 'github') return wishOf(event, payload, about.triggers);
  const asked = wanted.safeParse(payload);
  return asked.success ? { goal: asked.data.goal } : { ignored: 'The body has no `goal`.' };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // What is no JSON asks for nothing.
    return undefined;
  }
}
