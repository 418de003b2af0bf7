import { useEffect, useId, useState } from 'react';
import { send } from './api.ts';
import { entityOf, type Field, type Row } from './model.ts';
import { nameOf } from './values.ts';

interface Properties {
  field: Field;
  value: string;
  /** What the server said about it. */
  problem: string | undefined;
  onChange: (text: string) => void;
}

const kinds: Record<string, string> = {
  integer: 'number',
  decimal: 'number',
  money: 'number',
  percentage: 'number',
  date: 'date',
  datetime: 'datetime-local',
  email: 'email',
  url: 'url',
  phone: 'tel',
  password: 'password',
};

/** The input that fits a field, with its label and what is wrong with it. */
export function FieldInput({ field, value, problem, onChange }: Properties) {
  const id = useId();
  const shared = {
    id,
    'aria-invalid': problem !== undefined,
    'aria-describedby': problem === undefined ? undefined : `${id}-problem`,
  };
  if (field.type === 'boolean') {
    return (
      <div className="flex items-center gap-2 text-sm">
        <input
          {...shared}
          type="checkbox"
          checked={value === 'true'}
          onChange={(event) => onChange(String(event.target.checked))}
        />
        <label htmlFor={id}>{field.label}</label>
      </div>
    );
  }
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {field.label}
        {field.needed ? '' : ' (optional)'}
      </label>
      {field.references !== null ? (
        <ReferenceSelect field={field} value={value} onChange={onChange} shared={shared} />
      ) : field.values.length > 0 ? (
        <select
          {...shared}
          className="input"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">–</option>
          {field.values.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      ) : field.type === 'text' ? (
        <textarea
          {...shared}
          className="input"
          rows={4}
          required={field.needed}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input
          {...shared}
          className="input"
          type={kinds[field.type] ?? 'text'}
          step={field.type === 'money' ? '0.01' : field.type === 'integer' ? '1' : 'any'}
          required={field.needed}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {problem === undefined ? null : (
        <p id={`${id}-problem`} className="mt-1 text-sm text-red-700">
          {problem}
        </p>
      )}
    </div>
  );
}

interface SelectProperties extends Pick<Properties, 'field' | 'value' | 'onChange'> {
  shared: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined };
}

/** Chooses among the rows that a reference may point to. */
function ReferenceSelect({ field, value, onChange, shared }: SelectProperties) {
  const [rows, setRows] = useState<Row[]>([]);
  const path = field.references ?? '';
  useEffect(() => {
    send<{ items: Row[] }>('GET', `/${path}?limit=100`).then(
      ({ items }) => setRows(items),
      () => setRows([]),
    );
  }, [path]);
  const label = entityOf(path)?.labelField ?? null;
  return (
    <select
      {...shared}
      className="input"
      required={field.needed}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">–</option>
      {rows.map((row) => (
        <option key={row.id} value={row.id}>
          {nameOf(label, row)}
        </option>
      ))}
    </select>
  );
}
