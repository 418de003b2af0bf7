import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { CodePlace } from '@codewright/protocol/chat';
import type { JobsClient, TalkClient } from '@codewright/protocol/client';
import { textOf } from '@codewright/protocol/json';
import { createChat } from '../jobs/chat.ts';
import { createConversations } from '../jobs/conversations.ts';
import { ownedName } from '../sandbox/workspace/begun.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { systemClock } from '../shared/clock.ts';
import { sha256 } from '../shared/hash.ts';
import { createLazyCodebase } from './lazy-codebase.ts';
import { openMemory } from './memory.ts';
import { checkRepository, repositoryAround } from './output.ts';
import type { Runtime } from './runtime.ts';
import type { Sandboxes } from './sandboxes.ts';

const shownPlaces = 6;
/** How long the list of a repository's files is taken for the present one, while somebody types. */
const listMs = 20_000;

/** Conversations over the storage of a home. */
export interface Conversing {
  /** Those of one user; what comes of a message is done with what that user may do. */
  of(owner: string, jobs: JobsClient): TalkClient;
}

export function createConversing(runtime: Runtime, sandboxes: Sandboxes): Conversing {
  const codebase = createLazyCodebase(join(runtime.home, 'cache', 'code'));
  const memory = openMemory(runtime);
  const lists = new Map<string, { at: number; files: Promise<string[]> }>();
  const own = randomBytes(4).toString('hex');
  let last: Promise<unknown> = Promise.resolve();

  /** The head of a repository as a workspace of its own; one at a time, since the folder of a repository is always the same. */
  async function within<T>(repository: string, work: (tree: Workspace, signal: AbortSignal) => Promise<T>): Promise<T> {
    const turn = last.then(async () => {
      const signal = AbortSignal.timeout(60_000);
      const { manager } = await sandboxes.workspaces();
      const job = ownedName('look', `${sha256(repository).slice(0, 24)}-${own}`);
      const tree = await manager.open({ job, repository, branch: 'codewright/look' }, signal);
      try {
        return await work(tree, signal);
      } finally {
        await tree.dispose();
      }
    });
    last = turn.catch(() => 'told to whoever asked');
    return turn;
  }

  const lookUp = (repository: string, text: string) =>
    within(repository, async (tree, signal) => {
      const { hits, coverage } = await codebase.search({ tree, repository, text, limit: shownPlaces, signal });
      const places = hits.map(
        ({ path, line, end, symbol, text: code }): CodePlace => ({
          path,
          line,
          end,
          symbol,
          text: code.slice(0, 2000),
        }),
      );
      return { places, ...coverage };
    });

  const filesOf = (repository: string): Promise<string[]> => {
    const known = lists.get(repository);
    if (known && Date.now() - known.at < listMs) return known.files;
    const files = within(repository, async (tree, signal) => {
      const all = (await tree.files({ tree: await tree.treeHash(signal), signal })) ?? [];
      return all.map(({ path }) => path);
    });
    lists.clear();
    lists.set(repository, { at: Date.now(), files });
    files.catch(() => lists.delete(repository));
    return files;
  };

  return {
    of(owner, jobs) {
      const { storage, ledger, redactor } = runtime;
      const conversations = createConversations({ storage, ledger, clock: systemClock, redactor }, owner);
      return {
        chat: createChat({
          conversations,
          jobs,
          lookUp,
          repositoryAround,
          team: { workflows: async (place) => (await import('./team.ts')).createTeam(runtime).workflows(place) },
          memory: memory.of({ user: owner, role: 'member' }),
        }),
        note: (request) => conversations.note(request),
        conversations: (query) => conversations.list(query),
        conversation: (id) => conversations.find(id),
        changeConversation: (id, change) => conversations.change(id, change),
        messages: (query) => conversations.messages(query),
        async repositoryFiles({ folder, q = '', limit = 20 }) {
          checkRepository(folder);
          return best(await filesOf(repositoryAround(folder) ?? folder), q).slice(0, limit);
        },
      };
    },
  };
}

/** Whose a job or a conversation is. @throws CodewrightError NOT_FOUND */
export function ownerIn({ queue, ledger }: Pick<Runtime, 'queue' | 'ledger'>): (id: string) => Promise<string> {
  return async (id) => {
    const [first] = await ledger.read({ job: id, limit: 1 });
    if (first?.data['conversation'] === id) return textOf(first.data['owner'], '');
    return (await queue.get(id)).createdBy;
  };
}

/** Those that hold the words: in the name of the file first, then the shortest. */
function best(paths: readonly string[], words: string): string[] {
  const wanted = words.toLowerCase();
  const rank = (path: string) => {
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    return name.startsWith(wanted) ? 0 : name.includes(wanted) ? 1 : 2;
  };
  return paths
    .filter((path) => path.toLowerCase().includes(wanted))
    .sort((one, other) => rank(one) - rank(other) || one.length - other.length || one.localeCompare(other));
}
