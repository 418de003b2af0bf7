import type { Blueprint } from '../../contract.ts';
import { pythonLayout } from '../../python/plan.ts';
import { packageName, pythonKeys } from '../../python/source.ts';
import type { Requirements } from '../../requirements.ts';
import { pythonWordStyle } from '../python-cli/words.ts';
import { pythonService } from '../python-service/blueprint.ts';
import { lineServerOfModules, type ProbeServer, serviceOfModules } from '../service/of-modules.ts';
import { chosenBy } from '../shared/chosen.ts';
import { generateLineServer } from './lines.ts';
import { generateService, pythonSpelling } from './service.ts';

const probed = ({ name }: Requirements): ProbeServer => ({
  start: JSON.stringify(['python3', '-m', packageName(name)]),
  environment: "{ PYTHONPATH: 'src', PYTHONDONTWRITEBYTECODE: '1' }",
  build: '[]',
});

const overHttp = serviceOfModules({
  layout: pythonLayout,
  generate: generateService,
  probed,
  spelling: pythonSpelling,
});

const overTcp = lineServerOfModules({
  layout: pythonLayout,
  generate: generateLineServer,
  probed,
  style: pythonWordStyle,
  spelled: pythonKeys,
});

/** A server of modules, over HTTP or in lines over TCP. */
export const pythonServer: Blueprint = chosenBy(({ protocol }) => (protocol === 'tcp' ? overTcp : overHttp));

/** An API over rows that are kept, or one over functions. */
export const pythonApi: Blueprint = chosenBy(({ entities, modules }) =>
  entities.length === 0 && modules.length > 0 ? overHttp : pythonService,
);
