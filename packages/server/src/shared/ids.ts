import { randomUUID } from 'node:crypto';

let lastTime = 0;
let sequence = 0;

/**
 * A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then a 12-bit counter that keeps ids of the same process
 * in the order they were made, then 62 random bits.
 */
export function uuidv7(now: number = Date.now()): string {
  // Node draws random bits for many of these at once; asking the system for each id costs more than all else here.
  const random = randomUUID();
  if (now > lastTime) {
    lastTime = now;
    sequence = Number.parseInt(random.slice(0, 3), 16) & 0x3ff;
  } else if (++sequence > 0xfff) {
    lastTime += 1;
    sequence = 0;
  }
  const time = lastTime.toString(16).padStart(12, '0');
  // The last two groups of a random UUID are the variant and 62 random bits, as they are here.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}${random.slice(18)}`;
}

/** The last 8 hex digits: random, so short forms differ where the time-ordered head does not. */
export function shortId(id: string): string {
  return id.slice(-8);
}
