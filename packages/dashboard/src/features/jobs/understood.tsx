import type { Preview } from '@codewright/protocol/client';
import { Pill } from '../../components/status.tsx';
import { duration } from '../../lib/format.ts';

const verdicts = {
  ready: { label: 'Understood', tone: 'good' },
  'needs-answer': { label: 'Open', tone: 'warn' },
  refused: { label: 'Refused', tone: 'bad' },
} as const;

/** How the words were read, what is left open and what cannot be done. */
export function Understood({ preview, choose }: { preview: Preview; choose: (goal: string) => void }) {
  const { label, tone } = verdicts[preview.verdict];
  return (
    <div className="rounded-md border px-3 py-2">
      <div className="flex items-start gap-2">
        <Pill tone={tone}>{label}</Pill>
        <p className="min-w-0 flex-1 pt-px [overflow-wrap:anywhere]">
          {preview.summary}
          {preview.estimateSeconds === null ? null : (
            <span className="text-soft"> About {duration(preview.estimateSeconds * 1000)}.</span>
          )}
        </p>
      </div>
      {preview.approval ? <p className="mt-1.5 text-warn">You approve first: {preview.approval}</p> : null}
      {preview.hint ? <p className="mt-1.5 text-soft">{preview.hint}</p> : null}
      {preview.questions.map((question) => (
        <p key={question} className="mt-1.5">
          {question}
        </p>
      ))}
      {preview.suggestions.length > 0 ? (
        <div className="mt-1.5 flex flex-wrap gap-1.5">
          {preview.suggestions.map((suggestion) => (
            <button
              key={suggestion}
              type="button"
              onClick={() => choose(suggestion)}
              className="rounded-full border bg-panel px-2.5 py-0.5 text-left hover:bg-hover pointer-coarse:min-h-11"
            >
              {suggestion}
            </button>
          ))}
        </div>
      ) : null}
      {preview.unsupported.map(({ words, reason }) => (
        <p key={words} className="mt-1.5 text-warn">
          “{words}”: {reason}
        </p>
      ))}
    </div>
  );
}
