import type { Blueprint } from '../../contract.ts';
import { pythonLayout } from '../../python/plan.ts';
import { pythonKeys } from '../../python/source.ts';
import { pythonWordStyle } from '../python-cli/words.ts';
import { pythonService } from '../python-service/blueprint.ts';
import { programOf } from '../../programs/library.ts';
import { wholeProgram } from '../program/blueprint.ts';
import { lineServerOfModules, serviceOfModules } from '../service/of-modules.ts';
import { chosenBy } from '../shared/chosen.ts';
import { startedByPython } from '../shared/probed.ts';
import { generateLineServer } from './lines.ts';
import { generateService, pythonSpelling } from './service.ts';

const overHttp = serviceOfModules({
  layout: pythonLayout,
  generate: generateService,
  probed: startedByPython,
  spelling: pythonSpelling,
});

const overTcp = lineServerOfModules({
  layout: pythonLayout,
  generate: generateLineServer,
  probed: startedByPython,
  style: pythonWordStyle,
  spelled: pythonKeys,
});

/** A server of modules, over HTTP or in lines over TCP, or one that is known as a whole. */
export const pythonServer: Blueprint = chosenBy((requirements) => {
  if (programOf(requirements)) return wholeProgram;
  return requirements.protocol === 'tcp' ? overTcp : overHttp;
});

/** An API over rows that are kept, or one over functions. */
export const pythonApi: Blueprint = chosenBy(({ entities, modules }) =>
  entities.length === 0 && modules.length > 0 ? overHttp : pythonService,
);
