import type { Delivery, Webhook } from '@codewright/protocol/webhooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Failure, Loading } from '../../components/page.tsx';
import { Pill } from '../../components/status.tsx';
import { call } from '../../lib/api.ts';
import { ago, clock, type Tone } from '../../lib/format.ts';
import { useAction } from '../../lib/use-action.ts';

const tones: Record<Delivery['state'], Tone> = {
  waiting: 'busy',
  delivered: 'good',
  accepted: 'good',
  ignored: 'calm',
  refused: 'warn',
  dead: 'bad',
};

/** What was sent or came in, with each attempt. */
export function Deliveries({ hook }: { hook: Webhook }) {
  const log = useQuery({
    queryKey: ['deliveries', hook.id],
    queryFn: () => call('listDeliveries', { id: hook.id, query: { limit: 50 } }),
    refetchInterval: ({ state }) => (state.data?.deliveries.some((one) => one.state === 'waiting') ? 3000 : 15_000),
  });
  const again = useAction({
    what: 'Sending it',
    run: (delivery: string | null) => call('redeliver', { id: hook.id, body: { delivery } }),
    done: () => 'It is being sent.',
  });
  const out = hook.about.kind === 'out';
  if (log.isPending) return <Loading what="the deliveries" />;
  if (log.isError) return <Failure error={log.error} retry={() => void log.refetch()} />;
  return (
    <div className="space-y-2 border-t p-3">
      {out ? (
        <Button pending={again.pending} onClick={() => again.start(null)}>
          Send a ping
        </Button>
      ) : null}
      {log.data.deliveries.length === 0 ? <p className="text-soft">Nothing yet.</p> : null}
      <ul className="divide-y">
        {log.data.deliveries.map(({ id, event, state, at, attempts, next, job }) => {
          const last = attempts.at(-1);
          return (
            <li key={id} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
              <Pill tone={tones[state]}>{state}</Pill>
              <span className="font-mono text-xs">{event}</span>
              <time dateTime={at} title={clock(at)} className="text-xs text-soft">
                {ago(at)}
              </time>
              <span className="min-w-0 flex-1 text-xs text-soft [overflow-wrap:anywhere]">
                {last?.problem ?? (last?.status ? `answered ${last.status}` : '')}
                {attempts.length > 1 ? ` · ${attempts.length} attempts` : ''}
                {next !== null && attempts.length > 0 ? ` · next at ${clock(next)}` : ''}
              </span>
              {job === null ? null : (
                <Link to="/jobs/$id" params={{ id: job }} search={{}} className="text-accent">
                  Job
                </Link>
              )}
              {out ? (
                <Button
                  aria-label={`Send ${event} again`}
                  disabled={again.pending}
                  onClick={() => again.start(id)}
                  icon={<RotateCw className="size-3.5" aria-hidden />}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
