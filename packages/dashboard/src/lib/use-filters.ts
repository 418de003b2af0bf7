import { useNavigate, useSearch } from '@tanstack/react-router';

/** What a page's address says is looked for, so that a link shows the same, and how to look for something else; '' takes a filter away. */
export function useFilters(path: '/memory' | '/knowledge') {
  const filters = useSearch({ from: path });
  const navigate = useNavigate();
  const look = (next: Record<string, string>) => {
    const kept = Object.fromEntries(Object.entries({ ...filters, ...next }).filter(([, value]) => value !== ''));
    void navigate({ to: path, search: kept, replace: true });
  };
  return { filters, look };
}
