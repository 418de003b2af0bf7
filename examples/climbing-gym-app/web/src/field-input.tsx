import { useEffect, useState } from 'react';
import { allRows } from './api.ts';
import { entityOf, type Field, type Row } from './model.ts';
import { articleOf, isNumber, nameOf, wordOf } from './values.ts';

interface Properties {
  field: Field;
  value: string;
  /** What is wrong with it. */
  problem: string | undefined;
  onChange: (text: string) => void;
}

const kinds: Record<string, string> = {
  date: 'date',
  datetime: 'datetime-local',
  email: 'email',
  url: 'url',
  phone: 'tel',
  password: 'password',
};

/** The input that fits a field, with its label and what is wrong with it. */
export function FieldInput({ field, value, problem, onChange }: Properties) {
  const id = `field-${field.name}`;
  const shared = {
    id,
    value,
    'aria-invalid': problem !== undefined,
    'aria-describedby': problem === undefined ? undefined : `${id}-problem`,
    'aria-required': field.needed === true,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  const told =
    problem === undefined ? null : (
      <p id={`${id}-problem`} className="wrong">
        {problem}
      </p>
    );
  if (field.type === 'boolean') {
    return (
      <div className="field">
        <label className="check">
          <input
            id={id}
            type="checkbox"
            checked={value === 'true'}
            onChange={(event) => onChange(String(event.target.checked))}
          />
          {field.label}
        </label>
        {told}
      </div>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id}>
        {field.label}
        {field.unit || field.currency ? <small> in {field.unit ?? field.currency}</small> : null}
        {field.needed ? null : <small> (optional)</small>}
      </label>
      {field.references ? (
        <ReferenceSelect field={field} shared={shared} />
      ) : field.values ? (
        <select {...shared}>
          <option value="">Choose …</option>
          {field.values.map((one) => (
            <option key={one} value={one}>
              {wordOf(one)}
            </option>
          ))}
        </select>
      ) : field.type === 'text' ? (
        <textarea {...shared} rows={4} />
      ) : (
        <input
          {...shared}
          type={kinds[field.type] ?? 'text'}
          inputMode={
            isNumber(field) ? (field.type === 'integer' ? 'numeric' : 'decimal') : undefined
          }
          autoComplete="off"
        />
      )}
      {told}
    </div>
  );
}

interface SelectProperties {
  field: Field;
  shared: {
    id: string;
    value: string;
    'aria-invalid': boolean;
    'aria-describedby': string | undefined;
    'aria-required': boolean;
    onChange: (event: { target: { value: string } }) => void;
  };
}

/** Chooses among the rows that a reference may point to. */
function ReferenceSelect({ field, shared }: SelectProperties) {
  const [rows, setRows] = useState<Row[] | null>(null);
  const path = field.references ?? '';
  useEffect(() => {
    allRows(path).then(setRows, () => setRows([]));
  }, [path]);
  const other = entityOf(path);
  return (
    <>
      <select {...shared} disabled={rows === null}>
        <option value="">{rows === null ? 'Loading …' : 'Choose …'}</option>
        {rows?.map((row) => (
          <option key={row.id} value={row.id}>
            {nameOf(other?.labelField, row)}
          </option>
        ))}
      </select>
      {rows?.length === 0 && other?.verbs.includes('create') ? (
        <p className="hint">
          There are no {other.many.toLowerCase()} yet.{' '}
          <a href={`#/${path}/new`}>
            Add {articleOf(other.one)} {other.one} first
          </a>
          .
        </p>
      ) : null}
    </>
  );
}
