import type { Blueprint } from '../../contract.ts';
import { pythonCli } from '../python-cli/blueprint.ts';
import { chosenBy } from '../shared/chosen.ts';
import { pythonEntityCli } from './blueprint.ts';

/** A tool over rows that it keeps, or one for functions. */
export const anyPythonCli: Blueprint = chosenBy(({ entities }) => (entities.length > 0 ? pythonEntityCli : pythonCli));
