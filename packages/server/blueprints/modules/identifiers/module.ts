import { randomBytes, randomInt, randomUUID } from 'node:crypto';

export interface UuidOptions {
  /** 4 is random, 7 begins with the time. */
  version?: number;
  count?: number;
}

export interface UlidOptions {
  count?: number;
}

export interface ShortIdOptions {
  length?: number;
}

export interface IdFacts {
  kind: 'UUID' | 'ULID';
  version?: number;
  /** When it was made, where it tells that. */
  time?: string;
}

/** Letters and digits that are not mistaken for each other (Crockford's base 32). */
const ulidDigits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const wordDigits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Makes UUIDs of version 4 or 7. */
export function makeUuids(options: UuidOptions = {}): string[] {
  const { version = 4, count = 1 } = options;
  if (version !== 4 && version !== 7) throw new RangeError('The version is 4 or 7.');
  return manyIds(count, version === 4 ? randomUUID : timedUuid);
}

/** Makes ULIDs, which sort by the time at which they were made. */
export function makeUlids(options: UlidOptions = {}): string[] {
  return manyIds(options.count ?? 1, () => {
    let time = Date.now();
    let head = '';
    for (let at = 0; at < 10; at += 1) {
      head = (ulidDigits[time % 32] ?? '') + head;
      time = Math.floor(time / 32);
    }
    return head + Array.from(randomBytes(16), (byte) => ulidDigits[byte % 32]).join('');
  });
}

/** Makes a short id that is safe in addresses. */
export function shortId(options: ShortIdOptions = {}): string {
  const { length = 12 } = options;
  if (!Number.isInteger(length) || length < 6 || length > 64) {
    throw new RangeError('A short id has 6 to 64 letters and digits.');
  }
  return Array.from({ length }, () => wordDigits[randomInt(wordDigits.length)]).join('');
}

/** Says what kind of identifier a text is; undefined where it is none. */
export function describeId(id: string): IdFacts | undefined {
  const uuid = /^([0-9a-f]{8})-([0-9a-f]{4})-([1-8])[0-9a-f]{3}-[089ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
  const [, high = '', low = '', version = ''] = uuid.exec(id) ?? [];
  if (version === '7') {
    return {
      kind: 'UUID',
      version: 7,
      time: new Date(Number.parseInt(high + low, 16)).toISOString(),
    };
  }
  if (version !== '') return { kind: 'UUID', version: Number(version) };
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i.test(id)) return undefined;
  const digits = [...id.slice(0, 10).toUpperCase()].map((digit) => ulidDigits.indexOf(digit));
  const time = digits.reduce((sum, digit) => sum * 32 + digit, 0);
  return { kind: 'ULID', time: new Date(time).toISOString() };
}

function manyIds(count: number, make: () => string): string[] {
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw new RangeError('From 1 to 1000 are made at once.');
  }
  return Array.from({ length: count }, () => make());
}

/** 48 bits of time in milliseconds, then chance (RFC 9562). */
function timedUuid(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
