import { isSectionName } from './sentences/sections.ts';
import { saysExitCodes } from './plain/exit-codes.ts';
import type { Requirements } from '../requirements.ts';
import { spaced, infinitive, participle } from './words/grammar.ts';
import { isBroadcastLeft } from './program/broadcasts.ts';
import { standIn } from './plain/words.ts';
import { lexicon } from './words/lexicon.ts';
import { stem } from './words/stem.ts';
import { type Token, tokenise } from './words/tokens.ts';

/**
 * What a description says and nothing in its requirements answers to: looked for from outside, in the words as they were
 * written, so that no pass can lose a statement without a word about it.
 */

/** Said of any program, or of the talk around it. */
const ordinaryWords = `able about actually date slot happened add added adds again against ago allow allowed allows along already also although always among another answer anybody anyone anything anyway api apis app application apply around ask asked
  back backend bad based basic be become becomes been begin being belong belongs below best better big bit both bring build building built business but buy by call called calls can cannot case chance change changed changes check choose choosing clean clear clearly code come comes common company complete contain contains correct could course create created creates crud
  data database day days decide delete deleted deletes describe described description design detail details develop different directly do document documented does doing done down during each earlier easily easy edit either else end endpoint endpoints enough enter entered entry especially etc even ever every everybody everyone everything exactly example exist existing exists expect
  fact far fast flag indicator feature features few field fields fill find fine first follow following follows for form format found from front full fully function further get gets getting give given gives go goes going good got great group had hand handle handled handles happen happens has have having help helps here hold holds home how however idea if important in include includes including info information input inside instead interface into is it item items its itself
  job json just keep keeping keeps kept kind kinds know known large last late later least leave less let lets like list listed lists little live local log look looking looks lot made mail main maintain make makes making manage managed management manages manually many may maybe mean means mention might mind mine moment more most move much must my name named names near need needed needs never new next nice no nobody none normal normally not note nothing now number obviously occur of off offer offers often ok old on once one only onto open option or order organise organize other otherwise our out over own
  page part particular people per perhaps person place places plain platform please plus point possible possibly prevent previous print probably problem process product produce program programme project proper properly provide purpose put quick quite rather read readme ready real really record recorded records refer refers register related relevant remember remove request require required requires rest restful result return returns right role row rows rule rules run running
  same save saved say says see seen select send separate server service set several shall she should show shown shows simple simply since single site small so software some somebody someone something sometimes soon specify stand standard start state still store stored stores such suitable support supports sure system table tables take takes team tell tells text than thank thanks that the their them then there these they thing things think this those though through time times to today together too tool tools track tracked tracking tracks tried try turn two type types under unless until up update updated updates upon us use used useful user users uses using usual usually
  valid value values various version very via view want wanted wants was way we web website week well were what whatever when where whether which while who whole whom whose why will wish with within without word work works world would write written yes yet you your
  typescript javascript python golang rust node nodejs hono sqlite postgres postgresql docker dockerfile openapi swagger graphql http https rest websocket cli terminal console command line browser library package module function class test tests unit unique optional mandatory forbidden positive negative empty language backend frontend fullstack stack tailwind playwright readme documentation ci github login signin sign password email account authentication`;
let stems: Set<string> | undefined;

/** Said of any program, whatever it does. */
export function isOrdinary(word: string): boolean {
  stems ??= new Set(ordinaryWords.split(/\s+/).map(stem));
  return stems.has(stem(word));
}

const currencies = ['eur', 'euros', 'usd', 'dollars', 'gbp', 'pounds', 'chf', 'francs'];

/** Fields that are kept for a whole by its parts. */
const wholes = new Map([
  ['street', ['address', 'consisting', 'consists', 'composed']],
  ['latitude', ['location', 'position', 'place', 'coordinates', 'gps', 'geo', 'geographic', 'map']],
  ['width', ['dimensions', 'measurements', 'measures', 'size']],
  ['length', ['dimensions', 'measurements', 'measures', 'size']],
]);

