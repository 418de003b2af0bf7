import { withBelonging } from './with-belonging.ts';
import { commandsOf } from '../program/commands.ts';
import { afterWishes, listAhead, newSubject, pluralActs, ruleFirst, spokenAhead, verb } from './cuts.ts';
import { singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isOrder, ordersApart } from '../plain/orders.ts';
import { plainAgain, plainly } from '../plain/plainly.ts';
import { thingsTold } from '../plain/told.ts';
import { rephrase } from './rephrase.ts';
import { bareList, eachOf, hasAgain } from './carried.ts';
import { rewrite } from './rewrite.ts';
import { sectioned } from './sections.ts';
import { turned } from '../actions/turned.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { type Token, tokenise } from '../words/tokens.ts';

/** Cuts a description into statements: lines, bullets, sentences, and the halves of a sentence with two subjects. */

const isBullet = (token: Token | undefined): boolean => token !== undefined && /^[-•]$/.test(token.text);

/**
 * Lines and sentences, with the heading of each. Parentheses are never split. `readable` is read, `source` quoted; both
 * are of one length.
 */
export function clausesOf(readable: string, source = readable): Clause[] {
  const tokens = piecesInBrackets(tokenise(readable));
  const clauses: Clause[] = [];
  let line: Token[] = [];
  let heading = '';
  let bullet = false;
  let depth = 0;
  let lineStart = true;
  let titled = false;
  const several = [...readable.matchAll(nameOverList)].length > 1;
  const flush = (): void => {
    const trimmed = trim(line);
    line = [];
    if (trimmed.length === 0) return;
    const text = trimmed.map((token) => token.text).join(' ');
    if (titled) {
      titled = false;
      const clause = makeClause(source, trimmed, false, '');
      heading = clauses.length === 0 && !several ? '' : text;
      // The title of the whole says what it is about.
      clauses.push(clauses.length === 0 && !several ? clause : { ...clause, heading: '#' });
      return;
    }
    if (trimmed.at(-1)?.text === ':') {
      heading = text.replace(/ ?:$/, '');
      // "I need a backend that stores:"
      const ahead = trimmed.slice(
        0,
        / (?:that|which) (?:stores|keeps|manages|tracks|handles|holds) :$/.test(text) ? -3 : -1,
      );
      if (ahead.length > 8) clauses.push(makeClause(source, ahead, bullet, ''));
      else clauses.push({ ...makeClause(source, ahead, bullet, ''), heading: '#' });
      return;
    }
    clauses.push(makeClause(source, trimmed, bullet, heading));
  };
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined) continue;
    const next = tokens[i + 1];
    if (token.text === '\n') {
      depth = 0;
      const blank = next?.text === '\n';
      if (!continues(line, tokens.slice(i + 1, i + 5))) {
        if (!bullet && isBareHeading(line, tokens, i)) titled = true;
        flush();
        if (blank && !source.slice(0, token.start).trimEnd().endsWith(':'))
          heading = bullet || heading === '' ? '' : heading;
        lineStart = true;
      }
      continue;
    }
    if (lineStart && /(?:^|\n)[ \t]*#{1,6}[ \t]+$/.test(readable.slice(Math.max(0, token.start - 12), token.start)))
      titled = true;
    if (lineStart) {
      const numbered = /^\d+$/.test(token.text) && /^[.)]$/.test(next?.text ?? '');
      const was = bullet;
      bullet = isBullet(token) || numbered;
      if (was && !bullet) heading = '';
      lineStart = false;
      if (bullet) {
        if (numbered) i += 1;
        continue;
      }
    }
    // "things I need: 1) guests - name 2) orders - date": numbered within a line.
    if (
      depth === 0 &&
      line.length > 0 &&
      /^\d{1,2}$/.test(token.text) &&
      next?.text === ')' &&
      next.start === token.end
    ) {
      flush();
      bullet = true;
      i += 1;
      continue;
    }
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth = Math.max(0, depth - 1);
    const stop =
      token.text === ';' ||
      token.text === '!' ||
      token.text === '?' ||
      (token.text === '.' && source[token.end] !== undefined ? /\s/.test(source[token.end] ?? '') : token.text === '.');
    const listed = token.text === ';' && goesOn(line, tokens, i);
    if (stop && depth === 0 && !listed) flush();
    else if (listed && depth === 0) line.push({ ...token, text: ',' });
    else if (isBullet(token) && token.text === '•') flush();
    else if (!(token.text === '.' && depth === 0)) line.push(token);
  }
  flush();
  const cut = plainly(sectioned(clauses))
    .flatMap((clause) => commandsOf(clause))
    .flatMap((clause) => rephrase(clause) ?? [])
    .map((clause, index, all) => bareList(eachOf(clause, all[index - 1]), all[index - 1]))
    .flatMap((clause) => (clause.tokens.length > longest ? subclauses(clause) : subclauses(rewrite(clause))))
    .flatMap((clause) => rephrase(clause) ?? [])
    .flatMap((clause) => subclauses(clause))
    .map((clause, index, all) => eachOf(hasAgain(clause, all[index - 1]), all[index - 1]));
  const told = thingsTold(cut);
  return plainAgain(ordersApart(cut, told).map((clause) => turned(clause, told)))
    .map((clause) => rewrite(clause))
    .map((clause) => turned(clause, told));
}

