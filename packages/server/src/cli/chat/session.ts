import type { ChatMessage, Conversation } from '@codewright/protocol/chat';
import type { CodewrightClient } from '@codewright/protocol/client';
import { CodewrightError } from '../../shared/errors.ts';

/** A conversation as the terminal has it: the same that the window shows under Chat. */
export interface ChatSession {
  /** Also the conversation of its jobs; null until something is said. */
  id: string | null;
  name: string | null;
  folder: string;
  /** Job ids, oldest first. */
  jobs: string[];
  messages: Pick<ChatMessage, 'who' | 'text' | 'at' | 'job'>[];
  settings: Conversation['settings'];
}

/** Records what was said, and a job that belongs to the conversation from now on. */
export async function record(
  client: CodewrightClient,
  session: ChatSession,
  said: { who: ChatMessage['who']; text: string; job?: string },
): Promise<string> {
  const isNew = session.id === null;
  const place = session.id === null ? { folder: session.folder } : { conversationId: session.id };
  // A long output keeps its end.
  const { conversation, messages } = await client.note({ ...said, ...place, text: said.text.slice(-20_000) });
  session.id = conversation.id;
  session.jobs = conversation.jobs;
  session.messages.push(...messages);
  if (isNew && Object.keys(session.settings).length > 0) await keep(client, session);
  return conversation.id;
}

/** Keeps name and settings. */
export async function keep(client: CodewrightClient, { id, name, settings }: ChatSession): Promise<void> {
  if (id !== null) await client.changeConversation(id, { name, settings });
}

/** By id, its ending, or name. @throws CodewrightError NOT_FOUND */
export async function load(client: CodewrightClient, wanted: string): Promise<ChatSession> {
  const { id, name, folder, jobs, settings } = await client.conversation(wanted);
  if (folder === null) {
    throw new CodewrightError('NOT_FOUND', `The conversation ${wanted} is about no folder.`, {
      hint: 'Go on with it in the window.',
    });
  }
  return { id, name, folder, jobs, settings, messages: await client.messages({ conversationId: id, limit: 500 }) };
}
