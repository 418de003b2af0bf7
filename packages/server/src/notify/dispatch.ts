import type { LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses, type Job } from '@codewright/protocol/job';
import type { Notice } from '@codewright/protocol/notices';
import type { Delivery, HookEvent } from '@codewright/protocol/webhooks';
import type { Ledger } from '../ledger/contract.ts';
import type { Clock } from '../shared/clock.ts';
import { toCodewrightError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { Redactor } from '../shared/redact.ts';
import type { Document, Storage } from '../storage/contract.ts';
import type { Dispatcher, Letter, Post } from './contract.ts';
import { noticeDocument, noticeOf } from './notices.ts';
import type { Push } from './push.ts';
import { signedHeaders } from './sign.ts';
import {
  deliveryDocument,
  deliveryOf,
  deliverySpace,
  hookOf,
  hookSpace,
  newDelivery,
  type Webhooks,
} from './webhooks.ts';

export interface DispatchParts {
  storage: Storage;
  ledger: Ledger;
  webhooks: Webhooks;
  push: Push;
  post: Post;
  clock: Clock;
  logger: Logger;
  /** What it knows leaves by no letter, not even what was recorded before it was known. */
  redactor: Pick<Redactor, 'text'>;
  /** Pauses between attempts, milliseconds; as many further attempts as there are. */
  pauses?: readonly number[];
  /** How often is looked for what is due, where nothing else says so; 2 s when absent. */
  lookMs?: number;
}

const usualPauses = [10_000, 60_000, 300_000, 1_800_000, 3_600_000, 10_800_000, 21_600_000];
const attemptMs = 15_000;
/** Nobody else takes a delivery while it is being sent; after this its sender is taken for dead. */
const leaseMs = 60_000;
const together = 8;
const keepMs = 30 * 86_400_000;
const pruneMs = 3_600_000;
/** Owner of the deliveries to the browsers of a user. */
const pushOwner = (user: string) => `push:${user}`;

/**
 * Makes notices and deliveries out of the ledger, from where it last was, and sends them: each one at least once, under an id that
 * its receiver can tell it by. Several servers may do so over one database.
 */
export function startDispatcher(parts: DispatchParts): Dispatcher {
  const { storage, ledger, clock, logger, pauses = usualPauses, lookMs = 2000 } = parts;
  const stop = new AbortController();
  let wake = () => {};
  const done = Promise.all([guarded('notices', feed), guarded('deliveries', send), guarded('old deliveries', prune)]);
  return {
    async stop() {
      stop.abort();
      wake();
      await done;
    },
  };

  /** A database that is away for a while ends nothing: it is tried again. */
  async function guarded(what: string, work: () => Promise<void>): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await work();
      } catch (error) {
        if (stop.signal.aborted) return;
        logger.warn({ error: toCodewrightError(error).message }, `${what} stopped; they go on in a moment`);
        await pause(5000);
      }
    }
  }

  async function pause(ms: number): Promise<void> {
    await clock.sleep(ms, stop.signal).catch(() => 'stopped');
  }

  async function feed(): Promise<void> {
    const mark = { space: 'mark', owner: '', id: 'dispatched' };
    const stored = await storage.document(mark.space, mark.owner, mark.id);
    // The first server of a home begins with what happens from now on.
    const begin = stored ? Number(stored.doc) : await ledger.position();
    const saved = (position: number): Document => ({ ...mark, sort: '', due: null, doc: String(position) });
    if (!stored) await storage.write((tx) => tx.saveDocument(saved(begin)));
    let unsaved = 0;
    for await (const entry of ledger.subscribe({ after: begin, signal: stop.signal })) {
      const made = await documentsOf(entry);
      unsaved += 1;
      if (made.length === 0 && unsaved < 200) continue;
      unsaved = 0;
      await storage.write(async (tx) => {
        for (const document of made) await tx.addDocument(document);
        await tx.saveDocument(saved(entry.position));
      });
      if (made.some(({ due }) => due !== null)) wake();
    }
  }

  async function documentsOf(entry: LedgerEntry): Promise<Document[]> {
    const event = eventOf(entry);
    const speaks = event !== null || entry.kind === 'insight' || entry.kind === 'event';
    const job = speaks ? await storage.job(entry.job) : null;
    if (!job) return [];
    const made: Document[] = [];
    const notice = noticeOf(entry, job);
    if (notice) {
      made.push(noticeDocument(notice, job.createdBy, entry.position));
      for (const id of await parts.push.idsOf(job.createdBy)) {
        const owner = pushOwner(job.createdBy);
        const message = {
          title: notice.title,
          body: notice.text,
          kind: notice.kind,
          url: addressOf(notice),
          id: notice.id,
        };
        made.push(due(newDelivery(owner, `${entry.id}-${id}`, notice.kind, new Date(entry.time), message, job.id)));
      }
    }
    if (event === null) return made;
    const hooks = (await storage.documents({ space: hookSpace, owner: '', limit: 200 })).map(hookOf);
    for (const { id, about, enabled } of hooks) {
      if (!enabled || about.kind !== 'out' || !about.events.includes(event)) continue;
      const body = { type: event, timestamp: entry.time, data: { job: shown(job), entry: entry.id } };
      made.push(due(newDelivery(id, entry.id, event, new Date(entry.time), body, job.id)));
    }
    return made;
  }

  function due(made: Delivery): Document {
    return deliveryDocument(made, clock.now().getTime());
  }

  async function send(): Promise<void> {
    while (!stop.signal.aborted) {
      const taken = await storage.write(async (tx) => {
        const documents = await tx.lockDueDocuments(deliverySpace, clock.now().getTime(), together);
        for (const document of documents) await tx.saveDocument({ ...document, due: clock.now().getTime() + leaseMs });
        return documents;
      });
      await Promise.all(taken.map(attempt));
      if (taken.length < together) await rest();
    }
  }

  /** Until something new is due, or it is time to look. */
  async function rest(): Promise<void> {
    const woken = new Promise<void>((resolve) => (wake = resolve));
    const end = new AbortController();
    const signal = AbortSignal.any([end.signal, stop.signal]);
    await Promise.race([woken, clock.sleep(lookMs, signal).catch(() => 'stopped')]);
    end.abort();
  }

  async function attempt(document: Document): Promise<void> {
    const waiting = deliveryOf({ ...document, doc: parts.redactor.text(document.doc) });
    const begun = clock.now();
    let status: number | null = null;
    let problem: string | null = null;
    let hopeless = false;
    try {
      const letter = await letterOf(waiting, begun);
      if (letter === null) return await settle({ ...waiting, state: 'dead', next: null }, null);
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(attemptMs)]);
      ({ status } = await parts.post(letter, signal));
      if (status < 200 || status > 299) problem = `answered ${status}`;
      // Gone for good, by its own words.
      hopeless = status === 410 || (status === 404 && waiting.webhook.startsWith('push:'));
    } catch (thrown) {
      // Stopped in the middle: it counts as not tried, and the next start finds it.
      if (stop.signal.aborted) return await settle(waiting, begun.getTime());
      const error = toCodewrightError(thrown);
      problem = error.message;
      hopeless = error.code === 'FORBIDDEN';
    }
    const ms = clock.now().getTime() - begun.getTime();
    const attempts = [...waiting.attempts, { at: begun.toISOString(), status, problem, ms }];
    if (problem === null) return settle({ ...waiting, attempts, state: 'delivered', next: null }, null);
    if (hopeless && waiting.webhook.startsWith('push:')) await forgetBrowser(waiting);
    // One that was sent again by hand has its attempts anew.
    const wait = pauses[(attempts.length - 1) % (pauses.length + 1)];
    if (hopeless || wait === undefined) return settle({ ...waiting, attempts, state: 'dead', next: null }, null);
    const next = clock.now().getTime() + wait * (0.5 + Math.random());
    return settle({ ...waiting, attempts, state: 'waiting', next: new Date(next).toISOString() }, next);
  }

  async function settle(delivery: Delivery, at: number | null): Promise<void> {
    await storage.write((tx) => tx.saveDocument(deliveryDocument(delivery, at)));
  }

  /** Null where nobody wants it any more. */
  async function letterOf({ webhook, id, body }: Delivery, now: Date): Promise<Letter | null> {
    if (webhook.startsWith('push:')) {
      const user = webhook.slice('push:'.length);
      return parts.push.letter(user, browserOf(id), JSON.parse(body) as object);
    }
    const found = await storage.document(hookSpace, '', webhook);
    const hook = found && hookOf(found);
    if (!hook?.enabled || hook.about.kind !== 'out') return null;
    const signed = signedHeaders(await parts.webhooks.secret(webhook), id, now, body);
    return { url: hook.about.url, headers: { 'content-type': 'application/json', ...signed }, body };
  }

  async function forgetBrowser({ webhook, id }: Delivery): Promise<void> {
    await parts.push.forget(webhook.slice('push:'.length), browserOf(id));
  }

  async function prune(): Promise<void> {
    const old = new Date(clock.now().getTime() - keepMs).toISOString();
    await storage.write((tx) => tx.removeDocumentsBefore(deliverySpace, old));
    await pause(pruneMs);
  }
}

