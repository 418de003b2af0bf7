import { lexicon } from '../words/lexicon.ts';
import type { Thing } from './masked.ts';

/** States that nobody listed, by the words around them: "a repair starts as received, then it is checked". */

/** What stands before a state. */
const before =
  /^(?:go|goes|moves?|status|statuses|states?|stages?|phases?|steps|that|is|are|be|been|being|gets?|becomes?|become|becoming|to|->|,|:|and|or|then|afterwards|subsequently|next|finally|lastly|eventually|later|as|over|via|through|from|first|initially|begins?|ends?|starts?|out|either|after|once|when|before|in|already|\(|\/)$/;
/** Adjectives and names of states that are no participles. */
const states =
  /^(?:draft|new|open|pending|active|inactive|ready|done|todo|backlog|waiting|running|sent|queued|live|idle|busy|overdue|sold|paid|lost|found|kept|won|built|final|public|private|planned|due|late|complete|incomplete)$/;
const particle = /^(?:up|in|out|off|over|back|down|away)$/;
const inSome =
  /^(?:progress|review|transit|use|repair|production|treatment|preparation|work|hold|way|loan|construction|investigation|delivery|stock|order)$/;
/** Said of rows by any program, of others. */
const ofPrograms =
  /^(?:created|added|entered|changed|edited|deleted|updated|removed|set|allowed|permitted|possible|required|optional|fixed|forbidden|moved|marked|skipped|followed|reached|called|named|based|given|needed|stored|saved|kept|displayed|made|put|said|told|above|other|next|first|last|one|same|frozen|locked|advanced|turned)$/;

/** What a row of states follows, where nothing stands between them. */
const inRow = /^(?:the )?(?:workflow|life ?cycle|status|statuses|states|stages|flow)\b[a-z ]*:/;

/** In the order in which they are told; none where the sentence has other words of that kind. */
export function statesNamed(text: string, thing: Thing): string[] {
  const words = text.split(' ');
  const found: string[] = [...inArrows(text), ...inList(text)];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const next = words[at + 1] ?? '';
    const place =
      at === 0 ||
      (inRow.test(text) && found.at(-1) === words[at - 1]) ||
      before.test(words[at - 1] ?? '') ||
      // "an open repair", "a sent one"
      (/^(?:an?|only|every|each|all|not)$/.test(words[at - 1] ?? '') &&
        [thing.name, thing.plural, 'one', 'ones', '1'].includes(next)) ||
      // "scheduled ones shown"
      /^(?:ones|1)$/.test(words[at - 1] ?? '') ||
      // "a contract is a draft"
      /^drafts?$/.test(word);
    // "cases in progress"
    const behind = [thing.name, thing.plural].includes(words[at - 1] ?? '') && /^(?:in|on|under)$/.test(word);
    // "new repairs are open"
    if (word === 'new' && [thing.name, thing.plural].includes(next)) continue;
    if (!(place || behind) || word === thing.name || word === thing.plural) continue;
    if (/^(?:in|on|under|out)$/.test(word) && inSome.test(next)) {
      found.push(`${word} ${next}`);
      at += 1;
      continue;
    }
    if (word === 'drafts') found.push('draft');
    if (!isState(word) || isAgain(word, [...thing.values, ...found])) continue;
    // "must be refused"
    if (/^(?:refused|rejected|denied)$/.test(word) && /^(?:be|is|are|get|gets)$/.test(words[at - 1] ?? '')) continue;
    // "picked up", "handed over to": a participle with its particle
    if (particle.test(next) && /^(?:|,|and|or|then|->|\/)$/.test(words[at + 2] ?? '')) {
      found.push(`${word} ${next}`);
      at += 1;
    } else found.push(word);
  }
  return [...new Set(found)];
}

/** "status : new -> printing -> ready": whatever stands there. */
function inArrows(text: string): string[] {
  if (!text.includes(' -> ')) return [];
  const way = text.replace(/^.*?(?::|\b(?:status|state|stage|from|goes|go|moves?|is|are)) (?=[^:]*->)/, '');
  const names = way.split(/ -> | , | or | \/ /).map((name) => name.replace(/^(?:and|then|from|or) /, '').trim());
  return names.every((name) => /^[a-z]+(?: [a-z]+){0,2}$/.test(name)) ? names : [];
}

/** "the possible states are todo , doing and done" */
function inList(text: string): string[] {
  const list =
    /^(?:the |its |their |all |possible |allowed |valid |different |following |there are |we have |\d+ )*(?:statuses|states|stages|status values|status|state)(?: of (?:an? |the )?[a-z]+(?: [a-z]+)?)?(?: are| is| can be| may be)? (?:: )?(?:1 of )?([a-z]+(?: [a-z]+){0,2}(?: (?:,|, and|, or|and|or|\/) [a-z]+(?: [a-z]+){0,2})+)$/.exec(
      text,
    )?.[1] ??
    / (?:statuses|states|stages|status values|phases) : ([a-z]+(?: [a-z]+){0,2}(?: (?:,|, and|, or|and|or|\/) [a-z]+(?: [a-z]+){0,2})+)$/.exec(
      text,
    )?.[1];
  if (list === undefined) return [];
  const names = list.split(/ (?:, and|, or|,|and|or|\/) /);
  const { functionWords } = lexicon();
  const isOne = (name: string): boolean =>
    !functionWords.has(name.split(' ')[0] ?? '') || states.test(name) || /^(?:in|on|under|to do|out)\b/.test(name);
  return names.length > 2 && names.every(isOne) ? names : [];
}

/** "reactivated" where it was active. */
function isAgain(word: string, before: readonly string[]): boolean {
  const done = /^re([a-z]+?)(?:at)?ed$/.exec(word)?.[1];
  if (done === 'open') return true;
  return done !== undefined && before.some((state) => state.replace(/(?:at)?e?d?$/, '') === done || state === done);
}

function isState(word: string): boolean {
  if (ofPrograms.test(word)) return false;
  const { verbForms, adjectives, functionWords } = lexicon();
  if (functionWords.has(word) && !states.test(word)) return false;
  const verb = verbForms.get(word);
  return (
    states.test(word) ||
    (verb !== undefined && verb !== word && /(?:ed|en|wn|pt|lt|nt|id|ld|ught|ne)$/.test(word)) ||
    (/^[a-z]{3,}ed$/.test(word) && !adjectives.has(word)) ||
    adjectives.has(word)
  );
}
