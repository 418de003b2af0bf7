import type { JobReport } from '@codewright/protocol/client';
import { useNavigate } from '@tanstack/react-router';
import { CircleStop, Ellipsis, GitFork, GitMerge, Pause, Play, RotateCcw } from 'lucide-react';
import { DropdownMenu as Menu } from 'radix-ui';
import { Button } from '../../components/button.tsx';
import { api } from '../../lib/api.ts';
import { isOver } from '../../lib/format.ts';
import { useRefusal } from '../../lib/session.ts';
import { useAction } from '../../lib/use-action.ts';

/** What a person can do with a job now. */
export function Actions({ report: { job, pending, checkpoints, merged } }: { report: JobReport }) {
  const navigate = useNavigate();
  const open = (id: string) => void navigate({ to: '/jobs/$id', params: { id }, search: {} });
  const { id, status } = job;
  const cancel = useAction({
    what: 'Stopping the job',
    run: () => api().cancel(id),
    done: (after) =>
      after.status === 'aborted'
        ? 'Stopped; what it had written stays under Changes'
        : 'It stops; what it has written stays under Changes',
  });
  const pause = useAction({ what: 'Pausing', run: () => api().pause(id), done: () => 'It pauses at its next step' });
  const resume = useAction({ what: 'Resuming', run: () => api().resume(id), done: () => 'It goes on' });
  const merge = useAction({
    what: 'Merging',
    run: () => api().merge(id),
    done: ({ branch, commit }) => `Merged ${branch}: the repository is on ${commit.slice(0, 9)}`,
  });
  const replay = useAction({ what: 'Replaying', run: () => api().replay(id), after: (made) => open(made.id) });
  const fork = useAction({
    what: 'Forking',
    run: (step: string) => api().fork(id, step),
    after: (made) => open(made.id),
  });
  const over = isOver(job);
  const refusal = useRefusal('member');
  const paused = status === 'waiting_human' && pending.length === 0;
  const item =
    'flex min-h-8 cursor-default items-center gap-2 rounded px-2 outline-none data-[disabled]:opacity-60 data-[highlighted]:bg-hover [&>svg]:size-3.5 [&>svg]:text-soft pointer-coarse:min-h-11';
  return (
    <div className="flex items-center gap-2 pointer-coarse:gap-3">
      {status === 'running' && job.pauseRequestedAt === null ? (
        <Button
          needs="member"
          icon={<Pause className="size-3.5" aria-hidden />}
          pending={pause.pending}
          onClick={() => pause.start(undefined)}
        >
          Pause
        </Button>
      ) : null}
      {paused ? (
        <Button
          look="main"
          needs="member"
          icon={<Play className="size-3.5" aria-hidden />}
          pending={resume.pending}
          onClick={() => resume.start(undefined)}
        >
          Resume
        </Button>
      ) : null}
      {over ? null : (
        <Button
          look="danger"
          needs="member"
          icon={<CircleStop className="size-3.5" aria-hidden />}
          pending={cancel.pending || status === 'cancelling'}
          onClick={() => cancel.start(undefined)}
        >
          {status === 'cancelling' ? 'Stopping' : 'Stop'}
        </Button>
      )}
      {status === 'succeeded' && !merged && job.result?.includes('#') ? (
        <Button
          data-waits
          look="main"
          needs="member"
          icon={<GitMerge className="size-3.5" aria-hidden />}
          pending={merge.pending}
          onClick={() => merge.start(undefined)}
        >
          Merge
        </Button>
      ) : null}
      <Menu.Root>
        <Menu.Trigger asChild>
          <Button
            aria-label="More"
            look="ghost"
            className="w-8 px-0!"
            icon={<Ellipsis className="size-4" aria-hidden />}
          />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Content
            align="end"
            sideOffset={4}
            className="z-50 max-h-[60vh] min-w-56 overflow-y-auto rounded-lg border bg-raised p-1 shadow-lg"
          >
            <Menu.Item className={item} disabled={!over || refusal !== null} onSelect={() => replay.start(undefined)}>
              <RotateCcw aria-hidden />
              Replay by its record
            </Menu.Item>
            <Menu.Item className={item} onSelect={() => void navigator.clipboard?.writeText(id)}>
              <Ellipsis aria-hidden />
              Copy its id
            </Menu.Item>
            <Menu.Separator className="my-1 h-px bg-line" />
            {refusal === null ? null : <p className="max-w-72 px-2 py-1 text-xs text-soft">{refusal}</p>}
            <Menu.Label className="px-2 py-1 text-xs text-faint">
              {checkpoints.length > 0 ? 'Fork after a step' : 'No step to fork from yet'}
            </Menu.Label>
            {checkpoints.map(({ step, commit }) => (
              <Menu.Item
                key={step + commit}
                className={item}
                disabled={refusal !== null}
                onSelect={() => fork.start(step)}
              >
                <GitFork aria-hidden />
                <span className="max-w-72 truncate">{step}</span>
              </Menu.Item>
            ))}
          </Menu.Content>
        </Menu.Portal>
      </Menu.Root>
    </div>
  );
}
