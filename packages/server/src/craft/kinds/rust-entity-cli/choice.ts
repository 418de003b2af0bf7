import type { Blueprint } from '../../contract.ts';
import { rustCli } from '../rust-cli/blueprint.ts';
import { chosenBy } from '../shared/chosen.ts';
import { rustEntityCli } from './blueprint.ts';

/** A tool over rows that it keeps, or one for functions. */
export const anyRustCli: Blueprint = chosenBy(({ entities }) => (entities.length > 0 ? rustEntityCli : rustCli));
