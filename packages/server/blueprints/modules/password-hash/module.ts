import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

const usual = { N: 16384, r: 8, p: 1 };
const written = /^scrypt:(\d{1,7}):(\d{1,2}):(\d{1,2}):([\w-]{22}):([\w-]{43})$/;

/** Turns a password into a hash with a salt of its own: how it was made, the salt and the hash, with colons between. */
export function hashPassword(password: string): string {
  if (password === '') throw new RangeError('The password is empty.');
  const salt = randomBytes(16);
  const hash = scryptSync(password.normalize('NFC'), salt, 32, usual);
  const { N, r, p } = usual;
  return `scrypt:${N}:${r}:${p}:${salt.toString('base64url')}:${hash.toString('base64url')}`;
}

/** Whether a password is that of a hash; both take as long. */
export function verifyPassword(password: string, hash: string): boolean {
  const [, cost = '', size = '', lanes = '', salt = '', kept = ''] = written.exec(hash) ?? [];
  const [N, r, p] = [Number(cost), Number(size), Number(lanes)];
  const power = N > 1 && Number.isInteger(Math.log2(N));
  if (!power || r < 1 || p < 1) throw new RangeError('This is no hash of a password.');
  const maxmem = 256 * 1024 * 1024;
  const made = scryptSync(password.normalize('NFC'), Buffer.from(salt, 'base64url'), 32, { N, r, p, maxmem });
  return timingSafeEqual(made, Buffer.from(kept, 'base64url'));
}
