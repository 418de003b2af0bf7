import type { ChatMessage, ChatState, Conversation } from '@codewright/protocol/chat';
import type { CodewrightClient, TalkClient } from '@codewright/protocol/client';
import { conversationOfJob, idle, stateOfEvent, stateOfJob } from '@codewright/protocol/chat-state';
import type { Context } from 'hono';
import { type Paces, serveEvents } from './stream.ts';

const pageSize = 500;

interface ChatStreamOptions extends Paces {
  talk: TalkClient;
  client: CodewrightClient;
  about: Conversation;
  /** `seq` of the last message that was seen. */
  after: number;
}

/** Messages of a conversation after the last one that was seen, then new ones as they come, and what is being done meanwhile. */
export function streamChat(context: Context, options: ChatStreamOptions): Response {
  const { talk, client, about } = options;
  return serveEvents(context, options, async (write, signal) => {
    let seen = options.after;
    let told = '';
    const tell = async (state: ChatState) => {
      const data = JSON.stringify(state);
      if (data !== told) await write({ event: 'status', data });
      told = data;
    };
    const catchUp = async () => {
      for (let last: ChatMessage | undefined; ; ) {
        const messages = await talk.messages({ conversationId: about.id, after: seen, limit: pageSize });
        for (const message of messages) {
          seen = message.seq;
          await write({ event: 'message', id: String(seen), data: JSON.stringify(message) });
        }
        last = messages.at(-1) ?? last;
        if (messages.length < pageSize) return last;
      }
    };
    /** A message of a person that nothing was said to yet is being thought about. */
    const stateNow = async (last: ChatMessage | undefined): Promise<ChatState> => {
      if (last?.who === 'user') return { state: 'thinking', doing: 'Reading what you wrote', job: null };
      const [current] = await client.jobs({ conversation: about.id, limit: 1 });
      return current ? stateOfJob(current) : idle;
    };
    // First the place, then what there is: whatever comes between is met by the loop.
    const [newest] = await client.entries({ limit: 1, newestFirst: true });
    const jobs = new Set((await talk.conversation(about.id)).jobs);
    await tell(await stateNow(await catchUp()));
    for await (const entry of client.events({ after: newest?.position ?? 0, signal })) {
      if (entry.job === about.id) await tell(await stateNow(await catchUp()));
      if (conversationOfJob(entry) === about.id) jobs.add(entry.job);
      if (!jobs.has(entry.job)) continue;
      if (entry.kind === 'job_status' || entry.kind === 'job_created' || entry.kind === 'job_claimed')
        await tell(stateOfJob((await client.job(entry.job)).job));
      else {
        const state = stateOfEvent(entry);
        if (state) await tell(state);
      }
    }
  });
}
