import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure, Loading, Page } from '../../components/page.tsx';
import { call } from '../../lib/api.ts';
import { SettingRow } from './setting-row.tsx';

/** Every setting with its value, where that comes from, and a way to change it. */
export function ConfigurationPage() {
  const [filter, setFilter] = useState('');
  const view = useQuery({ queryKey: ['settings'], queryFn: () => call('getSettings', {}) });
  const words = filter.toLowerCase();
  const shown = (view.data?.settings ?? []).filter(({ path, meaning, origin }) =>
    `${path} ${meaning} ${origin}`.toLowerCase().includes(words),
  );
  return (
    <Page title="Configuration">
      <div className="mx-auto max-w-3xl px-4 py-6 md:px-6">
        {view.isPending ? (
          <Loading what="the configuration" />
        ) : view.isError ? (
          <Failure error={view.error} retry={() => void view.refetch()} />
        ) : (
          <>
            <p className="mb-3 text-soft [overflow-wrap:anywhere]">
              Changes are written into <code className="font-mono text-[12.5px]">{view.data.file}</code>. What a
              variable or a flag says counts more.
            </p>
            <label className="mb-3 flex flex-col gap-1 text-xs text-soft">
              Find a setting
              <input
                type="search"
                value={filter}
                onChange={(event) => setFilter(event.target.value)}
                className="h-9 rounded-md border border-edge bg-panel px-2.5 text-[13px] text-ink pointer-coarse:min-h-11"
              />
            </label>
            <p role="status" className="mb-2 text-xs text-faint">
              {shown.length} of {view.data.settings.length} settings
            </p>
            <ul className="divide-y rounded-lg border">
              {shown.map((setting) => (
                <SettingRow key={setting.path} setting={setting} />
              ))}
            </ul>
          </>
        )}
      </div>
    </Page>
  );
}
