import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../shared/hash.ts';

const entry = z.strictObject({
  setAt: z.string(),
  replacedAt: z.string().nullable(),
  /** 12 random bytes, new with each sealing; base64. */
  nonce: z.string(),
  /** AES-256-GCM of the value with the name as associated data, then the 16 bytes of its tag; base64. */
  sealed: z.string(),
});
export type SealedEntry = z.infer<typeof entry>;

const keyRef = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), id: z.string().regex(/^[0-9a-f]{16}$/) }),
  z.strictObject({
    kind: z.literal('passphrase'),
    salt: z.string(),
    // Bounds: a changed file must not make a start take an hour or all memory.
    n: z.number().int().min(1024).max(1_048_576),
    r: z.number().int().min(1).max(32),
    p: z.number().int().min(1).max(16),
  }),
]);
export type KeyRef = z.infer<typeof keyRef>;

export const vault = z.strictObject({
  version: z.literal(1),
  generation: z.number().int().positive(),
  key: keyRef,
  entries: z.record(z.string(), entry),
  /** HMAC-SHA256 over the canonical JSON of all the rest, hex: an entry that was taken away or put back shows too. */
  mac: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Vault = z.infer<typeof vault>;

/** The two keys that a master key stands for. */
export interface Keys {
  entries: Buffer;
  mac: Buffer;
}

export function keysOf(master: Buffer): Keys {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', master, '', `codewright secrets: ${use}`, 32));
  return { entries: derive('entries'), mac: derive('file') };
}

/** 128 MB and about 0.3 s a try: what guessing a passphrase costs. */
export function newPassphraseRef(): KeyRef {
  return { kind: 'passphrase', salt: randomBytes(16).toString('base64'), n: 131_072, r: 8, p: 1 };
}

export function masterFromPassphrase(
  passphrase: string,
  ref: Extract<KeyRef, { kind: 'passphrase' }>,
): Promise<Buffer> {
  const { n, r, p } = ref;
  return new Promise((resolve, reject) => {
    const options = { N: n, r, p, maxmem: 256 * n * r };
    scrypt(passphrase.normalize('NFKC'), Buffer.from(ref.salt, 'base64'), 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

const associated = (name: string) => Buffer.from(`codewright secret v1 ${name}`);

export function seal(keys: Keys, name: string, value: string): Pick<SealedEntry, 'nonce' | 'sealed'> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keys.entries, nonce).setAAD(associated(name));
  const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { nonce: nonce.toString('base64'), sealed: sealed.toString('base64') };
}

/** @throws Error when the entry was changed, or sealed for another name or under another key. */
export function unseal(keys: Keys, name: string, { nonce, sealed }: SealedEntry): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keys.entries, Buffer.from(nonce, 'base64'), { authTagLength: 16 })
    .setAAD(associated(name))
    .setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8');
}

export function macOf(keys: Keys, { mac: _mac, ...rest }: Vault): string {
  return createHmac('sha256', keys.mac).update(canonicalJson(rest)).digest('hex');
}

export function isGenuine(keys: Keys, file: Vault): boolean {
  return timingSafeEqual(Buffer.from(macOf(keys, file), 'hex'), Buffer.from(file.mac, 'hex'));
}
