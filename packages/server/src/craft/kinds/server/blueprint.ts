import type { Blueprint } from '../../contract.ts';
import { programOf } from '../../programs/library.ts';
import { wholeProgram } from '../program/blueprint.ts';
import { service } from '../service/blueprint.ts';
import { tcpServer } from '../tcp-server/blueprint.ts';
import { chosenBy } from '../shared/chosen.ts';

/** A server of modules, over HTTP or in lines over TCP, or one that is known as a whole. */
export const server: Blueprint = chosenBy((requirements) => {
  if (programOf(requirements)) return wholeProgram;
  return requirements.protocol === 'tcp' ? tcpServer : service;
});
