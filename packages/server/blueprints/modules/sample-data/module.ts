export interface PeopleOptions {
  count?: number;
  /** Another number makes others. */
  seed?: number;
}

export interface SampleTextOptions {
  paragraphs?: number;
  /** Another number makes other text. */
  seed?: number;
}

export interface SamplePerson {
  name: string;
  email: string;
  phone: string;
  street: string;
  city: string;
  birthday: string;
}

const firstNames =
  'Ada Ben Clara Daniel Elif Farid Grace Hana Ivan Julia Kofi Lena Mateo Nora Omar Priya Quentin Rosa Samir Tara Uma Viktor Wanda Yusuf Zoe'.split(
    ' ',
  );
const lastNames =
  'Adams Baker Costa Diaz Evans Fischer Garcia Haas Ito Jensen Khan Larsen Moreau Novak Okafor Petrov Quinn Rossi Silva Tanaka Ueda Vogel Weber Young Zeller'.split(
    ' ',
  );
const streetNames = 'Oak Mill River Church Garden Station Hill Market Park School'.split(' ');
const cityNames =
  'Ashford Brookside Clearwater Dunmore Eastvale Fairview Greenfield Hillcrest Lakeside Northam'.split(
    ' ',
  );
const latinWords =
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex ea commodo consequat'.split(
    ' ',
  );

/** Makes people that nobody has; mail goes to example.com, phone numbers are those that films use. */
export function makePeople(options: PeopleOptions = {}): SamplePerson[] {
  const { count = 10, seed = 1 } = options;
  if (!Number.isInteger(count) || count < 1 || count > 10_000) {
    throw new RangeError('From 1 to 10000 people are made.');
  }
  const draw = chanceOf(seed);
  const one = (list: readonly string[]) => list[draw(list.length)] ?? '';
  const emails = new Set<string>();
  return Array.from({ length: count }, (_, at) => {
    const [first, last] = [one(firstNames), one(lastNames)];
    const plain = `${first}.${last}`.toLowerCase();
    const email = `${emails.has(plain) ? `${plain}${at}` : plain}@example.com`;
    emails.add(plain);
    const birthday = new Date(Date.UTC(1950, 0, 1 + draw(55 * 365))).toISOString().slice(0, 10);
    return {
      name: `${first} ${last}`,
      email,
      phone: `+1 555 01${String(draw(100)).padStart(2, '0')}`,
      street: `${1 + draw(200)} ${one(streetNames)} Street`,
      city: one(cityNames),
      birthday,
    };
  });
}

/** Makes paragraphs of placeholder text, an empty line between them. */
export function makeText(options: SampleTextOptions = {}): string {
  const { paragraphs = 3, seed = 1 } = options;
  if (!Number.isInteger(paragraphs) || paragraphs < 1 || paragraphs > 100) {
    throw new RangeError('From 1 to 100 paragraphs are made.');
  }
  const draw = chanceOf(seed);
  const sentence = (start: readonly string[]) => {
    const more = Array.from({ length: 4 + draw(8) }, () => latinWords[draw(latinWords.length)]);
    const text = [...start, ...more].join(' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  const made = Array.from({ length: paragraphs }, (_, at) => {
    const sentences = Array.from({ length: 3 + draw(4) }, (__, i) =>
      sentence(at === 0 && i === 0 ? latinWords.slice(0, 5) : []),
    );
    return `${sentences.join(' ')}\n`;
  });
  return made.join('\n');
}

/** Whole numbers below a limit, the same for the same seed (mulberry32). */
function chanceOf(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}
