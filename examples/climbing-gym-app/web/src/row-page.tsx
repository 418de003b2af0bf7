import { type SubmitEvent, useEffect, useState } from 'react';
import { ApiError, send } from './api.ts';
import { FieldInput } from './field-input.tsx';
import type { Entity, Row } from './model.ts';
import { go } from './route.ts';
import { fromInput, toInput } from './values.ts';

/** Adds a row or changes one. */
export function RowPage({ entity, id }: { entity: Entity; id: 'new' | number }) {
  const isNew = id === 'new';
  const fields = entity.fields.filter((field) => !field.readOnly && !(isNew && field.startsFixed));
  const [texts, setTexts] = useState<Record<string, string>>(() =>
    Object.fromEntries(fields.map((field) => [field.name, isNew ? field.initial : ''])),
  );
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(!isNew);

  useEffect(() => {
    if (id === 'new') return;
    send<Row>('GET', `/${entity.path}/${id}`).then((row) => {
      setTexts(
        Object.fromEntries(
          entity.fields.map((field) => [field.name, toInput(field, row[field.name])]),
        ),
      );
      setBusy(false);
    }, setError);
  }, [entity, id]);

  const save = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    const values = fields.flatMap((field): [string, unknown][] => {
      const text = texts[field.name] ?? '';
      if (field.type === 'boolean') return [[field.name, text === 'true']];
      const value = fromInput(field, text);
      return value === null && isNew ? [] : [[field.name, value]];
    });
    try {
      const body = Object.fromEntries(values);
      if (isNew) await send('POST', `/${entity.path}`, body);
      else await send('PATCH', `/${entity.path}/${id}`, body);
      go(entity.path);
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error('This did not work.'));
      setBusy(false);
    }
  };

  const wrong = error instanceof ApiError ? error.fields : new Map<string, string>();
  return (
    <section aria-labelledby="form-title" className="max-w-xl">
      <h2 id="form-title" className="mb-4 text-xl font-semibold">
        {isNew ? `Add ${entity.one}` : `Edit ${entity.one}`}
      </h2>
      {error ? (
        <p role="alert" className="mb-4 rounded-md bg-red-50 px-3 py-2 text-sm text-red-800">
          {error.message}
        </p>
      ) : null}
      <form onSubmit={save} className="space-y-4 rounded-lg border border-slate-200 bg-white p-4">
        {fields.map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            value={texts[field.name] ?? ''}
            problem={wrong.get(field.name)}
            onChange={(text) => setTexts((known) => ({ ...known, [field.name]: text }))}
          />
        ))}
        <div className="flex gap-3">
          <button type="submit" className="button" disabled={busy}>
            Save
          </button>
          <a href={`#/${entity.path}`} className="button-quiet">
            Cancel
          </a>
        </div>
      </form>
    </section>
  );
}
