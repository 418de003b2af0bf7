import type { Setting } from '@codewright/protocol/settings';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { call, wordsOf } from '../../lib/api.ts';
import { useAction } from '../../lib/use-action.ts';

const field =
  'min-h-9 w-full rounded-md border border-edge bg-panel px-2.5 font-mono text-[12.5px] text-ink pointer-coarse:min-h-11';
const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

interface Form {
  type?: string | string[];
  enum?: unknown[];
  anyOf?: Form[];
}

export function SettingRow({ setting }: { setting: Setting }) {
  const { path, value, meaning, origin, fixed, restart, variable } = setting;
  const [editing, setEditing] = useState(false);
  return (
    <li className="px-3 py-2.5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <code className="font-mono text-[12.5px] font-medium [overflow-wrap:anywhere]">{path}</code>
        <span className="text-xs text-faint">
          {origin}
          {restart && origin !== 'default' ? ' · counts from the next start on' : ''}
        </span>
        <code className="ml-auto max-w-full font-mono text-[12.5px] text-soft [overflow-wrap:anywhere]">
          {textOf(value)}
        </code>
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-2">
        <p className="min-w-40 flex-1 text-soft">{meaning}</p>
        {fixed ? (
          <p className="text-xs text-faint">
            {origin === 'environment' ? `Set by ${variable}.` : 'Set at the start of the server.'}
          </p>
        ) : editing ? null : (
          <Button onClick={() => setEditing(true)} aria-label={`Change ${path}`}>
            Change
          </Button>
        )}
      </div>
      {editing ? <Editor setting={setting} close={() => setEditing(false)} /> : null}
    </li>
  );
}

function Editor({
  setting: { path, value, default: usual, origin, form },
  close,
}: {
  setting: Setting;
  close: () => void;
}) {
  const id = useId();
  const [text, setText] = useState(textOf(value));
  const [problem, setProblem] = useState('');
  const choices = choicesOf(form as Form);
  const put = useAction({
    what: `Changing ${path}`,
    run: async (change: { path: string; value?: unknown }) => {
      setProblem('');
      try {
        await call('putSettings', { body: { changes: [change] } });
      } catch (error) {
        setProblem(wordsOf(error).message);
        throw error;
      }
    },
    done: () => `${path} is changed.`,
    after: close,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.start({ path, value: valueOf(text, form as Form) });
  };
  const common = {
    id,
    value: text,
    'aria-label': `Value of ${path}`,
    'aria-invalid': problem !== '',
    'aria-describedby': `${id}-problem`,
    className: field,
  };
  return (
    <form onSubmit={submit} className="mt-2 space-y-2">
      {choices ? (
        <select {...common} onChange={(event) => setText(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : text.length > 60 || text.startsWith('{') ? (
        <textarea {...common} rows={4} onChange={(event) => setText(event.target.value)} />
      ) : (
        <input {...common} onChange={(event) => setText(event.target.value)} autoComplete="off" />
      )}
      <p id={`${id}-problem`} role="alert" className="text-bad [overflow-wrap:anywhere] empty:hidden">
        {problem}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button look="main" type="submit" pending={put.pending}>
          Save
        </Button>
        {origin === 'user file' ? (
          <Button onClick={() => put.start({ path })} disabled={put.pending}>
            Back to {textOf(usual)}
          </Button>
        ) : null}
        <Button look="ghost" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** The values that a setting takes, where they can be counted. */
function choicesOf(form: Form): string[] | null {
  const parts = form.anyOf ?? [form];
  const each = parts.map((part) =>
    part.enum
      ? part.enum.map(textOf)
      : part.type === 'boolean'
        ? ['true', 'false']
        : part.type === 'null'
          ? ['null']
          : null,
  );
  return each.some((choices) => choices === null) ? null : each.flatMap((choices) => choices ?? []);
}

/** What was typed, as what the setting takes: words for a text, JSON for everything else; the server has the last word. */
function valueOf(text: string, form: Form): unknown {
  const types = (form.anyOf ?? [form]).flatMap(({ type, enum: choices }) => (choices ? ['string'] : (type ?? [])));
  if (types.includes('string') && text !== 'null') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // No JSON: the server says what the setting takes instead.
    return text;
  }
}
