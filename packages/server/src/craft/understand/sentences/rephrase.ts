import { singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Clause, makeClause } from '../words/text.ts';
import type { Token } from '../words/tokens.ts';

/** What people say in a way of their own, said as the rest of the reader knows it. The places of the words stay. */

type Change = string | ((match: RegExpExecArray) => string);

const state =
  '(?:result|outcome|verdict|status|state|stage|phase|kind|type|mode|side|sex|gender|colou?r|size|level|grade)';
const one = '(?:an?|1|one|the|some|exactly 1|exactly one)';
const doing =
  '(?:done|made|carried out|performed|given|taken|recorded|entered|submitted|placed|written|filed|led|run|reported|raised|logged|conducted|inspected)';
const moving =
  '(?:go(?:es)?|comes?|is|are) (?:(?:put|placed|made|filed|taken|done|carried out|seen|reported|sold|written|recorded|raised|sent|issued|given|booked|kept|stored|held|performed|logged) )?(?:in|into|inside|to|at|for|from|on|by|against|out of|of)';
const notThings = '(?!time|date|day|place|price|moment|cost|rate|year|month|week|number|status|state|hour)';
const told = '(?:told|notified|informed|updated|alerted)';

const bound =
  '(?:(?:never|not|cannot be|not be) negative|(?:always )?positive|(?:at least|at most|no more than|greater than|more than|less than|above|below|not above|not below|up to|min|max|minimum|maximum) \\d+(?:\\.\\d+)?(?: (?:euros?|dollars?|percent|characters|chars|minutes|hours|days|kg|km|cm))?|between \\d+(?:\\.\\d+)? and \\d+(?:\\.\\d+)?)';
/** What people are given to: one of them looks after each. */
const work =
  '(?:tickets|tasks|issues|jobs|cases|orders|shifts|requests|bugs|leads|deliveries|incidents|repairs|inspections|appointments|tours|trips|rides)';

const choice =
  '(?:sex|gender|type|kind|size|mode|diet|side|grade|category|status|state|result|outcome|colou?r|condition|method|payment method|difficulty|level|visibility|priority|hand|shift)';
const value =
  '(?!(?:is|of|and|or|from|per|in|at|to|must|can|cannot|with|for|unique|optional|required|between|number|text|date|name)(?![a-z]))[a-z]+';
/** Programs that everybody knows. */
const products =
  '(?:trello|jira|asana|notion|slack|discord|uber|lyft|airbnb|twitter|reddit|instagram|facebook|tiktok|youtube|netflix|spotify|amazon|ebay|etsy|shopify|stack ?overflow|quora|medium|wikipedia|goodreads|letterboxd|imdb|yelp|tripadvisor|doordash|uber ?eats|deliveroo|tinder|linkedin|indeed|github|gitlab|linear|monday|todoist|evernote|onenote|google (?:keep|calendar|docs|forms|tasks)|doodle|eventbrite|meetup|ticketmaster|duolingo|anki|quizlet|kahoot|strava|mint|ynab|splitwise|venmo|whatsapp|telegram|messenger|calendly|zendesk|intercom|salesforce|hubspot|pipedrive|mailchimp|substack|patreon|kickstarter|gofundme|pinterest|flickr|tumblr|hacker news|product hunt|craigslist|zillow|opentable|twitch|soundcloud|pastebin|bitly|dropbox|wordpress|basecamp|clickup|airtable|wikipedia|couchsurfing|blablacar|glovo|etsy)';

