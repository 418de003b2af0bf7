import { type Tell, one } from './words.ts';

/** Sentences that let nobody begin a second thing while the first is not over, in the words in which limits are read. */

/** What is said of something that has begun and is not over. */
const going =
  '(?:still |already |currently )*(?:running|ongoing|active|open|current|unfinished|in progress|going on|live|under way|underway|pending|unpaid|unreturned|outstanding|in use|not (?:yet )?(?:finished|over|ended|returned|closed|done|completed|paid))';
const over =
  '(?:finished|over|ended|returned|closed|done|completed|complete|paid|stopped|settled|brought back|given back|resolved|cancelled)';
const never = '(?:cannot|can not|may not|must not|can never|may never|never|is not allowed to|are not allowed to)';
const begin =
  '(?:start|begin|open|take|take on|make|create|have|do|accept|get|book|rent|borrow|place|request|submit|enter|run|play|join)s?';
const more =
  '(?:a second|a 2nd|2nd|another|a new|a further|1 more|an additional|a different|new|more|any more|other|any other)';
const noun = '[a-z]+(?: [a-z]+)??';
const first =
  '(?:1|one|another|the other|it|they|a previous 1|an earlier 1|the first(?: 1)?|the last(?: 1)?|the previous(?: 1)?|the current 1|the old 1|their last 1|an? [a-z]+(?: [a-z]+)??|the (?:first|last|previous|old|current) [a-z]+)';
const who = '(?:an? |each |every |the |1 |one )?';
const sameTime = '(?: at (?:a|1|one|the same|any 1|any|any given|any one) time| at once| simultaneously| in parallel)?';

const atMost = (holder: string, state: string, rows: string, limit = '1'): string[] => {
  const word = /not |in progress|going on|in use|under ?way|live/.test(state)
    ? 'running'
    : state.replaceAll(/\b(?:still|already|currently) /g, '');
  return [`${holder} has at most ${limit} ${word} ${Number(limit) > 1 ? rows : one(rows)}`];
};

export const goingSentences: [RegExp, Tell][] = [
  // "a vehicle cannot have 2 running sessions", "no member has 2 active loans"
  [
    new RegExp(
      `^(?:(no) (${noun}) (?:has|have|can have|may have|should have)|${who}(${noun}) ${never} have) (?:ever )?(\\d+|more than \\d+) (${going}) (${noun})${sameTime}$`,
    ),
    ({ 2: first, 3: second, 4: count = '', 5: state = '', 6: rows = '' }) => {
      const number = Number(/\d+/.exec(count)?.[0]);
      return atMost(
        `a ${one(first ?? second ?? '')}`,
        state,
        rows,
        String(count.startsWith('more') ? number : number - 1),
      );
    },
  ],
  // "an agent cannot take a second call while 1 is ongoing", "… until the previous 1 is finished"
  [
    new RegExp(
      `^${who}(${noun}) ${never} ${begin} ${more} (${noun}) (?:while|when|if|as long as|so long as) (?:there is (?:still )?(?:1|an? [a-z]+) that is |${first} is |he has |she has |they have |(?:still )?having )(${going})(?: 1)?$`,
    ),
    ({ 1: holder = '', 2: rows = '', 3: state = '' }) => atMost(`a ${one(holder)}`, state, rows),
  ],
  [
    new RegExp(
      `^${who}(${noun}) ${never} ${begin} ${more} (${noun}) (?:until|before|unless) (?:${first}) (?:is|has been|was) (?:${over})$`,
    ),
    ({ 1: holder = '', 2: rows = '' }) => atMost(`a ${one(holder)}`, 'running', rows),
  ],
  // "a player must finish a run before starting another"
  [
    new RegExp(
      `^${who}(${noun}) (?:must|has to|have to|needs to|need to|should) (?:first )?(?:finish|end|close|complete|stop|return|settle|bring back|give back) (?:an?|the|their|his|her|its|1|one) (?:current |open |running |active |first |last |previous )?(${noun}) before (?:he |she |they )?(?:can )?(?:start|begin|open|tak|mak|creat|hav|do|accept|gett|book|rent|borrow|plac)[a-z]* (?:another|a new|a second|the next|a further)(?: 1)?(?: ${noun})?$`,
    ),
    ({ 1: holder = '', 2: rows = '' }) => atMost(`a ${one(holder)}`, 'running', rows),
  ],
  // "only 1 time entry per employee may be running"
  [
    new RegExp(
      `^(?:only|at most) (\\d+) (${noun}) (?:per|of|for|of each|for each|of an?|for an?) (${noun}) (?:may|can|is|should|must) (?:ever )?(?:be )?(${going})${sameTime}$`,
    ),
    ({ 1: limit = '', 2: rows = '', 3: holder = '', 4: state = '' }) => atMost(`a ${one(holder)}`, state, rows, limit),
  ],
];