/** Words of requirements, as stems. */
function answered(found: Requirements, more: readonly string[]): Set<string> {
  const known = new Set<string>();
  const add = (text: string): void => {
    for (const token of tokenise(spaced(text))) known.add(stem(token.text));
  };
  for (const text of [found.title, found.name, found.kindFrom.words]) add(text.replaceAll('-', ' '));
  for (const entity of found.entities) {
    for (const text of [entity.name, entity.plural, entity.from.words]) add(text);
    for (const text of lexicon().titles.get(entity.name.toLowerCase()) ?? []) add(text);
    for (const field of entity.fields) {
      add(field.name);
      for (const value of field.values ?? []) add(value);
      if (!field.from.assumed) add(field.from.words);
      if (field.type === 'money') for (const currency of currencies) add(currency);
      for (const whole of wholes.get(field.name) ?? []) add(whole);
    }
  }
  for (const operation of found.operations) {
    add(operation.verb);
    if (!operation.from.assumed) add(operation.from.words);
  }
  for (const one of [...found.rules, ...found.relations, ...found.roles, ...found.features, ...found.modules])
    if (!one.from.assumed) add(one.from.words);
  for (const words of more) add(words);
  for (const role of found.roles) add(role.name);
  for (const screen of found.screens) for (const text of [screen.title, ...screen.sections]) add(text);
  for (const entry of found.unsupported) add(entry.words);
  for (const text of [...found.unread, ...found.assumptions]) add(text);
  return known;
}

/** A word as a name may have it: "unread" is a book that is read, "who lends it" is `lentBy`. */
function formsOf(word: string): string[] {
  return [word, word.replace(/^un/, ''), participle(infinitive(word) ?? word.replace(/(?<=[^s])s$/, ''))];
}

/** Who asks, and why: no part of the program. */
const introduces =
  /^(?:(?:hi|hello|hey|dear|greetings|thanks|thank|cheers|regards|best|kind|sorry|ps|as|my|our|we|i|im|she|he|so|well|that stays|it stays|sincerely|yours|love|ticket|issue|priority|feature|labels?|assignee|non goals?|out of scope|not in scope|sent from)\b|(?:[a-z]+ ){1,4}for (?:my|our|the|a)\b)/;

/** What a word means, examples of it, and what everybody may do anyway. */
const explains =
  /^(?:an?|the) [a-z]+ is an? (?:kind|piece|type|sort|form|thing|person|place|group|set)\b| are (?:entered|recorded|kept|stored|logged|called|known) as |\b(?:can|may) (?:only|just) (?:view|read|look|see|browse)(?: [a-z ]+)?$/;

/** Items and runs of words that nothing answers to, in the words of the description and in their order. */
export function unaccounted(description: string, found: Requirements, answeredElsewhere: readonly string[]): string[] {
  const known = answered(found, answeredElsewhere);
  const said: string[] = [];
  const sentences = sentencesOf(description);
  // What stands in the title is what it is about, wherever it is told again.
  if (/^\s*#/.test(description)) for (const { text } of sentences[0] ?? []) known.add(stem(text));
  for (const [index, tokens] of sentences.entries()) {
    const text = tokens.map((token) => token.text).join(' ');
    if (
      isSectionName(
        text
          .replaceAll(/[^a-z ]+/g, ' ')
          .replaceAll(/ +/g, ' ')
          .trim(),
      )
    )
      continue;
    if (introduces.test(text) || explains.test(text) || (found.kind === 'realtime_service' && isBroadcastLeft(text)))
      continue;
    if (found.kind === 'cli_tool' && saysExitCodes(text)) continue;
    const pieces = piecesOf(tokens);
    for (const [at, piece] of pieces.entries()) {
      // The first piece of all says what is wanted, and whose it is.
      if (index === 0 && at === 0) continue;
      if (
        /^(?:people|they|we|i|you|it|he|she|that|this) [a-z]+(?: on paper)?$/.test(
          piece.map(({ text: word }) => word).join(' '),
        )
      )
        continue;
      if (piece.every(({ text: word }) => standIn.test(word) || !isContent(word))) continue;
      const content = piece.filter((token) => isContent(token.text));
      const strange = content.filter(({ text: word }) => !formsOf(word).some((form) => known.has(stem(form))));
      const item = pieces.length > 2 && at > 0 && strange.length === content.length && strange.length > 0;
      if (item || (strange.length > 1 && strange.length * 2 > content.length))
        said.push(description.slice(piece[0]?.start, piece.at(-1)?.end));
    }
  }
  return said;
}

function isContent(word: string): boolean {
  const { functionWords, programs, adjectives } = lexicon();
  return (
    /^[a-z]{3,}$/.test(word) &&
    !functionWords.has(word) &&
    !programs.has(word) &&
    !adjectives.has(word) &&
    !isOrdinary(word)
  );
}

/** The words of a text, sentence by sentence. */
export function sentencesOf(source: string): Token[][] {
  return cut(tokenise(source), /^[.!?;\n]$/);
}

function piecesOf(tokens: readonly Token[]): Token[][] {
  return cut(tokens, /^(?:,|:|\(|\)|-|•|and|or|but|\/)$/);
}

function cut(tokens: readonly Token[], mark: RegExp): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (mark.test(token.text)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}
