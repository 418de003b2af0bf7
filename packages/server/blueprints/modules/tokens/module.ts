import { createHmac, timingSafeEqual } from 'node:crypto';

export type TokenClaims = Record<string, unknown>;

export interface SignTokenOptions {
  /** Seconds for which it holds. */
  expiresIn?: number | undefined;
}

export interface OneTimeCodeOptions {
  /** Seconds since 1970; now if not given. */
  at?: number | undefined;
  /** Digits of the code (6 to 8). */
  digits?: number;
}

/** Seconds for which a one-time code stands. */
const codeStep = 30;

/** Signs claims with a secret (JWT, HS256). */
export function signToken(claims: unknown, secret: string, options: SignTokenOptions = {}): string {
  if (secret === '') throw new RangeError('The secret may not be empty.');
  const { expiresIn } = options;
  const now = Math.floor(Date.now() / 1000);
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) {
    throw new RangeError('Claims are given by name.');
  }
  const all = expiresIn === undefined ? claims : { ...claims, iat: now, exp: now + expiresIn };
  const head = `${encodedPart({ alg: 'HS256', typ: 'JWT' })}.${encodedPart(all)}`;
  return `${head}.${signatureOf(head, secret)}`;
}

/** The claims of a token. @throws RangeError when its signature is wrong, it has expired or does not hold yet. */
export function verifyToken(token: string, secret: string): TokenClaims {
  const [header = '', payload = '', signature = '', ...more] = token.split('.');
  if (signature === '' || more.length > 0) throw new RangeError('A token has three parts.');
  // The algorithm is ours to choose: a token that names another, or none, is refused.
  if (decodedPart(header).alg !== 'HS256')
    throw new RangeError('The token is not signed by HS256.');
  const expected = Buffer.from(signatureOf(`${header}.${payload}`, secret));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw new RangeError('The signature is wrong.');
  }
  const claims = decodedPart(payload);
  const now = Date.now() / 1000;
  if (typeof claims.exp === 'number' && claims.exp <= now) {
    throw new RangeError('The token has expired.');
  }
  if (typeof claims.nbf === 'number' && claims.nbf > now) {
    throw new RangeError('The token does not hold yet.');
  }
  return claims;
}

/** The code that an authenticator app shows (RFC 6238, SHA-1, 30 seconds). */
export function oneTimeCode(secret: string, options: OneTimeCodeOptions = {}): string {
  const { at = Date.now() / 1000, digits = 6 } = options;
  if (!Number.isInteger(digits) || digits < 6 || digits > 8) {
    throw new RangeError('A code has 6 to 8 digits.');
  }
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / codeStep)));
  const mac = createHmac('sha1', bytesOfSecret(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** Whether a code is right, now or one step before or after, for clocks that differ. */
export function isCodeRight(
  code: string,
  secret: string,
  options: { at?: number | undefined } = {},
): boolean {
  const { at = Date.now() / 1000 } = options;
  if (!/^\d{6}$/.test(code)) return false;
  return [-codeStep, 0, codeStep].some((off) =>
    timingSafeEqual(
      Buffer.from(oneTimeCode(secret, { at: Math.max(0, at + off) })),
      Buffer.from(code),
    ),
  );
}

function encodedPart(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decodedPart(part: string): TokenClaims {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as TokenClaims;
  } catch {
    throw new RangeError('The token cannot be read.');
  }
  throw new RangeError('The token cannot be read.');
}

function signatureOf(head: string, secret: string): string {
  return createHmac('sha256', secret).update(head).digest('base64url');
}

function bytesOfSecret(secret: string): Buffer {
  const letters = secret.replace(/[\s=-]/g, '').toUpperCase();
  if (!/^[A-Z2-7]{2,}$/.test(letters)) throw new RangeError('The secret is not base32.');
  const values = [...letters].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter));
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
