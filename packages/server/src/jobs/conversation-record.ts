import { type ChatMessage, type Conversation, conversation } from '@codewright/protocol/chat';
import type { EntryDraft } from '@codewright/protocol/event';
import type { JsonObject } from '@codewright/protocol/json';
import type { Document } from '../storage/contract.ts';

/** Where conversations lie beside the ledger, and the keys of messages that were sent twice. */
export const conversationSpace = 'conversation';
export const keySpace = 'chat-key';

/** What is said: everything of a message but what the ledger gives it. */
export type Said = Pick<ChatMessage, 'who' | 'text'> &
  Partial<Pick<ChatMessage, 'job' | 'choices' | 'places' | 'refs'>>;

const longestSummary = 1000;

/** A message as an entry of the conversation's own chain. Its words are its summary, so that search finds them. */
export function draftOf(about: Conversation, said: Said): EntryDraft {
  const { who, text, job = null, choices = [], places = [], refs = [] } = said;
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return {
    job: about.id,
    kind: 'message',
    actor: who === 'codewright' ? { type: 'agent', id: 'coordinator' } : { type: 'user', id: about.owner },
    summary: flat.slice(0, longestSummary) || (job === null ? 'Nothing was said' : 'A job'),
    data: {
      conversation: about.id,
      owner: about.owner,
      who,
      text,
      job,
      choices,
      places: places as unknown as JsonObject[],
    },
    refs,
  };
}

/** The conversation after one more message. */
export function after(about: Conversation, { text, job, at }: Pick<ChatMessage, 'text' | 'job' | 'at'>): Conversation {
  const line = firstLine(text);
  return {
    ...about,
    title: about.title === '' ? line : about.title,
    updatedAt: at,
    jobs: job === null || about.jobs.includes(job) ? about.jobs : [...about.jobs, job],
    messages: about.messages + 1,
    last: line === '' ? about.last : line,
  };
}

/** `position`: of its newest entry in the ledger, which lists are ordered by. */
export function documentOf(about: Conversation, position: number): Document {
  const { owner, id } = about;
  const sort = String(position).padStart(16, '0');
  return { space: conversationSpace, owner, id, sort, due: null, doc: JSON.stringify(about) };
}

export function conversationOf(document: Document): Conversation {
  return conversation.parse(JSON.parse(document.doc));
}

export function firstLine(text: string): string {
  return (text.trim().split('\n', 1)[0] ?? '').slice(0, 120);
}
