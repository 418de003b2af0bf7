import type { Blueprint } from '../../contract.ts';
import { goCli } from '../go-cli/blueprint.ts';
import { chosenBy } from '../shared/chosen.ts';
import { goEntityCli } from './blueprint.ts';

/** A tool over rows that it keeps, or one for functions. */
export const anyGoCli: Blueprint = chosenBy(({ entities }) => (entities.length > 0 ? goEntityCli : goCli));
