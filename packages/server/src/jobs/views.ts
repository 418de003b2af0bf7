import { type SavedView, savedView, type ViewClient } from '@codewright/protocol/views';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import type { Document, Storage } from '../storage/contract.ts';

const space = 'view';
const mostOfOne = 100;
/** Between the owner and the rest in an id: no name of a user holds it. */
const mark = '~';

/** Lists of jobs that a user saved. Everybody signed in may read one whose id they were given. */
export function createViews(storage: Storage, { clock }: { clock: Clock }, user: string): ViewClient {
  const missing = () => new CodewrightError('NOT_FOUND', 'There is no such saved list.');
  return {
    async list() {
      const found = await storage.documents({ space, owner: user, limit: mostOfOne });
      return found.map(viewOf).sort((one, other) => one.name.localeCompare(other.name));
    },
    async save({ name, filters }) {
      // By its name: saved twice at once it is there once.
      const id = `${user}${mark}${sha256(name.toLowerCase()).slice(0, 16)}`;
      const view: SavedView = { id, name, filters, owner: user, updatedAt: clock.now().toISOString() };
      await storage.write(async (tx) => {
        const own = await tx.documents({ space, owner: user, limit: mostOfOne });
        if (own.length >= mostOfOne && !own.some((one) => one.id === id))
          throw new CodewrightError('CONFLICT', `There are ${mostOfOne} saved lists; no more are kept.`, {
            hint: 'Remove one first.',
          });
        await tx.saveDocument({ space, owner: user, id, sort: id, due: null, doc: JSON.stringify(view) });
      });
      return view;
    },
    async get(id) {
      const found = await storage.document(space, id.split(mark, 1)[0] ?? '', id);
      if (found) return viewOf(found);
      throw missing();
    },
    async remove(id) {
      if (!(await storage.write((tx) => tx.removeDocument(space, user, id)))) throw missing();
    },
  };
}

function viewOf({ doc }: Document): SavedView {
  return savedView.parse(JSON.parse(doc));
}
