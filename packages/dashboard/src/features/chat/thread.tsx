import type { ChatMessage, ChatState, Choice, Conversation } from '@codewright/protocol/chat';
import { newKey } from '@codewright/protocol/http-client';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { MessagesSquare } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Empty, Failure, Loading } from '../../components/page.tsx';
import { api, queries } from '../../lib/api.ts';
import { useDraft } from '../../lib/drafts.ts';
import { notifyError } from '../../lib/notices.ts';
import { ChatComposer } from './chat-composer.tsx';
import { Message } from './message.tsx';
import { useThread, withAll } from './use-thread.ts';

/** Sent, and not answered yet. `after`: the newest message then. */
interface Waiting {
  key: string;
  text: string;
  after: number;
}

interface Sent {
  text: string;
  choice?: Choice;
}

/** One conversation, or the beginning of a new one. */
export function Thread({ conversation }: { conversation: Conversation | undefined }) {
  const navigate = useNavigate();
  const sought = useSearch({ from: '/chat' })['at'];
  const { messages, state } = useThread(conversation);
  const [lastFolder, keepFolder] = useDraft('chat-folder');
  const [folder, setFolder] = useState<string | null>(null);
  const place = folder ?? conversation?.folder ?? lastFolder;
  const [waiting, setWaiting] = useState<Waiting[]>([]);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const shown = messages.data ?? [];
  const lastWords = shown.findLast(({ who }) => who === 'user')?.text;

  /** One after the other, in the order in which they were sent; what is typed meanwhile is never held back. */
  const start = ({ text, choice }: Sent) => {
    const key = newKey();
    const again = choice?.as !== undefined && choice.as !== null && text === lastWords;
    if (!again) setWaiting((all) => [...all, { key, text, after: shown.at(-1)?.seq ?? 0 }]);
    const send = async () => {
      try {
        const answered = await api().chat({
          text,
          key,
          ...(conversation ? { conversationId: conversation.id } : {}),
          ...(place.trim() === '' ? {} : { folder: place.trim() }),
          ...(choice?.as ? { as: choice.as, again } : {}),
        });
        keepFolder(place);
        const { id } = answered.conversation;
        queries.setQueryData(['conversation', id], answered.conversation);
        queries.setQueryData<ChatMessage[]>(['messages', id], (known) => withAll(known, answered.messages));
        void queries.invalidateQueries({ queryKey: ['conversations'] });
        if (!conversation) await navigate({ to: '/chat', search: { thread: id } });
      } catch (error) {
        notifyError(error, 'Sending failed', () => start({ text, ...(choice ? { choice } : {}) }));
      } finally {
        setWaiting((all) => all.filter((one) => one.key !== key));
      }
    };
    turn.current = turn.current.then(send);
  };
  const unseen = waiting.filter(
    ({ text, after }) => !shown.some((one) => one.who === 'user' && one.seq > after && one.text === text),
  );
  const cards = new Map(shown.flatMap(({ job, seq }) => (job === null ? [] : [[job, seq] as const])));
  const end = useEnd(shown.length + unseen.length);
  return (
    <section aria-label="Conversation" className="flex min-w-0 flex-1 flex-col">
      <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-3 border-b px-4 md:px-6">
        <Link to="/chat" search={{}} className="flex h-11 items-center font-medium text-accent md:hidden">
          All conversations
        </Link>
        <h1 className="sr-only md:hidden">Conversation</h1>
        <h2 className="hidden min-w-0 flex-1 truncate font-medium md:block">
          {conversation ? (conversation.name ?? conversation.title) : 'New conversation'}
        </h2>
        <label className="flex min-w-0 flex-1 items-center gap-2 text-xs text-soft md:max-w-md">
          <span className="shrink-0">Repository</span>
          <input
            value={place}
            onChange={(event) => setFolder(event.target.value)}
            placeholder="Path on the server; empty for a new project"
            className="h-8 min-w-0 flex-1 rounded-md border border-edge bg-panel px-2 font-mono text-xs text-ink pointer-coarse:min-h-11"
          />
        </label>
      </header>
      <div
        ref={end}
        className="min-h-0 flex-1 overflow-y-auto"
        tabIndex={0}
        role="log"
        aria-label="Messages"
        aria-live="off"
      >
        {conversation && messages.isPending ? <Loading what="the conversation" /> : null}
        {messages.isError ? <Failure error={messages.error} retry={() => void messages.refetch()} /> : null}
        {!conversation && waiting.length === 0 ? (
          <Empty icon={<MessagesSquare aria-hidden />} title="What should be done?">
            A request becomes a job whose card stays here; what you add goes on from it. A question about the code is
            answered with its places.
          </Empty>
        ) : null}
        <ol className="mx-auto max-w-3xl space-y-4 px-4 py-5 md:px-6">
          {shown.map((message, index) => (
            <Message
              key={message.seq}
              message={message}
              carriesCard={message.job !== null && cards.get(message.job) === message.seq}
              sought={sought === message.id}
              busy={waiting.length > 0}
              choose={index === shown.length - 1 ? (choice) => start({ text: choice.text, choice }) : undefined}
            />
          ))}
          {unseen.map(({ key, text }) => (
            <li key={key} className="flex justify-end">
              <p className="max-w-[85%] rounded-2xl rounded-br-md bg-chosen px-3.5 py-2 whitespace-pre-line opacity-70 [overflow-wrap:anywhere]">
                {text}
                <span className="sr-only"> (being sent)</span>
              </p>
            </li>
          ))}
        </ol>
      </div>
      <State state={waiting.length > 0 && state.state === 'idle' ? { ...state, state: 'thinking' } : state} />
      <ChatComposer
        key={conversation?.id ?? 'new'}
        name={conversation?.id ?? 'new'}
        folder={place.trim()}
        send={(text) => start({ text })}
      />
    </section>
  );
}

const words = { thinking: 'Thinking', typing: 'Typing', working: 'Working', idle: '' };

/** Keeps its height, so that nothing moves when it comes and goes. */
function State({ state: { state, doing } }: { state: ChatState }) {
  return (
    <p
      data-testid="chat-state"
      data-state={state}
      className="h-6 shrink-0 truncate px-4 text-center text-xs text-soft md:px-6"
    >
      {state === 'idle' ? '' : doing === words[state] ? `${doing} …` : `${words[state]} … ${doing}`}
    </p>
  );
}

/** Stays at the end while messages come, unless the person has scrolled up. */
function useEnd(count: number) {
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const onScroll = () => {
      follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
    };
    const grown = new ResizeObserver(() => {
      if (follows.current) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener('scroll', onScroll, { passive: true });
    for (const child of element.children) grown.observe(child);
    return () => {
      element.removeEventListener('scroll', onScroll);
      grown.disconnect();
    };
  }, []);
  useEffect(() => {
    if (box.current && follows.current) box.current.scrollTop = box.current.scrollHeight;
  }, [count]);
  return box;
}
