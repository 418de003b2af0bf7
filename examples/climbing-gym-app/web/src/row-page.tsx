import { type SubmitEvent, useEffect, useState } from 'react';
import { ApiError, send } from './api.ts';
import { FieldInput } from './field-input.tsx';
import { Heading } from './heading.tsx';
import type { Entity, Field, Row } from './model.ts';
import { ShownValue } from './shown-value.tsx';
import { useNames } from './use-names.ts';
import { articleOf, fromInput, nameOf, possibleActions, problemOf, toInput } from './values.ts';

interface Properties {
  entity: Entity;
  id: 'new' | number;
  /** Tells what was done and leads back to the list. */
  onDone: (text: string) => void;
}

/** Shows a row, changes it, or adds one. */
export function RowPage({ entity, id, onDone }: Properties) {
  const [row, setRow] = useState<Row | null>(null);
  const [error, setError] = useState('');
  useEffect(() => {
    if (id === 'new') return;
    send<Row>('GET', `/${entity.path}/${id}`).then(setRow, (problem: Error) => {
      const gone = problem instanceof ApiError && problem.status === 404;
      setError(gone ? `There is no such ${entity.one}, or no more.` : problem.message);
    });
  }, [entity, id]);

  const name = row ? nameOf(entity.labelField, row) : '';
  const shown = entity.fields.filter((field) => field.readOnly || !entity.verbs.includes('update'));
  const act = async (path: string, label: string) => {
    try {
      await send('POST', `/${entity.path}/${id}/${path}`);
      onDone(`${name}: ${label.toLowerCase()} – done.`);
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : 'This did not work.');
    }
  };
  const edits = id === 'new' || (row !== null && shown.length < entity.fields.length);
  return (
    <section className="page">
      <p className="back">
        <a href={`#/${entity.path}`}>{entity.many}</a>
      </p>
      <Heading>
        {id === 'new' ? `Add ${articleOf(entity.one)} ${entity.one}` : name || capital(entity.one)}
      </Heading>
      {error === '' ? null : (
        <p role="alert" className="problem">
          {error}
        </p>
      )}
      {id !== 'new' && !row && error === '' ? <p className="waiting">Loading …</p> : null}
      {row && shown.length > 0 ? <Facts entity={entity} fields={shown} row={row} /> : null}
      {row ? (
        <div className="buttons">
          {possibleActions(entity, row).map(({ path, label }) => (
            <button
              key={path}
              type="button"
              className="button quiet"
              onClick={() => act(path, label)}
            >
              {label}
            </button>
          ))}
        </div>
      ) : null}
      {edits ? <RowForm entity={entity} row={row} onDone={onDone} /> : null}
    </section>
  );
}

/** What the server alone sets, and what this person may not change. */
function Facts({ entity, fields, row }: { entity: Entity; fields: readonly Field[]; row: Row }) {
  const names = useNames(entity);
  return (
    <dl className="facts">
      {fields.map((field) => (
        <div key={field.name}>
          <dt>{field.label}</dt>
          <dd>
            <ShownValue field={field} row={row} names={names} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface FormProperties {
  entity: Entity;
  row: Row | null;
  onDone: (text: string) => void;
}

function RowForm({ entity, row, onDone }: FormProperties) {
  const fields = entity.fields.filter(
    (field) => !field.readOnly && !(row === null && field.startsFixed),
  );
  const start = (field: Field): string =>
    row ? toInput(field, row[field.name]) : (field.initial ?? '');
  const [texts, setTexts] = useState<Record<string, string>>(() =>
    Object.fromEntries(fields.map((field) => [field.name, start(field)])),
  );
  const [wrong, setWrong] = useState<ReadonlyMap<string, string>>(new Map());
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  const refuse = (problems: ReadonlyMap<string, string>, told: string) => {
    setWrong(problems);
    setError(told);
    const first = fields.find((field) => problems.has(field.name));
    if (first) document.getElementById(`field-${first.name}`)?.focus();
  };
  const save = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const problems = fields.flatMap((field): [string, string][] => {
      const problem = problemOf(field, texts[field.name] ?? '');
      return problem === null ? [] : [[field.name, problem]];
    });
    if (problems.length > 0) return refuse(new Map(problems), '');
    const values = fields.flatMap((field): [string, unknown][] => {
      const text = texts[field.name] ?? '';
      // What nobody touched stays as it is, in whatever way the server keeps it.
      if (row && text === start(field)) return [];
      const value = fromInput(field, text);
      return value === null && row === null ? [] : [[field.name, value]];
    });
    setBusy(true);
    try {
      const body = Object.fromEntries(values);
      if (row === null) await send('POST', `/${entity.path}`, body);
      else if (values.length > 0) await send('PATCH', `/${entity.path}/${row.id}`, body);
      onDone(row === null ? `The ${entity.one} is added.` : `The ${entity.one} is saved.`);
    } catch (problem) {
      setBusy(false);
      refuse(
        problem instanceof ApiError ? problem.fields : new Map(),
        problem instanceof Error ? problem.message : 'This did not work.',
      );
    }
  };

  return (
    <form onSubmit={save} noValidate className="card">
      {error === '' ? null : (
        <p role="alert" className="problem">
          {error}
        </p>
      )}
      {fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          value={texts[field.name] ?? ''}
          problem={wrong.get(field.name)}
          onChange={(text) => setTexts((known) => ({ ...known, [field.name]: text }))}
        />
      ))}
      <div className="buttons">
        <button type="submit" className="button" disabled={busy}>
          {row === null ? `Add ${entity.one}` : 'Save'}
        </button>
        <a href={`#/${entity.path}`} className="button quiet">
          Cancel
        </a>
      </div>
    </form>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
