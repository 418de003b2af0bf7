import { api, digestKey, queries } from '../lib/api.ts';
import { readAhead } from '../lib/job-log.ts';
import { router } from './router.tsx';

/**
 * Asks for what the page of this address is made of while it is not known yet who is signed in: its code, and of a job its report,
 * the digest and the end of its record. Whoever is not signed in is refused, and signs in.
 */
export function askAhead(): void {
  // A link that signs in comes first.
  if (location.hash !== '') return;
  router.load().catch((error: unknown) => reportError(error));
  const [, id] = /^\/jobs\/([\w-]+)$/.exec(location.pathname) ?? [];
  if (id === undefined) return;
  void queries.prefetchQuery({ queryKey: ['job', id], queryFn: () => api().job(id) });
  readAhead(id);
  void queries.prefetchQuery({ queryKey: digestKey(id), queryFn: () => api().digest(id) });
}
