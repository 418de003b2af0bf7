import { clock } from '../lib/format.ts';
import { useLink } from '../lib/live.ts';

export function LinkState() {
  const link = useLink();
  const words =
    link.state === 'live'
      ? 'Live'
      : link.state === 'connecting'
        ? 'Connecting …'
        : `Reconnecting, last event ${link.heardAt === null ? 'never' : clock(link.heardAt)}`;
  const dot = { live: 'bg-good', connecting: 'bg-warn', lost: 'bg-bad' }[link.state];
  return (
    <div className="flex min-h-8 items-center gap-2 px-2 text-xs text-soft" data-testid="link">
      <span className={`size-2 shrink-0 rounded-full ${dot}`} />
      {words}
    </div>
  );
}

/** The same on a phone, and wherever the side bar is away: only when there is something to say. */
export function LinkBanner() {
  const link = useLink();
  if (link.state !== 'lost') return null;
  return (
    <div className="shrink-0 bg-warn-fill px-4 py-1.5 text-center text-xs font-medium text-warn" role="status">
      Reconnecting, last event {link.heardAt === null ? 'never' : clock(link.heardAt)}
    </div>
  );
}