const nameOverList = /(?:^|\n)[A-Za-z]+(?: [A-Za-z]+){0,2}[ \t]*\n+[ \t]*(?=[-*•] )/g;

/** "Course" on a line by itself, and below it "- title". */
function isBareHeading(line: readonly Token[], tokens: readonly Token[], at: number): boolean {
  const below = tokens.slice(at).find((token) => token.text !== '\n');
  const words = line.map((token) => token.text);
  return (
    words.length > 0 &&
    words.length <= 3 &&
    isBullet(below) &&
    words.every((word) => /^[a-z]+$/.test(word) && !lexicon().functionWords.has(word)) &&
    !words.some((word) => lexicon().programs.has(word))
  );
}

/** "Permits: holder, plate; zone; price": behind a colon a semicolon may part no more than fields. */
function goesOn(line: readonly Token[], tokens: readonly Token[], index: number): boolean {
  if (!line.some((token) => token.text === ':') || line.some((token) => /^(?:api|backend|service)$/.test(token.text)))
    return false;
  const rest = tokens.slice(index + 1);
  const end = rest.findIndex((token) => /^(?:;|\.|\n|!|\?)$/.test(token.text));
  const piece = rest.slice(0, end < 0 ? rest.length : end);
  const first = piece.findIndex((token) => lexicon().functionWords.has(token.text) || /^[,(]$/.test(token.text));
  const lead = piece[(first < 0 ? piece.length : first) - 1]?.text ?? '';
  return (
    piece.length > 0 &&
    !isOrder(piece) &&
    // "; the kitchen marks an order as ready"
    !/^(?:the|an?|each|every) [a-z]+ [a-z]+s (?:the|an?|each|every|all|it|them) .*\bas /.test(
      piece.map((token) => token.text).join(' '),
    ) &&
    singular(lead) === lead &&
    piece.length <= 14 &&
    !piece.some(
      (token) =>
        token.text === ':' ||
        new RegExp(`^${verb}$`).test(token.text) ||
        /^(?:only|no|each|every|->|not|at|up|max|\()$/.test(token.text),
    )
  );
}

/** "( kind : day , week ; valid until )": in brackets a semicolon ends what a colon begins. */
function piecesInBrackets(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    const close = token?.text === '(' ? tokens.findIndex(({ text }, place) => place > at && /^[()\n]$/.test(text)) : -1;
    const inner = close < 0 || tokens[close]?.text !== ')' ? [] : tokens.slice(at + 1, close);
    if (token) out.push(token);
    if (!inner.some(({ text }) => text === ';')) continue;
    let open: Token | undefined;
    const end = (place: Token): void => {
      if (open) out.push({ text: ')', start: place.start, end: place.start });
      open = undefined;
    };
    for (const part of inner) {
      if (part.text === ';') end(part);
      if (part.text === ':' && !open) open = part;
      out.push(part.text === ';' ? { ...part, text: ',' } : part === open ? { ...part, text: '(' } : part);
    }
    const last = inner.at(-1);
    if (last) end({ ...last, start: last.end });
    at = close - 1;
  }
  return out;
}

/** "Sample : code" and "1." begin a line of their own, however long the one before. */
const begins = /^(?:[a-z]+(?: [a-z]+)? :|\d{1,2} [.)]) /;

function continues(line: Token[], ahead: readonly Token[]): boolean {
  const last = line.at(-1)?.text;
  const [next] = ahead;
  if (last === undefined || begins.test(`${ahead.map(({ text }) => text).join(' ')} `)) return false;
  if (next === undefined || next.text === '\n' || isBullet(next)) return false;
  if (/^(?:,|and|or|the|a|an|of|to|with|for|in|by|that|can|must|be|is|are)$/.test(last)) return true;
  const long = (line.at(-1)?.end ?? 0) - (line[0]?.start ?? 0) > 70;
  return long && !/^[.:;!?]$/.test(last);
}

function trim(tokens: Token[]): Token[] {
  let from = 0;
  let to = tokens.length;
  while (from < to && /^(?:,|\.|-|and|\)|:)$/.test(tokens[from]?.text ?? '')) from += 1;
  while (to > from && /^(?:,|\.|-|and|\()$/.test(tokens[to - 1]?.text ?? '')) to -= 1;
  return tokens.slice(from, to);
}

