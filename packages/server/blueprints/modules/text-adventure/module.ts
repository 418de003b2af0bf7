interface AdventureRoom {
  name: string;
  text: string;
  ways: Readonly<Record<string, string>>;
  things: string[];
  /** What must be carried to come in. */
  needs?: { thing: string; otherwise: string };
}

/** The house, by names of rooms. Change it for another story: the rules below know none of it but the last door. */
function house(): Record<string, AdventureRoom> {
  return {
    hall: {
      name: 'Hall',
      text: 'A dark hall. The front door is locked.',
      ways: { north: 'kitchen', east: 'study' },
      things: [],
    },
    kitchen: {
      name: 'Kitchen',
      text: 'Cold ashes and the smell of old soup.',
      ways: { south: 'hall' },
      things: ['lamp'],
    },
    study: {
      name: 'Study',
      text: 'Books up to the ceiling. A narrow stair leads down.',
      ways: { west: 'hall', down: 'cellar', up: 'attic' },
      things: ['letter'],
    },
    cellar: {
      name: 'Cellar',
      text: 'Barrels, cobwebs, and something that glints.',
      ways: { up: 'study' },
      things: ['key'],
      needs: { thing: 'lamp', otherwise: 'It is too dark down there without a light.' },
    },
    attic: {
      name: 'Attic',
      text: 'Dust dances in the light of a small window.',
      ways: { down: 'study' },
      things: ['rope'],
    },
  };
}

const usage =
  'You can: go north (or just north), take lamp, drop lamp, use lamp, look, help. Leave with quit.';

/** What comes of using a thing where it works; elsewhere nothing happens. */
const uses: Readonly<Record<string, string>> = {
  lamp: 'It gives a warm light.',
  letter: 'It says: what opens the door lies where the barrels are.',
};

/** A house of rooms, what lies in them, and what the player carries. */
export class TextAdventure {
  readonly #rooms = house();
  readonly #carried: string[] = [];
  #at = 'hall';
  #isFree = false;

  play(input: string): string {
    const words = input.trim().toLowerCase().split(/\s+/);
    const [verb = '', ...rest] = words.filter((word) => !/^(the|a|an|to|up on)$/.test(word));
    const thing = rest.at(-1) ?? '';
    if (/^(north|south|east|west|up|down|[nsewud])$/.test(verb)) return this.#go(verb);
    switch (verb) {
      case 'go':
      case 'walk':
        return this.#go(thing);
      case 'take':
      case 'get':
        return this.#take(thing);
      case 'drop':
        return this.#drop(thing);
      case 'use':
      case 'read':
        return this.#use(thing);
      case 'look':
      case 'inventory':
        return '';
      case 'help':
        return usage;
      default:
        throw new RangeError('You can go, take, drop, use, look or help.');
    }
  }

  render(): string {
    const { name, text, ways, things } = this.#room();
    const list = (words: readonly string[]) => (words.length > 0 ? words.join(', ') : 'nothing');
    return [
      name,
      text,
      `You see: ${list(things)}`,
      `Ways: ${list(Object.keys(ways))}`,
      `You carry: ${list(this.#carried)}`,
    ].join('\n');
  }

  prompt(): string {
    return 'What now? ';
  }

  isOver(): boolean {
    return this.#isFree;
  }

  #room(): AdventureRoom {
    const room = this.#rooms[this.#at];
    if (!room) throw new Error(`There is no room ${this.#at}.`);
    return room;
  }

  #go(word: string): string {
    const ways = ['north', 'south', 'east', 'west', 'up', 'down'];
    const way = ways.find((one) => one === word || one.charAt(0) === word) ?? word;
    if (this.#at === 'hall' && way === 'south') throw new RangeError('The front door is locked.');
    const next = this.#room().ways[way];
    const needs = this.#rooms[next ?? '']?.needs;
    if (next === undefined) throw new RangeError(`There is no way ${way} from here.`);
    if (needs && !this.#carried.includes(needs.thing)) throw new RangeError(needs.otherwise);
    this.#at = next;
    return '';
  }

  #take(thing: string): string {
    const { things } = this.#room();
    const at = things.indexOf(thing);
    if (at < 0) throw new RangeError(`There is no ${thing || 'such thing'} here.`);
    things.splice(at, 1);
    this.#carried.push(thing);
    return `You take the ${thing}.`;
  }

  #drop(thing: string): string {
    this.#carried.splice(this.#placeOf(thing), 1);
    this.#room().things.push(thing);
    return `You drop the ${thing}.`;
  }

  #use(thing: string): string {
    this.#placeOf(thing);
    if (thing === 'key' && this.#at === 'hall') {
      this.#isFree = true;
      return 'The door opens, and you walk out into the morning. You have won.';
    }
    return uses[thing] ?? 'Nothing happens.';
  }

  #placeOf(thing: string): number {
    const at = this.#carried.indexOf(thing);
    if (at < 0) throw new RangeError(`You do not carry ${thing === '' ? 'that' : `a ${thing}`}.`);
    return at;
  }
}
