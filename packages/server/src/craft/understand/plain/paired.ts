import { chosenName } from '../sentences/bracketed.ts';
import { type Tell, isPeople, isThingHere, one } from './words.ts';

/** What there is one of for each pair: an attendance per singer and rehearsal, a score per judge and cake. */

const values = '\\( ([a-z0-9]+(?: [a-z0-9]+)?(?: (?:,|\\/|or) [a-z0-9]+(?: [a-z0-9]+)?)+) \\)';

export const pairedSentences: [RegExp, Tell][] = [
  // "a withdrawal is for one variety by one member with a number of packets"
  [
    /^(?:an? |each |every )([a-z]+(?: [a-z]+)?) (?:is|are) (?:made |taken |done )?(?:for|of|from) (?:an?|1|one|exactly 1) ([a-z]+(?: [a-z]+)?) (?:by|for|from|to|with|and) (?:an?|1|one|exactly 1) ([a-z]+(?: [a-z]+)??)(?: (?:, )?(?:with|and has|having) (.+))?$/,
    ({ 1: thing = '', 2: first = '', 3: second = '', 4: list }, told) =>
      [first, second].every((word) => isThingHere(told, word)) && !isPeople(thing)
        ? [
            `each ${one(thing)} belongs to a ${first}`,
            `each ${one(thing)} belongs to a ${second}`,
            ...(list === undefined ? [] : [`each ${one(thing)} has ${list}`]),
          ]
        : [],
  ],
  [
    new RegExp(
      `^(?:(?:there (?:is|are) )?(?:exactly |only )?(?:an?|one|1|each) )?((?:[a-z]+ )?[a-z]+?)(?: ${values})? (?:per|for each|for every) ([a-z]+) and (?:per |each |every )?([a-z]+)(?: ${values}| ((?:from )?\\d+ (?:\\.\\.|to) \\d+))?(?: , (?:only |just |at most )?once (?:per|for each) \\3 and \\4)?$`,
    ),
    ({ 1: thing = '', 2: before, 3: first = '', 4: second = '', 5: behind, 6: range }, told) => {
      const named = [first, second].map((word) => one(word));
      if (!named.every((word) => isThingHere(told, word)) || isPeople(thing)) return [];
      if (
        /^(?:once|at|no|not|more|most|up|limit|max|maximum)\b|\b(?:most|once|than|is|are|can|cannot|has|have)$/.test(
          thing,
        )
      )
        return [];
      // What is told of elsewhere is only counted.
      if (before === undefined && behind === undefined && range === undefined && isThingHere(told, one(thing)))
        return [];
      const choice = (before ?? behind)?.split(/ (?:,|\/|or) /);
      // "a, b, c" are no states.
      const called = choice && chosenName(choice.join(' / ')) === 'status' ? 'status' : 'value';
      const said = choice
        ? ` and a ${called} ( ${choice.join(' / ')} )`
        : range === undefined
          ? ''
          : ` and a value ( ${range.replace('from ', '').replace(' to ', ' .. ')} )`;
      return [
        `each ${one(thing)} has a ${named[0]} , a ${named[1]}${said}`,
        `there is only 1 ${one(thing)} per ${named[0]} and ${named[1]}`,
      ];
    },
  ],
];
