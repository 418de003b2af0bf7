import { lexicon } from '../words/lexicon.ts';
import { placed } from '../sentences/rephrase.ts';
import { outsideScope } from '../sentences/sections.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { tokenise } from '../words/tokens.ts';
import { saysExitCodes } from './exit-codes.ts';

/** What people write around a description: greetings, thanks, headers of mails and tickets, labels, fashionable words. */

const wholly = [
  /^(?:there is |but )?no (?:hurry|rush|stress|pressure)(?:(?! (?:can|must|has|have|may|only) ).)*$/,
  /^(?:but |and )?(?:before|by|until|around|in time for|sometime) [a-z]+(?: [a-z]+)? would (?:be|do)(?: [a-z]+)?$/,
  /^(?:i|we) [a-z]+ (?:[a-z]+ ){0,3}as a hobby$/,
  /^(?:problem|motivation|status quo|vision|pain point|why(?: now)?|background) : (?!.*\b(?:has|have|must|needs?|want|should|with)\b).*$/,
  /^sent from my [a-z ]+$/,
  /^(?:all |the )*(?:responses?|requests?|answers?|payloads?|bodies)(?: (?:and|,) (?:requests?|responses?|answers?))* (?:is|are|must be|should be|come|comes|use|uses) (?:always )?(?:in |as |sent as |formatted as |returned as )?json(?: format)?$/,
  /^(?:all |the |any )*(?:data|everything|information|records|entries) (?:is|are|will be|should be|must be|gets?|has to be|have to be) (?:saved|stored|persisted|kept|held)(?: (?:permanently|persistently|safely|reliably))?$/,
  /^(?:memo|note|message|letter|mail) (?:- )?(?:to|for) [a-z ]+$/,
  /^(?:i am|i m|we are|my name is|i work as|i live|i study|our club is|our shop is) (?!(?:looking|planning|building|going|trying|after|in need|developing|making|able|happy|asking|writing|creating)\b)(?:an? |the |just |only |in |from )*[a-z]+(?: (?!with|who|that|which|need|want|app|api)[a-z]+)*(?: and (?:learning|training|studying|working|living|new|not|i|we|my)(?: (?!need|want|app|api|with)[a-z]+)*)?$/,
  /^(?:ty|thx|tia|pls|kthx|asap)$/,
  /^as (?:an? |the )?[a-z]+(?: [a-z0-9]+){0,5} ,? ?(?:i|we) (?:want to|would like to|need to) (?:know|see|understand|find out|keep an overview|have an overview|keep track) (?:what|where|how|who|when|of what|of how|of who) [a-z ]+$/,
  /^(?:hi|hello|hey|dear|greetings|good (?:morning|day|afternoon|evening))(?: [a-z]+){0,3}$/,
  /^(?:best|cheers|regards|yours|love|greetings|xoxo|ciao|bye)(?: ,)? [a-z]+$/,
  /^(?:i |we )?(?:really )?(?:hope|trust)(?: that)? (?:you|this|all|everyone)\b/,
  /^(?:(?:many |with |kind |kindest |best |warm )*(?:thank|thanks|regards|cheers|wishes|greetings|sincerely|please|yours)|thank you)(?: (?:a lot|so much|very much|in advance|again|all|everybody|for [a-z ]+|you|sincerely|and (?:sorry|best|kind|regards)[a-z ]*|and))*(?: ,.*)?$/,
  /^(?:sorry|apologies) (?:for|about|if) [a-z ]+$/,
  /^(?:please |kindly )?do the needful$/,
  /^(?:let me know|get back to me|looking forward|feel free|no rush|take your time|any questions)\b[a-z ,]*$/,
  // Headers of mails and tickets.
  /^(?:priority|prio|severity|urgency|labels?|assignee|reporter|sprint|story points?|estimates?|epic|component|milestone|deadline|due|budget|from|to|cc|bcc|sent|date|version|attachments?) : (?:(?:none|low|lowest|medium|high|highest|urgent|critical|normal|minor|major|asap|todo|backlog|today|tomorrow|[a-z]+day|p ?\d|\d[\d .:/-]*(?: (?:days?|weeks?|hours?|points?|euros?|eur|usd|h|d))?|[a-z]+ [a-z]+ @ .*|\S+ @ .*)(?: |$))+$/,
];

