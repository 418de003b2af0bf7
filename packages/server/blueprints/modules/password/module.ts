export interface PasswordOptions {
  /** Characters of the password, 8 to 200. */
  length?: number;
  /** Uses signs such as ! and %. */
  symbols?: boolean;
  /** Uses digits. */
  digits?: boolean;
  /** Uses capital letters. */
  uppercase?: boolean;
  /** Leaves out letters that are easily confused, such as l and 1. */
  readable?: boolean;
  /** How many are made, one a line: 1 to 1000. */
  count?: number;
}

export interface Strength {
  /** 0 (guessed at once) to 4 (safe). */
  score: number;
  /** Bits of entropy, as far as the characters tell. */
  bits: number;
  advice: string[];
}

const small = 'abcdefghijklmnopqrstuvwxyz';
const capitals = small.toUpperCase();
const digits = '0123456789';
const signs = '!#$%&*+-=?@^_~';
const common = new Set(
  `123456 password 12345678 qwerty 123456789 12345 1234 111111 1234567 dragon 123123 baseball abc123 football monkey
   letmein 696969 shadow master 666666 qwertyuiop 123321 mustang 1234567890 michael 654321 superman 1qaz2wsx 7777777
   121212 000000 qazwsx 123qwe killer trustno1 jordan jennifer zxcvbnm asdfgh hunter buster soccer harley batman
   password1 iloveyou welcome admin login princess sunshine passw0rd`.split(/\s+/),
);

/** Makes passwords by chance, each with at least one character of every kind. */
export function generatePassword(options: PasswordOptions = {}): string {
  const { length = 20, count = 1 } = options;
  if (!Number.isInteger(length) || length < 8 || length > 200) {
    throw new RangeError('The length must be 8 to 200.');
  }
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw new RangeError('The count must be 1 to 1000.');
  }
  const kinds = kindsOf(options);
  return Array.from({ length: count }, () => passwordOf(kinds, length)).join('\n');
}

/** The characters of each kind that a password has. */
function kindsOf(options: PasswordOptions): string[] {
  const { symbols = true, digits: withDigits = true, uppercase = true, readable = false } = options;
  const kinds = [small];
  if (uppercase) kinds.push(capitals);
  if (withDigits) kinds.push(digits);
  if (symbols) kinds.push(signs);
  return readable ? kinds.map((kind) => kind.replace(/[lI1O0]/g, '')) : kinds;
}

function passwordOf(kinds: readonly string[], length: number): string {
  const all = kinds.join('');
  const chosen = kinds.map(pick);
  while (chosen.length < length) chosen.push(pick(all));
  return shuffled(chosen).join('');
}

/** Judges how hard a password is to guess. */
export function passwordStrength(password: string): Strength {
  if (common.has(password.toLowerCase())) {
    return { score: 0, bits: 0, advice: ['This is one of the most common passwords.'] };
  }
  const kinds: readonly [RegExp, number][] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/\d/, 10],
    [/[^a-zA-Z\d]/, 33],
  ];
  const alphabet = kinds.reduce((sum, [kind, size]) => sum + (kind.test(password) ? size : 0), 0);
  const distinct = new Set(password).size;
  // A character that was seen before tells a guesser little.
  const bits = Math.round(distinct * Math.log2(Math.max(alphabet, 1)));
  const advice = [
    ...(password.length < 12 ? ['Use more characters.'] : []),
    ...(password.length > 0 && distinct < password.length / 2 ? ['Repeat fewer characters.'] : []),
  ];
  return { score: [28, 36, 60, 80].filter((limit) => bits >= limit).length, bits, advice };
}

function pick(characters: string): string {
  return characters[randomInt(characters.length)] ?? '';
}

/** Fisher–Yates with the system's generator of chance. */
function shuffled(items: string[]): string[] {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [items[at], items[other]] = [items[other] ?? '', items[at] ?? ''];
  }
  return items;
}

/** Nobody can foretell it, in Node.js and in browsers alike: 0 up to, and without, the limit. */
function randomInt(limit: number): number {
  const last = 2 ** 32 - (2 ** 32 % limit);
  for (;;) {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
    // The few numbers at the end would make small ones more frequent.
    if (drawn < last) return drawn % limit;
  }
}
