import { useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { Administration } from './administration.tsx';
import { LinkState } from '../../app/link-state.tsx';
import { Button } from '../../components/button.tsx';
import { Page, Section } from '../../components/page.tsx';
import { api } from '../../lib/api.ts';
import { signOut, useAsker } from '../../lib/session.ts';
import { setTheme, type Theme, useTheme } from '../../lib/theme.ts';

const themes: { name: Theme; label: string }[] = [
  { name: 'system', label: 'As the system' },
  { name: 'light', label: 'Light' },
  { name: 'dark', label: 'Dark' },
];

export function SettingsPage() {
  const theme = useTheme();
  const asker = useAsker();
  const server = useQuery({ queryKey: ['server'], queryFn: () => api().server() });
  return (
    <Page title="Settings">
      <div className="mx-auto max-w-2xl px-4 py-6 md:px-6">
        <Section title="Look">
          <div role="group" aria-label="Theme" className="inline-flex overflow-hidden rounded-md border">
            {themes.map(({ name, label }) => (
              <button
                key={name}
                type="button"
                aria-pressed={theme === name}
                onClick={() => setTheme(name)}
                className="h-9 px-3.5 font-medium text-soft -outline-offset-2 hover:bg-hover aria-pressed:bg-hover aria-pressed:text-ink pointer-coarse:min-h-11"
              >
                {label}
              </button>
            ))}
          </div>
        </Section>
        <Section title="Server">
          <dl className="divide-y rounded-lg border">
            {[
              ['Address', location.origin],
              ['Version', server.data?.version ?? '…'],
              ['Jobs at once', server.data ? String(server.data.workers) : '…'],
              ['Sandbox', server.data?.sandbox ?? '…'],
            ].map(([name, value]) => (
              <div key={name} className="flex min-h-10 items-center gap-4 px-3">
                <dt className="w-32 text-soft">{name}</dt>
                <dd className="min-w-0 truncate font-medium">{value}</dd>
              </div>
            ))}
          </dl>
          <div className="mt-2">
            <LinkState />
          </div>
        </Section>
        <Section title="Notifications">
          <p className="text-soft">
            {window.isSecureContext
              ? 'What waits for you is counted beside Inbox and announced in this window. Push to a closed browser is not available yet.'
              : 'Push needs HTTPS: put a reverse proxy with a certificate before this server. Until then what waits for you is counted beside Inbox.'}
          </p>
        </Section>
        <Section title="Administration">
          <Administration />
        </Section>
        <Section title="This browser">
          <p className="mb-2 text-soft">
            Signed in as <b className="text-ink">{asker?.user}</b> ({asker?.role}).
          </p>
          <Button icon={<LogOut className="size-3.5" aria-hidden />} onClick={() => void signOut()}>
            Sign out
          </Button>
        </Section>
      </div>
    </Page>
  );
}
