import type { SecretsHost } from '../../cli/contract.ts';
import { type LoadedConfig, readSecretEnvironment } from '../../config.ts';
import { refuseOwnKey } from '../../notify/contract.ts';
import { CodewrightError } from '../../shared/errors.ts';
import type { Redactor } from '../../shared/redact.ts';
import { makeFolder } from '../folders.ts';
import { openDirectory } from '../models.ts';
import { usersOfKey, keyVariables } from '../provider-keys.ts';
import { openSecrets } from '../secrets.ts';

/** What `codewright secrets` does. */
export function createSecretsHost(
  loaded: LoadedConfig,
  redactor: Redactor,
  warn: (message: string) => void,
): SecretsHost {
  const { home } = loaded;
  const store = openSecrets(home, redactor, warn);
  const directory = openDirectory(loaded);
  const environment = readSecretEnvironment();
  const set: SecretsHost['set'] = (name, value) => {
    refuseOwnKey(name);
    makeFolder(home, 0o700);
    return store.set(name, value);
  };
  return {
    async list() {
      const secrets = await store.list();
      const stored = new Set(secrets.map(({ name }) => name));
      return {
        secrets: secrets.map((line) => ({
          ...line,
          ...usersOfKey(directory, line.name),
        })),
        protection: await store.protection(),
        fromEnvironment: keyVariables(directory).filter(
          (name) => environment.variable(name) !== null && !stored.has(name),
        ),
      };
    },
    set,
    async remove(name) {
      refuseOwnKey(name);
      return store.remove(name);
    },
    rotate: ({ keyFile }) =>
      store.rotate(
        keyFile
          ? { passphrase: null }
          : environment.newPassphrase === null
            ? {}
            : { passphrase: environment.newPassphrase },
      ),
    async import(names) {
      const wanted =
        names.length > 0 ? names : keyVariables(directory).filter((name) => environment.variable(name) !== null);
      for (const name of wanted) {
        const value = environment.variable(name);
        if (value === null) {
          throw new CodewrightError('NOT_FOUND', `The environment has no variable ${name}, or it is empty.`, {
            hint: 'Export it in this shell first. Nothing after it was imported.',
          });
        }
        await set(name, value.trim());
      }
      return wanted;
    },
  };
}
