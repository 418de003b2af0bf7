import pluralize from 'pluralize';
import { gerund } from '../understand/words/grammar.ts';
import { type Language, plain } from './language.ts';
import { romance } from './romance.ts';
import type { Word } from './translate.ts';

/** Where English wants its words: the verb after who does it, the adjective before what it tells of. */
export function reorder(words: readonly Word[], language: Language): Word[] {
  return listsJoined(clauses(words), language).flatMap((clause, index, all) => {
    const next = all[index + 1];
    const ordered = language.verbLast
      ? germanic(clause, language, index === 0 ? [] : (all[index - 1] ?? []))
      : romance(clause);
    const related =
      language.verbLast && next !== undefined && language.relative.has(next[0]?.written.toLowerCase() ?? '');
    // English has no comma before "that".
    if (related && isVerbLast(next) && ordered.at(-1)?.english === ',') return agree(ordered.slice(0, -1));
    return agree(ordered);
  });
}

/** Cut behind each comma, colon, dash and bracket, which stay with what comes before. */
function clauses(words: readonly Word[]): Word[][] {
  const found: Word[][] = [[]];
  for (const [index, word] of words.entries()) {
    if (word.part === 'mark' && word.english === '(') found.push([]);
    found.at(-1)?.push(word);
    const next = words[index + 1];
    const goesOn = next?.part === 'infinitive' || (next?.part === 'participle' && word.english === ',');
    if (word.part === 'mark' && /^[,;:)–—]$/.test(word.english) && !goesOn) found.push([]);
  }
  return found.filter((clause) => clause.length > 0);
}

/** "…, das Wörter, Zeilen und Zeichen zählt": commas of a list within such a clause end nothing; its verb is still to come. */
function listsJoined(all: readonly Word[][], language: Language): Word[][] {
  if (!language.verbLast) return [...all];
  const joined: Word[][] = [];
  for (let at = 0; at < all.length; at += 1) {
    const clause = all[at] ?? [];
    const relative =
      at > 0 && all[at - 1]?.at(-1)?.english === ',' && language.relative.has(clause[0]?.written.toLowerCase() ?? '');
    const isList = (part: readonly Word[]) => part.at(-1)?.english === ',' && !part.some(isVerb);
    const end = relative && isList(clause) ? all.findIndex((part, index) => index > at && !isList(part)) : -1;
    const whole = end > 0 ? all.slice(at, end + 1).flat() : clause;
    const ends = end > 0 && isVerbLast(whole) && !language.relative.has(all[at + 1]?.[0]?.written.toLowerCase() ?? '');
    joined.push(ends ? whole : clause);
    if (ends) at = end;
  }
  return joined;
}

const isVerbLast = (clause: readonly Word[]) => {
  const last = clause.findLast(({ part }) => part !== 'mark');
  return last !== undefined && isVerb(last);
};
const isVerb = ({ part }: Word) => part === 'verb' || part === 'modal' || part === 'be' || part === 'have';

function germanic(clause: readonly Word[], language: Language, before: readonly Word[]): Word[] {
  const end = clause.at(-1)?.part === 'mark' ? clause.slice(-1) : [];
  let words = finite(clause.slice(0, clause.length - end.length));
  words = agentBy(untilBefore(fromTo(participles(joinPrefix(words, language), language))));
  words = toInfinitive(words);
  const behind = verbFirst(words, language, before);
  words = behind ?? verbSecond(words, before);
  words = togetherAfter(words);
  words = neitherNor(possibleLast(perLast(negate(words))));
  return [...words, ...end];
}

/** "Benutzer bewerten Rezepte", "Bücher haben Titel": what looks like an infinitive is the verb where there is no other. */
function finite(words: readonly Word[]): Word[] {
  if (words.some(isVerb) || words.some(({ written }) => written === 'zu')) return [...words];
  const at = words.findIndex(({ part }) => part === 'infinitive');
  const parts = { be: 'be', have: 'have' } as const;
  return words.map((word, index) =>
    index === at && index > 0
      ? { ...word, part: word.english === 'be' || word.english === 'have' ? parts[word.english] : ('verb' as const) }
      : word,
  );
}

/** "von offen nach bezahlt": from open to paid. */
function fromTo(words: readonly Word[]): Word[] {
  const to = words.findLastIndex(({ written }) => /^(?:nach|bis|zu|zum|zur|auf)$/.test(written));
  return words.map((word, index) =>
    index < to && /^(?:von|vom)$/.test(word.written) ? { ...word, english: 'from' } : word,
  );
}

