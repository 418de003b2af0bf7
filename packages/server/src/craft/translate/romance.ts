import { participle } from '../understand/words/grammar.ts';
import type { Word } from './translate.ts';

/** French, Spanish, Italian and Portuguese: the adjective before what it tells of, a thing of another before it. */
export function romance(clause: readonly Word[]): Word[] {
  const words: Word[] = [];
  let itself = false;
  for (const [index, given] of clause.entries()) {
    const word = valued(given, clause[index - 1], clause[index + 1]);
    const last = words.at(-1);
    if (/^(?:se|s')$/i.test(word.written) && word.english === '') {
      itself = clause[index + 1]?.part === 'modal';
    } else if (isPartitive(word, last)) {
      // "ajouter des dépenses", "managing of the members": English says nothing there.
    } else if (word.part === 'infinitive' && last?.english === 'for') {
      words.splice(-1, 1, { ...last, english: 'to' }, word);
    } else if (itself && word.part === 'infinitive') {
      // "se puede borrar": can be deleted.
      words.push({ ...word, english: `be ${participle(word.english)}` });
      itself = false;
    } else if (
      (word.part === 'adjective' || word.part === 'participle') &&
      last?.part === 'noun' &&
      // "une cotisation payée ou non": a fee paid or not.
      clause[index + 1]?.english !== 'or not'
    )
      words.splice(-1, 1, word, last);
    else if (word.part === 'modal' && last?.english === 'no')
      words.splice(-1, 1, word, { written: last.written, english: 'not', part: 'word' });
    else words.push(word);
  }
  return ofToCompound(words);
}

/** "un état : neuf, bon ou usé": nine of nothing is new, and what stands without an article is good. */
function valued(word: Word, before: Word | undefined, after: Word | undefined): Word {
  const ends =
    after === undefined || after.english === 'or' || after.english === 'and' || !/^[\p{L}\d]/u.test(after.written);
  if (!ends) return word;
  if (/^neu(?:f|fs|ve|ves)$/i.test(word.written)) return { ...word, english: 'new', part: 'adjective' };
  const listed = before === undefined || before.english === 'or' || !/^[\p{L}\d]/u.test(before.written);
  return listed && /^bon(?:s|ne|nes)?$/i.test(word.written) ? { ...word, english: 'good', part: 'adjective' } : word;
}

function isPartitive(word: Word, last: Word | undefined): boolean {
  if (!/^d(?:es|u|e|')$/i.test(word.written)) return false;
  return (
    last === undefined ||
    last.part === 'infinitive' ||
    last.part === 'verb' ||
    last.part === 'have' ||
    /(?:^|ing|,|and|or|to)$/.test(last.english)
  );
}

/** "date de retour": return date. With an article it is the return of something. */
function ofToCompound(words: readonly Word[]): Word[] {
  const out: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [of, next] = [words[at], words[at + 1]];
    const thing = out.at(-1);
    if (of?.english === 'of' && of.written.length <= 2 && thing?.part === 'noun' && next && isThing(next)) {
      out.splice(-1, 1, { ...next, part: 'noun', english: `${one(next.english)} ${thing.english}` });
      at += 1;
    } else if (of) out.push(of);
  }
  return out;
}

const isThing = ({ part, written }: Word) => part === 'noun' || (part === 'adjective' && /^\p{Lu}/u.test(written));

const one = (noun: string) => (/(?<!s)s$/.test(noun) && noun.length > 3 ? noun.slice(0, -1) : noun);
