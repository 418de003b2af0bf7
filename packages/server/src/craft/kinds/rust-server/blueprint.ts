import type { Blueprint } from '../../contract.ts';
import { rustLayout } from '../../rust/plan.ts';
import { programOf } from '../../programs/library.ts';
import { wholeProgram } from '../program/blueprint.ts';
import { rustService } from '../rust-service/blueprint.ts';
import { lineServerOfModules, serviceOfModules } from '../service/of-modules.ts';
import { startedByRust } from '../shared/probed.ts';
import { chosenBy } from '../shared/chosen.ts';
import { generateLineServer, generateService } from './generate.ts';

const overHttp = serviceOfModules({ layout: rustLayout, generate: generateService, probed: startedByRust });

const overTcp = lineServerOfModules({ layout: rustLayout, generate: generateLineServer, probed: startedByRust });

/** A program that is known as a whole, or a server of modules, over HTTP or in lines over TCP. */
export const rustServer: Blueprint = chosenBy((requirements) => {
  if (programOf(requirements)) return wholeProgram;
  return requirements.protocol === 'tcp' ? overTcp : overHttp;
});

/** An API over rows that are kept, or one over functions. */
export const rustApi: Blueprint = chosenBy(({ entities, modules }) =>
  entities.length === 0 && modules.length > 0 ? overHttp : rustService,
);
