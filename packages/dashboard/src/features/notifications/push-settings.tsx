import { pushSubscription } from '@codewright/protocol/notices';
import { useQuery } from '@tanstack/react-query';
import { BellRing } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { call } from '../../lib/api.ts';
import { ago } from '../../lib/format.ts';
import { useAction } from '../../lib/use-action.ts';

/** Why this browser cannot be pushed anything; null: it can. */
function hindrance(): string | null {
  if (!window.isSecureContext)
    return 'Push needs HTTPS: put a reverse proxy with a certificate before this server. Until then what waits for you is counted beside Inbox and in the title of this window.';
  if (!('serviceWorker' in navigator) || !('PushManager' in window))
    return /iPhone|iPad/.test(navigator.userAgent)
      ? 'On this device push comes once the page is on the home screen: Share, then Add to Home Screen.'
      : 'This browser knows no push.';
  return null;
}

async function subscribe(publicKey: string) {
  if ((await Notification.requestPermission()) !== 'granted')
    throw new Error('This browser does not let the page notify you. Its settings for this site say so.');
  const { pushManager } = await navigator.serviceWorker.ready;
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  return call('subscribePush', { body: pushSubscription.parse(made.toJSON()) });
}

/** Browsers that are told of what waits, fails or runs out, also while no window is open. */
export function PushSettings() {
  const state = useQuery({ queryKey: ['push'], queryFn: () => call('pushState', {}) });
  const why = hindrance();
  const on = useAction({
    what: 'Turning push on',
    run: subscribe,
    done: () => 'This browser is told from now on.',
  });
  const off = useAction({ what: 'Turning push off', run: (id: string) => call('unsubscribePush', { id }) });
  return (
    <div className="space-y-3">
      <p className="text-soft">
        {why ?? 'Approvals, questions, failures and budgets can be pushed to this browser, also while it is closed.'}
      </p>
      {why === null ? (
        <Button
          icon={<BellRing className="size-3.5" aria-hidden />}
          pending={on.pending}
          disabled={!state.data}
          onClick={() => state.data && on.start(state.data.publicKey)}
        >
          Push to this browser
        </Button>
      ) : null}
      {state.data && state.data.subscriptions.length > 0 ? (
        <ul className="divide-y rounded-lg border" aria-label="Browsers that are pushed to">
          {state.data.subscriptions.map(({ id, host, since }) => (
            <li key={id} className="flex min-h-11 items-center gap-3 px-3">
              <span className="min-w-0 flex-1 truncate">
                A browser, through {host} <span className="text-soft">since {ago(since)}</span>
              </span>
              <Button disabled={off.pending} onClick={() => off.start(id)}>
                End
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