const changes: [RegExp, Change][] = [
  // "notes with email and password authentication": how people sign in, and no fields of notes
  [
    /(?<= (?:with|using|by|via) )(username|email)s? (?:and|\/) passwords? (?:login|authentication|auth|signin|sign in)(?= ,| and |$)/,
    ({ 1: by = '' }) => (by === 'email' ? 'login' : 'login by username and password'),
  ],
  // "name , quantity never negative , price": of one item of a list, as if it stood in brackets.
  [
    new RegExp(
      `(?<=(?: , (?:and )?| (?:with|have|has) )(?:an? )?(?:(?!with|have|has|of|is|are|be|must|can|may|and|or)[a-z]+ )?(?!is|are|be|must|can|may|should|has|have|with|and|or)[a-z]+) (${bound})(?= ,| and (?:an? )?[a-z]+(?: [a-z]+)?$|$)`,
    ),
    ({ 0: all, 1: said = '', input }) => (/ (?:with|have|has) .* , /.test(input) ? ` ( ${said} )` : all),
  ],
  // "agents are assigned to tickets"
  [
    new RegExp(`^([a-z]+s) (?:are|get|can be|will be) assigned to (${work})$`),
    ({ 0: all, 1: people = '', 2: things = '' }) =>
      lexicon().roles.has(singular(people)) ? `${things} are assigned to a ${singular(people)}` : all,
  ],
  // "with due dates and priorities ( low , medium , high )": of each thing there is one.
  [
    /(?<=(?:with|and|,) )(priorities|statuses|stages|levels|types|kinds|sizes|colou?rs|difficulties|severities|conditions|moods|genders) (?=\( [a-z][a-z ]*(?: [,/] [a-z][a-z ]*)+ \))/,
    ({ 1: many = '' }) => `${singular(many)} `,
  ],
  // "sex cock or hen", "a diet - normal , vegetarian or diabetic"
  [
    new RegExp(
      `(?<=(?:,|:|and|with|has|have|an?|its|their) )(${choice}) (?:(?:-|:) )?(${value}) or (${value})(?= ,| and |$)`,
    ),
    '$1 ( $2 / $3 )',
  ],
  [
    new RegExp(
      `(?<=(?:,|and|with|has|have|an?|its|their) )(${choice}) (?:-|:) (${value}(?: , ${value})+) (?:, )?or (${value})$`,
    ),
    ({ 1: field = '', 2: list = '', 3: last = '' }) => `${field} ( ${list.replaceAll(' , ', ' / ')} / ${last} )`,
  ],
  // "the units in stock"
  [
    /(?<![^ ])(?:the )?(?:number of )?(?:units|pieces|items|copies|boxes|bottles|packs|packages|quantity|amount) (?:in|on) (?:stock|hand)(?![^ ])/,
    'stock',
  ],
  // "suggest features": "features" alone is talk about the program.
  [
    /(?<![^ ])((?:suggests?|requests?|proposes?|submits?|posts?|vote on|vote for) (?:new )?)features(?![^ ])/,
    '$1feature requests',
  ],
  // "a board like Trello": what it is to resemble says nothing of what it keeps.
  [
    new RegExp(
      `(?<=[a-z] )(?:just |a bit |much )?(?:like|similar to|inspired by|modelled on|modeled on|in the style of) ${products}(?:(?: ,| or| and) ${products})*(?: (?:but|only) (?:simpler|smaller|simple))?(?= |$)`,
    ),
    '',
  ],
  [/(?<=[a-z]s? (?:can |may )?)marks? (?=(?:them|it) )/, 'set '],
  // Clumsy words.
  [/(?<![^ ])(could|can|would|will) u(?![^ ])/, '$1 you'],
  [/(?<![^ ])4 (?=(?:my|our|the|a|an) )/, 'for '],
  [/(?<![^ ])(?:pls|plz|thx|thanks)(?![^ ])/, 'please'],
  [/(?<![^ ])(?:schema|code|mobile|api) first (?=[a-z])/, ''],
  // "a ring number , which is unique , a species": said of one item of a list.
  [
    /(?<!identified by .*)([a-z]) , (?:which|that) (?:is|are|must be|has to be|have to be|should be) (unique|required|optional|mandatory)(?= |$)/,
    '$1 $2',
  ],

  [
    /(?<![^ ])([a-z]+(?: [a-z]+)?) , \1 (?:must be|is|are|has to be|should be) (unique|required|optional|mandatory)(?= |$)/,
    '$1 $2',
  ],
  // "users with the role nurse may": nurses may.
  [
    /(?<![^ ])(?:users?|people|persons?|those|accounts?|members?|somebody|someone) (?:with|who have|who has|having) (?:the |an? )?(?:role (?:of )?(?:an? )?([a-z]+)|([a-z]+) role)(?= (?:can|may|must|should|is|are)(?: |$))/,
    ({ 1: a, 2: b }) => `${a ?? b ?? ''}s`,
  ],
  // "deposits go into a bin with": they belong to it.
  [
    new RegExp(
      `^((?:(?:an?|each|every|the) )?[a-z]+(?: [a-z]+)?) ${moving} (?:exactly )?${one} ${notThings}([a-z]+)(?= (?:with|and (?:has|have))|$)`,
    ),
    // "a stopwatch in Go for the terminal"
    ({ 0: all, 1: child = '', 2: parent = '' }) =>
      (isPlural(child) || isNoun(child)) && !/ (?:in|using|with)$/.test(child)
        ? `${child} belongs to a ${parent}`
        : all,
  ],
  [
    new RegExp(`^([a-z]+s) are ${doing} by (?:an? )?([a-z]+)(?= (?:on|at|with|and (?:has|have)) |$)`),
    ({ 1: child = '', 2: parent = '' }) => `${child} belongs to a ${singular(parent)}`,
  ],
  [
    /^((?:an? |each |every |the )?[a-z]+(?: [a-z]+)? belongs? to (?:an?|1|the) [a-z]+) (?:on|at) an? (date|time|day|moment)(?= (?:with|and)|$)/,
    '$1 and has a $2',
  ],
  [/^((?:an? |each |every |the )?[a-z]+(?: [a-z]+)? belongs? to (?:an?|1|the) [a-z]+ and has a [a-z]+) with /, '$1 , '],
  [
    /^((?:an? |each |every |the )?[a-z]+(?: [a-z]+)?) is (?:of|for|about) (?:exactly )?(?:1|one|an?) ([a-z]+) (?:, )?(?:at an? (time|date) (?:, )?)?with /,
    ({ 1: child = '', 2: parent = '', 3: at }) => `${child} belongs to a ${parent} and has ${at ? `a ${at} , ` : ''}`,
  ],
  [
    /^((?:an? |each |every |the )?[a-z]+(?: [a-z]+)? belongs? to (?:exactly )?(?:an?|1|one|the) [a-z]+) with (?!(?:the|an?) same )/,
    '$1 and has ',
  ],
  [/(?<![^ ])(?:takes? place|happens?|starts?) (?:at|on) an? (time|date)(?= (?:and|,)|$)/, 'has a $1'],
  // "which singer came to which rehearsal"
  [/(?<![^ ])which ([a-z]+)(?: [a-z]+){1,3} which ([a-z]+)(?=$| ,)/, 'a $1 and a $2'],
  [
    /^((?:an? |each |every )?[a-z]+(?: of (?:an? |the |each )?[a-z]+)?) (?:notes?|logs?|lists?|captures?|holds?|states?|mentions?|describes?) (?=(?:the|an?|its|their) [a-z]+ (?:,|and) )/,
    '$1 have ',
  ],
  [
    /(?<![^ ])([a-z]+s) (?:linking|joining|connecting|tying|combining) an? ([a-z]+) (?:with|to|and) an? ([a-z]+) with (an? )/,
    '$1 with $2 , $3 , $4',
  ],
  // "a result of pass or fail"
  [new RegExp(`(?<![^ ])(${state}) of ([a-z]+(?: [a-z]+)?) or ([a-z]+)(?= ?(?:,|$|and |\\)))`), '$1 ( $2 / $3 )'],
  [new RegExp(`(?<![^ ])(${state}) of ([a-z]+) , ([a-z]+) (?:, |or |and |, or )+([a-z]+)$`), '$1 ( $2 / $3 / $4 )'],
  // "waiting tickets get called"
  [
    /^([a-z]+) ([a-z]+s) (?:get|become|turn|are then) ([a-z]+)$/,
    ({ 0: all, 1: from = '', 2: plural = '', 3: to = '' }) =>
      isState(from) && isState(to) && isPlural(plural) ? `${plural} status goes from ${from} to ${to}` : all,
  ],
  // "from open to assigned , assigned to review , review back to assigned or to done"
  [
    /(?<= from .* to .*), (?:and |then |and then )*((?!from |to |and |or )[a-z]+(?: [a-z]+)?) (?:back )?to (?=[a-z])/,
    ', from $1 to ',
  ],
  [/(?<= from [a-z ]+ to [a-z ]+) or to (?=[a-z])/, ' or '],
  // "bookings of a crossing are at most 40"
  [
    /^([a-z]+s) (?:of|for|per|in) (?:an?|each|every|1|one|the same) ([a-z]+) (?:are|is) (?:limited to|at most|max|maximum|no more than) (\d+)$/,
    'each $2 has at most $3 $1',
  ],
  // "keep a list of lighthouses i have visited"
  [
    /(?<![^ ])(keep|have|maintain|manage|store|save|make) (?:an? |the |my )?(?:list|record|records|collection|catalog|catalogue|log|register|track) of (?:(?:all|the|my|our|your|their|his|her|own|different|various|[a-z]+ 's) )*(?=[a-z]+s(?: |$))/,
    '$1 ',
  ],
  [
    /(?<=(?:keep|track|collect|manage|store|save|catalog|catalogue|log|remember|record) [a-z]+s) (?:that |which )?(?:i|we) (?:(?:have|had|want to|would like to|could|can) )?(?!with|and)[a-z]+$/,
    '',
  ],
];

/** Told to whoever listens: what a live service does anyway, no person or field. */
const announcement = new RegExp(
  `^(?:and )?(?:all |every |the )*(?:clients?|subscribers?|listeners?|everyone|everybody|screens?|dashboards?|viewers?|spectators?|watchers?|people)(?: (?:who|that) [a-z]+(?: it)?)? (?:(?:get|gets|are|is|must|should|will|be|been|have|to) )*(?:${told}|sees?|hears?|receives?|updates?)(?: |$).*(?:changes?|changed|new|live|immediately|instantly|at once|real ?time|every|each|when|as (?:it|they))`,
);

export function rephrase(clause: Clause): Clause | undefined {
  if (clause.heading === '#') return clause;
  let { tokens } = clause;
  for (const [pattern, change] of changes) {
    for (let guard = 0; guard < 8; guard += 1) {
      const text = tokens.map((token) => token.text).join(' ');
      const match = pattern.exec(text);
      if (!match) break;
      const said = typeof change === 'string' ? fill(change, match) : change(match);
      const next = `${text.slice(0, match.index)}${said}${text.slice(match.index + match[0].length)}`
        .replaceAll(/ +/g, ' ')
        .trim();
      if (next === text || next === '') break;
      tokens = placed(next.split(' '), tokens);
    }
  }
  const live = /\b(?:web ?sockets?|real ?time|live)\b/i.test(clause.source.replaceAll('-', ' '));
  const text = tokens.map((token) => token.text).join(' ');
  if (live && announcement.test(text)) {
    const how = tokens.filter((token) => /^websockets?$/.test(token.text));
    return how.length > 0 ? makeClause(clause.source, how, clause.bullet, clause.heading) : undefined;
  }
  return tokens === clause.tokens ? clause : makeClause(clause.source, tokens, clause.bullet, clause.heading);
}

function fill(template: string, match: RegExpExecArray): string {
  return template.replaceAll(/\$(\d)/g, (_, index: string) => match[Number(index)] ?? '');
}

/** The new words in the places of the old: what stands before and behind the change keeps its own. */
export function placed(words: readonly string[], old: readonly Token[]): Token[] {
  const shorter = Math.min(words.length, old.length);
  let before = 0;
  while (before < shorter && words[before] === old[before]?.text) before += 1;
  let behind = 0;
  while (behind < shorter - before && words.at(-1 - behind) === old.at(-1 - behind)?.text) behind += 1;
  const changed = old.slice(before, old.length - behind);
  let from = 0;
  return words.map((text, index) => {
    const left = words.length - index;
    const kept = index < before ? old[index] : left <= behind ? old[old.length - left] : undefined;
    if (kept) return kept;
    const found = changed.findIndex((token, at) => at >= from && token.text === text);
    if (found >= 0) from = found + 1;
    const near = changed[found] ?? changed[Math.min(from, changed.length - 1)] ?? old[Math.max(0, before - 1)];
    return { text, start: near?.start ?? 0, end: found >= 0 ? (near?.end ?? 0) : (near?.start ?? 0) };
  });
}

function isPlural(phrase: string): boolean {
  const last = phrase.split(' ').at(-1) ?? '';
  return singular(last) !== last;
}

const isNoun = (phrase: string): boolean => /^(?:an?|each|every|the) /.test(phrase);

/** "waiting", "called": a form of a verb or a property, as states are named. */
function isState(word: string): boolean {
  const { adjectives, verbForms } = lexicon();
  return adjectives.has(word) || /(?:ed|ing)$/.test(word) || verbForms.has(word);
}
