import { type Draft, declare, findEntity } from '../draft.ts';
import { type Noun, nounAt, phraseOf, singular, splitItems } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { lastNoun } from './list-nouns.ts';
import { declareThing } from './declare-thing.ts';
import { hasThings, hasVerb, noun, readList } from './lists.ts';
import { hasOwnFields, isBareVerb, isKnownThing, isNever, isSystem } from '../words/noun-sense.ts';
import { type Clause, markRead } from '../words/text.ts';
import { isBusiness, isDescribed, isPlainList, namesThings } from './list-sense.ts';

/** Statements about things: "entities: …", "Book: title, isbn", "each task has …", bullets under a heading. */

const entityHeading =
  /^(?:(?:the |main |my |our |data )*(?:entities|resources|models?|tables|objects|data|things|collections|domain|domain model|data model|types|schema|nouns))$/;

export function readStatement(draft: Draft, clause: Clause, text: string, at: number): void {
  const under = clause.heading;
  if (under === '#') return;
  const entityList = new RegExp(
    `^(?:(?:the |main |my |our )*(?:entities|resources|models|tables|objects|things|collections)(?! (?:have|has|can|must|cannot|contain|belong|with|should|may|\\())(?: (?:are|is|include|includes|will be|should be|needed))?|there (?:are|is|will be|should be)|(?:we|i|it|the system|the api|the app|this) (?:need|needs|have|has|should have|must have|want|wants|would like|would love|have to|contains|includes|stores|keeps|will have|keep|track|manage|store|record|sell|offer|rent out|lend)(?: (?:to )?(?:manage|store|track|keep|handle|have|record|organi[sz]e|save|register)(?: track of)?)?|(?:manage|store|track|save|keep track of|handle|keep)) ?:? (.+)$`,
  ).exec(text);
  if (
    entityList?.[1] &&
    !/^\d|^(?:at most|up to|no more|only 1 |exactly 1 |for each|be |been |to |able )/.test(entityList[1]) &&
    !/^(?:we|i) (?:want|need|have|would like|would love|wants) to (?!manage|store|track|keep|handle|have|record|organi[sz]e|save|register)/.test(
      text,
    ) &&
    !/^(?:we|i) (?:keep|sell|offer|rent out|lend|track|manage|store|record) (?:a|an|the|my|our|it|them) /.test(text)
  ) {
    const from = at + text.length - entityList[1].length;
    readList(draft, clause, entityList[1], from, undefined, 'entities');
    return;
  }
  const colon = new RegExp(
    `^(?:(?:a|an|the|each|every) )?(${noun})(?: (?:fields?|attributes?|properties|entity|table|model|has|have|with))? ?(?::|-) (.+)$`,
  ).exec(text);
  const paren = new RegExp(`^(?:(?:a|an|the|each|every) )?(${noun}) \\( (.+?) \\)(.*)$`).exec(text);
  if (
    colon?.[1] &&
    colon[2] &&
    !new RegExp(` ${hasVerb} `).test(`${colon[1]} `) &&
    (!isSystem([colon[1]]) || isFiled(draft, colon[1])) &&
    (nounAt(colon[1])?.words.length ?? 9) <= 3
  ) {
    const head = listedNoun(draft, clause, colon[1], at + text.indexOf(colon[1]));
    const rest = colon[2];
    const restAt = at + text.length - rest.length;
    if (
      head &&
      (!isNever(head.words) || lexicon().nouns.has(phraseOf(head.words)) || hasOwnFields(draft, head.words))
    ) {
      // "request: hospital, blood type": what one has, unless it is a business and what it keeps.
      const several = isBusiness(head.words) || namesThings(rest);
      const listed = several && hasThings(draft, rest) && !isKnownThing(head.words) && !head.plural;
      if (listed) readList(draft, clause, rest, restAt, undefined, 'entities');
      else readList(draft, clause, rest, restAt, declareThing(draft, clause, head), 'fields', { closed: true });
      return;
    }
  }
  const single = paren?.[1] !== undefined && nounAt(paren[1])?.plural === false;
  if (single && clause.bullet && under !== '' && readBelow(draft, clause, text, at, under)) return;
  if (paren?.[1] && paren[2]) {
    const head = nounAt(paren[1], at + text.indexOf(paren[1]));
    const known = head && isNever(head.words) ? attributeOwner(draft, head.words) : undefined;
    if (known) {
      draft.notes.push({
        entity: known,
        clause,
        text: `${head?.words.at(-1) ?? ''} ${text.slice(text.indexOf('( '))}`,
        from: at,
        to: at + text.length,
        closed: false,
      });
      return;
    }
    const doer = lastNoun(paren[1], at + text.indexOf(paren[1]));
    if (
      doer &&
      head &&
      doer.from > head.from &&
      isKnownThing(head.words) &&
      !isNever(doer.words) &&
      !new RegExp(` ${hasVerb} `).test(` ${paren[1]} `)
    ) {
      declareThing(draft, clause, head);
      readList(draft, clause, text.slice(doer.from - at), doer.from, undefined, 'entities');
      return;
    }
    if (
      head &&
      (!isNever(head.words) || hasOwnFields(draft, head.words)) &&
      !new RegExp(` ${hasVerb} `).test(` ${paren[1]} `)
    ) {
      readList(draft, clause, text, at, undefined, 'entities');
      return;
    }
  }
  if (clause.bullet && entityHeading.test(under) && !/^(?:each|every) .* belongs? to /.test(text)) {
    readList(draft, clause, text, at, undefined, 'entities');
    return;
  }
  if (clause.bullet && under !== '' && readBelow(draft, clause, text, at, under)) return;
  if (!clause.bullet && under !== '' && readUnderHeading(draft, clause, text, at, under)) return;
  readSentence(draft, clause, text, at);
}

