import { type JsonValue, textOf } from '@codewright/protocol/json';
import type { RecordVersion } from '@codewright/protocol/memory';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { wordsOf } from '../lib/api.ts';
import { ago, shortId } from '../lib/format.ts';

/** Where a fact comes from: the job that wrote it down, at that entry, or the entry of the record that says who did. */
export function Origin({
  by,
  job,
  entry,
  about,
}: {
  by: string | null;
  job: string | null;
  entry: string | null;
  about: string;
}) {
  return (
    <>
      {by === null ? null : <span>by {by}</span>}
      {job === null ? (
        entry === null ? null : (
          <Link to="/record" search={{ q: about }} className="ml-1 underline">
            in the record
          </Link>
        )
      ) : (
        <Link
          to="/jobs/$id"
          params={{ id: job }}
          search={entry === null ? {} : { tab: 'transcript', entry }}
          className="ml-1 underline"
        >
          in job {shortId(job)}
        </Link>
      )}
    </>
  );
}

/** What something was before, under a heading; `versions` as they are asked for. */
export function History({
  about,
  versions,
  words,
}: {
  about: string;
  versions: Pick<UseQueryResult<readonly RecordVersion[]>, 'data' | 'error'>;
  words?: (value: JsonValue) => string;
}) {
  return (
    <section aria-label={`History of ${about}`}>
      <h2 className="mb-2 text-xs font-semibold tracking-wide text-soft">History</h2>
      {versions.error === null ? (
        <Versions versions={versions.data ?? []} about={about} {...(words ? { words } : {})} />
      ) : (
        <p className="text-bad">{wordsOf(versions.error).message}</p>
      )}
    </section>
  );
}

/** The newest first. */
function Versions({
  versions,
  about,
  words = (value) => textOf(value, 'null'),
}: {
  versions: readonly RecordVersion[];
  about: string;
  words?: (value: JsonValue) => string;
}) {
  return (
    <ol className="space-y-1.5">
      {versions.map(({ version, at, by, job, entry, value }) => (
        <li key={version} className="text-xs text-soft">
          <span className="tabular font-medium text-ink">v{version}</span>{' '}
          <time dateTime={at} title={at}>
            {ago(at)}
          </time>{' '}
          <Origin by={by.id} job={job} entry={entry} about={about} />
          <div className="mt-0.5 line-clamp-3 font-mono text-[12px] [overflow-wrap:anywhere]">
            {words(value).slice(0, 600)}
          </div>
        </li>
      ))}
    </ol>
  );
}
