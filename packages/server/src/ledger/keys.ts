import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodewrightError } from '../shared/errors.ts';

/** An Ed25519 key pair: the private key as PKCS #8 PEM, the public one as SPKI in base64. */
export interface SigningKeys {
  privateKey: string;
  publicKey: string;
}

/** The pair that belongs to a private key. @throws CodewrightError CONFIG_INVALID when it is not an Ed25519 PEM. */
export function signingKeys(privateKey: string): SigningKeys {
  let type: string | undefined;
  try {
    const key = createPrivateKey(privateKey);
    type = key.asymmetricKeyType;
    if (type === 'ed25519') {
      const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
      return { privateKey, publicKey };
    }
  } catch (error) {
    throw new CodewrightError('CONFIG_INVALID', 'The signing key is not a private key in PEM form.', { cause: error });
  }
  throw new CodewrightError('CONFIG_INVALID', `The signing key is ${type ?? 'unknown'}; it must be Ed25519.`);
}

/** Reads `signing-key.pem` in the folder, or makes it (mode 0600). Several processes may do so at once: one key wins. */
export function loadOrCreateSigningKey(dir: string): SigningKeys {
  const file = join(dir, 'signing-key.pem');
  const known = readIfThere(file);
  if (known !== null) return signingKeys(known);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const draft = join(dir, `.signing-key-${randomUUID()}`);
  const { privateKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  try {
    writeFileSync(draft, privateKey, { mode: 0o600, flag: 'wx' });
    chmodSync(draft, 0o600);
    // A hard link fails when the name is taken, so the file is there whole or not at all.
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return signingKeys(readFileSync(file, 'utf8'));
}

/** The pair in this folder. One that is not there yet is made when it is first asked for: a start has nothing to sign. */
export function openSigningKey(dir: string): SigningKeys {
  if (existsSync(join(dir, 'signing-key.pem'))) return loadOrCreateSigningKey(dir);
  let made: SigningKeys | undefined;
  const keys = (): SigningKeys => (made ??= loadOrCreateSigningKey(dir));
  return {
    get privateKey() {
      return keys().privateKey;
    },
    get publicKey() {
      return keys().publicKey;
    },
  };
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
