import type { chatRoutes } from '@codewright/protocol/chat-routes';
import type { CodewrightClient, TalkClient } from '@codewright/protocol/client';
import { streamChat } from './chat-stream.ts';
import { given } from './given.ts';
import type { Handlers } from './handlers.ts';
import { type Paces, startOf } from './stream.ts';

type ChatHandlers = Pick<Handlers, keyof typeof chatRoutes>;

/** Conversations of whoever asks. */
export function createChatHandlers(talk: TalkClient, client: CodewrightClient, paces: Paces): ChatHandlers {
  return {
    chat: ({ body }) => talk.chat(given(body)),
    async chatStream({ query, headers }, context) {
      // Asked for first, so that an unknown one is a 404 and not an open stream.
      const about = await talk.conversation(query.conversationId);
      const after = startOf(headers['last-event-id'], query.after);
      return streamChat(context, { talk, client, about, after, ...paces });
    },
    chatFiles: async ({ query }) => ({ files: await talk.repositoryFiles(given(query)) }),
    listMessages: async ({ query }) => ({ messages: await talk.messages(given(query)) }),
    noteMessage: ({ body }) => talk.note(given(body)),
    listConversations: ({ query }) => talk.conversations(given(query)),
    getConversation: ({ id }) => talk.conversation(id),
    changeConversation: ({ id, body }) => talk.changeConversation(id, given(body)),
  };
}
