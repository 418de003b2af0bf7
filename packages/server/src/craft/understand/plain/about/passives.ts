import { lexicon } from '../../words/lexicon.ts';
import { type Tell, has, isMany, isPeople, isThingHere, one, plural } from '../words.ts';

/** Sentences that tie things by what is done with them: "a batch is brewed from a recipe and fermented in a tank", "samples come from patients". */

const done = '[a-z]+(?:ed|en|wn|un|ld|pt|ght|rn|ut|it)';
const small = '(?:from|in|on|at|with|by|to|for|into|using|inside|under)';
const whole = '(?:an? |one |1 |exactly 1 |the )?[a-z]+(?: (?!and |or |in |on |at |from |by )[a-z]+)?';

/** Said of rights, orders, notices and states, which have passes of their own. */
const spoken =
  /^(?:limit|restrict|allow|require|bas|calculat|comput|sort|order|filter|notifi|sent|show|display|delet|remov|cancel|clos|mark|set|chang|updat|need|deriv|paid|charg|return|export|hash|sav|kept|approv|confirm|reject|review|accept|edit|creat|visibl|expect|provid|us|call|nam|sold|given|mad|done|written|built|implement|link|relat|connect|attach|associat|count|sum|rat|vot|replac|convert|turn|open|finish|complet|reserv|book|enter|identif|protect|secur|host|deploy|publish|assign|block|lock|releas|refund|deduct|add|rejected|multipl|divid|block|bann|seen|view|list|found|search|group|split|moved|reach|hidden|permitted|forbidden|prohibited|denied)/;

/** "a recipe", "technicians": the thing that the other is tied to, where there is one. */
function parent(text: string, told: ReadonlySet<string>): string | undefined {
  const single = /^(?:an? |one |1 |exactly 1 |the )/.test(text);
  const name = text.replace(/^(?:an? |one |1 |exactly 1 |the )/, '');
  if (!isThingHere(told, name) || lexicon().measures.has(name)) return undefined;
  return single || isPeople(name) || (isMany(name) && has(told, name)) ? one(name) : undefined;
}

