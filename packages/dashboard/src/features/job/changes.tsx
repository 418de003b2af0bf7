import type { JobReport } from '@codewright/protocol/client';
import type { JobDigest } from '@codewright/protocol/job-digest';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { GitCompare } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Empty, Failure, Loading } from '../../components/page.tsx';
import { api, queries } from '../../lib/api.ts';
import { exact, isOver, plural } from '../../lib/format.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { rangesOf } from './change-ranges.ts';
import { readDiff } from './diff-model.ts';
import { DiffView } from './diff-view.tsx';
import { FileNav } from './file-nav.tsx';
import { FileView } from './file-view.tsx';
import { ReviewBar } from './review-bar.tsx';
import type { Review } from './use-review.ts';

/** What the job changed, and what a person has to say about it. */
export function Changes({
  report,
  digest,
  review,
}: {
  report: JobReport;
  digest: JobDigest | undefined;
  review: Review;
}) {
  const { job } = report;
  const search = useSearch({ from: '/jobs/$id' });
  const navigate = useNavigate();
  const [split, setSplit] = useState(() => localStorage.getItem('codewright.split') === 'true');
  const [file, step] = [search['file'] ?? '', search['step'] ?? ''];
  const named = { from: search['from'] ?? '', to: search['to'] ?? '' };
  const ofStep = step === '' ? undefined : digest?.phases.find(({ name }) => name === step);
  const { from, to } = named.from === '' && named.to === '' && ofStep ? ofStep : named;
  const ignoreSpace = search['space'] === 'ignored';
  // What a person has chosen; where that is a step at work, its end moves on with it.
  const chosen = `${step} ${named.from}..${named.to} ${ignoreSpace}`;
  const changes = useQuery({
    queryKey: ['diff', job.id, chosen, from, to],
    queryFn: () =>
      api().changes(job.id, { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }), ignoreSpace }),
    staleTime: isOver(job) ? 600_000 : 5_000,
    // Until the new state is read the one before stays, and with it a comment that is being written.
    placeholderData: (before, query) =>
      query?.queryKey[1] === job.id && query.queryKey[2] === chosen ? before : undefined,
  });
  // What is shown is read again soon after the files were changed, once for many changes.
  const newest = digest?.checkpoint;
  useEffect(() => {
    const timer = setTimeout(() => void queries.invalidateQueries({ queryKey: ['diff', job.id] }), 300);
    return () => clearTimeout(timer);
  }, [newest, job.id]);
  const files = useMemo(
    () => readDiff(changes.data?.diff ?? '').filter((one) => !ignoreSpace || one.hunks.length > 0),
    [changes.data, ignoreSpace],
  );
  const ranges = useMemo(
    () => rangesOf(report, digest ?? { turns: [], phases: [] }, review.sent),
    [report, digest, review.sent],
  );
  const choose = (next: Record<string, string>) => {
    const kept = Object.entries({ ...search, ...next }).filter(([, value]) => value !== '');
    void navigate({ to: '/jobs/$id', params: { id: job.id }, search: Object.fromEntries(kept), replace: true });
  };
  const since = ranges.flatMap(({ options }) => options).find(({ mine }) => mine);
  useShortcuts({
    r: () => (since ? choose({ from: since.from, to: since.to }) : undefined),
    a: () => choose({ from: '', to: '', step: '' }),
  });
  useEffect(() => localStorage.setItem('codewright.split', String(split)), [split]);
  if (changes.isPending) return <Loading what="the changes" />;
  if (changes.data === undefined) return <Failure error={changes.error} retry={() => void changes.refetch()} />;
  const [added, removed] = [
    files.reduce((sum, one) => sum + one.added, 0),
    files.reduce((sum, one) => sum + one.removed, 0),
  ];
  const changed = files.some((one) => one.path === file);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-4 py-1.5 md:px-6">
        <p className="tabular flex-1 text-soft">
          {plural(files.length, 'file')} <span className="text-good">+{exact(added)}</span>{' '}
          <span className="text-bad">−{exact(removed)}</span>
        </p>
        {ranges.length > 0 ? (
          <select
            aria-label="Show changes of"
            value={`${from}..${to}`}
            onChange={(event) => {
              const [first = '', last = ''] = event.target.value.split('..');
              choose({ from: first, to: last, step: '' });
            }}
            className="h-8 max-w-52 rounded-md border border-edge bg-panel px-2 pointer-coarse:min-h-11"
          >
            <option value="..">All changes</option>
            {ranges.map(({ label, options }) => (
              <optgroup key={label} label={label}>
                {options.map((one) => (
                  <option key={one.key} value={`${one.from}..${one.to}`}>
                    {one.label}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        ) : null}
        <label className="flex h-8 items-center gap-1.5 text-soft pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={ignoreSpace}
            onChange={() => choose({ space: ignoreSpace ? '' : 'ignored' })}
          />
          Ignore spaces
        </label>
        <div role="group" aria-label="Layout" className="hidden overflow-hidden rounded-md border md:flex">
          {[false, true].map((value) => (
            <button
              key={String(value)}
              type="button"
              aria-pressed={split === value}
              onClick={() => setSplit(value)}
              className="h-8 px-2.5 font-medium text-soft -outline-offset-2 hover:bg-hover aria-pressed:bg-hover aria-pressed:text-ink"
            >
              {value ? 'Split' : 'Unified'}
            </button>
          ))}
        </div>
      </div>
      {files.length === 0 && file === '' && review.draft.length === 0 ? (
        <Empty
          icon={<GitCompare aria-hidden />}
          title={from !== '' ? 'Nothing changed here' : isOver(job) ? 'Nothing was changed' : 'Nothing has changed yet'}
        >
          {from !== ''
            ? 'Between these two states no file is another. Choose all changes to see the rest.'
            : isOver(job)
              ? 'The job ended, and every file is as it was.'
              : 'What the team writes shows here from its first checkpoint on.'}
        </Empty>
      ) : (
        <div className="flex min-h-0 flex-1">
          <FileNav
            job={job.id}
            files={files}
            commit={changes.data.to}
            file={file}
            choose={(path) => choose({ file: path })}
          />
          {file !== '' && !changed ? (
            <FileView job={job.id} path={file} commit={changes.data.to} close={() => choose({ file: '' })} />
          ) : (
            <DiffView
              key={chosen}
              job={job.id}
              files={files}
              commits={changes.data}
              split={split}
              file={file}
              comment={search['comment'] ?? ''}
              review={review}
            />
          )}
        </div>
      )}
      <ReviewBar job={job.id} review={review} seen={changes.data.to ?? ''} over={isOver(job)} />
    </div>
  );
}
