import type { KnownSecret } from '../shared/redact.ts';

export type { KnownSecret } from '../shared/redact.ts';

/** A stored secret as a person may see it: never its value. */
export interface SecretLine {
  name: string;
  /** ISO 8601; when it was first set. */
  setAt: string;
  /** When its value was last replaced; null while it is the first one. */
  replacedAt: string | null;
}

/** What the values are encrypted under. */
export type Protection = 'key file' | 'passphrase';

/**
 * Secrets of one home folder, encrypted at rest. Several processes may use it at once; each change is whole or not at all.
 * Every method throws CodewrightError SECRETS_LOCKED (the passphrase is missing or wrong), SECRETS_BROKEN (the files were
 * changed, or their key is gone), ENVIRONMENT (the files belong to somebody else); those that change something also STORAGE_BUSY
 * (another process has been changing it for two minutes) and CONFLICT (an older version did, which knows no lock).
 */
export interface SecretStore {
  list(): Promise<SecretLine[]>;
  /** The value, or null where none has that name. */
  get(name: string): Promise<string | null>;
  /** All values: what must be taken out of every text. */
  all(): Promise<KnownSecret[]>;
  /** Sets or replaces a value; replacing keeps when it was first set. @throws CodewrightError INVALID_INPUT */
  set(name: string, value: string): Promise<'set' | 'replaced'>;
  /** False where none had that name. */
  remove(name: string): Promise<boolean>;
  /** Encrypts everything anew under a new key; the old key is deleted. Returns how many values there are. */
  rotate(options?: { passphrase?: string | null }): Promise<number>;
  /** How the values are protected; null while there are none. */
  protection(): Promise<Protection | null>;
}
