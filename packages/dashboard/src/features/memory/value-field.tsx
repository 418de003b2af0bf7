import type { JsonValue } from '@codewright/protocol/json';
import { useId } from 'react';

/** A value as it is written: plain words, or JSON. */
export interface Written {
  text: string;
  json: boolean;
}

export function writtenOf(value: JsonValue): Written {
  return typeof value === 'string'
    ? { text: value, json: false }
    : { text: JSON.stringify(value, null, 2), json: true };
}

/** The value that was written; null and why, where there is none. */
export function readValue({ text, json }: Written): { value: JsonValue; problem: null } | { problem: string } {
  if (!json) return text.trim() === '' ? { problem: 'There is nothing to remember.' } : { value: text, problem: null };
  try {
    return { value: JSON.parse(text) as JsonValue, problem: null };
  } catch (error) {
    return { problem: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

export function ValueField({
  label,
  written,
  problem,
  onChange,
}: {
  label: string;
  written: Written;
  problem: string;
  onChange: (next: Written) => void;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-xs text-soft">
        {label}
      </label>
      <textarea
        id={id}
        rows={Math.min(14, Math.max(3, written.text.split('\n').length + 1))}
        value={written.text}
        maxLength={60_000}
        spellCheck={!written.json}
        onChange={(event) => onChange({ ...written, text: event.target.value })}
        aria-invalid={problem !== ''}
        aria-describedby={`${id}-problem`}
        className={`w-full rounded-md border border-edge bg-panel px-2.5 py-2 ${written.json ? 'font-mono text-[12.5px]' : ''}`}
      />
      <label className="mt-1 inline-flex items-center gap-2 text-xs text-soft pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={written.json}
          onChange={(event) => onChange({ ...written, json: event.target.checked })}
        />
        It is JSON
      </label>
      <p id={`${id}-problem`} role="alert" className="text-bad [overflow-wrap:anywhere] empty:hidden">
        {problem}
      </p>
    </div>
  );
}
