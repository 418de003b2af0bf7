import { lexicon } from '../words/lexicon.ts';
import type { Thing } from './masked.ts';

/** States that nobody listed, by the words around them: "a repair starts as received, then it is checked". */

/** What stands before a state. */
const before =
  /^(?:go|goes|moves?|status|statuses|states?|stages?|phases?|steps|that|is|are|be|been|being|gets?|becomes?|become|becoming|to|->|,|:|and|or|then|finally|lastly|eventually|later|as|over|via|through|from|first|initially|begins?|ends?|starts?|out|either|after|once|when|before|in|already|\(|\/)$/;
/** Adjectives and names of states that are no participles. */
const states =
  /^(?:draft|new|open|pending|active|inactive|ready|done|todo|backlog|waiting|running|sent|queued|live|idle|busy|overdue|sold|paid|lost|found|kept|won|built|final|public|private|planned|due|late|complete|incomplete)$/;
const particle = /^(?:up|in|out|off|over|back|down|away)$/;
const inSome =
  /^(?:progress|review|transit|use|repair|production|treatment|preparation|work|hold|way|loan|construction|investigation|delivery|stock|order)$/;
/** Said of rows by any program, of others. */
const ofPrograms =
  /^(?:created|added|entered|changed|edited|deleted|updated|removed|set|allowed|permitted|possible|required|optional|fixed|forbidden|moved|taken|marked|skipped|followed|reached|called|named|used|based|given|needed|stored|saved|kept|listed|shown|displayed|made|put|said|told|above|other|next|first|last|one|same|frozen|locked|advanced|passed|turned|gone|left)$/;

/** What a row of states follows, where nothing stands between them. */
const inRow = /^(?:the )?(?:workflow|life ?cycle|status|statuses|states|stages|flow)\b[a-z ]*:/;

/** In the order in which they are told; none where the sentence has other words of that kind. */
export function statesNamed(text: string, thing: Thing): string[] {
  const words = text.split(' ');
  const found: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const next = words[at + 1] ?? '';
    const place =
      at === 0 ||
      (inRow.test(text) && found.at(-1) === words[at - 1]) ||
      before.test(words[at - 1] ?? '') ||
      // "an open repair", "a sent one"
      (/^(?:an?|only|every|each|all|not)$/.test(words[at - 1] ?? '') &&
        [thing.name, thing.plural, 'one', 'ones', '1'].includes(next));
    // "new repairs are open"
    if (word === 'new' && [thing.name, thing.plural].includes(next)) continue;
    if (!place || word === thing.name || word === thing.plural) continue;
    if (/^(?:in|on|under|out)$/.test(word) && inSome.test(next)) {
      found.push(`${word} ${next}`);
      at += 1;
      continue;
    }
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

/** "reactivated" where it was active. */
function isAgain(word: string, before: readonly string[]): boolean {
  const done = /^re([a-z]+?)(?:at)?ed$/.exec(word)?.[1];
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
