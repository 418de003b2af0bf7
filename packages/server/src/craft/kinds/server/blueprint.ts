import type { Blueprint } from '../../contract.ts';
import { service } from '../service/blueprint.ts';
import { tcpServer } from '../tcp-server/blueprint.ts';
import { chosenBy } from '../shared/chosen.ts';

/** A server of modules, over HTTP or in lines over TCP. */
export const server: Blueprint = chosenBy(({ protocol }) => (protocol === 'tcp' ? tcpServer : service));
