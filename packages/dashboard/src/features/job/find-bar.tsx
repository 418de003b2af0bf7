import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { api } from '../../lib/api.ts';
import { clock } from '../../lib/format.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { useSettled } from '../../lib/use-settled.ts';

/** Finds in all that was recorded of the job, on the server: what is not drawn and what is not here yet too. */
export function FindBar({
  job,
  words,
  entry,
  choose,
}: {
  job: string;
  words: string;
  /** Sequence number of the entry that is looked at. */
  entry: number | null;
  choose: (words: string, entry: number | null) => void;
}) {
  const [text, setText] = useState(words);
  const [listed, setListed] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const wanted = useSettled(text.trim());
  useShortcuts({ '/': () => field.current?.focus() });
  const found = useQuery({
    queryKey: ['find', job, wanted],
    queryFn: () => api().find(job, { text: wanted, limit: 500 }),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
    staleTime: 5000,
  });
  const hits = wanted === '' ? [] : (found.data?.hits ?? []);
  const at = hits.findIndex(({ seq }) => seq === entry);
  const go = (by: 1 | -1) => {
    if (hits.length === 0) return;
    const from = at < 0 ? hits.findIndex(({ seq }) => seq > (entry ?? 0)) - (by === 1 ? 1 : 0) : at;
    const next = hits[(from + by + hits.length) % hits.length];
    if (next) choose(wanted, next.seq);
  };
  const close = () => {
    setText('');
    setListed(false);
    choose('', null);
    field.current?.blur();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') close();
  };
  return (
    <div className="relative shrink-0 border-b bg-page px-4 py-1 md:px-6">
      <div className="mx-auto flex max-w-4xl items-center gap-1.5" role="search">
        <Search className="size-3.5 shrink-0 text-faint" aria-hidden />
        <input
          ref={field}
          type="search"
          aria-label="Find in the record of the job"
          aria-keyshortcuts="/"
          maxLength={200}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setListed(true);
          }}
          onFocus={() => setListed(true)}
          onKeyDown={onKey}
          placeholder="Find in the whole record"
          className="h-8 min-w-0 flex-1 bg-transparent outline-offset-0 pointer-coarse:min-h-11 [&::-webkit-search-cancel-button]:hidden"
        />
        {wanted === '' ? null : (
          <>
            <span className="tabular text-xs text-soft" role="status">
              {found.isError
                ? 'It could not be looked for'
                : found.isPending
                  ? 'Looking …'
                  : hits.length === 0
                    ? 'Nothing found'
                    : `${at < 0 ? '–' : at + 1} of ${hits.length}${found.data?.more ? '+' : ''}`}
            </span>
            <Icon label="Previous hit" onClick={() => go(-1)} icon={<ChevronUp className="size-4" aria-hidden />} />
            <Icon label="Next hit" onClick={() => go(1)} icon={<ChevronDown className="size-4" aria-hidden />} />
            <Icon label="Stop finding" onClick={close} icon={<X className="size-4" aria-hidden />} />
          </>
        )}
      </div>
      {listed && hits.length > 0 ? (
        <ul
          aria-label="Found"
          tabIndex={0}
          className="absolute inset-x-4 top-full z-30 mx-auto max-h-72 max-w-4xl overflow-y-auto rounded-b-lg border bg-raised p-1 shadow-lg md:inset-x-6"
        >
          {hits.slice(0, 100).map((hit) => (
            <li key={hit.id}>
              <button
                type="button"
                aria-current={hit.seq === entry}
                onClick={() => {
                  setListed(false);
                  choose(wanted, hit.seq);
                }}
                className="flex w-full items-baseline gap-2 rounded px-2 py-1 text-left hover:bg-hover aria-[current=true]:bg-hover pointer-coarse:min-h-11"
              >
                <span className="tabular w-12 shrink-0 text-right text-xs text-faint">{hit.seq}</span>
                <span className="min-w-0 flex-1 truncate">
                  {hit.excerpt === hit.summary ? hit.summary : `${hit.summary.slice(0, 80)} · `}
                  {hit.excerpt === hit.summary ? null : <span className="text-soft">{hit.excerpt}</span>}
                </span>
                <span className="tabular hidden shrink-0 text-xs text-faint sm:block">{clock(hit.time)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Icon({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return <Button look="ghost" aria-label={label} onClick={onClick} icon={icon} className="w-8 px-0!" />;
}
