import type { Blueprint } from '../../contract.ts';
import { chosenBy } from '../shared/chosen.ts';
import { webTools } from '../web-tools/blueprint.ts';
import { fullstack } from './blueprint.ts';

/** Rows that a browser shows need a server that keeps them; functions run in the browser. */
export const webApp: Blueprint = chosenBy(({ entities, modules }) =>
  entities.length === 0 && modules.length > 0 ? webTools : fullstack,
);