/** What is asked stands at the top of its job; what happened, at its place in the record. */
function addressOf({ kind, job, id }: { kind: Notice['kind']; job: string; id: string }): string {
  return kind === 'approval' || kind === 'question' ? `/jobs/${job}` : `/jobs/${job}?entry=${id}`;
}

function browserOf(id: string): string {
  return id.slice(id.lastIndexOf('-') + 1);
}

function eventOf({ kind, data }: LedgerEntry): HookEvent | null {
  if (kind === 'job_created') return 'job.created';
  if (kind === 'job_claimed') return 'job.started';
  if (kind !== 'job_status') return null;
  const to = data['to'];
  if (to === 'waiting_human') return 'job.waiting';
  return finalStatuses.some((status) => status === to)
    ? (`job.${to as (typeof finalStatuses)[number]}` as HookEvent)
    : null;
}

/** What another program is told of a job. */
function shown(job: Job): object {
  const { id, goal, mode, status, stopReason, repository, conversation, waitingFor, result, error, used } = job;
  const { createdBy, createdAt, startedAt, finishedAt } = job;
  return {
    id,
    goal,
    mode,
    status,
    stopReason,
    repository,
    conversation,
    waitingFor,
    result,
    error,
    used,
    createdBy,
    createdAt,
    startedAt,
    finishedAt,
  };
}