export const passiveSentences: [RegExp, Tell][] = [
  // "a batch is brewed from a recipe , fermented in a tank and bottled into kegs"
  [
    new RegExp(
      `^((?:an? |each |every |the |all )?[a-z]+ (?:is|are)) (${done} ${small} ${whole})((?: , (?:and )?${done} ${small} ${whole})*) (?:, )?and (${done} ${small} ${whole})$`,
    ),
    ({ 1: lead = '', 2: first = '', 3: more = '', 4: last = '' }) =>
      [first, ...more.split(' , ').map((part) => part.replace(/^and /, '')), last]
        .filter((part) => part !== '')
        .map((part) => `${lead} ${part}`),
  ],
  // "samples come from patients and are tested by technicians", "stalls are run by volunteers and show books"
  [
    new RegExp(
      `^((?:the |all )?([a-z]+s)) ((?:come from|are ${done} ${small}) ${whole}) and ((?:are ${done} ${small}|show|have|sell|offer|contain|belong to|hold) .+)$`,
    ),
    ({ 1: lead = '', 2: things = '', 3: first = '', 4: rest = '' }) =>
      isMany(things) ? [`${lead} ${first}`, `${lead} ${rest}`] : [],
  ],
  // "courts are booked by members": what they do makes the rows
  [
    /^(?:the |all |each |an? )?([a-z]+(?: [a-z]+)??) (?:are|is|can be|may be) (booked|reserved|rented|borrowed|hired) by (?:the |an? |our )?([a-z]+)((?: (?:for|in|on|at|from|with|between|until|up) .+)?)$/,
    ({ 1: things = '', 2: done = '', 3: people = '', 4: rest = '' }, told) =>
      isPeople(people) && isThingHere(told, things)
        ? [`${plural(people)} can ${lexicon().verbForms.get(done) ?? done} ${plural(things)}${rest}`]
        : [],
  ],
  // "samples come from patients"
  [
    /^(?:the |all |each |every |an? )?([a-z]+(?: [a-z]+)?) (?:comes?|stems?|originates?) from ((?:an? |one |1 )?[a-z]+(?: [a-z]+)?)$/,
    ({ 1: thing = '', 2: from = '' }, told) => {
      const owner = parent(from, told);
      return owner !== undefined && isThingHere(told, thing) ? [`each ${one(thing)} belongs to a ${owner}`] : [];
    },
  ],
  // "a batch is brewed from a recipe"
  [
    new RegExp(`^(?:an? |each |every |the |all )?([a-z]+(?: [a-z]+)?) (?:is|are) (${done}) (${small}) (${whole})$`),
    ({ 1: thing = '', 2: act = '', 3: word = '', 4: other = '' }, told) => {
      const owner = parent(other, told);
      if (spoken.test(act) || !isThingHere(told, thing)) return [];
      if (owner === undefined)
        return word === 'into' && isMany(other) && isThingHere(told, other)
          ? [`each ${one(other)} belongs to a ${one(thing)}`]
          : [];
      return owner === one(thing) ? [] : [`each ${one(thing)} belongs to a ${owner}`];
    },
  ],
  // "customers register their dogs for courses": a registration of the one for the other
  [
    /^(?:the |all )?([a-z]+s) (?:can |may )?(?:register|enrol|enroll|signup|sign up|enter) (?:their|the|his|her) ([a-z]+s?) (?:to|for|in|into) (?:an? |the )?([a-z]+s?)$/,
    ({ 1: who = '', 2: what = '', 3: where = '' }, told) =>
      isPeople(who) && isThingHere(told, what) && isThingHere(told, where)
        ? [
            `each ${one(what)} belongs to a ${one(who)}`,
            `each registration belongs to a ${one(what)}`,
            `each registration belongs to a ${one(where)}`,
          ]
        : [],
  ],
  // "a player can play for several teams", "musicians play in many bands"
  [
    /^(?:the |all |an? |each |every )?([a-z]+) (?:can |may )?(?:be |also )*(plays?|works?|sings?|competes?|appears?|serves?|trains?|participates?|takes? part|dances?|acts?|rides?|sits?|stars?|teach|teaches|coach|coaches|belongs?) (?:for|in|on|to|with|at) (?:one or more|1 or more|several|different|multiple|many|more than 1|more than one|various) ([a-z]+s)$/,
    ({ 1: who = '', 2: does = '', 3: what = '' }, told) =>
      has(told, who) && has(told, what) && isMany(what)
        ? [
            `each ${one(who)} has many ${what}`,
            // Who plays or works somewhere is seldom alone there; a course has its one teacher.
            ...(/^(?:teach|coach|ride)/.test(does) ? [] : [`each ${one(what)} has many ${plural(who)}`]),
          ]
        : [],
  ],
  // "game masters are assigned to bookings": each booking has one
  [
    /^(?:the |all |an? |each |every )?((?:[a-z]+ )?[a-z]+) (?:are|is|can be|may be|gets?) assigned to (?:the |(one or more |1 or more |several |different |multiple |many ))?(bookings|appointments|shifts|trips|tours|orders|tasks|tickets|sessions|events|games|matches|rentals|deliveries|jobs|cases|inspections|missions|rehearsals|lessons|visits|requests|incidents)$/,
    ({ 1: who = '', 2: many, 3: what = '' }) =>
      isPeople(who) || /(?:master|er|or|ist|ant)s?$/.test(who)
        ? [
            `manage ${plural(who)}`,
            // That a row may have several of them as well is told by itself.
            many === undefined
              ? `each ${one(what)} has a ${one(who)} ( optional )`
              : `each ${one(who)} has many ${what}`,
          ]
        : [],
  ],
];
