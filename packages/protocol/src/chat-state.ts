import { type ChatMessage, chatMessage, type ChatState } from './chat.ts';
import type { LedgerEntry } from './event.ts';
import { finalStatuses, type Job } from './job.ts';
import { textOf } from './json.ts';

export const idle: ChatState = { state: 'idle', doing: '', job: null };

/** Null for an entry that is no message of a conversation, such as a word to a running job. */
export function messageOf(entry: LedgerEntry): ChatMessage | null {
  if (entry.kind !== 'message' || entry.data['conversation'] !== entry.job) return null;
  const { id, seq, time: at, refs, data } = entry;
  const parsed = chatMessage.safeParse({ ...data, id, seq, at, refs });
  return parsed.success ? parsed.data : null;
}

/** What goes on in a conversation whose newest job is this one. */
export function stateOfJob({ id, status, currentAction }: Job): ChatState {
  if (finalStatuses.includes(status) || status === 'waiting_human') return idle;
  if (status === 'queued') return { state: 'thinking', doing: 'Waiting for a worker', job: id };
  return { state: 'working', doing: currentAction ?? 'Working', job: id };
}

/** What an entry of a job says of that; null: nothing new. Who answers in words is typing; any other turn of a model is thought. */
export function stateOfEvent({ job, actor, data, summary }: LedgerEntry): ChatState | null {
  const state = { doing: summary, job };
  switch (textOf(data['event'], '')) {
    case 'turn-started':
      return { state: ['coordinator', 'analyst'].includes(actor.id) ? 'typing' : 'thinking', ...state };
    case 'tool-started':
    case 'gate-started':
    case 'phase-started':
      return { state: 'working', ...state };
    default:
      return null;
  }
}

/** The conversation that a new job belongs to; '' where it is none. */
export function conversationOfJob({ kind, data }: LedgerEntry): string {
  const { request } = data;
  if (kind !== 'job_created' || typeof request !== 'object' || request === null || Array.isArray(request)) return '';
  return textOf(request['conversation'], '');
}