/** In front of what is meant: "TICKET #12 – …", "Acceptance: …", "Nice to have: …". */
const labels =
  /^(?:epic : |project : |feature : |product brief : |what we want(?: for [a-z ]+)? : |(?:ticket|issue|story|user story|jira|bug|task|feature request|request|epic|project) (?:no |number |nr )?[a-z]{0,6} ?-? ?\d+ (?:-|:) |(?:subject|re|fwd|summary|title) : (?:(?:re|fwd) : )?|(?:acceptance(?: criteria| criterion)?|definition of done|background|context|goal|aim|purpose|note|nb|nice to have|must have|should have|could have|also|who|what|why|how|where|what (?:i|we) (?:need|want)|requirements?|details|description|extra|extras|bonus|important|remark|example|scope|in short|tldr|data|data model|entities|objects|model) : )/;

/** Said of everything that is built, and of no use for knowing what it is. */
const fashion =
  /(?<![^ ])(?:(?:modern|scalable|robust|clean|performant|elegant|beautiful|stunning|professional|lightweight|production ready|prod ready|enterprise grade|enterprise ready|production grade|state of the art|cutting edge|world class|high quality|best in class|user friendly|easy to use|easy to maintain|maintainable|bug free|fully functional|fully featured|full featured|blazing fast|super simple|well documented|well tested|well structured) (?:(?:,|and) )*(?=[a-z])|(?:, )?(?:with|using|following|and) (?:an? )?(?:clean|good|modern|best|solid) (?:architecture|code|coding practices|practices|design|structure)(?: and (?:clean|best|good) [a-z]+)*(?= |$))/;

