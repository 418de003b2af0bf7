import type { Blueprint } from '../../contract.ts';
import { programOf } from '../../programs/library.ts';
import { wholeProgram } from '../program/blueprint.ts';
import { rowWorker } from '../row-worker/blueprint.ts';
import { chosenBy } from '../shared/chosen.ts';
import { worker } from './blueprint.ts';

/** A queue of jobs, what marks rows by itself, or a program that is known as a whole. */
export const anyWorker: Blueprint = chosenBy((requirements) => {
  if (programOf(requirements)) return wholeProgram;
  return requirements.jobs?.length ? rowWorker : worker;
});
