import { createAccess as createAccessOver } from '../access/access.ts';
import type { Access } from '../access/contract.ts';
import { systemClock } from '../shared/clock.ts';
import type { Runtime } from './runtime.ts';
import { readToken } from './token.ts';

/** Users and what they sign in with, over the database of this home. */
export function createAccess({ storage, ledger, logger, home, config, redactor }: Runtime): Access {
  const token = readToken(home);
  redactor.add({ name: 'API token', value: token });
  return createAccessOver({ storage, ledger, logger, token, clock: systemClock, sessionDays: config.api.sessionDays });
}
