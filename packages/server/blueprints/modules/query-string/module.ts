export type QueryValues = Record<string, string | string[]>;

/** Reads a query string or the one of an address; keys that come several times, or end in [], give lists. */
export function parseQuery(query: string): QueryValues {
  const [, own = query] = /^[^?#]*\?([^#]*)/.exec(query) ?? [];
  const lists = Map.groupBy(new URLSearchParams(own), ([key]) => key.replace(/\[\]$/, ''));
  const entries = [...lists].map(([key, pairs]) => {
    const isList = pairs.length > 1 || pairs.some(([name]) => name.endsWith('[]'));
    const values = pairs.map(([, value]) => value);
    return [key, isList ? values : (values[0] ?? '')] as const;
  });
  return Object.fromEntries(entries);
}

/** Writes values as a query string, keys by the alphabet. What is null or undefined is left out. */
export function buildQuery(values: unknown): string {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new RangeError('Values are given by key.');
  }
  const query = new URLSearchParams();
  const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, value] of sorted) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined) query.append(key, String(one));
    }
  }
  return query.toString();
}
