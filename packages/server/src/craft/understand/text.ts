import { lexicon } from './lexicon.ts';

/**
 * A description as clauses of normalised words, each of which knows where it stands in the original: patterns match
 * the plain form, provenance quotes the user's own.
 */

export interface Token {
  /** Lower case, typos mended, numbers as digits. */
  text: string;
  start: number;
  end: number;
}

export interface Clause {
  tokens: Token[];
  /** Tokens joined by one space: what patterns run on. */
  text: string;
  /** Offset in `text` of each token. */
  at: number[];
  source: string;
  bullet: boolean;
  /** Normalised text of the heading that this clause stands under ("rules", "book"), or ''. */
  heading: string;
  /** Per token: some pass made something of it. */
  read: boolean[];
}

const numberWords: Record<string, string> = {
  zero: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  thirteen: '13',
  fourteen: '14',
  fifteen: '15',
  sixteen: '16',
  seventeen: '17',
  eighteen: '18',
  nineteen: '19',
  twenty: '20',
  thirty: '30',
  forty: '40',
  fifty: '50',
  sixty: '60',
  hundred: '100',
  thousand: '1000',
};

const contractions: [RegExp, string[]][] = [
  [/^can't$/, ['cannot']],
  [/^won't$/, ['will', 'not']],
  [/^shan't$/, ['shall', 'not']],
  [/^(\w+)n't$/, ['$1', 'not']],
  [/^(it|he|she|that|there|who|what)'s$/, ['$1', 'is']],
  [/^(i|you|we|they)'(?:d)$/, ['$1', 'would']],
  [/^(i|you|we|they)'ll$/, ['$1', 'will']],
  [/^(i|you|we|they)'ve$/, ['$1', 'have']],
  [/^(i)'m$/, ['$1', 'am']],
  [/^(you|we|they)'re$/, ['$1', 'are']],
  [/^(\w+)'s$/, ['$1', "'s"]],
  [/^(\w+s)'$/, ['$1', "'s"]],
];

const wordPattern =
  /-{1,2}>|={1,2}>|[→➜➔⇒⟶]|≤|≥|<=|>=|[\p{L}\p{M}][\p{L}\p{M}\p{N}]*(?:_[\p{L}\p{N}]+)*(?:['’][\p{L}]+|['’](?=\s|$|[,.;:)]))?|\p{N}+(?:,\p{N}{3})*(?:\.\p{N}+)?|\n|[^\s]/gu;

const techNames =
  /^(?:PostgreSQL|TypeScript|JavaScript|GraphQL|SQLite|MySQL|MongoDB|GitHub|GitLab|OAuth|OpenAPI|WebSocket|WebSockets|FastAPI|NestJS|NodeJS|iOS|macOS|DynamoDB|PayPal|YouTube|LinkedIn)$/;

export function tokenise(source: string): Token[] {
  const tokens: Token[] = [];
  for (const match of source.matchAll(wordPattern)) {
    const raw = match[0];
    const start = match.index;
    if (/^(?:-{1,2}>|={1,2}>|[→➜➔⇒⟶])$/u.test(raw)) tokens.push({ text: '->', start, end: start + raw.length });
    else if (/^\p{L}/u.test(raw)) pushWord(tokens, raw, start);
    else if (/^\p{N}/u.test(raw)) tokens.push({ text: raw.replaceAll(',', ''), start, end: start + raw.length });
    else pushMark(tokens, raw, start, source);
  }
  return merge(tokens);
}

function pushMark(tokens: Token[], raw: string, start: number, source: string): void {
  const end = start + raw.length;
  const before = source[start - 1] ?? ' ';
  const after = source[end] ?? ' ';
  if (raw === '-' && /\p{L}/u.test(before) && /[\p{L}\p{N}]/u.test(after)) return;
  if (/^["'`“”‘’*_#$€£~\\^{}|<>]$/u.test(raw) && !(raw === '|' && before === ' ')) {
    if (raw === '{') tokens.push({ text: '(', start, end });
    if (raw === '}') tokens.push({ text: ')', start, end });
    if (raw === '|') tokens.push({ text: '/', start, end });
    if (raw === '*' && /(?:^|\n)\s*$/.test(source.slice(Math.max(0, start - 20), start)))
      tokens.push({ text: '•', start, end });
    return;
  }
  const plain: Record<string, string> = {
    '[': '(',
    ']': ')',
    '&': 'and',
    '+': 'and',
    '–': '-',
    '—': '-',
    '%': 'percent',
    '≤': 'at most',
    '≥': 'at least',
    '<=': 'at most',
    '>=': 'at least',
    '|': '/',
    '·': '•',
    '◦': '•',
    '▪': '•',
    '…': '.',
  };
  const text = plain[raw] ?? raw;
  for (const part of text.split(' ')) tokens.push({ text: part, start, end });
}

function pushWord(tokens: Token[], raw: string, start: number): void {
  const plain = raw.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('’', "'");
  const end = start + raw.length;
  for (const [pattern, parts] of contractions) {
    const lower = plain.toLowerCase();
    if (!pattern.test(lower)) continue;
    for (const part of parts) mend(lower.replace(pattern, part)).forEach((text) => tokens.push({ text, start, end }));
    return;
  }
  const spaced = techNames.test(plain)
    ? plain
    : plain
        .replaceAll('_', ' ')
        .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
        .replaceAll(/([A-Z]{2,})([A-Z][a-z])/g, '$1 $2');
  for (const part of spaced.toLowerCase().replaceAll("'", '').split(' ')) {
    if (part !== '') mend(part).forEach((text) => tokens.push({ text, start, end }));
  }
}

/** One word mended: numbers, listed typos, doubled or single letters ("adress"). */
function mend(word: string): string[] {
  const number = Object.hasOwn(numberWords, word) ? numberWords[word] : undefined;
  if (number !== undefined) return [number];
  const words = lexicon();
  const typo = words.typos.get(word);
  if (typo !== undefined) return typo.split(' ');
  if (word.length >= 5 && !words.functionWords.has(word)) {
    const right = words.collapsed.get(word.replaceAll(/(.)\1/g, '$1'));
    if (right !== undefined && right !== word && right[0] === word[0]) return [right];
  }
  return [word];
}

const pairs: Record<string, string> = {
  'e mail': 'email',
  'e mails': 'emails',
  'to dos': 'todos',
  'web socket': 'websocket',
  'web sockets': 'websockets',
  'data base': 'database',
  'can not': 'cannot',
  'on line': 'online',
  'book store': 'bookstore',
  'user name': 'username',
  'file name': 'filename',
  'post code': 'postcode',
  'zip code': 'zipcode',
  'time stamp': 'timestamp',
  'log in': 'login',
  'sign in': 'login',
  'sign up': 'signup',
  'web site': 'website',
  'graph ql': 'graphql',
  'type script': 'typescript',
  'java script': 'javascript',
  'node js': 'nodejs',
  'check ins': 'checkins',
};

/** Words that people write apart. */
function merge(tokens: Token[]): Token[] {
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    const next = tokens[i + 1];
    if (token === undefined) continue;
    const third = tokens[i + 2];
    if (token.text === 'node' && next?.text === '.' && third?.text === 'js') {
      out.push({ text: 'nodejs', start: token.start, end: third.end });
      i += 2;
      continue;
    }
    if (/^(?:e|i)$/.test(token.text) && next?.text === '.' && /^(?:g|e)$/.test(third?.text ?? '') && third) {
      const dot = tokens[i + 3]?.text === '.' ? 1 : 0;
      out.push({ text: token.text === 'e' ? 'eg' : 'ie', start: token.start, end: third.end + dot });
      i += 2 + dot;
      continue;
    }
    const pair = next ? pairs[`${token.text} ${next.text}`] : undefined;
    const todo =
      token.text === 'to' &&
      next?.text === 'do' &&
      (/^(?:app|application|list|lists|item|items|api|manager|tracker|s|rest|service|backend)$/.test(
        third?.text ?? '',
      ) ||
        (next.start - token.end === 1 && tokens[i - 1]?.text === 'a'));
    if (next && (pair !== undefined || todo)) {
      out.push({ text: pair ?? 'todo', start: token.start, end: next.end });
      i += 1;
    } else out.push(token);
  }
  return out;
}

const isBullet = (token: Token | undefined): boolean => token !== undefined && /^[-•]$/.test(token.text);

/** Lines and sentences, with the heading of each. Parentheses are never split. */
export function clausesOf(source: string): Clause[] {
  const tokens = tokenise(source);
  const clauses: Clause[] = [];
  let line: Token[] = [];
  let heading = '';
  let bullet = false;
  let depth = 0;
  let lineStart = true;
  const flush = (): void => {
    const trimmed = trim(line);
    line = [];
    if (trimmed.length === 0) return;
    const text = trimmed.map((token) => token.text).join(' ');
    if (trimmed.at(-1)?.text === ':') {
      heading = text.replace(/ ?:$/, '');
      if (trimmed.length > 8) clauses.push(makeClause(source, trimmed.slice(0, -1), bullet, ''));
      else clauses.push({ ...makeClause(source, trimmed.slice(0, -1), bullet, ''), heading: '#' });
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
      if (!continues(line, next)) {
        flush();
        if (blank && !/:$/.test(source.slice(0, token.start).trimEnd()))
          heading = bullet || heading === '' ? '' : heading;
        lineStart = true;
      }
      continue;
    }
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
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth = Math.max(0, depth - 1);
    const stop =
      token.text === ';' ||
      token.text === '!' ||
      token.text === '?' ||
      (token.text === '.' && source[token.end] !== undefined ? /\s/.test(source[token.end] ?? '') : token.text === '.');
    if (stop && depth === 0) flush();
    else if (isBullet(token) && token.text === '•') flush();
    else if (!(token.text === '.' && depth === 0)) line.push(token);
  }
  flush();
  return clauses.flatMap((clause) => subclauses(rewrite(clause))).map((clause) => rewrite(clause));
}

function continues(line: Token[], next: Token | undefined): boolean {
  const last = line.at(-1)?.text;
  if (last === undefined) return false;
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

export function makeClause(source: string, tokens: Token[], bullet: boolean, heading: string): Clause {
  const at: number[] = [];
  let offset = 0;
  for (const token of tokens) {
    at.push(offset);
    offset += token.text.length + 1;
  }
  return {
    tokens,
    text: tokens.map((token) => token.text).join(' '),
    at,
    source,
    bullet,
    heading,
    read: tokens.map(() => false),
  };
}

const number = '-?\\d+(?:\\.\\d+)?';
const value = '(?:(?!and |or |which |that |a |an |the )[a-z]+ ?){1,3}';

/** Shapes that lists would tear apart, made whole: ranges, value lists, "start and end date". */
function rewrite(clause: Clause): Clause {
  let tokens = clause.tokens;
  const edit = (pattern: RegExp, change: (match: RegExpExecArray, found: Token[]) => Token[]): void => {
    for (let guard = 0; guard < 50; guard += 1) {
      const text = tokens.map((token) => token.text).join(' ');
      const match = pattern.exec(text);
      if (!match) return;
      const first = text.slice(0, match.index).split(' ').length - 1;
      const size = match[0].trim().split(' ').length;
      const found = tokens.slice(first, first + size);
      const changed = change(match, found);
      if (changed.map((token) => token.text).join(' ') === found.map((token) => token.text).join(' ')) return;
      tokens = [...tokens.slice(0, first), ...changed, ...tokens.slice(first + size)];
    }
  };
  const word = (text: string, like: Token | undefined): Token => ({
    text,
    start: like?.start ?? 0,
    end: like?.end ?? 0,
  });
  edit(
    new RegExp(`(?<![^ ])(?:between )?${number} (?:and|to|-|until|through|up to) ${number}(?![^ ])`),
    (match, found) => {
      const numbers = found.filter((token) => /^-?\d/.test(token.text));
      const between = found[0]?.text === 'between';
      if (!between && / and /.test(match[0])) return found;
      const [a, b] = numbers;
      return a && b ? [...(between ? found.slice(0, 1) : []), a, { ...word('..', b), start: a.end }, b] : found;
    },
  );
  edit(/(?<![^ ])date and time(?![^ ])/, (_, found) => [{ ...word('datetime', found[0]), end: found[2]?.end ?? 0 }]);
  edit(
    /(?<![^ ])(?:first|start|starting|opening|departure|pickup|min|minimum|check in|issue|begin) (?:and|\/) (?:last|end|ending|closing|arrival|return|dropoff|max|maximum|check out|due|finish) (?:names?|dates?|times?|years?|locations?|datetimes?|price|salary)(?![^ ])/,
    (match, found) => {
      const cut = found.findIndex((token) => token.text === 'and' || token.text === '/');
      const last = found.at(-1);
      const single = (last?.text ?? '').replace(/s$/, '');
      void match;
      return [
        ...found.slice(0, cut),
        word(single, last),
        word('and', found[cut]),
        ...found.slice(cut + 1, -1),
        word(single, last),
      ];
    },
  );
  // "status which can be open, in progress or closed" as "status ( open / in progress / closed )".
  edit(
    new RegExp(
      `(?<![^ ])(?:status|state|type|priority|category|level|stage|role|size|condition|severity|color|gender|method|difficulty|kind|phase) (?:(?:which|that) )?(?:field )?(?:(?:can|may|must|should|could|will) (?:only )?be|is|are|one of|of|with values?|values?|:|either|in|=|being|from|has(?: the)? values?|with(?: the)? options?)(?: (?:one|either|one of|of|the following|values|:))* (?:${value}(?:, |/ ))*${value}(?:, )?(?:or|and|/|,) ${value.slice(0, -6)} ?){1,2}(?= [,.)]|$| with| which)`,
    ),
    (match, found) => {
      const name = found[0];
      const text = match[0].replace(
        /^\S+ (?:(?:which|that) )?(?:field )?(?:(?:can|may|must|should|could|will) (?:only )?be|is|are|one of|of|with values?|values?|:|either|in|=|being|from|has(?: the)? values?|with(?: the)? options?)(?: (?:one|either|one of|of|the following|values|:))* /,
        '',
      );
      if (/->|\b(?:required|optional|unique|read only|mandatory|can|must|cannot|has|have|changed|only)\b/.test(text))
        return found;
      const size = text.trim().split(' ').length;
      const list = found.slice(found.length - size);
      const lead = found.slice(1, found.length - size);
      const open = { ...word('(', name), start: lead[0]?.start ?? name?.end ?? 0 };
      const close = { ...word(')', list.at(-1)), start: list.at(-1)?.end ?? 0 };
      const inner = list.flatMap((token, i) => {
        if (token.text === ',' && /^(?:or|and)$/.test(list[i + 1]?.text ?? '')) return [];
        return [/^(?:,|or|and)$/.test(token.text) ? { ...token, text: '/' } : token];
      });
      return name ? [name, open, ...inner, close] : found;
    },
  );
  // "status idle/flying/charging".
  edit(
    /(?<![^ ])(?:status|state|type|priority|level|stage|size|condition|severity|gender|direction) [a-z]+(?: [a-z]+)?(?: \/ [a-z]+(?: [a-z]+)?)+(?= ?(?:,|\)|$|and ))/,
    (_, found) => {
      const name = found[0];
      if (!name) return found;
      return [
        name,
        { ...word('(', name), start: name.end },
        ...found.slice(1),
        { ...word(')', found.at(-1)), start: found.at(-1)?.end ?? 0 },
      ];
    },
  );
  return tokens === clause.tokens ? clause : makeClause(clause.source, tokens, clause.bullet, clause.heading);
}

// A new statement starts where a subject and its verb follow a conjunction or comma.
const subject = '(?:(?:each|every|a|an|the|any|all|only|no|both|two|its|their|this) )?(?:[a-z][a-z0-9]* ){1,3}?';
const verb =
  '(?:can|may|must|cannot|should|shall|will|has|have|had|belongs?|is|are|gets?|needs?|contains?|consists?|never|expires?|borrows?|goes)';
const starts = [
  new RegExp(`^(?:and|but|or|whereas|also|then|,|-|:)+ (?:also )?(?=${subject}${verb} )`),
  /^(?:and|but|,) (?=(?:each|every|only|no [0-9a-z]|it (?:must|can|is|has|should)|they (?:must|can|are|have|should)|cannot|must|never|nobody|anyone|everyone|double|at most|maximum|when|if|unless) )/,
  /^(?:but|whereas|where|so that|such that|however) /,
  /^(?:and|,|but) (?:and )?(?:also )?(?:has|have|belongs? to|must|cannot|can|should|contains|never|may) /,
];

const inherit = new RegExp(`^((?:(?:each|every|a|an|the|all|any|no) )?(?:[a-z][a-z0-9]* ){1,3}?)${verb} `);
const verbFirst = /^(?:has|have|belongs? to|must|cannot|can|may|should|contains?|includes?|never|are|is|needs?) /;

function subclauses(clause: Clause): Clause[] {
  if (clause.heading === '#') return [clause];
  const cuts: number[] = [];
  let depth = 0;
  for (let i = 1; i < clause.tokens.length - 2; i += 1) {
    const token = clause.tokens[i];
    if (token?.text === '(') depth += 1;
    if (token?.text === ')') depth = Math.max(0, depth - 1);
    if (depth > 0 || token === undefined || !/^(?:and|but|whereas|where|so|such|however|,|-|:|or)$/.test(token.text))
      continue;
    const rest = clause.text.slice(clause.at[i] ?? 0, (clause.at[i] ?? 0) + 90);
    if (/^or /.test(rest) && !/^or [a-z]+ (?:can|may|must|cannot) /.test(rest)) continue;
    if ((starts.some((pattern) => pattern.test(rest)) && !listAhead(clause, i)) || spokenAhead(clause.tokens, i))
      cuts.push(i);
  }
  const parts: Clause[] = [];
  const lead = inherit.exec(clause.text)?.[1]?.trim().split(' ').length ?? 0;
  let from = 0;
  for (const cut of [...cuts, clause.tokens.length]) {
    const tokens = trim(clause.tokens.slice(from, cut));
    const own = dropLeading(tokens);
    // "a task belongs to a project and has a title": the second half is about the task as well.
    const whole =
      from > 0 && lead > 0 && verbFirst.test(own.map((token) => token.text).join(' '))
        ? [...clause.tokens.slice(0, lead), ...own]
        : own;
    if (own.length > 0) parts.push(makeClause(clause.source, whole, clause.bullet, clause.heading));
    from = cut;
  }
  return parts;
}

/** ", teachers teach courses": a plural and its verb begin a statement of their own. */
function spokenAhead(tokens: readonly Token[], index: number): boolean {
  let at = index + 1;
  if (tokens[at]?.text === 'and') at += 1;
  const one = tokens[at]?.text ?? '';
  const two = tokens[at + 1]?.text ?? '';
  const three = tokens[at + 2]?.text ?? '';
  const words = lexicon();
  const person = one.endsWith('s') && words.nouns.get(one.slice(0, -1))?.is === 'person';
  return person && words.verbForms.get(two) === two && /^[a-z]/.test(three) && !/^(?:and|or|of|is|are)$/.test(three);
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

/** "a, b and c are required" is one statement: what stands before the cut has no verb of its own yet. */
function listAhead(clause: Clause, index: number): boolean {
  const before = clause.text.slice(0, clause.at[index] ?? 0);
  const mark = clause.tokens[index]?.text;
  if (mark === ':' || mark === '-' || mark === 'but') return false;
  return !new RegExp(
    `(?:^| )(?:${verb.slice(3, -1)}|api|app|application|backend|service|system|manages?|track(?:s|ing)?|with|borrow|book|rest|do|does|wants?|per|unique|between|most|least|more|up to|->|:) `,
  ).test(`${before} `);
}

/** The original words behind a stretch of a clause's text. */
export function wordsOf(clause: Clause, from = 0, to = clause.text.length): string {
  const [first, last] = tokenRange(clause, from, to);
  const start = clause.tokens[first];
  const end = clause.tokens[last];
  return start && end ? clause.source.slice(start.start, end.end) : '';
}

export function markRead(clause: Clause, from = 0, to = clause.text.length): void {
  const [first, last] = tokenRange(clause, from, to);
  for (let i = first; i <= last; i += 1) clause.read[i] = true;
}

function tokenRange(clause: Clause, from: number, to: number): [number, number] {
  let first = clause.at.findIndex((offset, i) => offset + (clause.tokens[i]?.text.length ?? 0) > from);
  if (first < 0) first = clause.tokens.length;
  let last = clause.tokens.length - 1;
  while (last > first && (clause.at[last] ?? 0) >= to) last -= 1;
  return [first, last];
}
