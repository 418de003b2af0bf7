import type { Notice } from '@codewright/protocol/notices';
import { Link } from '@tanstack/react-router';
import { CircleX, Gauge, Lightbulb, type LucideIcon } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { call } from '../../lib/api.ts';
import { ago, clock } from '../../lib/format.ts';
import { useAction } from '../../lib/use-action.ts';

const looks: Partial<Record<Notice['kind'], { icon: LucideIcon; label: string; ink: string }>> = {
  failure: { icon: CircleX, label: 'Failed', ink: 'text-bad' },
  budget: { icon: Gauge, label: 'Budget', ink: 'text-warn' },
  insight: { icon: Lightbulb, label: 'Noticed', ink: 'text-busy' },
};

/** What happened and waits for nothing: failures, budgets, insights. */
export function News({ notices }: { notices: readonly Notice[] }) {
  const news = notices.filter(({ kind }) => kind in looks);
  const read = useAction({
    what: 'Marking as read',
    run: (what: { ids?: string[]; all?: boolean }) => call('readNotices', { body: what }),
  });
  if (news.length === 0) return null;
  const unread = news.filter((one) => !one.read);
  return (
    <Section
      title="News"
      aside={
        unread.length > 0 ? (
          <Button pending={read.pending} onClick={() => read.start({ all: true })}>
            Mark all as read
          </Button>
        ) : undefined
      }
    >
      <ul className="divide-y overflow-hidden rounded-lg border">
        {news.map(({ id, kind, job, title, text, at, read: seen }) => {
          const { icon: Icon, label, ink } = looks[kind] ?? { icon: CircleX, label: kind, ink: '' };
          return (
            <li key={id}>
              <Link
                to="/jobs/$id"
                params={{ id: job }}
                search={{ entry: id }}
                onClick={() => {
                  if (!seen) read.start({ ids: [id] });
                }}
                className="flex min-h-14 items-start gap-2.5 px-3.5 py-2.5 -outline-offset-2 hover:bg-hover"
              >
                <Icon className={`mt-0.5 size-4 shrink-0 ${ink}`} aria-hidden />
                <span className="min-w-0 flex-1">
                  <span className={`block truncate ${seen ? '' : 'font-semibold'}`}>
                    {seen ? null : <span className="sr-only">Unread: </span>}
                    {label}: {title}
                  </span>
                  <span className="line-clamp-2 text-soft [overflow-wrap:anywhere]">{text}</span>
                </span>
                <time dateTime={at} title={clock(at)} className="shrink-0 text-xs text-soft">
                  {ago(at)}
                </time>
              </Link>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
