import type { Blueprint } from '../../contract.ts';
import { entityCli } from '../entity-cli/blueprint.ts';
import { chosenBy } from '../shared/chosen.ts';
import { cliTool } from './blueprint.ts';

/** A tool over rows that it keeps, or one for functions. */
export const anyCli: Blueprint = chosenBy(({ entities }) => (entities.length > 0 ? entityCli : cliTool));
