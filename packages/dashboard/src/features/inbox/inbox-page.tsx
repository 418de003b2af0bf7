import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Inbox } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Empty, Failure, Loading, Page, Section } from '../../components/page.tsx';
import { api } from '../../lib/api.ts';
import { shortId } from '../../lib/format.ts';
import { Decision } from '../job/decision.tsx';
import { News } from '../notifications/news.tsx';
import { useNotices } from '../notifications/use-notices.ts';

const atOnce = 50;

/** Everything that waits for a person, over all jobs, and what happened meanwhile. */
export function InboxPage() {
  const pending = useQuery({ queryKey: ['pending'], queryFn: () => api().pending() });
  const [shown, setShown] = useState(atOnce);
  const notices = useNotices();
  const jobs = useQuery({
    queryKey: ['jobs', 'waiting'],
    queryFn: () => api().jobs({ status: ['waiting_human'], limit: 500 }),
  });
  return (
    <Page title="Inbox">
      {pending.isPending ? (
        <Loading what="the inbox" />
      ) : pending.isError ? (
        <Failure error={pending.error} retry={() => void pending.refetch()} />
      ) : (
        <div className="mx-auto max-w-3xl px-4 py-5 md:px-6">
          {pending.data.length === 0 ? (
            <Empty icon={<Inbox aria-hidden />} title="Nothing waits for you">
              Approvals and questions of all jobs come here, and can be answered here.
            </Empty>
          ) : (
            <Section title="Waiting for you">
              <ul className="space-y-5">
                {pending.data.slice(0, shown).map((decision) => (
                  <li key={decision.id}>
                    <Link
                      to="/jobs/$id"
                      params={{ id: decision.job }}
                      search={{}}
                      className="mb-1.5 flex items-baseline gap-2 hover:text-accent"
                    >
                      <span className="min-w-0 flex-1 truncate font-medium">
                        {jobs.data?.find((job) => job.id === decision.job)?.goal ?? 'A job'}
                      </span>
                      <span className="font-mono text-xs text-faint">{shortId(decision.job)}</span>
                    </Link>
                    <Decision decision={decision} />
                  </li>
                ))}
              </ul>
              {pending.data.length > shown ? (
                <Button className="mt-4" onClick={() => setShown(shown + atOnce)}>
                  Show more ({pending.data.length - shown} wait besides)
                </Button>
              ) : null}
            </Section>
          )}
          {notices.isError ? (
            <Failure error={notices.error} retry={() => void notices.refetch()} />
          ) : (
            <News notices={notices.data?.notifications ?? []} />
          )}
        </div>
      )}
    </Page>
  );
}
