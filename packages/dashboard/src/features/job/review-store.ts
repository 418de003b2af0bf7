import type { CommentDraft } from '@codewright/protocol/review';
import { api, wordsOf } from '../../lib/api.ts';

/** A comment as it is in this window: ahead of the server until it is saved. */
export interface LocalDraft {
  comment: CommentDraft;
  state: 'saving' | 'saved' | 'failed';
  /** Why it is not saved yet. */
  error: string;
  /** When the server has taken these words; '' until it has. */
  updatedAt: string;
}

/** Words are on the server well within a second after the last key. */
const pauseMs = 350;
const againMs = 3000;

interface Store {
  get(): ReadonlyMap<string, LocalDraft>;
  subscribe(listener: () => void): () => void;
  /** Without words it is taken back. */
  write(comment: CommentDraft): void;
  /** Resolves when everything that was written here is on the server. @throws what keeps it from there. */
  settle(): Promise<void>;
  forget(ids: readonly string[]): void;
}

const stores = new Map<string, Store>();

/** Outlives the page of the job: what was typed is saved though one has gone elsewhere. */
export function reviewStore(job: string): Store {
  const known = stores.get(job);
  if (known) return known;
  const made = createStore(job);
  stores.set(job, made);
  return made;
}

function createStore(job: string): Store {
  /** What the server does not have yet lies in this browser, so that a reload in that moment loses nothing. */
  const key = `codewright.review.${job}`;
  let drafts: ReadonlyMap<string, LocalDraft> = new Map();
  const listeners = new Set<() => void>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const running = new Map<string, Promise<void>>();

  const change = (id: string, draft: LocalDraft | null) => {
    const next = new Map(drafts);
    if (draft) next.set(id, draft);
    else next.delete(id);
    drafts = next;
    const unsaved = [...next.values()].filter(({ state }) => state !== 'saved').map(({ comment }) => comment);
    if (unsaved.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(unsaved));
    for (const listener of listeners) listener();
  };

  const save = (id: string): Promise<void> => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    const own = after(running.get(id), async () => {
      const draft = drafts.get(id);
      if (!draft || draft.state === 'saved') return;
      const { comment } = draft;
      try {
        const { updatedAt } = await api().comment(job, comment);
        // More may have been typed meanwhile; that is on its way by itself.
        if (drafts.get(id)?.comment === comment) change(id, { comment, state: 'saved', error: '', updatedAt });
      } catch (error) {
        const latest = drafts.get(id);
        if (latest) change(id, { ...latest, state: 'failed', error: wordsOf(error).message });
        if (!timers.has(id))
          timers.set(
            id,
            setTimeout(() => void save(id), againMs),
          );
      }
    });
    running.set(id, own);
    return own;
  };

  const write: Store['write'] = (comment) => {
    change(comment.id, { comment, state: 'saving', error: '', updatedAt: '' });
    clearTimeout(timers.get(comment.id));
    timers.set(
      comment.id,
      setTimeout(() => void save(comment.id), pauseMs),
    );
  };

  for (const comment of JSON.parse(localStorage.getItem(key) ?? '[]') as CommentDraft[]) write(comment);

  return {
    get: () => drafts,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write,
    async settle() {
      const unsaved = [...drafts].filter(([, { state }]) => state !== 'saved').map(([id]) => id);
      await Promise.all(unsaved.map((id) => save(id)));
      const failed = [...drafts.values()].find(({ state }) => state === 'failed');
      if (failed) throw new Error(failed.error);
    },
    forget(ids) {
      for (const id of ids) {
        clearTimeout(timers.get(id));
        timers.delete(id);
        if (drafts.has(id)) change(id, null);
      }
    },
  };
}

/** One after another, so that older words never overwrite newer ones. */
async function after(before: Promise<void> | undefined, work: () => Promise<void>): Promise<void> {
  await before;
  await work();
}
