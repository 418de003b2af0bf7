import type { Blueprint } from '../../contract.ts';
import { programOf } from '../../programs/library.ts';
import { wholeProgram } from '../program/blueprint.ts';
import { chosenBy } from '../shared/chosen.ts';
import { worker } from './blueprint.ts';

/** A queue of jobs, or a program that works by itself and is known as a whole. */
export const anyWorker: Blueprint = chosenBy((requirements) => (programOf(requirements) ? wholeProgram : worker));
