import { isTalk } from './told.ts';
import { type Tell, determiner, has, isMany, one, phrase } from './words.ts';

/** Sentences in which somebody asks for the program and says in the same breath what it keeps. */

const keeping =
  '(?:records?|recording|logs?|notes?(?: down)?|writes? down|enters?|types? in|puts? in|fills? in|jots? down|keeps?(?: track of| a list of| tabs on)?|tracks?|stores?|saves?|manages?|registers?|collects?|measures?|does|do|makes?)';
const program =
  '(?:apis?|backend|back end|app|application|tool|service|program|system|website|site|server|cli|utility|library|package|script|game|page)';
const asked = `(?=(?:to have |have )?(?:an?|some|the|1)? ?(?:[a-z]+ ){0,5}?${program}\\b)`;

/** "we need an api for our model railway club to keep …": whose it is says what it is about. */
function needOf(who: string, rest: string): string {
  const [, lead = '', tail = ''] = new RegExp(`^(.*?${program}\\b)(.*)$`).exec(rest) ?? [];
  return tail !== '' || lead === '' ? `we need ${rest}` : `we need ${lead} for our ${who}${tail}`;
}

export const asking: [RegExp, Tell][] = [
  // "what we need is an api that our website can talk to"
  [
    /^(?:what|all|the only thing|the thing) (?:that )?(we|i) (?:need|want)(?: most)? is (.+)$/,
    ([, who = '', rest = '']) => [`${who} need ${rest}`],
  ],
  [
    /^(.+) (?:that|which) (?:our|my|the) [a-z]+(?: [a-z]+){0,2} can (?:talk to|use|call|consume|work with|connect to|query|ask)(?: it| easily)?$/,
    ([, before = '']) => [before],
  ],
  // "we need a service to keep lighthouses"
  [
    new RegExp(
      `^(?:we|i) (?:need|want|would like|are looking for|am looking for) (?:an? |some )?(?:(?!rest|web|command|terminal)[a-z]+ )?(?:service|system|solution|program|software|something|database) (?:to|that (?:can |will |should )?|which (?:can |will |should )?|for|where (?:we|i) can|in which (?:we|i) can) ?(?:help (?:us|me) )?(?:to )?(?:keep(?: track of)?|keeping|keeps|manages?|managing|tracks?|stores?|records?|organi[sz]e|handles?|register) (.+)$`,
    ),
    ([, list = '']) => [`manage ${list}`],
  ],
  // "a tool that tracks expenses", "write a small program that tracks my workouts"
  [
    new RegExp(
      `^(?:(?:write|build|make|create|need|want|i|we|me|us|please) )*(?:an?|the|this|my|our) (?:(?:small|simple|tiny|little|personal|handy|nice|basic|minimal|quick|lightweight|useful) )*(?:tool|program|utility|app|application|script|software) (?:that|which|to|for) (?:just |simply |only |can |will |should )*(?:help me |helps me )?(?:to )?(?:keeps?(?: track of| a list of)?|keeping(?: track of)?|manag(?:es?|ing)|track(?:s|ing)?|stor(?:es?|ing)|record(?:s|ing)?|organi[sz](?:es?|ing)|log(?:s|ging)?|sav(?:es?|ing)|remember(?:s|ing)?) (?:all |my |our |the )*(?=[a-z]+s\\b)(.+)$`,
    ),
    ([all = '', list = ''], told) => {
      const [things = ''] = list.split(/ (?:,|and|with|:|\(|by|in|on|for|per|i|we) ?/);
      return isMany(things) && !isTalk(one(things)) && has(told, things) ? [`manage ${list}`] : [all];
    },
  ],

  // "I can check items off", "items can be ticked off"
  [
    /^(?:(?:i|we|you|users|people|one) (?:(?:can|may|should|must|want to|need to) (?:be able to )?)?(?:check|tick|cross|strike) (?:off )?(?:the |my |our |all |single |individual )?([a-z]+s)(?: off)?|(?:the )?([a-z]+s) (?:can|may|should) be (?:checked|ticked|crossed|struck) off)(?: when .+| once .+)?$/,
    ([all = '', things, others], told) => {
      const thing = things ?? others ?? '';
      return / off\b/.test(all) && isMany(thing) && has(told, thing) ? [`mark ${thing} as done`] : [all];
    },
  ],

  // "as a beekeeper I would like a tool"
  [
    new RegExp(
      `^as (?:an? |the )?[a-z]+(?: [a-z]+){0,3} ,? ?((?:i|we) (?:want|would like|need|would love|am looking for) ${asked}.+)$`,
    ),
    ([, rest = '']) => [rest],
  ],
  // "our model railway club needs an api"
  [
    new RegExp(
      `^(?:our|the|my|an?) ([a-z]+(?: [a-z]+){0,4}) (?:needs?|wants?|would like|would love|requires?|is looking for|could use|is after) ${asked}(?:to have |have )?(.+)$`,
    ),
    ([all, who = '', rest = '']) => (isTalk(who) || who.startsWith('user') ? [all ?? ''] : [needOf(who, rest)]),
  ],
  // "it should list the animals , with name , species"
  [
    new RegExp(
      `^(?:(?:it|this|that|which|the (?:app|system|tool|program|site|service)) )?(?:should|must|can|will|has to|needs to|shall) (?:list|show|display|keep|hold|contain|manage|store|remember|know) (?:all |the |my |our |of |about )*([a-z]+s) ,? ?(?:each )?(?:with|including|with their|and their) (?:their |its )?(.+)$`,
    ),
    ([, things = '', list = '']) =>
      isMany(things) && list.includes(' , ') ? [`manage ${things}`, `each ${one(things)} has ${list}`] : [],
  ],
  // "she has patients : full name , phone"; "every day we record milkings ( litres , cow )"
  [
    new RegExp(
      `^(?:(?:every|each) (?:day|week|month|year|season|time|morning|evening|[a-z]+day) ,? ?)?(?:she|he|they|we|i|you|people|members|staff) (?:also |can |must |should |want to |need to |will )*(?:has|have|${keeping}) (?:the |our |my |her |his |their )?([a-z]+s|[a-z]+ [a-z]+s) (?:: (.+)|\\( ([^()]+) \\))$`,
    ),
    ({ 1: things = '', 2: list, 3: inside }, told) =>
      isMany(things) && !isTalk(one(things)) && has(told, things) ? [`${things} : ${list ?? inside ?? ''}`] : [],
  ],
  // "i note my houseplants , when i watered them and how much light they need"
  [
    new RegExp(
      `^(?:where |in which )?(?:i|we|you|people) (?:can |want to )?${keeping} (?:all )?(?:my|our|the|their) ([a-z]+s) , (?:with )?(?:their |its )?(.+ and .+|.+ , .+)$`,
    ),
    ({ 1: things = '', 2: list = '' }) =>
      isMany(things) ? [`manage ${things}`, `each ${one(things)} has ${list}`] : [],
  ],
  // "i want to put in dogs with name and breed"
  [
    new RegExp(
      `^(?:(?:where|in which) )?(?:i|we|you|people|users|one|they|staff) (?:(?:want|need|would like|like|have|wish|must|should|can|could|will|shall)(?: to)? )?(?:be able to )?(?:put in|enter|type in|write down|note down|jot down|fill in|keep tabs on) (?:all )?(?:my |our |the |their )?((?:[a-z]+ )?[a-z]+s) ((?:with|\\() .+)$`,
    ),
    ([, things = '', rest = '']) => (isMany(things) ? [`manage ${things} ${rest}`] : []),
  ],
  // "the application must allow librarians of a library to manage packets"
  [
    /^(?:the |this |our )?(?:application|system|app|api|program|service|software|tool|platform|it) (?:must |should |has to |will |can )*(?:allows?|lets?|enables?|permits?) ((?:the |all )?[a-z]+s)(?: (?:of|in|at|from) (?:an?|the|our|my) [a-z]+(?: [a-z]+)?)? (?:to )?([a-z]+ .+)$/,
    ([, who = '', what = '']) => (/^(?:manage|track|keep|store|record)\b/.test(what) ? [what] : [`${who} can ${what}`]),
  ],
  // "what we know about a medicine : name , batch"
  [
    new RegExp(
      `^what (?:we|i|you|they) (?:know|store|need|keep|want|record|save|note)(?: to (?:know|store|keep))? (?:about|of|for) ${determiner}${phrase} (?::|is|are) (.+)$`,
    ),
    ({ 1: thing = '', 2: list = '' }) => [`each ${one(thing)} has ${list}`],
  ],
  // "my grandma wants to keep her patterns in one place"
  [
    /^(?:my|our|his|her) [a-z]+(?: [a-z]+)? (?:wants?|wishes|would like|needs?|hopes) to (.+)$/,
    ([, what = '']) => [
      `we want to ${what.replaceAll(/\b(?:her|his|their) /g, 'our ').replace(/ in (?:1|one) place/, '')}`,
    ],
  ],
];
