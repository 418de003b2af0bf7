import { rustLayout } from '../../rust/plan.ts';
import { packageName } from '../../rust/source.ts';
import { toolOfModules } from '../cli-tool/of-modules.ts';
import { generateProject } from './generate.ts';

/** A command line tool for Rust without dependencies. */
export const rustCli = toolOfModules(rustLayout, generateProject, ({ name }) => ({
  program: `[join(process.cwd(), 'target', 'debug', '${packageName(name)}')]`,
  environment: "{ CARGO_NET_OFFLINE: 'true', CARGO_PROFILE_DEV_DEBUG: '0' }",
  build: `[['cargo', 'build', '--quiet', '--locked']]`,
}));
