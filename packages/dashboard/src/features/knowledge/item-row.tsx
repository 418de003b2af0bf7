import { type JsonValue, textOf } from '@codewright/protocol/json';
import { type KnowledgeItem, tagOf } from '@codewright/protocol/memory';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { FoldBody, FoldRow } from '../../components/fold-row.tsx';
import { SureButton } from '../../components/sure-button.tsx';
import { Markdown } from '../../components/markdown.tsx';
import { Failure, Loading } from '../../components/page.tsx';
import { History, Origin } from '../../components/versions.tsx';
import { call, queries } from '../../lib/api.ts';
import { ago } from '../../lib/format.ts';
import { useAsker } from '../../lib/session.ts';
import { useAction } from '../../lib/use-action.ts';
import { ItemForm } from './item-form.tsx';
import { kindWords } from './kind-words.ts';

/** An item on one line; opened with its whole text, its source, and the ways to correct it. */
export function ItemRow({ item, open, toggle }: { item: KnowledgeItem; open: boolean; toggle: () => void }) {
  const { kind, title, source, foundAt, stale } = item;
  return (
    <FoldRow
      open={open}
      toggle={toggle}
      head={
        <>
          <span className="hidden w-24 shrink-0 truncate text-xs text-soft sm:block">{kindWords[kind].one}</span>
          <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
          {stale === null ? null : <span className="shrink-0 text-xs text-warn">stale</span>}
          <span className="hidden max-w-56 shrink-0 truncate text-xs text-soft md:block">{source}</span>
          {foundAt === null ? (
            <span className="w-20 shrink-0" />
          ) : (
            <time dateTime={foundAt} className="w-20 shrink-0 text-right text-xs text-soft">
              {ago(foundAt)}
            </time>
          )}
        </>
      }
    >
      {() => <Opened short={item} close={toggle} />}
    </FoldRow>
  );
}

/** What a version said: an item's text, and why it no longer held. */
function wordsIn(value: JsonValue): string {
  const { text, stale } = value as { text?: JsonValue; stale?: JsonValue };
  return `${stale ? `[stale: ${textOf(stale, '')}] ` : ''}${textOf(text, '')}`;
}

function Opened({ short, close }: { short: KnowledgeItem; close: () => void }) {
  const { id } = short;
  const whole = useQuery({ queryKey: ['knowledge', 'item', id], queryFn: () => call('getKnowledge', { id }) });
  if (whole.isPending) return <Loading what="it" />;
  if (whole.isError) return <Failure error={whole.error} retry={() => void whole.refetch()} />;
  return <Whole item={whole.data} close={close} />;
}

function Whole({ item, close }: { item: KnowledgeItem; close: () => void }) {
  const { id, kind, title, text, source, confidence, foundAt, stale, editable, version, by, job, entry } = item;
  const [editing, setEditing] = useState(false);
  const [marking, setMarking] = useState(false);
  const [why, setWhy] = useState('');
  const admin = useAsker()?.role === 'admin';
  const history = useQuery({
    queryKey: ['knowledge', 'history', id, version],
    queryFn: async () => (await call('knowledgeHistory', { id })).versions,
    enabled: editable,
  });
  const headers = editable ? { 'if-match': tagOf(version) } : {};
  const forget = useAction({
    what: `Forgetting ${title}`,
    run: () => call('forgetKnowledge', { id, headers }),
    done: () => `${title} is forgotten.`,
    after: close,
  });
  const mark = useAction({
    what: `Marking ${title}`,
    run: (reason: string | null) => call('changeKnowledge', { id, headers, body: { stale: reason } }),
    after(made) {
      queries.setQueryData(['knowledge', 'item', id], made);
      setMarking(false);
      setWhy('');
    },
    done: (_made, reason) => (reason === null ? `${title} holds.` : `${title} is marked as stale.`),
  });
  return (
    <FoldBody
      aside={
        <>
          <dl className="mb-4 grid grid-cols-[6rem_1fr] gap-y-1 text-xs text-soft [overflow-wrap:anywhere]">
            <dt>Source</dt>
            <dd className="text-ink">
              {/^https?:\/\//.test(source) ? (
                <a href={source} target="_blank" rel="noreferrer noopener" className="underline">
                  {source}
                </a>
              ) : (
                source
              )}
            </dd>
            <dt>Found</dt>
            <dd className="text-ink">{foundAt === null ? 'unknown' : foundAt.slice(0, 10)}</dd>
            <dt>How sure</dt>
            <dd className="text-ink">{Math.round(confidence * 100)} %</dd>
            {entry === null ? null : (
              <>
                <dt>Written down</dt>
                <dd className="text-ink">
                  <Origin by={by?.id ?? null} job={job} entry={entry} about={title} />
                </dd>
              </>
            )}
          </dl>
          {editable ? (
            <History about={title} versions={history} words={wordsIn} />
          ) : (
            <p className="text-xs text-soft">
              {kind === 'fix' ? 'Counted from what jobs tried; not edited.' : 'Came with Codewright; not edited.'}
            </p>
          )}
        </>
      }
    >
      {editing ? (
        <ItemForm item={item} close={() => setEditing(false)} />
      ) : (
        <>
          {stale === null ? null : <p className="mb-2 text-warn [overflow-wrap:anywhere]">Stale: {stale}</p>}
          <div
            className="max-h-[32rem] overflow-auto rounded-md border bg-panel p-3"
            tabIndex={0}
            role="region"
            aria-label={title}
          >
            <Markdown text={text} />
          </div>
          <div className="mt-3 flex flex-wrap gap-2">
            {editable ? (
              <>
                <Button needs="member" onClick={() => setEditing(true)} aria-label={`Correct ${title}`}>
                  Correct
                </Button>
                <Button
                  needs="member"
                  pending={mark.pending && stale !== null}
                  onClick={() => (stale === null ? setMarking(true) : mark.start(null))}
                  aria-label={`${stale === null ? 'Mark as stale' : 'It holds'}: ${title}`}
                >
                  {stale === null ? 'Mark as stale' : 'It holds'}
                </Button>
              </>
            ) : null}
            {editable || (kind === 'fix' && admin) ? (
              <SureButton
                word="Forget"
                name={title}
                needs="member"
                pending={forget.pending}
                start={() => forget.start(undefined)}
              />
            ) : null}
          </div>
          {marking && stale === null ? (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                mark.start(why.trim());
              }}
              className="mt-3 flex flex-wrap items-end gap-2"
            >
              <label className="min-w-40 flex-1 text-xs text-soft">
                Why it holds no longer
                <input
                  autoFocus
                  required
                  maxLength={300}
                  value={why}
                  onChange={(event) => setWhy(event.target.value)}
                  className="h-9 w-full rounded-md border border-edge bg-panel px-2.5 text-ink pointer-coarse:min-h-11"
                />
              </label>
              <Button type="submit" pending={mark.pending}>
                Mark
              </Button>
              <Button look="ghost" onClick={() => setMarking(false)}>
                Cancel
              </Button>
            </form>
          ) : null}
        </>
      )}
    </FoldBody>
  );
}
