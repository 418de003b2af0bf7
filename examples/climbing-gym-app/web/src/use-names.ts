import { useEffect, useState } from 'react';
import { allRows } from './api.ts';
import { type Entity, entityOf } from './model.ts';
import { nameOf } from './values.ts';

/** Names of the rows that references point to, by path and id: `books/7`. */
export function useNames(entity: Entity): ReadonlyMap<string, string> {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    const paths = new Set(entity.fields.flatMap((field) => field.references ?? []));
    const pages = [...paths].map(async (path): Promise<[string, string][]> => {
      const rows = await allRows(path);
      return rows.map((row) => [`${path}/${row.id}`, nameOf(entityOf(path)?.labelField, row)]);
    });
    // Where names can not be had, the numbers are shown.
    void Promise.allSettled(pages).then((found) => {
      setNames(new Map(found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))));
    });
  }, [entity]);
  return names;
}
