import type { Blueprint } from '../../contract.ts';
import { goLayout } from '../../go/plan.ts';
import { goWordStyle } from '../go-cli/words.ts';
import { goService } from '../go-service/blueprint.ts';
import { programOf } from '../../programs/library.ts';
import { wholeProgram } from '../program/blueprint.ts';
import { lineServerOfModules, serviceOfModules } from '../service/of-modules.ts';
import { chosenBy } from '../shared/chosen.ts';
import { startedByGo } from '../shared/probed.ts';
import { generateLineServer, generateService } from './generate.ts';

const overHttp = serviceOfModules({ layout: goLayout, generate: generateService, probed: startedByGo });

const overTcp = lineServerOfModules({
  layout: goLayout,
  generate: generateLineServer,
  probed: startedByGo,
  style: goWordStyle,
});

/** A server of modules, over HTTP or in lines over TCP, or one that is known as a whole. */
export const goServer: Blueprint = chosenBy((requirements) => {
  if (programOf(requirements)) return wholeProgram;
  return requirements.protocol === 'tcp' ? overTcp : overHttp;
});

/** An API over rows that are kept, or one over functions. */
export const goApi: Blueprint = chosenBy(({ entities, modules }) =>
  entities.length === 0 && modules.length > 0 ? overHttp : goService,
);
