import type { WorkflowNode } from '@codewright/protocol/team';

const kinds: Record<WorkflowNode['kind'], string> = {
  agent: 'agent',
  best: 'best of several',
  gates: 'gates',
  human: 'asks a person',
  sequence: 'in order',
  parallel: 'side by side',
  repeat: 'again and again',
  workflow: 'workflow',
};

/** The steps as they run: downwards one after another, beside each other what runs at the same time. */
export function WorkflowTree({ steps, beside = false }: { steps: WorkflowNode[]; beside?: boolean }) {
  return (
    <ol className={beside ? 'flex flex-wrap gap-2' : ''}>
      {steps.map((step, index) => (
        // Two steps of one name are a fault, which is told beside the drawing.
        <li key={`${index} ${step.name}`} className={beside ? 'min-w-40 flex-1' : ''}>
          {index > 0 && !beside ? <div aria-hidden className="ml-5 h-3 border-l border-edge" /> : null}
          <div className="rounded-lg border bg-panel px-3 py-2">
            <div className="flex flex-wrap items-baseline gap-x-2.5">
              <span className="font-medium [overflow-wrap:anywhere]">{step.title}</span>
              <span className="text-xs text-soft">{kinds[step.kind]}</span>
            </div>
            {step.who === '' ? null : <div className="text-xs text-soft [overflow-wrap:anywhere]">{step.who}</div>}
            {step.when === null ? null : (
              <div className="text-xs text-faint [overflow-wrap:anywhere]">
                when <code className="font-mono">{step.when}</code>
              </div>
            )}
            {step.steps.length > 0 ? (
              <div className="mt-2">
                <WorkflowTree steps={step.steps} beside={step.kind === 'parallel'} />
              </div>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
