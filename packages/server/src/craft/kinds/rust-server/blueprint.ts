import type { Blueprint } from '../../contract.ts';
import { rustLayout } from '../../rust/plan.ts';
import { packageName } from '../../rust/source.ts';
import type { Requirements } from '../../requirements.ts';
import { rustService } from '../rust-service/blueprint.ts';
import { lineServerOfModules, serviceOfModules } from '../service/of-modules.ts';
import type { ProbeServer } from '../shared/probed.ts';
import { chosenBy } from '../shared/chosen.ts';
import { generateLineServer, generateService } from './generate.ts';

const probed = ({ name }: Requirements): ProbeServer => ({
  start: `[join(process.cwd(), 'target', 'debug', '${packageName(name)}')]`,
  environment: "{ CARGO_NET_OFFLINE: 'true', CARGO_PROFILE_DEV_DEBUG: '0' }",
  build: "[['cargo', 'build', '--quiet', '--locked']]",
});

const overHttp = serviceOfModules({ layout: rustLayout, generate: generateService, probed });

const overTcp = lineServerOfModules({ layout: rustLayout, generate: generateLineServer, probed });

/** A server of modules, over HTTP or in lines over TCP. */
export const rustServer: Blueprint = chosenBy(({ protocol }) => (protocol === 'tcp' ? overTcp : overHttp));

/** An API over rows that are kept, or one over functions. */
export const rustApi: Blueprint = chosenBy(({ entities, modules }) =>
  entities.length === 0 && modules.length > 0 ? overHttp : rustService,
);