// A new statement starts where a subject and its verb follow a conjunction or comma.
const subject =
  '(?:(?:each|every|a|an|the|any|all|only|no|both|two|its|their|this) )?(?:(?!(?:and|or) )[a-z][a-z0-9]* ){1,3}?';
const starts = [
  new RegExp(`^(?:and|but|or|whereas|also|then|,|-|:)+ (?:also )?(?=${subject}${verb} )`),
  /^(?:and|but|,) (?=(?:each|every|only|no [0-9a-z]|it (?:must|can|is|has|should)|they (?:must|can|are|have|should)|cannot|must|never|nobody|anyone|everyone|double book(?:ing|ed)?|at most|when|if|unless) |maximum (?:of )?\d)/,
  /^(?:but|whereas|where|so that|such that|however) /,
  new RegExp(`^(?:and|,) (?:and )?(?:[a-z]+ ){1,2}\\( [^)]* \\) ${verb} `),
  /^(?:and|,) (?:and )?(?:submit|create|add|post|log|record|register|enter|write|publish|upload|keep|store) [a-z]+(?: [a-z]+)? with [a-z]+(?: [a-z]+)? ,/,
  /^, (?:which|that) (?:is|are|must|can|cannot|may|should|has to|have to|never) /,
  /^(?:and|,) (?:and )?(?=no (?:double|overlap)[a-z]* |max(?:imum)? \d+ [a-z]+(?: [a-z]+)? per )/,
  // "add items with quantity , check them off"
  /^(?:and|,) (?:and |then )?(?=(?:mark|tick|check|cross|strike|delete|remove|edit|rename|archive|complete|finish) (?:it|them) )/,
  /^(?:and|,) (?:and )?(?:is|are) (?:either )?[a-z]+ or [a-z]+$/,
  /^(?:and|,) (?:and )?(?:lies|stands|hangs|sits|comes) (?:in|at|on|from|under) (?:an?|the|1) /,
  /^(?:and|,|but) (?:and )?(?:also )?(?:has|have|belongs? to|must|cannot|can|should|contains|never|may|takes? place) /,
];

/** ", and gardeners with name , email" */
function peopleListed(rest: string): boolean {
  const [, who = '', more = ''] =
    /^(?:and|,) (?:and )?([a-z]+s) with (?:an? |the |their )?([a-z]+(?: [a-z]+)?)(?= ,| and |$)/.exec(rest) ?? [];
  return who !== '' && more !== '' && singular(who) !== who && lexicon().nouns.get(singular(who))?.is === 'person';
}

const closedList = /(?:^|[ ,:])[a-z]+s with [^:]* and (?:an? )?[a-z]+(?: [a-z]+)?(?: \( [^)]* \))? $/;
/** "a title, a date and at most 12 places": one of the things that are listed. */
const boundAmongOthers =
  /^(?:and|,) (?:and )?(?:at most|maximum|max|no more than) \d+ (?!(?:per|a|an|each|at|in)(?![a-z]))[a-z]+(?: [a-z]+)?(?: ,|$| and )/;

/** "dogs (name, breed), stays: dog, meals", "flats (floor), requests per flat: title": a list with a name of its own. */
const namedList =
  /^(?:and|,) (?:and )?[a-z]+s?(?: [a-z]+s)?(?: (?:per|for each|for every) [a-z]+)? : [a-z]+(?: [a-z]+){0,2} ,/;

/** Where a list before it is over: "( title )", "each show has one or more hosts". */
const listEnds = /\) $| has (?:1 or more|one or more|at least 1|many|several) [a-z]+s $/;

/** "films (title), screenings of a film in a venue at a time" */
const rowsOfRows =
  /^(?:and|,) (?:and )?[a-z]+s of (?:an?|1) [a-z]+(?: (?:in|at|on|by|for) (?:an?|1) [a-z]+)+(?: ,|$| and )/;

