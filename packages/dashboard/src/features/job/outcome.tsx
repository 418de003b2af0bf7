import type { JobReport } from '@codewright/protocol/client';
import type { JobDigest } from '@codewright/protocol/job-digest';
import { StatusIcon } from '../../components/status.tsx';
import { checksInSentence } from './checks.tsx';
import { Cited, splitCited } from './cited.tsx';

/** What came of it, before how it came to be. */
export function Outcome({
  report: { job, gates, summary },
  digest,
}: {
  report: JobReport;
  digest: JobDigest | undefined;
}) {
  // What each check found stands under Checks too: the way of the work needs the room.
  const [words, checks] = splitCited(summary ?? (digest?.answer || 'Done.'), /^(?:Proven|Not proven):$/m);
  const notes = digest ? [...digest.unsupported, ...digest.assumptions] : [];
  const tone = { succeeded: 'bg-good-fill/50', failed: 'bg-bad-fill/50' }[job.status as string] ?? 'bg-page';
  return (
    <section
      aria-label="Outcome"
      tabIndex={0}
      className={`max-h-[30vh] shrink-0 overflow-y-auto border-b px-4 py-3 md:px-6 ${tone}`}
    >
      <div className="mx-auto flex max-w-4xl gap-2.5">
        <StatusIcon status={job.status} className="mt-0.5" />
        <div className="min-w-0 flex-1">
          {job.error ? (
            <>
              <p className="font-medium whitespace-pre-line [overflow-wrap:anywhere]">{job.error.message}</p>
              {job.error.hint ? <p className="mt-1 text-soft [overflow-wrap:anywhere]">{job.error.hint}</p> : null}
            </>
          ) : (
            <Cited text={words} job={job.id} />
          )}
          {checks === '' || job.error ? null : (
            <details className="mt-1" open={gates.some(({ verdict }) => verdict === 'failed')}>
              <summary className="text-soft pointer-coarse:py-2.5">{checksInSentence(gates)}</summary>
              <Cited text={checks} job={job.id} />
            </details>
          )}
          {job.result && !words.includes(job.result) ? (
            <p className="mt-1.5 text-soft">
              Result: <span className="font-mono text-[12.5px] [overflow-wrap:anywhere]">{job.result}</span>
            </p>
          ) : null}
          {notes.length > 0 ? (
            <details className="mt-1.5">
              <summary className="text-soft">Assumed and left out ({notes.length})</summary>
              <ul className="mt-1 list-disc pl-5">
                {notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            </details>
          ) : null}
        </div>
      </div>
    </section>
  );
}
