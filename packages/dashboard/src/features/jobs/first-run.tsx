import { ArrowRight, ListChecks } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/page.tsx';
import { useRefusal } from '../../lib/session.ts';
import { openNewJob } from '../../lib/window-events.ts';
import { examples } from './examples.ts';

/** What a newcomer sees: a job to start with nothing configured. */
export function FirstRun() {
  const refusal = useRefusal('member');
  if (refusal !== null)
    return (
      <Empty icon={<ListChecks aria-hidden />} title="No job yet">
        Those of everybody will stand here. {refusal}
      </Empty>
    );
  return (
    <div className="mx-auto w-full max-w-xl flex-1 overflow-y-auto px-5 py-14">
      <h2 className="text-xl font-semibold">Start your first job</h2>
      <p className="mt-1 text-soft">
        Nothing has to be set up: without a language model the built-in one does the work, in a sandbox, and every
        result is proven by checks that you can read.
      </p>
      <ul className="mt-6 divide-y overflow-hidden rounded-lg border">
        {examples.map(({ goal, note }) => (
          <li key={goal}>
            <button
              type="button"
              onClick={() => openNewJob({ goal })}
              className="flex min-h-14 w-full items-center gap-3 px-4 py-2.5 text-left -outline-offset-2 hover:bg-hover"
            >
              <span className="flex-1">
                <span className="block font-medium">{goal}</span>
                <span className="block text-soft">{note}</span>
              </span>
              <ArrowRight className="size-4 text-faint" aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <div className="mt-5">
        <Button look="main" onClick={() => openNewJob()}>
          Write your own
        </Button>
      </div>
    </div>
  );
}
