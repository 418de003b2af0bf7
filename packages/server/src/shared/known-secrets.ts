import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { KnownSecret } from './redact.ts';

const secretName = /(api_?key|_key|token|secret|password|passwd|passphrase|credentials?|_auth|_pat)$/i;
/** Of these the value says where something is, not what it is. */
const harmless = /(_key_file|_key_path|^ssh_auth_sock)$/i;

/**
 * What of an environment is secret: variables that are named like one, and the user and password in any address.
 * `isPlace` says whether a value is a path on this machine (`GOOGLE_APPLICATION_CREDENTIALS`).
 */
export function secretsInEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  isPlace: (value: string) => boolean = () => false,
): KnownSecret[] {
  return Object.entries(env).flatMap(([name, value]) => {
    if (!value) return [];
    if (secretName.test(name) && !harmless.test(name) && !isPlace(value)) return [{ name, value }];
    return secretsInAddress(name, value);
  });
}

/** User and password of an address (`https://user:password@host/`), as they stand and as they were meant. */
export function secretsInAddress(name: string, address: string): KnownSecret[] {
  const [, user = '', password] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#@:]*)(?::([^/?#]*))?@/i.exec(address) ?? [];
  // A user without password may be a token, as in https://ghp_…@github.com.
  const written = password === undefined ? user : password;
  if (written === '') return [];
  const meant = decoded(written);
  const pair = password === undefined ? [] : [{ name, value: `${decoded(user)}:${meant}` }];
  return [{ name, value: written }, { name, value: meant }, ...pair];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A bare % is no encoding: it stands for itself.
    return text;
  }
}

/** Tokens and passwords of an .npmrc. `${NAME}` is resolved by npm from the environment, where it is found by its own name. */
export function secretsInNpmrc(text: string): KnownSecret[] {
  return text.split('\n').flatMap((line) => {
    const [, key = '', quoted = ''] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    const value = quoted.replace(/^(["'])(.*)\1$/, '$2');
    if (value.startsWith('${')) return [];
    if (!/(^|:)(_auth|_authToken|_password)$/.test(key)) return secretsInAddress('npm', value);
    const plain = key.endsWith('_authToken') ? [] : [{ name: 'npm', value: Buffer.from(value, 'base64').toString() }];
    return [{ name: 'npm', value }, ...plain.filter((one) => !one.value.includes('\uFFFD'))];
  });
}

/** Addresses anywhere in settings that hold a user and password, and settings that are named like a secret. */
export function secretsInSettings(settings: unknown, path = ''): KnownSecret[] {
  if (typeof settings === 'string') {
    // Of `Authorization: Bearer …` the last word is the secret.
    if (/\.headers\.[^.]*(auth|key|token|cookie|secret)[^.]*$/i.test(path))
      return [{ name: path, value: settings.trim().split(/\s+/).at(-1) ?? '' }];
    const named = secretName.test(path.replaceAll(/([a-z])([A-Z])/g, '$1_$2')) && !settings.includes(' ');
    return named ? [{ name: path, value: settings }] : secretsInAddress(path, settings);
  }
  if (typeof settings !== 'object' || settings === null) return [];
  return Object.entries(settings).flatMap(([key, value]) =>
    secretsInSettings(value, path === '' ? key : `${path}.${key}`),
  );
}

/** A setting as it may be shown: the user and password of an address are left out, however short they are. */
export function withoutPassword(setting: unknown): unknown {
  if (typeof setting === 'string') return setting.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1…@');
  if (Array.isArray(setting)) return setting.map(withoutPassword);
  if (typeof setting !== 'object' || setting === null) return setting;
  return Object.fromEntries(Object.entries(setting).map(([key, value]) => [key, withoutPassword(value)]));
}

/** What of a `.env` file is secret, by the names of its variables and the passwords in its addresses. */
export function secretsInDotenv(text: string): KnownSecret[] {
  const variables = text.split('\n').flatMap((line): [string, string][] => {
    const [, name, quoted = ''] = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) return [];
    const [, , inside] = /^(["'`])(.*)\1/.exec(quoted) ?? [];
    return [[name, inside ?? quoted.replace(/\s+#.*$/, '')]];
  });
  return secretsInEnvironment(Object.fromEntries(variables)).map(({ name, value }) => ({
    name: `${name} of .env`,
    value,
  }));
}

export interface SecretEnvironment {
  known: KnownSecret[];
  passphrase: string | null;
  newPassphrase: string | null;
  /** File that npm reads the user's tokens from. */
  npmrc: string;
  /** A variable that is empty counts as absent. */
  variable(name: string): string | null;
}

/** What an environment says of secrets. */
export function secretEnvironment(env: Readonly<Record<string, string | undefined>>): SecretEnvironment {
  const variable = (name: string) => env[name] || null;
  // A word of the paths that everything here is named by is none: without it no job would find its repository.
  const places = `${variable('HOME') ?? ''} ${variable('CODEWRIGHT_HOME') ?? ''} ${process.cwd()}`;
  const isPlace = (value: string) => places.includes(value) || (value.startsWith('/') && existsSync(value));
  return {
    known: secretsInEnvironment(env, isPlace),
    passphrase: variable('CODEWRIGHT_SECRETS_PASSPHRASE'),
    newPassphrase: variable('CODEWRIGHT_SECRETS_NEW_PASSPHRASE'),
    npmrc: variable('npm_config_userconfig') ?? join(variable('HOME') ?? homedir(), '.npmrc'),
    variable,
  };
}
