import type {
  ChatMessage,
  ChatTurn,
  Conversation,
  ConversationChange,
  ConversationPage,
  ConversationQuery,
  MessageQuery,
  NoteRequest,
} from '@codewright/protocol/chat';
import { messageOf } from '@codewright/protocol/chat-state';
import type { TransactionalLedger } from '../ledger/contract.ts';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import { uuidv7 } from '../shared/ids.ts';
import type { Redactor } from '../shared/redact.ts';
import type { Storage } from '../storage/contract.ts';
import {
  after,
  conversationOf,
  conversationSpace,
  documentOf,
  draftOf,
  keySpace,
  type Said,
} from './conversation-record.ts';

export interface ConversationParts {
  storage: Storage;
  ledger: TransactionalLedger;
  clock: Clock;
  redactor: Pick<Redactor, 'text'>;
}

/** Conversations of one user: each is a chain of the ledger, with a line beside it that lists are made from. */
export interface Conversations {
  /** Opens a new one where none is named. */
  open(id: string | undefined, folder: string | undefined): Promise<Conversation>;
  find(id: string): Promise<Conversation>;
  list(query: ConversationQuery): Promise<ConversationPage>;
  change(id: string, change: ConversationChange): Promise<Conversation>;
  /** Records what is said, in order. Null where `key` was used before: then nothing is recorded. */
  say(about: Conversation, said: readonly Said[], key?: string): Promise<ChatTurn | null>;
  note(request: NoteRequest): Promise<ChatTurn>;
  messages(query: MessageQuery): Promise<ChatMessage[]>;
}

const usualPage = 50;
const usualMessages = 200;
/** How many of a user's conversations an ending or a name is looked for in. */
const lookedThrough = 500;

export function createConversations(parts: ConversationParts, owner: string): Conversations {
  const { storage, ledger, clock } = parts;
  const clean = (said: Said): Said => ({ ...said, text: parts.redactor.text(said.text) });

  const find = async (wanted: string): Promise<Conversation> => {
    const exact = await storage.document(conversationSpace, owner, wanted);
    if (exact) return conversationOf(exact);
    const known = await storage.documents({ space: conversationSpace, owner, limit: lookedThrough });
    const all = known.map(conversationOf);
    const found = all.find(({ name }) => name === wanted);
    if (found) return found;
    const ending = wanted.length < 4 ? [] : all.filter(({ id }) => id.endsWith(wanted));
    if (ending.length === 1 && ending[0]) return ending[0];
    throw new CodewrightError('NOT_FOUND', `No conversation is called ${wanted}.`, {
      hint: '/resume in `codewright chat` lists them, and so does the page Chat.',
    });
  };

  const fresh = (folder: string | undefined): Conversation => {
    const at = clock.now().toISOString();
    return {
      id: uuidv7(),
      name: null,
      title: '',
      folder: folder ?? null,
      settings: {},
      startedAt: at,
      updatedAt: at,
      owner,
      jobs: [],
      messages: 0,
      last: '',
    };
  };

  const open: Conversations['open'] = async (id, folder) => {
    if (id === undefined) return fresh(folder);
    const known = await find(id);
    return folder === undefined || known.folder === folder ? known : { ...known, folder };
  };

  const say: Conversations['say'] = (about, said, key) =>
    storage.write(async (tx) => {
      if (key !== undefined) {
        const at = clock.now().toISOString();
        const isNew = { space: keySpace, owner, id: key, sort: at, due: null, doc: JSON.stringify(about.id) };
        if (!(await tx.addDocument(isNew))) return null;
      }
      // Another message may have come in since it was read; the chain is the lock.
      const chain = await tx.lockChain(about.id);
      const stored = await tx.document(conversationSpace, owner, about.id);
      let now = stored ? { ...conversationOf(stored), folder: about.folder } : about;
      const drafts = said.map((one) => draftOf(now, clean(one)));
      const { entries } = await ledger.appendWithin(tx, drafts, { locked: [chain] });
      const messages = entries.flatMap((entry) => messageOf(entry) ?? []);
      for (const message of messages) now = after(now, message);
      await tx.saveDocument(documentOf(now, entries.at(-1)?.position ?? 0));
      return { conversation: now, messages };
    });

  const messagesOf = async (
    id: string,
    { after: seq, limit = usualMessages }: MessageQuery,
  ): Promise<ChatMessage[]> => {
    const page = { job: id, kinds: ['message' as const], limit };
    const entries =
      seq === undefined
        ? (await ledger.read({ ...page, newestFirst: true })).toReversed()
        : await ledger.read({ ...page, afterSeq: seq });
    return entries.flatMap((entry) => messageOf(entry) ?? []);
  };

  return {
    open,
    find,
    say,
    async list({ limit = usualPage, before }) {
      const page = { space: conversationSpace, owner, limit: limit + 1 };
      const found = await storage.documents({ ...page, ...(before === undefined ? {} : { before }) });
      const shown = found.slice(0, limit);
      return {
        conversations: shown.map(conversationOf),
        next: found.length > limit ? (shown.at(-1)?.sort ?? null) : null,
      };
    },
    async change(id, { name, folder, settings }) {
      const known = await find(id);
      return storage.write(async (tx) => {
        const stored = await tx.document(conversationSpace, owner, known.id);
        const now: Conversation = {
          ...(stored ? conversationOf(stored) : known),
          ...(name === undefined ? {} : { name }),
          ...(folder === undefined ? {} : { folder }),
          ...(settings === undefined ? {} : { settings }),
        };
        await tx.saveDocument(documentOf(now, Number(stored?.sort ?? 0)));
        return now;
      });
    },
    async note({ conversationId, who = 'user', text, job, folder }) {
      const about = await open(conversationId, folder);
      const turn = await say(about, [{ who, text, ...(job === undefined ? {} : { job }) }]);
      return turn ?? { conversation: about, messages: [] };
    },
    async messages({ conversationId, q, ...page }) {
      const about = conversationId === undefined ? null : await find(conversationId);
      if (q === undefined) {
        if (about) return messagesOf(about.id, page);
        throw new CodewrightError('INVALID_INPUT', 'Messages are asked for by conversation, or by words.', {
          hint: 'Give conversationId or q.',
        });
      }
      const found = (await storage.search(wordsOf(q), 500, 'message')).flatMap(({ job, id }) =>
        about === null || about.id === job ? [{ job, id }] : [],
      );
      const messages: ChatMessage[] = [];
      for (const { job, id } of found) {
        if (messages.length === (page.limit ?? usualPage)) break;
        // Another user's conversation is as good as none.
        if ((await storage.document(conversationSpace, owner, job)) === null) continue;
        const entry = await ledger.get(id);
        messages.push(...(entry === null ? [] : [messageOf(entry)].filter((one) => one !== null)));
      }
      return messages;
    },
  };
}

/** Letters and digits only, as the ledger's own search has them. */
function wordsOf(text: string): string[] {
  return (text.toWellFormed().match(/[\p{L}\p{N}]{1,100}/gu) ?? []).slice(0, 32);
}