/** "Application: applicant name, status", which are approved: no program. */
function isFiled(draft: Draft, word: string): boolean {
  return (
    word === 'application' &&
    draft.clauses.some(({ text }) =>
      /\b(?:approved|rejected|accepted|submitted|pending|open|receives?|submits?|reviews?|approves?|rejects?|their|each|every) applications?\b|\b(?:an |the )?applications? (?:is for|are for|belongs?|can be|must be|is approved|is accepted|is rejected)\b/.test(
        text,
      ),
    )
  );
}

/** "# Huts", and below it "name, altitude in metres": a line of fields without a verb. */
function readUnderHeading(draft: Draft, clause: Clause, text: string, at: number, under: string): boolean {
  const head = nounAt(under);
  const items = splitItems(text);
  const plain =
    head !== undefined &&
    head.from === 0 &&
    head.to === under.length &&
    under.split(' ').length <= 3 &&
    items.length > 1 &&
    !/\b(?:has|have|can|must|cannot|may|should|is|are|be|we|i|it|they)\b/.test(text.replaceAll(/\([^()]*\)/g, ''));
  if (!plain || (isNever(head.words) && !lexicon().nouns.has(phraseOf(head.words))) || isSystem(head.words))
    return false;
  if (!head.plural && !isKnownThing(head.words)) return false;
  readList(draft, clause, text, at, declareThing(draft, clause, head), 'fields', { closed: true });
  return true;
}

/** A heading with its own words: its text has figures for numbers. */
function asWritten(draft: Draft, heading: string): string {
  const clause = draft.clauses.find((other) => other.heading === '#' && other.text === heading);
  return clause ? clause.source.slice(clause.tokens[0]?.start, clause.tokens.at(-1)?.end) : heading;
}

/** A bullet under the name of a thing is a field of it. */
function readBelow(draft: Draft, clause: Clause, text: string, at: number, under: string): boolean {
  const head = nounAt(under);
  const about =
    head && under.split(' ').length <= 4
      ? (findEntity(draft, head.words) ??
        (isKnownThing(head.words) || isHeadOf(draft, head, under)
          ? declare(draft, head.words, { words: asWritten(draft, under), confidence: 0.8, assumed: false })
          : undefined))
      : undefined;
  if (!about || /\b(?:can|must|cannot|may|should)\b/.test(text.replaceAll(/\([^()]*\)/g, ''))) return false;
  readList(draft, clause, text, at, about, 'fields', { closed: true });
  return true;
}

/** "Enrolment" over a list of fields: no word of talk, and two fields or more below it. */
function isHeadOf(draft: Draft, head: Noun, under: string): boolean {
  const below = draft.clauses.filter((other) => other.bullet && other.heading === under);
  return (
    head.from === 0 &&
    head.to === under.length &&
    !isNever(head.words) &&
    !isSystem(head.words) &&
    below.length > 0 &&
    below.every(
      (other) =>
        !/\b(?:can|must|cannot|may|should|is|are|has|have|we|i|it|they|only|no|not|when|if)\b/.test(
          other.text.replaceAll(/\([^()]*\)/g, ''),
        ),
    )
  );
}