/** At the head of a sentence, for the ear. */
const filler =
  /^(?:(?:hi|hello|hey|dear)(?: [a-z]+)? ,? ?(?=(?:as |we |i |my |our |can |could |please |the |this |a ))|(?:as|like) (?:you know|(?:we |already )?(?:discussed|agreed|mentioned|promised|said|talked about))(?: [a-z]+){0,3} , |(?:so|then|basically|also|well|ok|okay|now|oh|hence|therefore|anyway|actually|besides|furthermore|moreover|additionally|in addition|in short|of course|finally|first|firstly|secondly|lastly|at the moment|ideally|kindly|please) ,? ?)+(?!that |far |much |many |is |are |must |name |can |cannot )(?=[a-z(])/;

/** "so my wife can do the bills": whom it helps. */
const helps =
  / (?:so|that way)(?: that)? (?:my|our|her|his|their) (?!users?|customers?|members?)[a-z]+ (?:can|could|may|does not|do not|is able|will) [^:]*$/;

/** "as a teacher I want to offer slots so that parents can book them": why it is wanted. */
const purpose = /(?<=^as (?:an? |the )?[a-z]+(?: [a-z]+)? (?:, )?(?:i|we) .*) so (?:that |i |we |they ).*$/;

/** "there is a waiting list too but that stays on paper": named, and not wanted. */
const unwanted = [
  /^(?:non goals?|not goals|out of scope|not in scope|not wanted|not needed|later|not now|will not have|wont have|excluded|explicitly not) : (.+)$/,
  /^(?:an? |the |any )?((?!(?:it|this|that|they|we|i) )[a-z]+(?: (?!is |are |not |can |may )[a-z]+){0,2}) (?:is|are)? ?(?:not|never) (?:needed|wanted|planned|necessary here|part of (?:it|this))(?: (?:yet|now|here|for now|at all|at the moment))?$/,
  /^(?:there is |there are |we have |we do )?(?:an? |the |also )*([a-z]+(?: [a-z]+){0,2}?) (?:too |also |as well |, )*(?:but|which|that) (?:that |it |they |those |this )?(?:stays?|remains?|is done|are done|is kept|are kept|is handled|are handled|happens?) (?:on paper|by hand|manually|elsewhere|in excel|as (?:it|they) (?:is|are)|outside|separately).*$/,
  /^(?:there is |we have |i have |i see )?no need (?:for|of) (?:an? |the |any )?((?!(?:it|this|that|they|we|i) )[a-z]+(?: (?!is |are |not |can |may )[a-z]+){0,2})$/,
  /^(?:(?:we|i|you) do not (?:need|want|care about)|(?:nobody|no 1|no one) (?:needs|wants|uses|asked for)) (?:an? |the |any )?((?!(?:it|this|that|they|we|i) )[a-z]+(?: (?!is |are |not |can |may )[a-z]+){0,2})(?: (?:yet|now|here|for now|at all|at the moment))?$/,
  /^(?:an? |the |any )?((?!(?:it|this|that|they|we|i) )[a-z]+(?: (?!is |are |not |can |may )[a-z]+){0,2}) (?:is|are|can stay|stays?) out of scope(?: .*)?$/,
  /^(?:an? |the |any )?((?!(?:it|this|that|they|we|i) )[a-z]+(?: (?!is |are |not |can |may )[a-z]+){0,2}) (?:can|may|could) (?:wait|come later|follow later)$/,
];

/** "clients subscribe and receive new readings as they come in": what a service that pushes does of itself. */
const listeners =
  /^(?:and )?(?:(?:every|each|all|any|the) )*(?:connected )?(?:screens?|clients?|displays?|browsers?|subscribers?|listeners?|devices?|dashboards?|phones?|monitors?|tablets?) (?:(?:can|should|must|will|that) )?(?:subscribes?|gets?|receives?|sees?|shows?|is|are|listens?|connects?) (?:.*\b(?:new|each|every|change|changes|changed|update|updates|pushed|live|instantly|immediately|at once|told|notified|informed|as they come in|in real ?time)\b.*)$/;

/** The clause without what is only talk; undefined where nothing is left. */
const ofTerminal = /\b(?:cli|command line|terminal|console)\b/;

export function withoutChatter(clause: Clause, all: readonly Clause[]): Clause | undefined {
  let { text } = clause;
  if (clause.heading !== '#' && wholly.some((pattern) => pattern.test(text))) return undefined;
  if (clause.heading !== '#' && unwantedIn(clause, all) !== undefined) return undefined;
  if (isSignature(clause, all)) return undefined;
  if (saysExitCodes(text) && ofTerminal.test(all[0]?.text ?? '')) return undefined;
  if (
    listeners.test(clause.text) &&
    all.some(({ text: other }) => /\b(?:websockets?|real ?time|live|push(?:es|ed)?)\b/.test(other))
  )
    return undefined;
  text = text
    .replace(labels, '')
    .replace(filler, '')
    .replace(/ : ((?:rest|graphql|http|json)(?: api| service| backend)?)$/, ' $1')
    .replace(helps, '')
    .replace(purpose, '')
    .replace(/ (?:thx|thanks|thank you|please|pls|cheers)(?: (?:in advance|a lot|so much))?$/, '');
  for (let guard = 0; guard < 6 && fashion.test(text); guard += 1) text = text.replace(fashion, '');
  text = text.replaceAll(/ +/g, ' ').trim();
  if (text === clause.text || text === '') return clause;
  return makeClause(clause.source, placed(text.split(' '), clause.tokens), clause.bullet, clause.heading);
}

/** "Moira" under a mail. */
function isSignature(clause: Clause, all: readonly Clause[]): boolean {
  const words = clause.tokens.map((token) => clause.source.slice(token.start, token.end));
  const before = all.at(-2)?.tokens.at(-1)?.end ?? 0;
  return (
    clause === all.at(-1) &&
    all.length > 2 &&
    words.length <= 2 &&
    words.every((word) => /^[A-Z][a-z]+$/.test(word) && !lexicon().nouns.has(word.toLowerCase())) &&
    clause.source.slice(before, clause.tokens[0]?.start).includes('\n')
  );
}

/** What a description says is not wanted, in its words: told to whoever reads what was assumed. */
export function notWanted(source: string): string[] {
  const said = source
    .split(/(?<=[.!?;])\s+|\n+/)
    .map((line) => tokenise(line).filter((token) => !/^[.!?;\n]$/.test(token.text)))
    .map((tokens) => makeClause(source, tokens, false, ''));
  return [...said.flatMap((clause) => unwantedIn(clause, said) ?? []), ...outsideScope(source)];
}

/** Not wanted at all, rather than a field that may be left out: nothing else in the text speaks of it. */
function unwantedIn(clause: Clause, all: readonly Clause[]): string | undefined {
  for (const pattern of unwanted) {
    const named = pattern.exec(clause.text)?.[1];
    if (named === undefined || lexicon().functionWords.has(named)) continue;
    const word = new RegExp(`\\b${named}\\b`);
    if (named.includes(' , ') || !all.some((other) => other !== clause && word.test(other.text))) return named;
  }
  return undefined;
}
