import { useCallback, useEffect, useState } from 'react';
import { type Page, send } from './api.ts';
import { Confirm } from './confirm.tsx';
import { Heading } from './heading.tsx';
import type { Entity, Row } from './model.ts';
import { RowTable } from './row-table.tsx';
import { useNames } from './use-names.ts';
import { articleOf, nameOf, wordOf } from './values.ts';

const pageSize = 20;

interface Properties {
  entity: Entity;
  /** Tells what was done. */
  onDone: (text: string) => void;
}

/** The rows of one kind, page by page. */
export function ListPage({ entity, onDone }: Properties) {
  const [page, setPage] = useState<Page | null>(null);
  const [offset, setOffset] = useState(0);
  const [sort, setSort] = useState('-id');
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [error, setError] = useState('');
  const [doomed, setDoomed] = useState<Row | null>(null);
  const names = useNames(entity);

  const load = useCallback(() => {
    const query = new URLSearchParams({
      limit: String(pageSize),
      offset: String(offset),
      sort,
      ...chosen,
    });
    let stale = false;
    send<Page>('GET', `/${entity.path}?${query}`).then(
      (answer) => {
        if (stale) return;
        setPage(answer);
        setError('');
        // The last row of the last page may be gone.
        if (answer.items.length === 0 && offset > 0) setOffset(Math.max(0, offset - pageSize));
      },
      (problem: Error) => {
        if (!stale) setError(problem.message);
      },
    );
    return () => {
      stale = true;
    };
  }, [entity, offset, sort, chosen]);
  useEffect(load, [load]);

  const act = async (work: Promise<unknown>, told: string) => {
    try {
      await work;
      onDone(told);
      load();
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : 'This did not work.');
    }
  };
  const answered = (yes: boolean) => {
    setDoomed(null);
    if (yes && doomed) {
      void act(
        send('DELETE', `/${entity.path}/${doomed.id}`),
        `${nameOf(entity.labelField, doomed)} is deleted.`,
      );
    }
  };

  const narrowed = Object.keys(chosen).length > 0;
  const adds = entity.verbs.includes('create');
  const filters = entity.fields.filter((field) => field.filtered && field.values);
  return (
    <section>
      <div className="head">
        <Heading>{entity.many}</Heading>
        {adds ? (
          <a href={`#/${entity.path}/new`} className="button">
            Add {entity.one}
          </a>
        ) : null}
      </div>
      {narrowed || page === null || page.total > 0 ? (
        <div className="narrow">
          {filters.map((field) => (
            <select
              key={field.name}
              aria-label={field.label}
              value={chosen[field.name] ?? ''}
              onChange={(event) => {
                const { [field.name]: _before, ...others } = chosen;
                setChosen(
                  event.target.value === ''
                    ? others
                    : { ...others, [field.name]: event.target.value },
                );
                setOffset(0);
              }}
            >
              <option value="">{field.label}: all</option>
              {field.values?.map((one) => (
                <option key={one} value={one}>
                  {wordOf(one)}
                </option>
              ))}
            </select>
          ))}
        </div>
      ) : null}
      {error === '' ? null : (
        <div role="alert" className="problem">
          <p>{error}</p>
          <button type="button" className="button quiet" onClick={load}>
            Try again
          </button>
        </div>
      )}
      {page === null && error === '' ? <p className="waiting">Loading …</p> : null}
      {page?.total === 0 ? (
        <div className="empty">
          <p>
            {narrowed
              ? `No ${entity.many.toLowerCase()} match.`
              : `There are no ${entity.many.toLowerCase()} yet.`}
          </p>
          {adds && !narrowed ? (
            <a href={`#/${entity.path}/new`}>
              Add {articleOf(entity.one)} {entity.one}
            </a>
          ) : null}
        </div>
      ) : null}
      {page && page.items.length > 0 ? (
        <RowTable
          entity={entity}
          rows={page.items}
          names={names}
          sort={sort}
          onSort={(by) => {
            setSort(by);
            setOffset(0);
          }}
          onAct={(row, action) => {
            const label = entity.actions.find((one) => one.path === action)?.label ?? action;
            void act(
              send('POST', `/${entity.path}/${row.id}/${action}`),
              `${nameOf(entity.labelField, row)}: ${label.toLowerCase()} – done.`,
            );
          }}
          onDelete={setDoomed}
        />
      ) : null}
      {page && page.total > pageSize ? (
        <nav className="pages" aria-label="Pages">
          <button
            type="button"
            className="button quiet"
            disabled={offset === 0}
            onClick={() => setOffset(Math.max(0, offset - pageSize))}
          >
            Previous
          </button>
          <span>
            {offset + 1} to {Math.min(offset + pageSize, page.total)} of {page.total}
          </span>
          <button
            type="button"
            className="button quiet"
            disabled={offset + pageSize >= page.total}
            onClick={() => setOffset(offset + pageSize)}
          >
            Next
          </button>
        </nav>
      ) : null}
      {doomed ? (
        <Confirm
          question={`Delete ${nameOf(entity.labelField, doomed)}?`}
          label="Delete"
          onAnswer={answered}
        />
      ) : null}
    </section>
  );
}
