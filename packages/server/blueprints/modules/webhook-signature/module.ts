import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignOptions {
  /** Seconds since 1970; now if not given. */
  time?: number | undefined;
}

export interface VerifyOptions extends SignOptions {
  /** Seconds that a signature may be old. */
  tolerance?: number;
}

/** Signs a message with a secret and the time (HMAC-SHA256). */
export function signPayload(payload: string, secret: string, options: SignOptions = {}): string {
  if (secret === '') throw new RangeError('The secret must not be empty.');
  const { time = now() } = options;
  return `t=${time},v1=${digest(payload, secret, time).toString('hex')}`;
}

/** Says whether a signature fits a message, a secret and the time. */
export function verifySignature(
  payload: string,
  signature: string,
  secret: string,
  options: VerifyOptions = {},
): boolean {
  const { tolerance = 300, time = now() } = options;
  const [, signed, hex = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  if (signed === undefined || Math.abs(time - Number(signed)) > tolerance) return false;
  // Takes as long for a wrong signature as for a right one, so that nobody can guess it byte by byte.
  return timingSafeEqual(Buffer.from(hex, 'hex'), digest(payload, secret, Number(signed)));
}

/** The time is part of what is signed: an old message can not be sent again with a new one. */
function digest(payload: string, secret: string, time: number): Buffer {
  return createHmac('sha256', secret).update(`${time}.${payload}`).digest();
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
