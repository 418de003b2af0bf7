import { ruleForName } from '../fields/field-types.ts';
import { singular, splitItems } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Clause, makeClause } from '../words/text.ts';

/** Sentences that go on about what the one before ended with. */

/** "keep lighthouses. Each has a name": each of what the sentence before ended with. */
export function eachOf(clause: Clause, before: Clause | undefined): Clause {
  const [each, next, third] = clause.tokens;
  const ofThem =
    /^for (?:each|every one|every 1|all)(?: 1)? of (?:them|these) (?:we|i|they) (?:hold|keep|note|store|record|have|need|want|know|collect|save|write down) (.+)$/.exec(
      clause.text,
    );
  if (ofThem?.[1] && before) {
    const named = before.tokens.findLast(
      ({ text }) => singular(text) !== text && /^[a-z]+$/.test(text) && !lexicon().functionWords.has(text),
    );
    const from = clause.tokens.length - ofThem[1].split(' ').length;
    if (named && each)
      return makeClause(
        clause.source,
        [
          { ...each, text: 'each' },
          { ...each, text: singular(named.text), end: each.start, start: each.start },
          { ...each, text: 'has', end: each.start },
          ...clause.tokens.slice(from),
        ],
        clause.bullet,
        clause.heading,
      );
  }
  // "… is of one barrel ; we note the litres and the sugar": of what the sentence before is about.
  const noted =
    /^(?:and )?(?:we|i|they) (?:also |then )?(?:note|record|write down|log|store|keep|hold|register|measure) (?:down )?(?:the |its |an? )([a-z].* (?:,|and) .*)$/.exec(
      clause.text,
    );
  const about = before
    ? /^(?:(?:each|every|an?) )?([a-z]+(?: [a-z]+)?) (?:is|has|belongs) /.exec(before.text)?.[1]
    : undefined;
  if (noted?.[1] && about !== undefined && each && !clause.bullet) {
    const from = clause.tokens.length - noted[1].split(' ').length;
    const lead = ['each', ...about.split(' '), 'has'].map((text) => ({ text, start: each.start, end: each.start }));
    return makeClause(clause.source, [...lead, ...clause.tokens.slice(from)], clause.bullet, clause.heading);
  }
  const skipped =
    next?.text === 'one' || next?.text === '1' ? 1 : next?.text === 'of' && third?.text === 'them' ? 2 : 0;
  const after = clause.tokens[1 + skipped];
  if (
    !each ||
    !before ||
    !/^(?:each|every)$/.test(each.text) ||
    !/^(?:has|have|with|needs?|belongs?)$/.test(after?.text ?? '')
  )
    return clause;
  const things = before.tokens.filter(
    ({ text }) => singular(text) !== text && /^[a-z]+$/.test(text) && !lexicon().functionWords.has(text),
  );
  const named = things.at(-1);
  if (!named) return clause;
  const thing = { ...each, text: singular(named.text) };
  const rest = clause.tokens
    .slice(1 + skipped)
    .map((token, at) => (at === 0 && token.text === 'with' ? { ...token, text: 'has' } : token));
  return makeClause(clause.source, [each, thing, ...rest], clause.bullet, clause.heading);
}

/** "a session takes place in a room , has a title": of whom the part before the cut spoke. */
export function hasAgain(clause: Clause, before: Clause | undefined): Clause {
  const [first] = clause.tokens;
  if (!before || !first || clause.bullet || before.bullet || !/^(?:has|have)$/.test(first.text)) return clause;
  const between = clause.source.slice(before.tokens.at(-1)?.end ?? 0, first.start);
  if (!/^\s*,?\s*(?:and)?\s*$/.test(between)) return clause;
  const words = before.tokens.map(({ text }) => text);
  const from = /^(?:an?|the|each|every|all|any)$/.test(words[0] ?? '') ? 1 : 0;
  const { verbForms, functionWords, nouns } = lexicon();
  const verb = words.findIndex((word, at) => at > from && (verbForms.has(word) || /^(?:is|are|belongs?)$/.test(word)));
  const who = words.slice(from, verb);
  if (verb <= from || who.length > 3 || !who.every((word) => /^[a-z]+$/.test(word) && !functionWords.has(word)))
    return clause;
  const last = who.at(-1) ?? '';
  if (verbForms.get(last) === last && !nouns.has(last)) return clause;
  const lead = ['each', ...who.slice(0, -1), singular(who.at(-1) ?? ''), 'has'];
  const tokens = lead.map((text) => ({ text, start: first.start, end: first.start }));
  return makeClause(clause.source, [...tokens, ...clause.tokens.slice(1)], clause.bullet, clause.heading);
}

/** "an app where I enter my runs? date, distance in km, notes": what is known of what the sentence before ended with. */
export function bareList(clause: Clause, before: Clause | undefined): Clause {
  if (!before || clause.bullet || clause.heading !== '' || before.heading === '#') return clause;
  const items = splitItems(clause.text);
  const names = items.map(
    ({ text }) => text.split(/ (?:\(|in|from|between|of) /)[0]?.replace(/^(?:an?|the|its|their) /, '') ?? '',
  );
  const known = names.filter((name) => ruleForName(name.split(' ')) !== undefined || lexicon().fieldNames.has(name));
  const last = before.tokens.at(-1);
  if (
    items.length < 3 ||
    lexicon().verbForms.has(clause.tokens[0]?.text ?? '') ||
    known.length * 2 < items.length ||
    /\b(?:has|have|is|are|can|must|may|should|cannot|belongs? to|takes? place)\b|:/.test(
      clause.text.replaceAll(/\([^()]*\)/g, ''),
    ) ||
    !last ||
    singular(last.text) === last.text ||
    !/^[a-z]+$/.test(last.text) ||
    lexicon().functionWords.has(last.text) ||
    names.includes(last.text)
  )
    return clause;
  const [first] = clause.tokens;
  if (!first) return clause;
  const lead = ['each', singular(last.text), 'has'].map((text) => ({ text, start: first.start, end: first.start }));
  return makeClause(clause.source, [...lead, ...clause.tokens], clause.bullet, clause.heading);
}
