import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { CodewrightError } from '../shared/errors.ts';

/** As Standard Webhooks says: what is signed is id, time and the very bytes of the body. */
export const toleranceSeconds = 300;
const prefix = 'whsec_';

export function newSecret(): string {
  return prefix + randomBytes(32).toString('base64');
}

/** A secret of that form stands for bytes, any other one for itself. */
function keyOf(secret: string): Buffer {
  return secret.startsWith(prefix) ? Buffer.from(secret.slice(prefix.length), 'base64') : Buffer.from(secret);
}

function signature(secret: string, id: string, seconds: string, body: string | Buffer): string {
  return createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.`).update(body).digest('base64');
}

export function signedHeaders(secret: string, id: string, at: Date, body: string): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signature(secret, id, seconds, body)}`,
  };
}

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * The id of a delivery whose signature holds. `github`: over the body alone, without a time.
 * @throws CodewrightError UNAUTHORIZED for one that does not, INVALID_INPUT where there is none to check.
 */
export function checkedId(
  kind: 'github' | 'generic',
  secret: string,
  headers: Headers,
  body: Buffer,
  now: Date,
): string {
  const { id, given, seconds } =
    kind === 'github'
      ? { id: headers['x-github-delivery'], given: headers['x-hub-signature-256'], seconds: null }
      : { id: headers['webhook-id'], given: headers['webhook-signature'], seconds: headers['webhook-timestamp'] };
  if (id === undefined || given === undefined || seconds === undefined || !/^[\w.:-]{1,100}$/.test(id)) {
    const wanted =
      kind === 'github'
        ? 'X-GitHub-Delivery and X-Hub-Signature-256'
        : 'webhook-id, webhook-timestamp and webhook-signature';
    throw new CodewrightError('UNAUTHORIZED', 'This delivery is not signed.', {
      hint: `It needs the headers ${wanted}.`,
    });
  }
  const expected =
    seconds === null
      ? [`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`]
      : [`v1,${signature(secret, id, seconds, body)}`];
  const signatures = seconds === null ? [given] : given.split(' ');
  if (!signatures.some((one) => expected.some((right) => same(one, right)))) {
    throw new CodewrightError('UNAUTHORIZED', 'The signature of this delivery is not that of its body.', {
      hint: 'Give both sides the same secret; the body must arrive as it was signed.',
    });
  }
  // Looked at last: a time that nobody signed says nothing.
  if (seconds !== null && !(Math.abs(now.getTime() / 1000 - Number(seconds)) <= toleranceSeconds)) {
    throw new CodewrightError('UNAUTHORIZED', 'This delivery was signed more than 5 minutes away from now.', {
      hint: 'Set the clocks of both sides; sign each attempt anew.',
    });
  }
  return id;
}

function same(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
