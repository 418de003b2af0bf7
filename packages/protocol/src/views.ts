import { z } from 'zod';
import type { RouteDefinition } from './route.ts';

/** What of an address a list is filtered by. */
const filters = z
  .record(z.string().regex(/^[a-z][A-Za-z]{0,19}$/), z.string().min(1).max(200))
  .refine((all) => Object.keys(all).length <= 10, 'at most 10 filters')
  .describe('filters of the list of jobs by their names in its address: {"status": "failed", "q": "parser"}');

/** A list of jobs that somebody wants to see again. */
export const savedView = z.object({
  id: z.string(),
  name: z.string().trim().min(1).max(60),
  filters,
  owner: z.string(),
  updatedAt: z.string(),
});
export type SavedView = z.infer<typeof savedView>;

export const newView = savedView.pick({ name: true, filters: true });
export type NewView = z.infer<typeof newView>;

/** Saved lists as one user has them. */
export interface ViewClient {
  list(): Promise<SavedView[]>;
  /** @throws CONFLICT where there are too many */
  save(view: NewView): Promise<SavedView>;
  /** Anybody's. @throws NOT_FOUND */
  get(id: string): Promise<SavedView>;
  /** @throws NOT_FOUND where it is none of theirs */
  remove(id: string): Promise<void>;
}

export const viewRoutes = {
  listViews: {
    method: 'GET',
    path: '/api/views',
    role: 'viewer',
    tag: 'jobs',
    summary: 'Saved lists of jobs of the user who asks, by name',
    status: 200,
    answer: { type: 'json', schema: z.object({ views: z.array(savedView) }) },
  },
  saveView: {
    method: 'POST',
    path: '/api/views',
    role: 'viewer',
    tag: 'jobs',
    summary: 'Saves a list of jobs under a name; it takes the place of one’s own of that name',
    body: newView,
    status: 201,
    answer: { type: 'json', schema: savedView },
    errors: ['CONFLICT'],
  },
  getView: {
    method: 'GET',
    path: '/api/views/{id}',
    role: 'viewer',
    tag: 'jobs',
    summary: 'A saved list, whoever saved it: what a shared link names. What it shows is what one may see',
    status: 200,
    answer: { type: 'json', schema: savedView },
  },
  removeView: {
    method: 'DELETE',
    path: '/api/views/{id}',
    role: 'viewer',
    tag: 'jobs',
    summary: 'Removes a saved list of one’s own',
    status: 200,
    answer: { type: 'json', schema: z.object({ removed: z.boolean() }) },
  },
} as const satisfies Record<string, RouteDefinition>;