/** "bis 24 Stunden vorher": until then. */
function untilBefore(words: readonly Word[]): Word[] {
  return words.map((word, index) =>
    word.written === 'bis' &&
    words[index + 1]?.part === 'number' &&
    words.slice(index + 3, index + 5).some(({ english }) => english === 'before')
      ? { ...word, english: 'until' }
      : word,
  );
}

/** "kann pro Tag höchstens 12 Termine haben": what a limit counts by comes last. */
function perLast(words: readonly Word[]): Word[] {
  const at = words.findIndex(({ english }) => /^per(?: |$)/.test(english));
  const verb = words.findIndex(isVerb);
  if (at < 0 || verb < 0 || at < verb) return [...words];
  const size = words[at]?.english === 'per' ? 1 + Math.max(1, subjectLength(words.slice(at + 1))) : 1;
  return [...words.slice(0, at), ...words.slice(at + size), ...words.slice(at, at + size)];
}

/** "weder Lehrer noch Raum": neither, nor. */
function neitherNor(words: readonly Word[]): Word[] {
  const at = words.findIndex(({ english }) => english === 'neither');
  if (at < 0) return [...words];
  return words.map((word, index) =>
    index > at && word.written.toLowerCase() === 'noch' ? { ...word, english: 'nor' } : word,
  );
}

/** "Stornieren ist bis 24 Stunden vorher möglich": cancelling is possible until then. */
function possibleLast(words: readonly Word[]): Word[] {
  const last = words.at(-1);
  const be = words.findIndex(({ part }) => part === 'be');
  if (last?.english !== 'possible' || be < 1) return [...words];
  const [first] = words;
  const doing = be === 1 && first?.part === 'infinitive' ? [{ ...first, english: gerund(first.english) }] : [];
  const negation = /^(?:not|never)$/.test(words[be + 1]?.english ?? '') ? 1 : 0;
  return [
    ...(doing.length > 0 ? doing : words.slice(0, be)),
    ...words.slice(be, be + 1 + negation),
    last,
    ...words.slice(be + 1 + negation, -1),
  ];
}

/** "zählen nicht": do not count. */
function negate(words: readonly Word[]): Word[] {
  const verb = words.findIndex(({ part }) => part === 'verb');
  const not = words.findIndex(({ english }, index) => english === 'not' && index > verb);
  const word = words[verb];
  if (!word || not < 0 || words.some(({ part }) => part === 'modal' || part === 'be')) return [...words];
  const rest = words.filter((_, index) => index !== not);
  return [...rest.slice(0, verb), { ...word, english: 'do not', part: 'modal' }, ...rest.slice(verb)];
}

/** "leiht ein Buch aus": the prefix belongs to the verb, and makes another verb of it. */
function joinPrefix(words: readonly Word[], language: Language): Word[] {
  for (const [at, { written }] of words.entries()) {
    for (const meaning of language.meanings.get(plain(written)) ?? []) {
      const last = words.findLastIndex((word, index) => index > at && word.written === meaning.prefix);
      if (meaning.prefix === undefined || last < 0) continue;
      return words.flatMap((word, index) => (index === last ? [] : index === at ? [{ ...meaning, written }] : [word]));
    }
  }
  return [...words];
}

