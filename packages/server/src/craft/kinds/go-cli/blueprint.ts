import { goLayout } from '../../go/plan.ts';
import { toolOfModules } from '../cli-tool/of-modules.ts';
import { generateProject } from './generate.ts';
import { goWordStyle } from './words.ts';

const program = 'join(tmpdir(), `probed-${process.pid}`)';

/** A command line tool for Go without dependencies. */
export const goCli = toolOfModules(goLayout, generateProject, () => ({
  style: goWordStyle,
  program: `[${program}]`,
  environment: "{ GOFLAGS: '-buildvcs=false', GOPROXY: 'off' }",
  build: `[['go', 'build', '-o', ${program}, '.']]`,
}));
