import type { Entity, Field, Row } from './model.ts';
import { ShownValue } from './shown-value.tsx';
import { isNumber, nameOf, possibleActions, show } from './values.ts';

interface Properties {
  entity: Entity;
  rows: readonly Row[];
  names: ReadonlyMap<string, string>;
  /** A field, after a minus sign for descending order. */
  sort: string;
  onSort: (sort: string) => void;
  onAct: (row: Row, action: string) => void;
  onDelete: (row: Row) => void;
}

/** Rows under each other; where the window is narrow, a card for each. */
export function RowTable({ entity, rows, names, sort, onSort, onAct, onDelete }: Properties) {
  const columns = columnsOf(entity);
  return (
    <table>
      <thead>
        <tr>
          {columns.map((field) => (
            <th
              key={field.name}
              scope="col"
              className={isNumber(field) ? 'number' : undefined}
              aria-sort={sortOf(field, sort)}
            >
              {field.sorted ? (
                <button
                  type="button"
                  onClick={() => onSort(sort === field.name ? `-${field.name}` : field.name)}
                >
                  {field.label}
                </button>
              ) : (
                field.label
              )}
            </th>
          ))}
          <th scope="col">
            <span className="unseen">What can be done</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {columns.map((field, place) => (
              <td
                key={field.name}
                data-label={field.label}
                className={kindOf(field, row[field.name])}
              >
                {place === 0 && !field.references ? (
                  <a className="name" href={`#/${entity.path}/${row.id}`}>
                    {field.name === entity.labelField
                      ? nameOf(field.name, row)
                      : show(field, row[field.name])}
                  </a>
                ) : (
                  <ShownValue field={field} row={row} names={names} />
                )}
              </td>
            ))}
            <td className="actions">
              {possibleActions(entity, row).map((action) => (
                <button
                  key={action.path}
                  type="button"
                  className="button quiet"
                  onClick={() => onAct(row, action.path)}
                >
                  {action.label}
                  <span className="unseen"> {nameOf(entity.labelField, row)}</span>
                </button>
              ))}
              {entity.verbs.includes('update') ? (
                <a className="button quiet" href={`#/${entity.path}/${row.id}`}>
                  Edit
                  <span className="unseen"> {nameOf(entity.labelField, row)}</span>
                </a>
              ) : null}
              {entity.verbs.includes('delete') ? (
                <button type="button" className="button quiet remove" onClick={() => onDelete(row)}>
                  Delete
                  <span className="unseen"> {nameOf(entity.labelField, row)}</span>
                </button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const mostColumns = 5;

/** What people know a row by comes first, what the server notes comes last; long texts are for the page of the row. */
function columnsOf(entity: Entity): Field[] {
  const place = (field: Field): number =>
    field.name === entity.labelField ? 0 : field.type === 'datetime' && field.readOnly ? 2 : 1;
  return entity.fields
    .filter((field) => field.type !== 'text' || place(field) === 0)
    .toSorted((one, other) => place(one) - place(other))
    .slice(0, mostColumns);
}

function kindOf(field: Field, value: unknown): string | undefined {
  if (value === null || value === undefined) return 'none';
  if (isNumber(field)) return 'number';
  return field.type.startsWith('date') ? 'time' : undefined;
}

function sortOf(field: Field, sort: string): 'ascending' | 'descending' | undefined {
  if (sort === field.name) return 'ascending';
  return sort === `-${field.name}` ? 'descending' : undefined;
}