/** "reserviert ist", "bezahlt wird": what looks like a verb before the verb is its participle. */
function participles(words: readonly Word[], language: Language): Word[] {
  // "(offen, storniert oder bezahlt)": states, and nothing that somebody does.
  const listed = words.every(
    ({ part, english }) =>
      part === 'verb' || part === 'participle' || part === 'adjective' || /^(?:or|and|\()$/.test(english),
  );
  return words.map((word, index) => {
    const next = words[index + 1];
    if (word.part !== 'verb' || !(listed || (next && (isVerb(next) || /^(?:be|or not)$/.test(next.english)))))
      return word;
    const form = language.meanings
      .get(plain(word.written))
      ?.find(({ part }) => part === 'participle' || part === 'adjective');
    return form ? { ...form, written: word.written } : word;
  });
}

/** "von Kunden bewertet werden": by customers. */
function agentBy(words: readonly Word[]): Word[] {
  const passive =
    words.some(({ written }) => /^(?:werden|wird)$/.test(written)) && words.some(({ part }) => part === 'participle');
  return words.map((word) =>
    passive && word.english === 'of' && /^vo[nm]$/.test(word.written) ? { ...word, english: 'by' } : word,
  );
}

/** "um Bücher zu verwalten": to manage books. */
function toInfinitive(words: readonly Word[]): Word[] {
  const to = words.findLastIndex(({ written }) => written === 'zu');
  const verb = words[to + 1];
  if (to < 0 || verb?.part !== 'infinitive') return [...words];
  const from = words.findIndex(({ written }) => written === 'um');
  const start = from >= 0 ? from : 0;
  const rest = words.slice(start, to).filter(({ written }) => written !== 'um');
  const link: Word = { written: 'zu', english: 'to', part: 'word' };
  return [...words.slice(0, start), link, verb, ...rest, ...words.slice(to + 2)];
}

/** "…, die einen Namen haben": in a clause of such a beginning the verb comes last, and English wants it behind the subject. */
function verbFirst(words: readonly Word[], language: Language, before: readonly Word[]): Word[] | undefined {
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last || words.length < 3) return undefined;
  const starts = first.written.toLowerCase();
  const afterComma = before.at(-1)?.english === ',';
  if (afterComma && first.part === 'preposition' && language.relative.has(words[1]?.written.toLowerCase() ?? '')) {
    const which: Word = { written: 'womit', english: 'which', part: 'word' };
    const inner = verbFirst([which, ...words.slice(2)], language, []);
    return inner && [first, ...inner];
  }
  const relative = afterComma && language.relative.has(starts);
  const at = words.findIndex(({ written }, index) => index < 2 && language.subordinate.has(written.toLowerCase()));
  if (!relative && at < 0) return undefined;
  if (!isVerb(last)) return undefined;
  // "zählt und das Ergebnis ausgibt": each part has its own verb at its end.
  const and = words.findIndex((word, index) => index > 1 && isVerb(word) && words[index + 1]?.english === 'and');
  if (relative && and > 0 && and + 3 < words.length) {
    const one = verbFirst(words.slice(0, and + 1), language, before);
    const other = verbFirst([first, ...words.slice(and + 2)], language, before);
    const link = words[and + 1];
    if (one && other && link) return [...one, link, ...other.slice(1)];
  }
  // "ausgeliehen werden kann": the whole group at the end.
  const group = groupBefore(words, words.length - 1, 1);
  const verbs = [last, ...inOrder(words.slice(group, -1))];
  const rest = words.slice(0, group);
  if (relative) {
    const subject: Word = { ...first, english: 'that', part: 'word' };
    return [subject, ...verbs, ...rest.slice(1)];
  }
  const behind = at + 1 + subjectLength(rest.slice(at + 1));
  return [...rest.slice(0, behind), ...verbs, ...rest.slice(behind)];
}

/** Where the infinitives and participles before `end` begin: "erfassen, auflisten und löschen", "ausgeliehen werden". */
function groupBefore(words: readonly Word[], end: number, from: number): number {
  let group = end;
  const isForm = (index: number) => ['infinitive', 'participle'].includes(words[index]?.part ?? '');
  while (group - 1 >= from) {
    const link = words[group - 1];
    if (isForm(group - 1)) group -= 1;
    else if (
      group < end &&
      (link?.english === ',' || link?.english === 'and' || link?.english === 'or') &&
      isForm(group - 2)
    )
      group -= 2;
    else break;
  }
  return group;
}

/** "ausgeliehen werden" is "be borrowed". */
function inOrder(verbs: readonly Word[]): Word[] {
  const [last] = verbs.slice(-1);
  return verbs.length > 1 && last?.english === 'be' ? [last, ...verbs.slice(0, -1)] : [...verbs];
}

/** How many words the thing at the beginning takes: "ein Mitglied", "jedes der Bücher", "man". */
function subjectLength(words: readonly Word[]): number {
  const noun = words.findIndex(
    ({ part, written }) => part === 'noun' || (part === 'phrase' && /^\p{Lu}/u.test(written)),
  );
  const pronoun = words.findIndex(({ english }) => /^(?:one|it|they|we|I|who|nobody|anybody)$/.test(english));
  if (pronoun === 0) return 1;
  if (noun < 0) return 0;
  return noun + 1;
}

/** "eine Gebühr von 0,50 Euro pro Tag": how much of it there is belongs to it. */
function withAmount(words: readonly Word[], length: number): number {
  if (length === 0 || words[length]?.english !== 'of' || words[length + 1]?.part !== 'number') return length;
  const behind = length + 3;
  if (words[behind]?.english.startsWith('per ') === true) return behind + 1;
  return words[behind]?.english === 'per' ? behind + 2 : behind;
}

