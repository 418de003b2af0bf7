import { type Tell, determined, isThingHere, noun, one, plural } from '../words.ts';

/** What somebody marks, flags or tracks of a thing, and the life that it goes through, as those say it who never drew a state. */

const done = '([a-z]{2,}ed|done|sold|paid|lost|broken|sent|read|found|taken|won|seen)';
const undone = '(?: (?:,|and|or)+ (?:to |can )?(?:undo|revert|reverse|unmark|untick|unflag) (?:that|this|it|them))?';
const anybody =
  '(?:(?:i|we|you|users?|people|one|someone|anyone|it (?:should|must|can) be possible to)(?: (?:can|could|may|should|must|want|wants|need|needs|like|would like|able|be able|also|to))* )';
const states = '([a-z]+(?: [a-z]+)?(?: / [a-z]+(?: [a-z]+)?)+)';

/** "a lamp can be marked as checked": what is so or not so of a thing, where it is one. */
function marked(thing: string, word: string, told: ReadonlySet<string>): string[] {
  return isThingHere(told, thing) ? [`a ${one(thing)} can be marked as ${word}`] : [];
}

/** "draft , then published , and finally archived" as the states in their order. */
function inOrder(way: string): string[] {
  return way
    .split(/ ?(?:->|,|(?<= )(?:and|then|to|finally|later|afterwards)(?= ))+ ?/)
    .map((state) => state.trim())
    .filter((state) => state !== '');
}

const isStates = (all: readonly string[]): boolean =>
  all.length > 1 &&
  all.every((state) => /^[a-z]+(?: [a-z]+)?$/.test(state) && !/^(?:an?|the|its?|they|be) /.test(state));

export const lifecycleSentences: [RegExp, Tell][] = [
  // "users can mark a lamp as checked"
  [
    new RegExp(
      `^${anybody}(?:mark|flag|set|tick|check) (?:${determined} )?(${noun}) (?:off )?(?:as|to)(?: being)? ${done}${undone}$`,
    ),
    ({ 1: thing = '', 2: word = '' }, told) => marked(thing, word, told),
  ],
  // "lamps can be marked checked"
  [
    new RegExp(
      `^(?:${determined} |all )?(${noun}) (?:(?:can|may|could|should|must) (?:be|get)|gets?) (?:marked(?: as)?|flagged|ticked off as|set to) ${done}$`,
    ),
    ({ 1: thing = '', 2: word = '' }, told) => marked(thing, word, told),
  ],
  // "a lamp may be checked or unchecked , and starts unchecked"
  [
    new RegExp(
      `^(?:${determined} |all )?(${noun}) (?:(?:can|may|could) be|is|are) (?:either )?${done} or (?:not(?: \\2)?|un\\2)(?: ,)?(?: (?:and )?(?:starts?|begins?)(?: out)?(?: as)? un\\2)?$`,
    ),
    ({ 1: thing = '', 2: word = '' }, told) => marked(thing, word, told),
  ],
  // "each lamp has a flag checked , false at first"
  [
    new RegExp(
      `^(?:${determined} |all )?(${noun}) (?:has|have) an? (?:boolean )?(?:flag|checkbox|tick box) (?:for |called |named )?${done}(?: ,)?(?: (?:which is |it is )?(?:false|no|off|unset)(?: (?:at first|by default|initially|to begin with))?)?$`,
    ),
    ({ 1: thing = '', 2: word = '' }, told) => marked(thing, word, told),
  ],
  // "we need to know if a lamp was checked", "there is a flag that says whether the lamp is checked"
  [
    new RegExp(
      `^(?:there (?:is|should be) an? (?:flag|checkbox|field) (?:that says|that shows|that tells|telling|saying|showing|for)|(?:i|we|you) (?:also )?(?:need|want|have|would like|must) to (?:know|see|record|track|note|store|keep track of)|(?:i|we) (?:also )?(?:record|track|note|store|keep track of)) (?:if|whether|of whether) (?:${determined} )?(${noun}) (?:is|are|was|were|has been|have been) (?:already )?${done}(?: (?:yet|or not))?$`,
    ),
    ({ 1: thing = '', 2: word = '' }, told) => marked(thing, word, told),
  ],
  // "the lifecycle of a lamp is draft , published , archived", "workflow : draft -> published"
  [
    new RegExp(
      `^(?:the |its |their )?(?:life ?cycle|workflow|work flow|lifespan)(?: of ${determined} (${noun})| of ([a-z]+s))? (?:is|looks like this|runs|goes|:)(?: as follows)?(?: :)?(?: from)? (.+)$`,
    ),
    ({ 1: thing, 2: things, 3: way = '' }, told) => {
      const all = inOrder(way);
      const owner = thing ?? things;
      if (!isStates(all) || all.some((state) => isThingHere(told, state) && told.has(one(state)))) return [];
      if (owner === undefined) return [`status : ${all.join(' -> ')}`];
      return isThingHere(told, owner) ? [`${plural(owner)} go from ${all.join(' to ')}`] : [];
    },
  ],
  // "a lamp can be in 1 of 3 states ( draft / published / archived )"
  [
    new RegExp(
      `^(?:${determined} |all )?(${noun}) (?:(?:can|may|must|will) (?:only )?be|is|are) (?:always )?in (?:(?:1|any|either) of )?(?:the |these )?(?:\\d+ |following )*(?:states|statuses|stages|phases) (?:\\( |: )?${states}(?: \\))?$`,
    ),
    ({ 1: thing = '', 2: list = '' }, told) =>
      isThingHere(told, thing) ? [`each ${one(thing)} has a status ( ${list} )`] : [],
  ],
  // "the status of a lamp can be draft ( initial ) , published or archived"
  [
    new RegExp(
      `^the (status|state|stage|phase) of ${determined} (${noun}) (?:can be|may be|is|must be|is 1 of|can be 1 of) (?:either )?([a-z]+(?: in [a-z]+)?)(?: \\( (?:the )?(?:initial|initially|default|first|at first|by default|to begin with)(?: \\))?(?: state)?(?: \\))?)?((?: (?:,|or|, or) [a-z]+)+)$`,
    ),
    ({ 1: field = '', 2: thing = '', 3: first = '', 4: rest = '' }, told) => {
      const all = [first, ...rest.split(/ (?:, or|,|or) /)].filter((state) => state !== '');
      return isThingHere(told, thing) && isStates(all)
        ? [`each ${one(thing)} has a ${field} ( ${all.join(' / ')} )`]
        : [];
    },
  ],
  // "states of a lamp : draft , published , archived"
  [
    new RegExp(
      `^(?:the |possible |valid )*(?:states|statuses|stages|phases) of (?:(?:${determined} )?(${noun})) (?:: |are )((?:[a-z]+ (?:,|and|or|, and|, or) )+[a-z]+)$`,
    ),
    ({ 1: thing = '', 2: list = '' }, told) => {
      const all = list.split(/ (?:, and|, or|,|and|or) /);
      return isThingHere(told, thing) && isStates(all)
        ? [`each ${one(thing)} has a status ( ${all.join(' / ')} )`]
        : [];
    },
  ],
];
