import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import { Administration } from './administration.tsx';
import { LinkState } from '../../app/link-state.tsx';
import { Button } from '../../components/button.tsx';
import { Page, Section } from '../../components/page.tsx';
import { api } from '../../lib/api.ts';
import { PushSettings } from '../notifications/push-settings.tsx';
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
          <PushSettings />
        </Section>
        <Section title="Webhooks">
          <p className="mb-2 text-soft">GitHub and other programs can make jobs, and be told what becomes of them.</p>
          <Link
            to="/settings/webhooks"
            className="inline-flex h-8 items-center font-medium text-accent pointer-coarse:min-h-11"
          >
            Webhooks and their deliveries
          </Link>
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
