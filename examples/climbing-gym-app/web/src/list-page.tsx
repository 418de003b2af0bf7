import { useCallback, useEffect, useState } from 'react';
import { type Page, send } from './api.ts';
import { type Entity, entityOf, type Row } from './model.ts';
import { nameOf, show } from './values.ts';

const pageSize = 20;

/** The rows of one kind, page by page. */
export function ListPage({ entity }: { entity: Entity }) {
  const [page, setPage] = useState<Page | null>(null);
  const [offset, setOffset] = useState(0);
  const [error, setError] = useState('');
  const names = useNames(entity);

  const load = useCallback(() => {
    const query = new URLSearchParams({
      limit: String(pageSize),
      offset: String(offset),
      sort: '-id',
    });
    send<Page>('GET', `/${entity.path}?${query}`).then(setPage, (problem: Error) =>
      setError(problem.message),
    );
  }, [entity, offset]);
  useEffect(load, [load]);

  const act = async (work: Promise<unknown>) => {
    setError('');
    try {
      await work;
      load();
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : 'This did not work.');
    }
  };

  const columns = entity.fields.filter((field) => field.type !== 'text').slice(0, 6);
  return (
    <section aria-labelledby="list-title">
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <h2 id="list-title" className="text-xl font-semibold">
          {entity.many}
        </h2>
        {entity.verbs.includes('create') ? (
          <a href={`#/${entity.path}/new`} className="button ml-auto">
            Add {entity.one}
          </a>
        ) : null}
      </div>
      {error !== '' ? (
        <p role="alert" className="mb-4 rounded-md bg-red-50 px-3 py-2 text-sm text-red-800">
          {error}
        </p>
      ) : null}
      {page && page.items.length === 0 ? (
        <p className="text-slate-500">There are none yet.</p>
      ) : null}
      {page && page.items.length > 0 ? (
        <div className="overflow-x-auto rounded-lg border border-slate-200 bg-white">
          <table className="w-full text-left text-sm">
            <thead className="border-b border-slate-200 bg-slate-100 text-slate-600">
              <tr>
                {columns.map((field) => (
                  <th key={field.name} scope="col" className="px-3 py-2 font-medium">
                    {field.label}
                  </th>
                ))}
                <th scope="col" className="px-3 py-2">
                  <span className="sr-only">What can be done</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {page.items.map((row) => (
                <tr key={row.id} className="border-b border-slate-100 last:border-0">
                  {columns.map((field) => (
                    <td key={field.name} className="px-3 py-2">
                      {field.references === null
                        ? show(field, row[field.name])
                        : (names.get(`${field.references} ${row[field.name]}`) ??
                          show(field, row[field.name]))}
                    </td>
                  ))}
                  <td className="px-3 py-2">
                    <div className="flex justify-end gap-2">
                      {entity.actions.map((action) => (
                        <button
                          key={action.path}
                          type="button"
                          className="button-quiet"
                          onClick={() =>
                            act(send('POST', `/${entity.path}/${row.id}/${action.path}`))
                          }
                        >
                          {action.label}
                        </button>
                      ))}
                      {entity.verbs.includes('update') ? (
                        <a href={`#/${entity.path}/${row.id}`} className="button-quiet">
                          Edit
                        </a>
                      ) : null}
                      {entity.verbs.includes('delete') ? (
                        <button
                          type="button"
                          className="button-quiet text-red-700"
                          onClick={() => {
                            const name = nameOf(entity.labelField, row);
                            if (window.confirm(`Delete ${name}?`)) {
                              void act(send('DELETE', `/${entity.path}/${row.id}`));
                            }
                          }}
                        >
                          Delete
                        </button>
                      ) : null}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {page && page.total > pageSize ? (
        <div className="mt-4 flex items-center gap-3 text-sm">
          <button
            type="button"
            className="button-quiet"
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
            className="button-quiet"
            disabled={offset + pageSize >= page.total}
            onClick={() => setOffset(offset + pageSize)}
          >
            Next
          </button>
        </div>
      ) : null}
    </section>
  );
}

/** Names of the rows that references point to, by path and id. */
function useNames(entity: Entity): ReadonlyMap<string, string> {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    const paths = new Set(entity.fields.flatMap((field) => field.references ?? []));
    const pages = [...paths].map(async (path): Promise<[string, string][]> => {
      const { items } = await send<{ items: Row[] }>('GET', `/${path}?limit=100`);
      const label = entityOf(path)?.labelField ?? null;
      return items.map((row) => [`${path} ${row.id}`, nameOf(label, row)]);
    });
    Promise.allSettled(pages).then((found) => {
      setNames(new Map(found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))));
    });
  }, [entity]);
  return names;
}
