import type { ChatMessage, ChatState, Conversation } from '@codewright/protocol/chat';
import { conversationOfJob, idle, messageOf, stateOfEvent, stateOfJob } from '@codewright/protocol/chat-state';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, queries } from '../../lib/api.ts';
import { onEntry } from '../../lib/live.ts';

/** Messages of a conversation, with those that come while it is open, and what goes on meanwhile. */
export function useThread(conversation: Conversation | undefined) {
  const id = conversation?.id ?? '';
  const messages = useQuery({
    queryKey: ['messages', id],
    queryFn: () => api().messages({ conversationId: id, limit: 500 }),
    enabled: id !== '',
  });
  const [state, setState] = useState<ChatState>(idle);
  const jobs = useRef(new Set<string>());
  for (const job of conversation?.jobs ?? []) jobs.current.add(job);
  const last = conversation?.jobs.at(-1);
  useEffect(() => {
    jobs.current = new Set();
    setState(idle);
  }, [id]);
  useEffect(() => {
    const look = async () => {
      if (last !== undefined) setState(stateOfJob((await api().job(last)).job));
    };
    look().catch(() => setState(idle));
  }, [id, last]);
  useEffect(
    () =>
      onEntry((entry) => {
        const message = messageOf(entry);
        if (message?.conversation === id) {
          queries.setQueryData<ChatMessage[]>(['messages', id], (known) => withAll(known, [message]));
          if (message.who === 'user') setState({ state: 'thinking', doing: 'Reading what you wrote', job: null });
          else if (message.job === null) setState(idle);
        }
        if (id !== '' && conversationOfJob(entry) === id) {
          jobs.current.add(entry.job);
          setState({ state: 'thinking', doing: 'Waiting for a worker', job: entry.job });
        }
        if (!jobs.current.has(entry.job)) return;
        if (entry.kind === 'job_status' || entry.kind === 'job_claimed') {
          api()
            .job(entry.job)
            .then(({ job }) => setState(stateOfJob(job)))
            .catch(() => setState(idle));
          return;
        }
        const next = stateOfEvent(entry);
        if (next) setState(next);
      }),
    [id],
  );
  return { messages, state };
}

/** Undefined where they were not read yet: the reading brings them along. */
export function withAll(known: ChatMessage[] | undefined, more: readonly ChatMessage[]): ChatMessage[] | undefined {
  const added = more.filter((message) => !known?.some(({ seq }) => seq === message.seq));
  if (!known || added.length === 0) return known;
  return [...known, ...added].sort((one, other) => one.seq - other.seq);
}
