import type { Blueprint } from '../../contract.ts';
import { goLayout } from '../../go/plan.ts';
import { goWordStyle } from '../go-cli/words.ts';
import { goService } from '../go-service/blueprint.ts';
import { lineServerOfModules, type ProbeServer, serviceOfModules } from '../service/of-modules.ts';
import { chosenBy } from '../shared/chosen.ts';
import { generateLineServer, generateService } from './generate.ts';

const program = 'join(tmpdir(), `probed-${process.pid}`)';

const probed = (): ProbeServer => ({
  start: `[${program}]`,
  environment: "{ GOFLAGS: '-buildvcs=false', GOPROXY: 'off' }",
  build: `[['go', 'build', '-o', ${program}, '.']]`,
});

const overHttp = serviceOfModules({ layout: goLayout, generate: generateService, probed });

const overTcp = lineServerOfModules({ layout: goLayout, generate: generateLineServer, probed, style: goWordStyle });

/** A server of modules, over HTTP or in lines over TCP. */
export const goServer: Blueprint = chosenBy(({ protocol }) => (protocol === 'tcp' ? overTcp : overHttp));

/** An API over rows that are kept, or one over functions. */
export const goApi: Blueprint = chosenBy(({ entities, modules }) =>
  entities.length === 0 && modules.length > 0 ? overHttp : goService,
);
