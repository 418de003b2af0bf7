import { knowledgeKinds } from '@codewright/protocol/memory';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { BookOpen, Filter, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Empty, Failure, Loading, Page } from '../../components/page.tsx';
import { call } from '../../lib/api.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { ItemForm } from './item-form.tsx';
import { ItemRow } from './item-row.tsx';
import { kindWords } from './kind-words.ts';

/** What research found, what people noted, what mending taught, and what came with Codewright. */
export function KnowledgePage() {
  const search = useSearch({ from: '/knowledge' });
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const kind = knowledgeKinds.find((one) => one === search['kind']);
  const stale = search['stale'] === 'true';
  const words = search['q'] ?? '';
  const looked = useSettled(words.trim());
  const go = (next: Record<string, string>) => {
    const kept = Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, value]) => value !== ''));
    void navigate({ to: '/knowledge', search: kept, replace: true });
  };
  const list = useInfiniteQuery({
    queryKey: ['knowledge', kind ?? '', stale, looked],
    queryFn: ({ pageParam }) =>
      call('listKnowledge', {
        query: {
          limit: 50,
          ...(kind ? { kind } : {}),
          ...(stale ? { stale: 'true' as const } : {}),
          ...(looked === '' ? {} : { q: looked }),
          ...(pageParam === '' ? {} : { before: pageParam }),
        },
      }),
    placeholderData: keepPreviousData,
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const all = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title="Knowledge"
      actions={
        <Button
          look="main"
          needs="member"
          icon={<Plus className="size-4" aria-hidden />}
          onClick={() => setAdding(true)}
        >
          Add note
        </Button>
      }
    >
      <div className="flex flex-wrap gap-2 border-b px-4 py-3 md:px-6">
        <input
          type="search"
          aria-label="Find in knowledge"
          maxLength={200}
          placeholder="Find …"
          value={words}
          onChange={(event) => go({ q: event.target.value, item: '' })}
          className="h-8 min-w-40 flex-1 rounded-md border border-edge bg-panel px-2.5 pointer-coarse:min-h-11"
        />
        <select
          aria-label="Kind"
          value={kind ?? ''}
          onChange={(event) => go({ kind: event.target.value, item: '' })}
          className="h-8 rounded-md border border-edge bg-panel px-2 pointer-coarse:min-h-11"
        >
          <option value="">Any kind</option>
          {knowledgeKinds.map((name) => (
            <option key={name} value={name}>
              {kindWords[name].many}
            </option>
          ))}
        </select>
        <label className="inline-flex items-center gap-2 text-soft pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={stale}
            onChange={(event) => go({ stale: event.target.checked ? 'true' : '', item: '' })}
          />
          Stale only
        </label>
      </div>
      {list.isError && all.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading what="the knowledge" />
      ) : all.length === 0 && kind !== undefined && words === '' && !stale ? (
        <Empty icon={<BookOpen aria-hidden />} title={`No ${kindWords[kind].many.toLowerCase()} yet`}>
          {kindWords[kind].empty}
        </Empty>
      ) : all.length === 0 ? (
        <Empty
          icon={<Filter aria-hidden />}
          title="Nothing fits"
          action={<Button onClick={() => go({ q: '', kind: '', stale: '' })}>Show all</Button>}
        >
          Nothing is known with these words.
        </Empty>
      ) : (
        <>
          <ul className="divide-y">
            {all.map((item) => (
              <ItemRow
                key={item.id}
                item={item}
                open={search['item'] === item.id}
                toggle={() => go({ item: search['item'] === item.id ? '' : item.id })}
              />
            ))}
          </ul>
          {list.hasNextPage ? (
            <div className="flex justify-center py-4">
              <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show more
              </Button>
            </div>
          ) : null}
        </>
      )}
      <Dialog
        open={adding}
        onOpenChange={setAdding}
        title="Add a note"
        description="What is so, and where you know it from."
      >
        <ItemForm
          item={null}
          close={(id) => {
            setAdding(false);
            if (id !== null) go({ q: '', kind: '', stale: '', item: id });
          }}
        />
      </Dialog>
    </Page>
  );
}
