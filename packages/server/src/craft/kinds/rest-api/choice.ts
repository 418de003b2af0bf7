import type { Blueprint } from '../../contract.ts';
import { service } from '../service/blueprint.ts';
import { chosenBy } from '../shared/chosen.ts';
import { restApi } from './blueprint.ts';

/** An API over rows that are kept, or one over functions. */
export const restApiOrService: Blueprint = chosenBy(({ entities, modules }) =>
  entities.length === 0 && modules.length > 0 ? service : restApi,
);
