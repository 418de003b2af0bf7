import type { Asker } from '@codewright/protocol/access';
import type { RouteAnswer, RouteInput, RouteName } from '@codewright/protocol/api-types';
import type { JsonObject } from '@codewright/protocol/json';
import type { Context } from 'hono';
import { createAccessHandlers } from './access.ts';
import { createChatHandlers } from './chat-handlers.ts';
import type { ApiOptions } from './contract.ts';
import { given } from './given.ts';
import { createMemoryHandlers } from './memory-handlers.ts';
import { createNotifyHandlers } from './notify-handlers.ts';
import { proofOf } from './guard.ts';
import { createSettingsHandlers } from './settings.ts';
import { startOf, streamEntries } from './stream.ts';
import { createTeamHandlers } from './team-handlers.ts';
import { createViewHandlers } from './view-handlers.ts';

/** It costs milliseconds, and says the same to everybody. */
const documents = new Map<string, Promise<JsonObject>>();

function documentOf(version: string): Promise<JsonObject> {
  const known = documents.get(version);
  if (known) return known;
  const made = import('@codewright/protocol/openapi').then(({ createDocument }) => createDocument(version));
  documents.set(version, made);
  return made;
}

/** One function per route: gets checked input, resolves with the answer, or with a response of its own. */
export type Handlers = {
  [Name in RouteName]: (input: RouteInput<Name>, context: Context) => Promise<RouteAnswer<Name> | Response>;
};

/**
 * The routes over the client contract, for one who asks: `options.client` does and shows what that one may. Where anybody may
 * ask, `asker` is nobody and the client refuses everything.
 */
export function createHandlers(options: ApiOptions, asker: Asker): Handlers {
  const { client, token, version, heartbeatMs, stallMs } = options;
  const paces = { heartbeatMs, stallMs };
  return {
    ...createAccessHandlers(options.access, asker, options.https),
    ...createSettingsHandlers(options.settings, asker),
    ...createChatHandlers(options.talkOf?.(asker.user, client) ?? client, client, paces),
    ...createMemoryHandlers(options.memoryOf, asker),
    ...createNotifyHandlers(options.notify, asker),
    ...createTeamHandlers(options, asker),
    ...createViewHandlers(options.viewsOf?.(asker.user)),
    health: async ({ query: { nonce } }) => ({
      ok: true,
      version,
      ...(nonce === undefined ? {} : { proof: proofOf(token, nonce) }),
    }),
    async ready(_input, context) {
      const ready = await options.ready().catch(() => false);
      return ready ? { ok: true } : context.json({ ok: false }, 503);
    },
    openApi: () => documentOf(version),
    server: () => client.server(),

    async listJobs({ query: { conversationId, q, order, limit = 50, ...query } }) {
      const jobs = await client.jobs({
        ...given(query),
        limit,
        ...(conversationId === undefined ? {} : { conversation: conversationId }),
        ...(q === undefined ? {} : { text: q }),
        oldestFirst: order === 'oldest',
      });
      return { jobs, next: jobs.length < limit ? null : (jobs.at(-1)?.id ?? null) };
    },
    async createJob({ body, headers }) {
      const key = headers['idempotency-key'];
      const made = await client.submit({ ...body, ...(key === undefined ? {} : { idempotencyKey: key }) });
      return { id: made.job.id, status: made.job.status, ...made };
    },
    previewJob: ({ body }) => client.preview(body),
    getJob: ({ id }) => client.job(id),
    jobDigest: ({ id }) => client.digest(id),
    jobEvents: async ({ id, query: { order, ...query } }) => ({
      events: await client.entries({ ...given(query), job: id, newestFirst: order === 'newest' }),
    }),
    async jobStream({ id, query, headers }, context) {
      // Asked for first, so that an unknown job is a 404 and not an open stream.
      const { job } = await client.job(id);
      const after = startOf(headers['last-event-id'], query.after);
      return streamEntries(context, client, { job: job.id, whole: true, after, ...paces });
    },
    jobDiff: ({ id, query }) => client.diff(id, given(query)),
    jobChanges: ({ id, query: { ignoreSpace, ...range } }) =>
      client.changes(id, { ...given(range), ignoreSpace: ignoreSpace === 'true' }),
    jobFiles: ({ id, query }) => client.filesOf(id, given(query)),
    jobFile: ({ id, query: { path, commit } }) =>
      client.fileOf(id, { path, ...(commit === undefined ? {} : { commit }) }),
    findInJob: ({ id, query: { q, ...page } }) => client.find(id, { text: q, ...given(page) }),
    jobReviews: ({ id }) => client.reviews(id),
    markViewed: ({ id, body }) => client.view(id, body),
    commentOnJob: ({ id, body }) => client.comment(id, body),
    sendReview: ({ id, body }) => client.sendReview(id, given(body)),
    verifyJob: ({ id }) => client.verify(id),
    truthpack: async ({ id }) => JSON.parse(await client.truthpack(id)) as RouteAnswer<'truthpack'>,

    async cancelJob({ id }) {
      const job = await client.cancel(id);
      return { id: job.id, status: job.status, job };
    },
    pauseJob: ({ id }) => client.pause(id),
    resumeJob: ({ id, body }) => client.resume(id, body?.caps ? { caps: given(body.caps) } : {}),
    answerJob: ({ id, body }) => client.answer(id, body),
    approveJob: ({ id, body }) => client.answer(id, { ...body, answer: 'approve' }),
    askAgain: ({ id, body }) => client.askAgain(id, body),
    rejectJob: ({ id, body }) => client.answer(id, { ...body, answer: 'reject' }),
    sayToJob: ({ id, body }) => client.say(id, body.text),
    mergeJob: ({ id }) => client.merge(id),
    publishJob: ({ id, body }) => client.publish(id, body),
    forkJob: ({ id, body }) => client.fork(id, body.step),
    replayJob: ({ id }) => client.replay(id),
    pending: async () => ({ decisions: await client.pending() }),

    listEvents: async ({ query: { order, ...query } }) => ({
      events: await client.entries({ ...given(query), newestFirst: order === 'newest' }),
    }),
    async eventStream({ query: { job, kinds, after }, headers }, context) {
      return streamEntries(context, client, {
        ...(job === undefined ? {} : { job: (await client.job(job)).job.id }),
        ...(kinds ? { kinds } : {}),
        after: startOf(headers['last-event-id'], after),
        ...paces,
      });
    },
    searchLedger: async ({ query }) => ({ events: await client.search(query.q, query.limit) }),
    verifyLedger: ({ query }) => client.verifyLedger(query.job),
    checkpoint: () => client.checkpoint(),
    verifyCheckpoint: ({ body }) => client.verifyCheckpoint(body),
  };
}
