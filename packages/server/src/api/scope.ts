import type { Asker } from '@codewright/protocol/access';
import type { CodewrightClient, JobQuery } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import { CodewrightError } from '../shared/errors.ts';

type OwnerOf = (job: string) => Promise<string>;
const mostKnown = 20_000;
/** Search looks among so many hits for a member's own. */
const mostHits = 500;

/**
 * The client as one user may use it. An admin does everything, a viewer sees everything (what changes something is refused by
 * the route's role), a member does and sees what belongs to their own jobs: another's is not found. New jobs are theirs.
 */
export function scopeClient(client: CodewrightClient, asker: Asker, ownerOf: OwnerOf): CodewrightClient {
  const { user, role } = asker;
  const mine: CodewrightClient = {
    ...client,
    async submit(request) {
      if (role !== 'admin') await checkRequest(client, request, asker, ownerOf);
      return client.submit({ ...request, createdBy: user });
    },
  };
  return role === 'member' ? onlyOwn(mine, user, ownerOf) : mine;
}

/** Refuses everything: there is nobody to do it for. */
export function refusingClient(): CodewrightClient {
  const refuse = () => Promise.reject(new CodewrightError('UNAUTHORIZED', 'Nobody is signed in.'));
  return new Proxy({} as CodewrightClient, { get: () => refuse });
}

/** @throws CodewrightError NOT_FOUND where the job is another user's, as if there were none. */
export async function requireOwnJob(job: string, user: string, ownerOf: OwnerOf): Promise<void> {
  if ((await ownerOf(job)) === user) return;
  throw new CodewrightError('NOT_FOUND', `There is no job ${job}.`, { hint: 'See `codewright jobs list`.' });
}

function onlyOwn(client: CodewrightClient, user: string, ownerOf: OwnerOf): CodewrightClient {
  const known = new Map<string, boolean>();
  /** Whose a job is never changes. Chains that are no job's are nobody's. */
  const isMine = async (job: string): Promise<boolean> => {
    const before = known.get(job);
    if (before !== undefined) return before;
    const is = await ownerOf(job).then(
      (owner) => owner === user,
      () => false,
    );
    known.set(job, is);
    if (known.size > mostKnown) known.delete(known.keys().next().value ?? '');
    return is;
  };
  const own = async (job: string) => requireOwnJob(job, user, ownerOf);
  const onlyMine = async <T extends { job: string }>(items: readonly T[]): Promise<T[]> => {
    const kept = await Promise.all(items.map(async (item) => ((await isMine(item.job)) ? [item] : [])));
    return kept.flat();
  };
  const overAll: Partial<CodewrightClient> = {
    preview: (request) => client.preview(request),
    submit: (request) => client.submit(request),
    jobs: (query: JobQuery) => client.jobs({ ...query, createdBy: user }),
    async *events(options): AsyncGenerator<LedgerEntry> {
      if (options.job !== undefined) await own(options.job);
      for await (const entry of client.events(options)) {
        if (options.job !== undefined || (await isMine(entry.job))) yield entry;
      }
    },
    async entries(query) {
      if (query.job !== undefined) await own(query.job);
      return client.entries(query.job === undefined ? { ...query, createdBy: user } : query);
    },
    pending: () => client.pending({ createdBy: user }),
    search: async (text, limit = 20) => (await onlyMine(await client.search(text, mostHits))).slice(0, limit),
    async verifyLedger(job) {
      if (job === undefined)
        throw new CodewrightError('FORBIDDEN', 'Every chain is verified by an admin or a viewer.', {
          hint: 'Name a job of yours.',
        });
      await own(job);
      return client.verifyLedger(job);
    },
    server: () => client.server(),
  };
  return new Proxy(client, {
    get(target, name: keyof CodewrightClient) {
      const scoped = overAll[name];
      if (scoped !== undefined) return scoped;
      if (typeof target[name] !== 'function') return undefined;
      const method = target[name] as (...args: unknown[]) => Promise<unknown>;
      // Everything else is about one job, named first; what is not is nothing that a member may do.
      return async (...args: unknown[]) => {
        if (typeof args[0] !== 'string') throw new CodewrightError('FORBIDDEN', 'This takes the role admin.');
        await own(args[0]);
        return method.apply(target, args);
      };
    },
  });
}

/** What a request may refer to, and what only the owner of the installation may let go of. */
async function checkRequest(
  client: CodewrightClient,
  request: Parameters<CodewrightClient['submit']>[0],
  { user }: Asker,
  ownerOf: OwnerOf,
): Promise<void> {
  if (request.sandbox === 'process') {
    throw new CodewrightError(
      'FORBIDDEN',
      'A job without isolation could do whatever the server may: an admin starts it.',
      {
        hint: 'Leave `sandbox` away.',
      },
    );
  }
  if (request.parent !== undefined) await requireOwnJob(request.parent, user, ownerOf);
  if (request.conversation === undefined) return;
  // A follow-up to a job without a conversation begins one of the job's id.
  const owner = await ownerOf(request.conversation).catch(() => user);
  const [last] = await client.jobs({ conversation: request.conversation, limit: 1 });
  if (owner !== user || (last !== undefined && last.createdBy !== user))
    throw new CodewrightError('NOT_FOUND', `There is no conversation ${request.conversation}.`);
}
