/** The page that the address names: `#/books`, `#/books/new`, `#/books/7`. */
export interface Route {
  path: string;
  id: 'new' | 'unknown' | number | null;
}

export function readRoute(hash: string): Route {
  const [path = '', id, ...more] = hash.replace(/^#\/?/, '').split('/');
  if (more.length > 0) return { path, id: 'unknown' };
  if (id === undefined || id === '') return { path, id: null };
  if (id === 'new') return { path, id };
  return { path, id: /^[1-9]\d{0,15}$/.test(id) ? Number(id) : 'unknown' };
}
