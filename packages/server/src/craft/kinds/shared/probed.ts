import { packageName } from '../../python/source.ts';
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

const goProgram = 'join(tmpdir(), `probed-${process.pid}`)';

/** It is compiled once: `go run` would not pass signals on. */
export function startedByGo(): ProbeServer {
  return {
    start: `[${goProgram}]`,
    environment: "{ GOFLAGS: '-buildvcs=false', GOPROXY: 'off' }",
    build: `[['go', 'build', '-o', ${goProgram}, '.']]`,
  };
}
