import { packageName } from '../../python/source.ts';
import { packageName as cargoName } from '../../rust/source.ts';
import type { Requirements } from '../../requirements.ts';

/** How a server is built and started from outside, as JavaScript of the probe. */
export interface ProbeServer {
  start: string;
  environment: string;
  build: string;
}

/** Node starts what `package.json` says. */
export const startedByNode: ProbeServer = {
  start: "[process.execPath, ...JSON.parse(readFileSync('package.json', 'utf8')).scripts.start.split(' ').slice(1)]",
  environment: '{}',
  build: '[]',
};

export function startedByPython({ name }: Requirements): ProbeServer {
  return {
    start: JSON.stringify(['python3', '-m', packageName(name)]),
    environment: "{ PYTHONPATH: 'src', PYTHONDONTWRITEBYTECODE: '1' }",
    build: '[]',
  };
}

/** What cargo builds beside the sources. */
export function startedByRust({ name }: Requirements): ProbeServer {
  return {
    start: `[join(process.cwd(), 'target', 'debug', '${cargoName(name)}')]`,
    environment: "{ CARGO_NET_OFFLINE: 'true', CARGO_PROFILE_DEV_DEBUG: '0' }",
    build: "[['cargo', 'build', '--quiet', '--locked']]",
  };
}

const goProgram = 'join(tmpdir(), `probed-${process.pid}`)';

/** It is compiled once: `go run` would not pass signals on. */
export function startedByGo(): ProbeServer {
  return {
    start: `[${goProgram}]`,
    environment: "{ GOFLAGS: '-buildvcs=false', GOPROXY: 'off' }",
    build: `[['go', 'build', '-o', ${goProgram}, '.']]`,
  };
}
