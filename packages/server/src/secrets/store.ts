import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { SecretStore } from './contract.ts';
import { fileOf, generations, ownFolder, placeNew, readOwn, removeOwn, removeStale, type Warn } from './files.ts';
import {
  isGenuine,
  type KeyRef,
  type Keys,
  keysOf,
  macOf,
  masterFromPassphrase,
  newPassphraseRef,
  seal,
  unseal,
  vault,
  type Vault,
} from './seal.ts';

export interface SecretStoreOptions {
  /** Home folder: the store lies in `secrets/`, its key in `keys/`. */
  home: string;
  /** Of CODEWRIGHT_SECRETS_PASSPHRASE; a store made while it is set has no key file. */
  passphrase: string | null;
  clock: Clock;
  /** Hears of rights that were too wide and have been mended. */
  warn: Warn;
  /** Runs work while nobody else on this machine runs any under the same file, which it makes; ends with the process. */
  exclusive: <T>(file: string, work: () => Promise<T>) => Promise<T>;
}

const nameRule = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;
const longest = 20_000;

interface Opened {
  file: Vault;
  keys: Keys;
}

interface Change<T> {
  next?: { entries: Vault['entries']; key: KeyRef; keys: Keys };
  result: T;
}

/**
 * Secrets in numbered files, each the whole store: a change is the file of the next number. Who changes holds the lock; who reads
 * does not, and is never fooled, because of the order in which files come and go:
 *
 *   leftovers of a killed process go · the new key comes · the next file comes · the old file goes · the old key goes
 *
 * So a file that can be read is the newest or was so a moment ago, and a key that is gone is that of a file that is gone.
 */