function readSentence(draft: Draft, clause: Clause, text: string, at: number): void {
  const forEach = new RegExp(
    `^(?:for (?:each|every|all|a|an|the) (${noun}) (?:,|we|i|you|:|there|it|should|the|must|store|save|record|keep|track)+ ?(?:(?:we |i |you |it |should |must |need to |want to |can |the system )*(?:store|save|record|keep|track|need|want|know|have|is|are|:) )?)(.+)$`,
  ).exec(text);
  const fieldsOf = new RegExp(
    `^(?:the )?(?:fields|attributes|properties|columns) (?:of|for) (?:each |every |a |an |the )?(${noun})(?: (?:are|is|include))? ?:? (.+)$`,
  ).exec(text);
  const has = /^(?:number|list) of /.test(text)
    ? null
    : (ofOther(text) ??
      new RegExp(`^(?:(?:each|every|a|an|the|one|all|any|1) )?(${noun}) ${hasVerb} (.+)$`).exec(text));
  const long = has ? null : /^((?:(?!with )[a-z][a-z0-9]* ){2,8})with (.+)$/.exec(text);
  const target = long?.[1] && long[2] ? madeBefore(draft, clause, long[1].trim(), at) : undefined;
  const made = long?.[1] && long[2] && !target ? givenFields(draft, clause, long[1].trim(), long[2], at) : undefined;
  if (made && long?.[2]) {
    readList(draft, clause, long[2], at + text.length - long[2].length, made, 'fields');
    return;
  }
  if (target && long?.[2]) {
    readList(draft, clause, long[2], at + text.length - long[2].length, target, 'fields');
    return;
  }
  const found = forEach ?? fieldsOf ?? has;
  if (!found && isPlainList(text)) readList(draft, clause, text, at, undefined, 'entities');
  if (!found?.[1] || !found[2]) return;
  if (found === has && /\b(?:cannot|never|not|can only|may only)\b/.test(found[1])) return;
  // "members get a monthly summary": what the program sends, not what is known of a member.
  if (
    found === has &&
    / gets? (?:an? |the )?(?:[a-z]+ )?(?:summary|report|reminder|notification|e?mail|message|newsletter|overview|statement|receipt|alert)s?\b/.test(
      text,
    )
  )
    return;
  const rest = found[2];
  const restAt = at + text.length - rest.length;
  const lead = at + text.indexOf(found[1]);
  // In "technicians log repairs with cost" the repairs have it.
  const joined =
    found === has &&
    text
      .slice(found[1].length + lead - at)
      .trimStart()
      .startsWith('with ');
  // "every change is logged with who and when": what is done is no thing.
  if (joined && / (?:is|are|be|gets?|been) [a-z]+$/.test(found[1])) return;
  const direct = joined ? madeBefore(draft, clause, found[1], lead) : undefined;
  if (direct) {
    readList(draft, clause, rest, restAt, direct, 'fields');
    return;
  }
  const belonging = joined
    ? /^(.+?) (?:belongs? to|(?:is|are) (?:part of|linked to|assigned to|placed by|made by)) /.exec(found[1])
    : null;
  const head = joined && !belonging ? lastNoun(found[1], lead) : nounAt(belonging?.[1] ?? found[1], lead);
  const doer = joined ? nounAt(found[1], lead) : undefined;
  if (doer && head && doer.to < head.from && isKnownThing(doer.words)) declareThing(draft, clause, doer);
  if (!head) return;
  if (
    (isSystem(head.words) &&
      !head.plural &&
      !findEntity(draft, head.words) &&
      !/^(?:each|every) /.test(text) &&
      !(/^an? /.test(text) && isDescribed(rest))) ||
    ((isBusiness(head.words) || isTitled(draft, head.words)) &&
      !head.plural &&
      !/^(?:each|every) /.test(text) &&
      namesThings(rest))
  ) {
    readList(draft, clause, rest, restAt, undefined, 'entities');
    return;
  }
  if (
    (isNever(head.words) &&
      !(head.plural && ofOther(text) !== null && lexicon().nouns.has(phraseOf(head.words))) &&
      !(lexicon().nouns.has(phraseOf(head.words)) && /,|\(| and /.test(rest)) &&
      !hasOwnFields(draft, head.words)) ||
    (isBareVerb(head) && !/^(?:an?|the|each|every) /.test(text)) ||
    /^(?:at least 1|to|been|be|no|more|fewer|less|already|not|access|only|permission|the (?:right|ability)|been) /.test(
      `${rest} `,
    )
  )
    return;
  const owner = declareThing(draft, clause, head);
  markRead(clause, at, restAt);
  readList(
    draft,
    clause,
    rest
      .replace(/^(?:the )?(?:following )?(?:fields|attributes|properties|columns) ?:? /, (match) =>
        ' '.repeat(match.length),
      )
      .replace(/^ +/, (match) => match.replaceAll(' ', ' ')),
    restAt,
    owner,
    'fields',
  );
}

/** "people track their plants: name, species": what stands right before the colon, behind a verb. */
function listedNoun(draft: Draft, clause: Clause, text: string, at: number): Noun | undefined {
  const head = nounAt(text, at);
  if (
    !head ||
    head.to >= at + text.length ||
    !lexicon().verbForms.has(
      text
        .slice(head.to - at)
        .trim()
        .split(' ')[0] ?? '',
    )
  )
    return head;
  const last = lastNoun(text, at);
  if (!last || last.from <= head.to || isNever(last.words)) return head;
  if (isKnownThing(head.words) && !/^(?:people|person)/.test(text)) declareThing(draft, clause, head);
  return last;
}

/** "maintenance requests for a flat have a description": the requests have it. */
function ofOther(text: string): RegExpExecArray | null {
  const match = new RegExp(
    `^(?:(?:each|every|a|an|the|one|all|any|1) )?((?:[a-z]+ )?[a-z]+) (?:for|of|on|in|at|from|by|about) (?:a |an |the |each |every |1 )?(?:[a-z]+ )?[a-z]+ ${hasVerb} (.+)$`,
  ).exec(text);
  const words = match?.[1]?.split(' ') ?? [];
  const acted =
    words.length > 1 && singular(words[0] ?? '') !== words[0] && lexicon().verbForms.get(words[1] ?? '') !== undefined;
  return acted || isSystem(words) ? null : match;
}

/** "a setter adds routes with name, grade and color": the thing right before "with" has what is listed behind it. */
function givenFields(
  draft: Draft,
  clause: Clause,
  text: string,
  listed: string,
  at: number,
): Draft['entities'][number] | undefined {
  if (!/ (?:,|and|\() |^(?:a|an|its|their) /.test(` ${listed} `)) return undefined;
  const found = lastNoun(text, at);
  if (!found || isNever(found.words) || isSystem(found.words) || found.from === at) return undefined;
  if (!found.plural && !isKnownThing(found.words) && !findEntity(draft, found.words)) return undefined;
  return declareThing(draft, clause, found);
}

/** "freelancers send proposals for gigs with a price": what is made has it; so has the registration for a race. */
function madeBefore(draft: Draft, clause: Clause, text: string, at: number): Draft['entities'][number] | undefined {
  const plain =
    /^([a-z]+s) (review|rate|vote|bid|donate|comment|grade|enroll) (?:on |for |to |in )?(?:a |an |the )?([a-z]+(?: [a-z]+)?)$/.exec(
      text,
    );
  const made0 = plain?.[2] === undefined ? undefined : lexicon().associations[plain[2]];
  const who = plain?.[1] === undefined ? undefined : nounAt(plain[1], at);
  if (plain && made0 !== undefined && who && isKnownThing(who.words)) {
    const what = nounAt(plain[3] ?? '', at + text.length - (plain[3] ?? '').length);
    declareThing(draft, clause, who);
    if (what && !isNever(what.words)) declareThing(draft, clause, what);
    return declare(draft, made0.split('_'), { words: text, confidence: 0.7, assumed: false });
  }
  const match = /^(.+) (?:for|to|on|of) (?:a |an |the |some )?([a-z]+(?: [a-z]+)?)$/.exec(text);
  if (!match?.[1] || match[1].split(' ').length < 2) return undefined;
  const { associations, verbForms } = lexicon();
  const last = match[1].split(' ').at(-1) ?? '';
  const key = associations[verbForms.get(last) ?? ''];
  const doer = nounAt(match[1], at);
  const target = nounAt(match[2] ?? '', at + text.length - (match[2] ?? '').length);
  if (!doer || !target || isNever(target.words)) return undefined;
  const made = lastNoun(match[1], at);
  if (key !== undefined && !lexicon().nouns.has(last)) {
    declareThing(draft, clause, doer);
    declareThing(draft, clause, target);
    return declare(draft, key.split('_'), { words: text, confidence: 0.7, assumed: false });
  }
  if (!made?.plural || made.from <= doer.to) return undefined;
  declareThing(draft, clause, doer);
  declareThing(draft, clause, target);
  return declareThing(draft, clause, made);
}

/** "ticket status (open, closed)": the property of a thing named before it, or of the one thing there is. */
function attributeOwner(draft: Draft, words: readonly string[]): Draft['entities'][number] | undefined {
  if (!/^(?:status|state|type|priority|stage|level|severity|size|color|gender|category)$/.test(words.at(-1) ?? ''))
    return undefined;
  const before = words.slice(0, -1);
  if (before.length === 0) return draft.entities.at(-1);
  return (
    findEntity(draft, before) ??
    (isKnownThing(before) || lexicon().nouns.has(phraseOf(before))
      ? declare(draft, before, { words: before.join(' '), confidence: 0.7, assumed: false })
      : undefined)
  );
}

const grounds = /^(?:garden|farm|park|orchard|vineyard|marina|campsite|estate|forest)$/;

/** "a community garden . the garden has plots": the one place that it all is about. */
export function isTitled(draft: Draft, words: readonly string[]): boolean {
  const [word = ''] = words;
  return (
    words.length === 1 &&
    (grounds.test(word) || lexicon().nouns.get(word)?.place === true) &&
    new RegExp(`^(?:an?|our|my|the) (?:[a-z]+ ){0,2}${word}$`).test(draft.clauses[0]?.text ?? '')
  );
}
