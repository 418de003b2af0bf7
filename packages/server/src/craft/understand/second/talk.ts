import { standIn } from '../plain/words.ts';
import { isOrdinary } from '../unaccounted.ts';
import { spaced } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';

/** Which words of a description say nothing of what is kept, and which say more than a second reading may touch. */

/** Rules, orders, rights, and with what it is made: no part of a plain list. */
const more =
  /^(?:sort|sorts|sorted|filter|filters|filtered|search|searched|unique|cannot|not|never|only|if|unless|until|same|both|together|combination|users?|admins?|python|go|golang|rust|javascript|graphql|sqlite|postgres|postgresql|docker|login|auth|authentication|websocket|while|between|from|than|optional|total|sum|belongs?|states?|statuses|allowed|kinds?|types?|(?!1$)\d.*|->|status|transitions?|average|how|most|least|max|min|maximum|minimum|up)$/;
/** "must be given": what has to be there is there. */
const needed =
  /(?:^| )(?:must|should|may|can|has to|have to|needs to|need to|shall|will|would) (?:be (?:given|entered|provided|listed|stored|saved|kept|recorded|specified|supplied|set|known|tracked|edited|changed|updated|editable|present|filled in|included|noted)|have|contain|include|hold|store|save|keep|record|know)(?= |$)/g;
/** "2 resources", "1 type of object" */
const counted =
  /(?:^| )(?:an? |\d+ |single |only )+(?:(?:types?|kinds?|sorts?) of )?(?:objects?|things?|entit(?:y|ies)|resources?|tables?|records?|items?|rows?|models?|types?|kinds?)(?= |$)/g;
/** "sorted into boxes": put there. */
const putInto = /(?:^| )(?:sorted|filtered|grouped) into(?= |$)/g;
const modal = /(?:^| )(?:must|should|may|has to|have to|needs to|shall)(?: |$)/;

/** Whether the words beside the lists of a sentence say more than what is kept. */
export function saysMore(words: readonly string[]): boolean {
  const plain = words.join(' ').replace(needed, ' ').replace(counted, ' ').replace(putInto, ' ').trim();
  return modal.test(plain) || figure.test(plain) || plain.split(' ').some((word) => more.test(word));
}

/** "number of lamps per color": worked out and not kept. */
const figure = /(?<!\bany )\b(?:number|amount|count) of\b/;

export const isMore = (word: string): boolean => more.test(word);

/** "entity", "properties", "items": what things and what is known of them are called. */
export const isCalledSo = (word: string): boolean =>
  standIn.test(word) || /^(?:things?|items?|endpoints?|schema)$/.test(word);

export const isTalk = (word: string): boolean =>
  isOrdinary(word) ||
  isCalledSo(word) ||
  lexicon().adjectives.has(word) ||
  lexicon().functionWords.has(word) ||
  lexicon().programs.has(word) ||
  lexicon().verbForms.has(word) ||
  /^(?:along|crud|restful|web|exposing|nested|requires?|reference|link|pointer|into|put|sorted|packed|inventory|catalogue?|collection|via|over|http|by|hi|hello)$/.test(
    word,
  );

/** "Crud", "ExposingLamp", "Property": a thing that is named after the talk around it. */
export const isOfTalk = (name: string): boolean =>
  spaced(name)
    .toLowerCase()
    .split(' ')
    .some((word) => isCalledSo(word) || /^(?:crud|exposing|rest|api|schema|inventory|catalogue?|post|get)$/.test(word));

/** What says that something is to be built. */
export const asking = /^(?:apis?|backend|service|app|application|server|program|software|system|tool)$/;