/** "Pro Mitglied dürfen höchstens fünf Bücher …": the subject before its verb, what stood first at the end. */
function verbSecond(words: readonly Word[], before: readonly Word[]): Word[] {
  const verb = words.findIndex(isVerb);
  // "…, kann niemand mehr zusagen": the clause before took the first place.
  if (verb === 0 && before.at(-1)?.english === ',' && takesFirst(before)) {
    const behind = subjectLength(words.slice(1));
    return [...words.slice(1, behind + 1), ...words.slice(0, 1), ...words.slice(behind + 1)];
  }
  if (verb <= 0) return [...words];
  const front = words.slice(0, verb);
  const [head] = front;
  const adverb =
    head !== undefined &&
    /^(?:also|then|after|optionally|there|again|always)$/.test(head.english) &&
    front.length === 1;
  const place = head?.part === 'preposition' && front.some(({ part }) => part === 'noun');
  if (!adverb && !place) return [...words];
  const finite = words[verb];
  const rest = words.slice(verb + 1);
  const length = withAmount(rest, subjectLength(rest));
  if (!finite || length === 0) return [...words];
  const last = rest.findLastIndex(({ part }) => part !== 'mark');
  return [
    ...(adverb ? front : []),
    ...rest.slice(0, length),
    finite,
    ...rest.slice(length, last + 1),
    ...(adverb ? [] : front.map((word) => ({ ...word, english: word.english }))),
    ...rest.slice(last + 1),
  ];
}

/** "Ist der Kurs voll, …", "Wenn …, …": not so "Eine Stunde gehört zu einem Lehrer, hat einen Beginn", which goes on. */
function takesFirst(before: readonly Word[]): boolean {
  const first = before[0];
  const spoken = before.some((word) => isVerb(word) || /^(?:belongs?|refers?) to$/.test(word.english));
  return !spoken || isVerbLast(before) || (first !== undefined && isVerb(first));
}

/** "darf höchstens 5 Bücher ausleihen": what the modal or the auxiliary waits for stands at the end. */
function togetherAfter(words: readonly Word[]): Word[] {
  const at = words.findIndex(({ part }) => part === 'modal' || part === 'be' || part === 'have');
  if (at < 0) return [...words];
  // A front that was put last does not keep the verb from being found.
  const end =
    words.findLastIndex(({ part }, index) => index > at && (part === 'infinitive' || part === 'participle')) + 1;
  if (end === 0) return [...words];
  const group = groupBefore(words, end, at + 1);
  const ordered = inOrder(words.slice(group, end));
  const negation = words[at + 1]?.english === 'not' || words[at + 1]?.english === 'never' ? 1 : 0;
  const middle = words.slice(at + 1 + negation, group);
  const not = middle.filter(({ english }) => english === 'not' || english === 'never');
  return [
    ...words.slice(0, at + 1 + negation),
    ...not,
    ...ordered,
    ...middle.filter((word) => !not.includes(word)),
    ...words.slice(end),
  ];
}

/** One of what stands behind "a" and "each", many where the verb is that of many; "has" and "is" likewise. */
function agree(words: readonly Word[]): Word[] {
  const out = words.map((word, index) => {
    const determiner = words.slice(Math.max(0, index - 3), index).findLast(({ part }) => part !== 'adjective');
    const single = determiner?.english === 'a' || determiner?.english === 'each';
    if (word.part === 'noun' && determiner !== undefined && /^(?:les|des|ces|los|las)$/i.test(determiner.written))
      return { ...word, english: pluralize.plural(word.english) };
    if (word.part === 'noun' && /^(?:several|many)$/.test(determiner?.english ?? ''))
      return { ...word, english: pluralize.plural(word.english) };
    return word.part === 'noun' && single ? { ...word, english: pluralize.singular(word.english) } : word;
  });
  for (const [index, word] of out.entries()) {
    if (!isVerb(word)) continue;
    const at = out.findLastIndex(({ part }, place) => part === 'noun' && place < index);
    const subject = out[at];
    const before = out.slice(0, index);
    const single = before.some(({ english }) => /^(?:a|each|one|it)$/.test(english));
    const many =
      !single && (word.written.endsWith('n') || (subject !== undefined && pluralize.isPlural(subject.english)));
    if (subject && many && /nt?$/.test(word.written))
      out[at] = { ...subject, english: pluralize.plural(subject.english) };
    const goesOn = before.length === 0 && !/^(?:hat|besitzt)$/.test(word.written);
    if (word.part === 'have') out[index] = { ...word, english: many || goesOn ? 'have' : 'has' };
    if (word.part === 'be' && word.written === 'werden') out[index] = { ...word, english: many ? 'are' : 'is' };
  }
  return out;
}
