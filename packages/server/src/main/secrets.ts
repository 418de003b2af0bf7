import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LoadedConfig, readSecretEnvironment } from '../config.ts';
import type { SecretStore } from '../secrets/contract.ts';
import type { SecretStoreOptions } from '../secrets/store.ts';
import { systemClock } from '../shared/clock.ts';
import { toCodewrightError } from '../shared/errors.ts';
import { secretsInNpmrc, secretsInSettings } from '../shared/known-secrets.ts';
import type { Logger } from '../shared/logger.ts';
import { createRedactor, type Redactor } from '../shared/redact.ts';
import { tokenFile } from './token.ts';

/** Knows what the environment of this process holds; settings, npm and the store come to it when the home is opened. */
export function createOwnRedactor(): Redactor {
  return createRedactor(readSecretEnvironment().known);
}

/** Loads the database only where a lock is needed: whoever only reads secrets takes none. */
const exclusive: SecretStoreOptions['exclusive'] = async (file, work) =>
  (await import('../storage/sqlite/lock.ts')).underLock(file, work);

/** The stored secrets, loaded when first asked for. Whatever is read is known to the redactor before anybody has it. */
export function openSecrets(home: string, redactor: Redactor, warn: (message: string) => void): SecretStore {
  let made: Promise<SecretStore> | undefined;
  const open = () => {
    made ??= import('../secrets/store.ts').then(({ createSecretStore }) => {
      const { passphrase } = readSecretEnvironment();
      return createSecretStore({ home, passphrase, clock: systemClock, warn, exclusive });
    });
    return made;
  };
  // Most homes hold none: then nothing is loaded.
  const isEmpty = () => !existsSync(join(home, 'secrets'));
  const learn = (name: string, value: string) => redactor.add({ name, value });
  return {
    list: async () => (isEmpty() ? [] : (await open()).list()),
    async get(name) {
      const value = isEmpty() ? null : await (await open()).get(name);
      if (value !== null) learn(name, value);
      return value;
    },
    async all() {
      const all = isEmpty() ? [] : await (await open()).all();
      for (const { name, value } of all) learn(name, value);
      return all;
    },
    async set(name, value) {
      learn(name, value);
      return (await open()).set(name, value);
    },
    remove: async (name) => !isEmpty() && (await open()).remove(name),
    rotate: async (options) => (isEmpty() ? 0 : (await open()).rotate(options)),
    protection: async () => (isEmpty() ? null : (await open()).protection()),
  };
}

/**
 * Tells the redactor what lies in this home: stored secrets, the API's token, settings and npm's tokens. Secrets that cannot be
 * opened cannot be used either, so there is nothing of them to hide; whoever asks for one is told why.
 */
export async function learnSecrets(
  { config, home }: Pick<LoadedConfig, 'config' | 'home'>,
  redactor: Redactor,
  secrets: SecretStore,
  logger: Logger,
): Promise<void> {
  for (const secret of secretsInSettings(config)) redactor.add(secret);
  const environment = readSecretEnvironment();
  for (const secret of secretsInNpmrc(textOf(environment.npmrc))) redactor.add(secret);
  // A variable that the user names for a key may be called anything.
  for (const { keyVariable: name } of Object.values(config.model.providers)) {
    const value = name === undefined ? null : environment.variable(name);
    if (name !== undefined && value !== null) redactor.add({ name, value });
  }
  const token = textOf(tokenFile(home)).trim();
  if (token !== '') redactor.add({ name: 'API token', value: token });
  try {
    await secrets.all();
  } catch (error) {
    logger.warn({ error: toCodewrightError(error).message }, 'the stored secrets cannot be used');
  }
}

function textOf(file: string): string {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  } catch {
    // What this process may not read it cannot give away.
    return '';
  }
}

/** The same stream; what is written to it as text goes through the redactor. */
export function withoutSecrets(stream: NodeJS.WriteStream, redactor: Redactor): NodeJS.WriteStream {
  const write = (chunk: string | Uint8Array, ...rest: unknown[]) =>
    stream.write(typeof chunk === 'string' ? redactor.text(chunk) : chunk, ...(rest as []));
  return new Proxy(stream, {
    get(target, key) {
      if (key === 'write') return write;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
