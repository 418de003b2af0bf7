import { knowledgeKinds } from '@codewright/protocol/memory';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { BookOpen, Filter, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ChoiceField, FindField } from '../../components/filters.tsx';
import { Empty, Failure, Loading, Page } from '../../components/page.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { call } from '../../lib/api.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { ItemForm } from './item-form.tsx';
import { ItemRow } from './item-row.tsx';
import { kindWords } from './kind-words.ts';

/** What research found, what people noted, what mending taught, and what came with Codewright. */
export function KnowledgePage() {
  const { filters: search, look: go } = useFilters('/knowledge');
  const [adding, setAdding] = useState(false);
  const kind = knowledgeKinds.find((one) => one === search['kind']);
  const stale = search['stale'] === 'true';
  const words = search['q'] ?? '';
  const looked = useSettled(words.trim());
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
        <FindField label="Find in knowledge" value={words} onChange={(q) => go({ q, item: '' })} />
        <ChoiceField
          label="Kind"
          value={kind}
          any="Any kind"
          options={knowledgeKinds.map((value) => ({ value, label: kindWords[value].many }))}
          onChange={(chosen) => go({ kind: chosen, item: '' })}
        />
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
          <ShowMore list={list} />
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
