import type { Blueprint } from '../../contract.ts';
import { lineServerOfModules } from '../service/of-modules.ts';
import { startedByNode } from '../shared/probed.ts';
import { generateProject, packageNeeds } from './generate.ts';

/** A server that reads commands from TCP connections, a line each; without dependencies. */
export const tcpServer: Blueprint = lineServerOfModules({
  packageNeeds,
  generate: generateProject,
  probed: () => startedByNode,
});
