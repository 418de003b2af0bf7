import { ruleForName } from '../fields/field-types.ts';
import { lexicon } from '../words/lexicon.ts';
import { isTalk } from './told.ts';
import { type Tell, isMany, isPeople, isThingHere, one } from './words.ts';

/**
 * "Performances show a play on a date in a hall with a number of seats", "a tournament takes place on a date at a venue": what
 * happens has its date and belongs to each of the things that are named, whatever it does with them.
 */

const said = /^(?:(?:an?|each|every|all|the|our) )?([a-z]+(?: [a-z]+)??) (takes? place|(?:is|are) [a-z]+|[a-z]+) (.+)$/;
const part =
  /^(?:an?|1|one|the|its|their|some|exactly 1) (?:certain |given |single |particular )?([a-z]+(?: (?:of )?[a-z]+){0,2})$/;
const joint = / (?=(?:at|on|in|for|with|by|from|under|inside|near) (?:an?|1|one|the|its|their|some|exactly) )/;
const when = /^(?:date|day|time|datetime|start|start time|date and time|weekday)$/;

const isField = (name: string): boolean =>
  when.test(name) || /^(?:number|amount) of /.test(name) || ruleForName(name.split(' ')) !== undefined;

/** "members who are late get a mark": what some of them get, and nothing that each has. */
export const someGet: [RegExp, Tell] = [
  /^(?:(?:all|the|those) )?([a-z]+s) (?:who|that|which) (?:are|were|have been) ([a-z]+(?: [a-z]+){0,3}?) (?:get|receive|obtain|earn|are given|get sent|are sent) (.+)$/,
  ([, things = '', state = '', what = '']) => [`if a ${one(things)} is ${state} , they get ${what}`],
];

export const happening: [RegExp, Tell] = [
  said,
  ([, row = '', verb = '', rest = ''], told) => {
    const [first = ''] = verb.split(' ');
    // What is named by this sentence alone comes in numbers: "performances show".
    if (!(isThingHere(told, row) || isMany(row)) || isPeople(row) || isTalk(one(row)) || notDone.test(verb)) return [];
    if (!/^(?:is|are|takes?)$/.test(first) && !lexicon().verbForms.has(verb)) return [];
    const parts = rest.split(joint).map((words) => {
      const prep = /^(at|on|in|for|with|by|from|under|inside|near) /.exec(words)?.[1] ?? '';
      return { prep, name: part.exec(prep === '' ? words : words.slice(prep.length + 1))?.[1] ?? '' };
    });
    const fields = parts.filter(({ name }) => isField(name));
    // "at a time" by itself is a start, which has its own way.
    if (!parts.some(({ name }) => when.test(name) && name !== 'time') || parts.length < 2) return [];
    if (parts.some(({ name }) => name === '' || !(isField(name) || isThingHere(told, name)))) return [];
    const sentences: string[] = [];
    let holder = one(row);
    for (const { prep, name } of parts) {
      if (fields.some((field) => field.name === name))
        sentences.push(`each ${prep === 'with' ? holder : one(row)} has a ${name}`);
      else {
        holder = one(name);
        sentences.push(`each ${one(row)} belongs to a ${holder}`);
      }
    }
    return sentences;
  },
];

/** Verbs whose sentences say something of their own. */
const notDone =
  /^(?:is|are|has|have|can|may|must|should|costs?|needs?|gets?|lasts?|belongs?|refers?|with|and|or|of|for|in|on|at|to|starts?|begins?|ends?|(?:is|are) (?:created|added|stored|saved|recorded|entered|unique|required|optional|given|sorted|filtered|only|not|allowed))$/;
