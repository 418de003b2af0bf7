import type { ChatMessage, Choice, CodePlace } from '@codewright/protocol/chat';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { Code } from '../../components/code.tsx';
import { Markdown } from '../../components/markdown.tsx';
import { clock } from '../../lib/format.ts';
import { JobCard } from './job-card.tsx';

export interface MessageProps {
  message: ChatMessage;
  /** The last one that speaks of its job: the card with everything in it. */
  carriesCard: boolean;
  /** It was searched for. */
  sought: boolean;
  /** Absent where it was answered already. */
  choose?: ((choice: Choice) => void) | undefined;
  busy: boolean;
}

export function Message({ message, carriesCard, sought, choose, busy }: MessageProps) {
  const { who, text, at, job, choices, places, refs } = message;
  const here = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (sought) here.current?.scrollIntoView({ block: 'center' });
  }, [sought]);
  const mine = who === 'user';
  return (
    <li ref={here} className={`flex flex-col gap-2 ${mine ? 'items-end' : 'items-start'}`}>
      {text === '' ? null : (
        <div
          title={clock(at)}
          className={
            (mine ? 'max-w-[85%] rounded-2xl rounded-br-md bg-chosen px-3.5 py-2' : 'w-full max-w-full') +
            (sought ? ' outline-2 outline-offset-2 outline-accent' : '')
          }
        >
          <span className="sr-only">{mine ? 'You' : who === 'shell' ? 'The shell' : 'Codewright'}: </span>
          {who === 'codewright' ? (
            <Markdown text={text} />
          ) : (
            <p className={`whitespace-pre-line [overflow-wrap:anywhere] ${who === 'shell' ? 'font-mono' : ''}`}>
              {text}
            </p>
          )}
        </div>
      )}
      {places.length > 0 ? <Places places={places} /> : null}
      {job !== null && refs.length > 0 ? <References job={job} refs={refs} /> : null}
      {job === null ? null : (
        <div className="w-full">
          <JobCard id={job} full={carriesCard} />
        </div>
      )}
      {choices.length > 0 && choose ? (
        <div className="flex flex-wrap gap-2 pointer-coarse:gap-4">
          {choices.map((one) => (
            <Button
              key={`${one.label} ${one.as ?? ''}`}
              disabled={busy}
              onClick={() => choose(one)}
              className="h-auto! min-h-8 py-1 text-left whitespace-normal!"
            >
              {one.label}
            </Button>
          ))}
        </div>
      ) : null}
    </li>
  );
}

function Places({ places }: { places: readonly CodePlace[] }) {
  return (
    <ul className="w-full space-y-1.5">
      {places.map(({ path, line, end, symbol, text }, index) => (
        <li key={`${path}:${line}`}>
          <details open={index === 0} className="rounded-md border">
            <summary className="min-h-8 px-3 py-1.5 font-mono text-[12.5px] [overflow-wrap:anywhere] pointer-coarse:min-h-11">
              {path}:{line}
              {end > line ? `–${end}` : ''} {symbol ? <span className="text-soft">{symbol}</span> : null}
            </summary>
            <Code text={text} name={path} label={`Code of ${path}, line ${line}`} />
          </details>
        </li>
      ))}
    </ul>
  );
}

/** The entries of the ledger that the words rest on. */
function References({ job, refs }: { job: string; refs: readonly string[] }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-xs text-soft">
      Rests on
      {refs.slice(0, 12).map((entry, index) => (
        <Link
          key={entry}
          to="/jobs/$id"
          params={{ id: job }}
          search={{ entry }}
          className="inline-flex min-h-6 min-w-6 items-center justify-center text-accent underline pointer-coarse:min-h-11"
        >
          <span className="sr-only">entry of the record </span>[{index + 1}]
        </Link>
      ))}
    </p>
  );
}
