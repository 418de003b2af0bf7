import { newKey } from '@codewright/protocol/http-client';
import { type Mode, modes } from '@codewright/protocol/job';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { api, wordsOf } from '../../lib/api.ts';
import { useDraft } from '../../lib/drafts.ts';
import { modeWords } from '@codewright/protocol/mode-words';
import { useAction } from '../../lib/use-action.ts';
import type { NewJobStart } from '../../lib/window-events.ts';
import { Understood } from './understood.tsx';

export const field = 'w-full rounded-md border border-edge bg-panel px-3 py-2 pointer-coarse:min-h-11';

/** The words, and what they were understood as, before anything is started. */
export function NewJob({ start, close }: { start: NewJobStart; close: () => void }) {
  const navigate = useNavigate();
  const [draft, setDraft] = useDraft('new-job');
  const [repository, setRepository] = useDraft('new-job.repository');
  const [mode, setMode] = useState<Mode | ''>('');
  const [autoApprove, setAutoApprove] = useState(false);
  const [goal, setGoal] = useState(start.goal ?? draft);
  const key = useRef(newKey());
  const settled = useSettled(goal.trim(), 500);
  const request = {
    ...(mode === '' ? {} : { mode }),
    ...(repository.trim() === '' ? {} : { repository: (start.repository ?? repository).trim() }),
    autoApprove,
  };
  const preview = useQuery({
    queryKey: ['preview', settled, request],
    queryFn: () => api().preview({ goal: settled, ...request }),
    enabled: settled !== '',
    staleTime: 60_000,
    retry: false,
  });
  const write = (words: string) => {
    setGoal(words);
    setDraft(words);
    // Other words are another request: the key of the first would give its job back.
    key.current = newKey();
  };
  const submit = useAction({
    what: 'Starting the job',
    run: () => api().submit({ goal: goal.trim(), ...request, idempotencyKey: key.current }),
    after({ job }) {
      setDraft('');
      close();
      void navigate({ to: '/jobs/$id', params: { id: job.id }, search: {} });
    },
  });
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (goal.trim() !== '' && !submit.pending) submit.start(undefined);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) send();
  };
  const problem = submit.error ?? (settled === '' ? null : preview.error);
  return (
    <Dialog open onOpenChange={close} title="New job" description="Say what you want in plain words.">
      <form onSubmit={send} onKeyDown={onKey}>
        <label className="sr-only" htmlFor="goal">
          What should be done
        </label>
        <textarea
          id="goal"
          autoFocus
          rows={4}
          maxLength={10_000}
          value={goal}
          onChange={(event) => write(event.target.value)}
          placeholder="Fix the failing tests · Build a REST API for a todo app · Review the last commit"
          className={`${field} resize-y text-[14px]`}
        />
        <div className="mt-3 grid gap-3 sm:grid-cols-[1fr_170px]">
          <div>
            <label className="mb-1 block text-xs font-medium text-soft" htmlFor="repository">
              Repository (its path on the server; empty for a new project)
            </label>
            <input
              id="repository"
              value={repository}
              onChange={(event) => setRepository(event.target.value)}
              placeholder="/home/me/project"
              spellCheck={false}
              className={`${field} h-9 font-mono text-[13px]`}
            />
          </div>
          <div>
            <label className="mb-1 block text-xs font-medium text-soft" htmlFor="mode">
              Kind of work
            </label>
            <select
              id="mode"
              value={mode}
              onChange={(event) => setMode(event.target.value as Mode | '')}
              className={`${field} h-9 py-0! text-[13px]`}
            >
              <option value="">As your words say</option>
              {modes.map((name) => (
                <option key={name} value={name}>
                  {modeWords[name].label}
                </option>
              ))}
            </select>
          </div>
        </div>
        {mode === '' ? null : (
          <p className="mt-1.5 text-xs text-soft">
            {modeWords[mode].label}: {modeWords[mode].means}. On the command line it is <code>--mode {mode}</code>.
          </p>
        )}
        <div className="mt-3 min-h-16" aria-live="polite">
          {problem ? (
            <p className="rounded-md bg-bad-fill px-3 py-2 text-bad [overflow-wrap:anywhere]">
              {wordsOf(problem).message} {wordsOf(problem).hint}
            </p>
          ) : preview.data && settled !== '' ? (
            <Understood preview={preview.data} choose={write} />
          ) : null}
        </div>
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <label className="flex min-h-8 flex-1 items-center gap-2 text-soft pointer-coarse:min-h-11">
            <input
              type="checkbox"
              checked={autoApprove}
              onChange={(event) => setAutoApprove(event.target.checked)}
              className="size-4 accent-accent"
            />
            Approve its plan in advance
          </label>
          <Button look="main" type="submit" pending={submit.pending} disabled={goal.trim() === ''}>
            Start
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A value once it has not changed for a while. */
function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
