import type { WorkflowText } from '@codewright/protocol/team';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { call, wordsOf } from '../../lib/api.ts';
import { useDraft } from '../../lib/drafts.ts';
import { notify, notifyError } from '../../lib/notices.ts';
import { offsetOf, readFaults, type WorkflowFault } from './workflow-faults.ts';
import { StepMenu } from './step-menu.tsx';
import { WorkflowSave } from './workflow-save.tsx';
import { WorkflowTree } from './workflow-tree.tsx';

const settlesMs = 400;

/** A workflow drawn, and its text, checked by the server while it is written. What is written stays in this browser until it is saved. */
export function WorkflowEditor({
  workflow,
  repository,
  saved,
}: {
  workflow: WorkflowText;
  /** '' where it comes with Codewright. */
  repository: string;
  saved: (name: string, repository: string) => void;
}) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useDraft(`workflow.${repository}${workflow.name}`);
  const text = draft === '' ? workflow.text : draft;
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settlesMs);
    return () => clearTimeout(timer);
  }, [text]);
  const name = /^name:\s*["']?([A-Za-z0-9_-]{1,100})["']?\s*(?:#.*)?$/m.exec(settled)?.[1] ?? workflow.name;
  const check = useQuery({
    queryKey: ['workflow-check', name, settled],
    queryFn: () => call('checkWorkflow', { body: { name, text: settled } }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  // Nothing at all would be no draft, and bring the first text back under the hands of whoever begins anew.
  const write = (next: string) => setDraft(next === workflow.text ? '' : next === '' ? '\n' : next);
  const waits = settled !== text || check.isPlaceholderData || check.isPending;
  const { placed, others } = readFaults(check.data?.faults ?? []);
  const wrong = check.data?.ok === false;
  const go = (fault: WorkflowFault) => {
    const at = offsetOf(text, fault);
    area.current?.focus();
    area.current?.setSelectionRange(at, at);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      notify({ tone: 'good', title: 'Copied.', detail: '' });
    } catch (error) {
      notifyError(error, 'Copying failed');
    }
  };
  const drawn = check.data?.workflow ?? null;
  return (
    <div className="grid gap-x-8 lg:grid-cols-2">
      <Section title="Steps">
        <p className="mb-3 text-soft">{(drawn ?? workflow).description}</p>
        {wrong ? <p className="mb-3 text-xs text-warn">As it was before the text had faults.</p> : null}
        <WorkflowTree steps={(drawn ?? workflow).steps} />
      </Section>
      <Section title="Text">
        <label className="sr-only" htmlFor={id}>
          Text of the workflow
        </label>
        <textarea
          id={id}
          ref={area}
          rows={22}
          maxLength={200_000}
          spellCheck={false}
          wrap="off"
          value={text}
          onChange={(event) => write(event.target.value)}
          aria-invalid={wrong}
          aria-describedby={`${id}-faults`}
          className="w-full rounded-md border border-edge bg-panel px-3 py-2 font-mono text-[12.5px] leading-5"
        />
        <div id={`${id}-faults`} role="status" aria-label="Check" className="mt-2 min-h-6 [overflow-wrap:anywhere]">
          {check.isError ? (
            <p className="text-bad">
              It could not be checked. {wordsOf(check.error).message} {wordsOf(check.error).hint}
            </p>
          ) : waits ? (
            <p className="text-faint">Checking …</p>
          ) : wrong ? (
            <ul className="space-y-0.5">
              {placed.map((fault) => (
                <li key={`${fault.file}:${fault.line}:${fault.column} ${fault.what}`} className="text-bad">
                  {fault.file === `${name}.yaml` ? (
                    <button
                      type="button"
                      onClick={() => go(fault)}
                      aria-label={`Go to line ${fault.line}, column ${fault.column}`}
                      className="tabular mr-2 font-mono text-[12.5px] underline pointer-coarse:min-h-11"
                    >
                      {fault.line}:{fault.column}
                    </button>
                  ) : (
                    <span className="tabular mr-2 font-mono text-[12.5px]">
                      {fault.file}:{fault.line}:{fault.column}
                    </span>
                  )}
                  {fault.what}
                </li>
              ))}
              {others.map((words) => (
                <li key={words} className="text-bad">
                  {words}
                </li>
              ))}
            </ul>
          ) : (
            <p className="text-good">No faults.</p>
          )}
        </div>
        <div className="mt-2 flex flex-wrap gap-2">
          <StepMenu text={text} add={write} />
          {window.isSecureContext ? <Button onClick={() => void copy()}>Copy</Button> : null}
          {draft === '' ? null : <Button onClick={() => setDraft('')}>Back to how it was</Button>}
        </div>
        <WorkflowSave
          key={`${repository} ${workflow.version ?? ''}`}
          name={name}
          text={text}
          repository={repository}
          version={name === workflow.name ? workflow.version : null}
          fault={
            waits
              ? 'It is being checked.'
              : check.isError
                ? 'It could not be checked.'
                : wrong
                  ? 'It has faults: mend them first.'
                  : workflow.from === 'codewright' && name === workflow.name
                    ? `${name} comes with Codewright: give this one another name.`
                    : null
          }
          saved={(made, folder) => {
            setDraft('');
            saved(made.name, folder);
          }}
        />
      </Section>
    </div>
  );
}