const inherit = new RegExp(`^((?:(?:each|every|a|an|the|all|any|no) )?(?:[a-z][a-z0-9]* ){1,3}?)${verb} `);
const listed = /^((?:(?:each|every|a|an|the) )?(?:[a-z][a-z0-9]* ){1,2}?)\(/;
const verbFirst =
  /^(?:takes? place|lies|stands|hangs|sits|comes|has|have|belongs? to|must|cannot|can|may|should|contains?|includes?|never|are|is|needs?) /;

/** Longer than any statement: cut, so that no pattern has to search far. */
const longest = 90;

function subclauses(clause: Clause): Clause[] {
  if (clause.heading === '#') return [clause];
  if (clause.tokens.length > longest) {
    const rest = clause.tokens.slice(longest);
    const first = makeClause(clause.source, clause.tokens.slice(0, longest), clause.bullet, clause.heading);
    return [...subclauses(first), ...subclauses(makeClause(clause.source, rest, clause.bullet, clause.heading))];
  }
  const apart = withBelonging(clause);
  if (apart) return apart.flatMap(subclauses);
  const cuts: number[] = [];
  let depth = 0;
  for (let i = 1; i < clause.tokens.length - 2; i += 1) {
    const token = clause.tokens[i];
    if (token?.text === '(') depth += 1;
    if (token?.text === ')') depth = Math.max(0, depth - 1);
    // "user (email, name) article (title)": every list in parentheses has its own thing.
    if (
      depth === 0 &&
      token?.text === ')' &&
      /^\) (?!(?:and|or|with|for|to|of|in|by|is|are|has|have|must|can|cannot)(?![a-z]))[a-z]+(?: [a-z]+)? \(/.test(
        clause.text.slice(clause.at[i] ?? 0, (clause.at[i] ?? 0) + 60),
      )
    ) {
      cuts.push(i + 1);
      continue;
    }
    if (depth > 0 || token === undefined || !/^(?:and|but|whereas|where|so|such|however|,|-|:|or)$/.test(token.text))
      continue;
    const rest = clause.text.slice(clause.at[i] ?? 0, (clause.at[i] ?? 0) + 90);
    if (
      token.text === ':' &&
      (ruleFirst(clause, i) || pluralActs(clause, i) || newSubject(clause, i) || afterWishes(clause, i))
    ) {
      cuts.push(i);
      continue;
    }
    if (/^(?:and|,|but) (?:at most|at least|maximum|max) \d+ (?:characters|chars|letters|digits)/.test(rest)) continue;
    if (boundAmongOthers.test(rest) && / (?:has|have|with) [^()]*$/.test(clause.text.slice(0, clause.at[i] ?? 0)))
      continue;
    // "drivers with name and rating, passengers with name": the first list was closed by its "and".
    if (/^, (?:and )?[a-z]+s with [a-z]/.test(rest) && closedList.test(clause.text.slice(0, clause.at[i] ?? 0))) {
      cuts.push(i);
      continue;
    }
    // "plots with a number , a size and gardeners with name": people have a list of their own.
    if (peopleListed(rest) && / (?:with|has|have|\() [^:]*$/.test(clause.text.slice(0, clause.at[i] ?? 0))) {
      cuts.push(i);
      continue;
    }
    if (rest.startsWith('or ') && !/^or [a-z]+ (?:can|may|must|cannot) /.test(rest)) continue;
    if (
      (starts.some((pattern) => pattern.test(rest)) && !listAhead(clause, i)) ||
      ((namedList.test(rest) || rowsOfRows.test(rest)) && listEnds.test(clause.text.slice(0, clause.at[i] ?? 0))) ||
      spokenAhead(clause.tokens, i)
    )
      cuts.push(i);
  }
  const parts: Clause[] = [];
  let subjectBefore: Token[] = [];
  let from = 0;
  for (const cut of [...cuts, clause.tokens.length]) {
    const tokens = trim(clause.tokens.slice(from, cut));
    const own = dropLeading(tokens);
    // "a task belongs to a project and has a title": the second half is about the task as well.
    const antecedent = from > 0 && /^(?:which|that)$/.test(own[0]?.text ?? '') ? nounBefore(clause, from) : [];
    const whole =
      antecedent.length > 0
        ? [...antecedent, ...own.slice(1)]
        : from > 0 && subjectBefore.length > 0 && verbFirst.test(own.map((token) => token.text).join(' '))
          ? [...subjectBefore, ...own]
          : own;
    const said = whole.map((token) => token.text).join(' ');
    const lead = (inherit.exec(said) ?? listed.exec(said))?.[1]?.trim().split(' ').length ?? 0;
    if (lead > 0) subjectBefore = whole.slice(0, lead);
    if (own.length > 0) parts.push(makeClause(clause.source, whole, clause.bullet, clause.heading));
    from = cut;
  }
  return parts;
}

/** What "which" stands for: the last noun before the comma. */
function nounBefore(clause: Clause, cut: number): Token[] {
  // "a depth in centimetres , which is never negative": the depth.
  const unit = clause.tokens[cut - 2]?.text === 'in' && /^[a-z]+s?$/.test(clause.tokens[cut - 1]?.text ?? '') ? 2 : 0;
  const before = clause.tokens.slice(Math.max(0, cut - 3 - unit), cut - unit);
  const from = before.findLastIndex((token) => !/^[a-z]/.test(token.text) || lexicon().functionWords.has(token.text));
  return before.slice(from + 1);
}

function dropLeading(tokens: Token[]): Token[] {
  let from = 0;
  while (
    from < tokens.length - 1 &&
    /^(?:,|-|:|and|but|whereas|however|also|then|where)$/.test(tokens[from]?.text ?? '')
  )
    from += 1;
  return tokens.slice(from);
}
