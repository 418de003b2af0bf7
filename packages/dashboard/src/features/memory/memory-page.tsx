import { memoryScopes } from '@codewright/protocol/memory';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Brain, Filter, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ChoiceField, FindField } from '../../components/filters.tsx';
import { Empty, Failure, Loading, Page } from '../../components/page.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { call } from '../../lib/api.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { RecordRow } from './record-row.tsx';
import { NewRecord } from './new-record.tsx';
import { scopeWords } from './scope-words.ts';

/** What people and agents keep for later: found, corrected, forgotten, each with where it comes from. */
export function MemoryPage() {
  const { filters: search, look: go } = useFilters('/memory');
  const [adding, setAdding] = useState(false);
  const scope = memoryScopes.find((one) => one === search['scope']);
  const words = search['q'] ?? '';
  const looked = useSettled(words.trim());
  const list = useInfiniteQuery({
    queryKey: ['memory', scope ?? '', looked],
    queryFn: ({ pageParam }) =>
      call('listMemory', {
        query: {
          limit: 50,
          ...(scope ? { scope } : {}),
          ...(looked === '' ? {} : { q: looked }),
          ...(pageParam === '' ? {} : { before: pageParam }),
        },
      }),
    placeholderData: keepPreviousData,
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const all = list.data?.pages.flatMap(({ records }) => records) ?? [];
  const filtered = scope !== undefined || words !== '';
  return (
    <Page
      title="Memory"
      actions={
        <Button
          look="main"
          needs="member"
          icon={<Plus className="size-4" aria-hidden />}
          onClick={() => setAdding(true)}
        >
          Remember
        </Button>
      }
    >
      <div className="flex flex-wrap gap-2 border-b px-4 py-3 md:px-6">
        <FindField label="Find in memory" value={words} onChange={(q) => go({ q, record: '' })} />
        <ChoiceField
          label="Kept for"
          value={scope}
          any="For anybody"
          options={memoryScopes.map((value) => ({ value, label: scopeWords[value].label }))}
          onChange={(chosen) => go({ scope: chosen, record: '' })}
        />
      </div>
      {list.isError && all.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading what="the memory" />
      ) : all.length === 0 && !filtered ? (
        <Empty icon={<Brain aria-hidden />} title="Nothing is remembered yet">
          Keep here what jobs should know: how this project is tested, what must not be touched. Agents read it before
          they begin, and keep what they find out.
        </Empty>
      ) : all.length === 0 ? (
        <Empty
          icon={<Filter aria-hidden />}
          title="Nothing fits"
          action={<Button onClick={() => go({ q: '', scope: '' })}>Show all</Button>}
        >
          Nothing is kept there with these words.
        </Empty>
      ) : (
        <>
          <ul className="divide-y">
            {all.map((record) => (
              <RecordRow
                key={record.id}
                record={record}
                open={search['record'] === record.id}
                toggle={() => go({ record: search['record'] === record.id ? '' : record.id })}
              />
            ))}
          </ul>
          <ShowMore list={list} />
        </>
      )}
      <Dialog open={adding} onOpenChange={setAdding} title="Remember" description="For jobs to come. Never a secret.">
        <NewRecord
          close={(id) => {
            setAdding(false);
            if (id !== null) go({ q: '', scope: '', record: id });
          }}
        />
      </Dialog>
    </Page>
  );
}
