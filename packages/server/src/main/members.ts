import { existsSync, realpathSync } from 'node:fs';
import type { Members } from '../adapters/contract.ts';
import { createMembers } from '../adapters/members.ts';
import { type LoadedConfig, readEnvironment, readSecretEnvironment } from '../config.ts';
import type { SecretStore } from '../secrets/contract.ts';
import { dataFolder } from '../shared/data.ts';
import type { Sandboxes } from './sandboxes.ts';

/** The agent CLIs by the present settings. Nothing is looked for until one is asked. */
export function openMembers(
  around: { readonly config: LoadedConfig['config']; secrets: Pick<SecretStore, 'get'> },
  sandboxes: Pick<Sandboxes, 'sandbox'>,
): Members {
  const environment = readSecretEnvironment();
  const certificates = environment.variable('NODE_EXTRA_CA_CERTS');
  const variable = (name: string) => environment.variable(name)?.trim() || null;
  return createMembers({
    folder: dataFolder('adapters'),
    settings: () => around.config.agents,
    path: readEnvironment().path,
    variable,
    secret: async (name) => variable(name) ?? around.secrets.get(name),
    certificates: certificates !== null && existsSync(certificates) ? realpathSync(certificates) : null,
    sandbox: () => sandboxes.sandbox(),
  });
}

/** Before a job exists: the one that is to do it is there, and has what it needs. @throws CodewrightError NOT_FOUND, AGENT_UNAVAILABLE */
export async function checkMember(members: Members, name: string): Promise<void> {
  const member = members.get(name);
  if (members.standIn(name) === null) await member.check();
}