export function createSecretStore({ home, passphrase, clock, warn, exclusive }: SecretStoreOptions): SecretStore {
  const folder = join(home, 'secrets');
  const lock = join(folder, 'lock');
  const keyFolder = join(home, 'keys');
  const keyFile = (id: string) => join(keyFolder, `secrets-${id}`);
  /** A passphrase takes 0.3 s to become a key: once per salt. */
  const derived = new Map<string, Promise<Buffer>>();

  const fromPassphrase = (words: string, ref: Extract<KeyRef, { kind: 'passphrase' }>) => {
    const id = `${ref.salt} ${ref.n} ${ref.r} ${ref.p} ${words}`;
    let key = derived.get(id);
    if (!key) {
      key = masterFromPassphrase(words, ref);
      derived.set(id, key);
    }
    return key;
  };

  /** The master key; null where its file is gone. */
  async function masterOf(ref: KeyRef): Promise<Buffer | null> {
    if (ref.kind === 'passphrase') {
      if (passphrase === null) {
        throw new CodewrightError('SECRETS_LOCKED', 'The stored secrets are locked by a passphrase.', {
          hint: 'Set CODEWRIGHT_SECRETS_PASSPHRASE to it.',
        });
      }
      return fromPassphrase(passphrase, ref);
    }
    const text = readOwn(keyFile(ref.id), warn);
    return text === null ? null : Buffer.from(text.trim(), 'base64');
  }

  /** What `look` makes of the newest generation; it answers null where a part is gone. Null while there is no generation. */
  async function newest<T>(look: (file: Vault) => Promise<T | null>, locked = false): Promise<T | null> {
    for (let missed = 0; ; ) {
      const [generation] = generations(folder);
      if (generation === undefined) {
        // A folder may be listed while one file replaces another, without either: what counts is what is there while nobody changes it.
        return locked || !existsSync(lock) ? null : await exclusive(lock, () => newest(look, true));
      }
      ownFolder(folder, warn);
      const text = readOwn(fileOf(folder, generation), warn);
      const seen = text === null ? null : await look(parse(text, generation));
      if (seen !== null) return seen;
      // A change has come in between; but then there is a newer one by now, for numbers are never used again.
      if (generation === missed) {
        throw broken('The key of the stored secrets is gone', 'Put the file keys/secrets-* back from a backup, or');
      }
      missed = generation;
    }
  }

  const open = async (file: Vault): Promise<Opened | null> => {
    const master = await masterOf(file.key);
    return master && verified(file, master);
  };

  function parse(text: string, generation: number): Vault {
    try {
      const file = vault.parse(JSON.parse(text));
      if (file.generation === generation) return file;
    } catch (cause) {
      throw broken('The stored secrets cannot be read: the file was changed or cut off', 'Put', cause);
    }
    throw broken('The stored secrets bear another number than their file: it was put there by hand', 'Put');
  }

  function verified(file: Vault, master: Buffer): Opened {
    const keys = keysOf(master);
    if (isGenuine(keys, file)) return { file, keys };
    if (file.key.kind === 'passphrase') {
      throw new CodewrightError('SECRETS_LOCKED', 'The passphrase does not open the stored secrets.', {
        hint: 'CODEWRIGHT_SECRETS_PASSPHRASE is another one, or the file in the secrets folder was changed.',
      });
    }
    throw broken('The stored secrets were changed by something else than Codewright', 'Put');
  }

  function broken(what: string, first: string, cause?: unknown): CodewrightError {
    const put = first === 'Put' ? 'Put the files of the secrets folder back from a backup, or' : first;
    return new CodewrightError('SECRETS_BROKEN', `${what} (${folder}).`, {
      hint: `${put} remove ${folder} and set the secrets again.`,
      cause,
    });
  }

  function value(opened: Opened, name: string): string | null {
    const entry = Object.hasOwn(opened.file.entries, name) ? opened.file.entries[name] : undefined;
    if (!entry) return null;
    try {
      return unseal(opened.keys, name, entry);
    } catch (cause) {
      throw broken(`The stored secret ${name} was changed by something else than Codewright`, 'Put', cause);
    }
  }

  async function newKey(words: string | null): Promise<{ ref: KeyRef; keys: Keys }> {
    if (words !== null) {
      const ref = newPassphraseRef();
      if (ref.kind === 'passphrase') return { ref, keys: keysOf(await fromPassphrase(words, ref)) };
    }
    ownFolder(keyFolder, warn);
    const master = randomBytes(32);
    const id = randomBytes(8).toString('hex');
    placeNew(keyFile(id), `${master.toString('base64')}\n`);
    return { ref: { kind: 'file', id }, keys: keysOf(master) };
  }

  /** Makes the next generation of what `edit` returns; without `next` nothing is changed. */
  async function change<T>(edit: (now: Opened | null) => Promise<Change<T>>): Promise<T> {
    ownFolder(folder, warn);
    return exclusive(lock, async () => {
      const now = await newest(open, true);
      const { next, result } = await edit(now);
      if (!next) return result;
      const { entries, key, keys } = next;
      const last = now?.file.generation ?? 0;
      const removeBefore = (generation: number) => {
        for (const old of generations(folder)) if (old < generation) removeOwn(fileOf(folder, old));
      };
      removeBefore(last);
      const file: Vault = { version: 1, generation: last + 1, key, entries, mac: '' };
      file.mac = macOf(keys, file);
      placeNew(fileOf(folder, file.generation), `${JSON.stringify(file, null, 1)}\n`);
      removeBefore(file.generation);
      const before = now?.file.key;
      if (before?.kind === 'file' && !(key.kind === 'file' && key.id === before.id)) removeOwn(keyFile(before.id));
      removeStale(keyFolder, key.kind === 'file' ? `secrets-${key.id}` : null);
      removeStale(folder, null);
      return result;
    });
  }

  return {
    async list() {
      const opened = await newest(open);
      return Object.entries(opened?.file.entries ?? {})
        .map(([name, { setAt, replacedAt }]) => ({ name, setAt, replacedAt }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },

    async get(name) {
      const opened = await newest(open);
      return opened && value(opened, name);
    },

    async all() {
      const opened = await newest(open);
      if (!opened) return [];
      return Object.keys(opened.file.entries).map((name) => ({ name, value: value(opened, name) ?? '' }));
    },

    async set(name, given) {
      check(name, given);
      return change<'set' | 'replaced'>(async (now) => {
        const { ref, keys } = now ? { ref: now.file.key, keys: now.keys } : await newKey(passphrase);
        const time = clock.now().toISOString();
        const old = now?.file.entries[name];
        const dates = { setAt: old?.setAt ?? time, replacedAt: old ? time : null };
        const entries = { ...now?.file.entries, [name]: { ...dates, ...seal(keys, name, given) } };
        return { next: { entries, key: ref, keys }, result: old ? 'replaced' : 'set' };
      });
    },

    remove: (name) =>
      change(async (now) => {
        if (!now || !Object.hasOwn(now.file.entries, name)) return { result: false };
        const { [name]: _removed, ...entries } = now.file.entries;
        return { next: { entries, key: now.file.key, keys: now.keys }, result: true };
      }),

    rotate: ({ passphrase: next } = {}) =>
      change(async (now) => {
        if (!now) return { result: 0 };
        const { ref, keys } = await newKey(next === undefined ? passphrase : next);
        const old = Object.entries(now.file.entries);
        const entries = Object.fromEntries(
          old.map(([name, { setAt, replacedAt }]) => {
            return [name, { setAt, replacedAt, ...seal(keys, name, value(now, name) ?? '') }];
          }),
        );
        return { next: { entries, key: ref, keys }, result: old.length };
      }),

    protection: () => newest(async ({ key }) => (key.kind === 'file' ? 'key file' : 'passphrase')),
  };
}

function check(name: string, value: string): void {
  if (!nameRule.test(name)) {
    throw new CodewrightError('INVALID_INPUT', 'This cannot be the name of a secret.', {
      hint: 'Letters, digits, _ . and - up to 100 characters, as in OPENAI_API_KEY.',
    });
  }
  if (value === '' || value.length > longest) {
    throw new CodewrightError(
      'INVALID_INPUT',
      value === '' ? 'There is no value.' : 'The value is longer than 20,000 characters.',
      {
        hint: `Give it on standard input: printf %s "$VALUE" | codewright secrets set ${name}`,
      },
    );
  }
}
