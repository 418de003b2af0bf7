import type { WorkflowText } from '@codewright/protocol/team';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { call, queries } from '../../lib/api.ts';
import { useAction } from '../../lib/use-action.ts';

interface WorkflowSaveProps {
  name: string;
  text: string;
  /** The repository that it was opened from; '' where it comes with Codewright. */
  repository: string;
  /** Of the file that was opened; null: there was none. */
  version: string | null;
  /** What keeps it from being saved; null: nothing. */
  fault: string | null;
  saved: (workflow: WorkflowText, repository: string) => void;
}

/** Puts a text without faults into the folder of a project; the file is only replaced where it is the one that was read. */
export function WorkflowSave({ name, text, repository, version, fault, saved }: WorkflowSaveProps) {
  const id = useId();
  const [folder, setFolder] = useState(repository);
  const [approve, setApprove] = useState(true);
  const save = useAction({
    what: 'Saving the workflow',
    run: () => {
      const draft = {
        repository: folder.trim(),
        text,
        version: folder.trim() === repository ? version : null,
        approve,
      };
      return call('saveWorkflow', { id: name, body: draft });
    },
    done: ({ from }) => `Saved as .codewright/workflows/${name}.yaml${from === 'approved' ? ' and approved' : ''}`,
    after: (made) => {
      queries.setQueryData(['workflow', name, folder.trim()], made);
      saved(made, folder.trim());
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault === null && folder.trim() !== '') save.start(undefined);
  };
  return (
    <form onSubmit={submit} aria-label="Save the workflow" className="mt-3 rounded-lg border px-3 py-2.5">
      <label htmlFor={id} className="block font-medium">
        Save it in a repository
      </label>
      <div className="mt-1.5 flex flex-wrap gap-2">
        <input
          id={id}
          value={folder}
          placeholder="/path/of/the/repository"
          onChange={(event) => setFolder(event.target.value)}
          className="h-8 min-w-48 flex-1 rounded-md border border-edge bg-panel px-2.5 font-mono text-[12.5px] pointer-coarse:min-h-11"
        />
        <Button
          look="main"
          needs="admin"
          type="submit"
          pending={save.pending}
          disabled={fault !== null || folder.trim() === ''}
        >
          Save
        </Button>
      </div>
      <label className="mt-1.5 flex min-h-6 items-center gap-2 pointer-coarse:min-h-11">
        <input type="checkbox" checked={approve} onChange={(event) => setApprove(event.target.checked)} />
        Approve it: jobs may go by this text
      </label>
      <p className="mt-1 text-xs text-soft" role="status">
        {fault ?? `It becomes .codewright/workflows/${name}.yaml there, not yet committed. Who saved it is recorded.`}
      </p>
    </form>
  );
}
