import type { ViewClient, viewRoutes } from '@codewright/protocol/views';
import { CodewrightError } from '../shared/errors.ts';
import type { Handlers } from './handlers.ts';

/** Saved lists of whoever asks. */
export function createViewHandlers(known: ViewClient | undefined): Pick<Handlers, keyof typeof viewRoutes> {
  const views = () => {
    if (known) return known;
    throw new CodewrightError('NOT_FOUND', 'This server keeps no saved lists.');
  };
  return {
    listViews: async () => ({ views: await views().list() }),
    saveView: async ({ body }) => views().save(body),
    getView: async ({ id }) => views().get(id),
    async removeView({ id }) {
      await views().remove(id);
      return { removed: true };
    },
  };
}
