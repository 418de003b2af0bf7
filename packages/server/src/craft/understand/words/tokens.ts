import { lexicon } from './lexicon.ts';
import { meant } from './spelling.ts';

/** Words of a description as patterns want them, each with its place in the original. */

export interface Token {
  /** Lower case, typos mended, numbers as digits. */
  text: string;
  start: number;
  end: number;
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
  [/^shan't$/, ['must', 'not']],
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
  /(?<=[(,:] ?|[a-z] )-\p{N}+(?:\.\p{N}+)?|-{1,2}>|={1,2}>|[→➜➔⇒⟶]|≤|≥|<=|>=|[\p{L}\p{M}][\p{L}\p{M}\p{N}]*(?:_[\p{L}\p{N}]+)*(?:['’][\p{L}]+|['’](?=\s|$|[,.;:)]))?|\p{N}+(?:,\p{N}{3})*(?:\.\p{N}+)?|(?<=\p{N})\.\.(?=\p{N})|\n|[^\s]/gu;

const techNames =
  /^(?:PostgreSQL|TypeScript|JavaScript|GraphQL|SQLite|MySQL|MongoDB|GitHub|GitLab|OAuth|OpenAPI|WebSocket|WebSockets|FastAPI|NestJS|NodeJS|iOS|macOS|DynamoDB|PayPal|YouTube|LinkedIn|RESTful)$/;

export function tokenise(source: string): Token[] {
  const tokens: Token[] = [];
  for (const match of source.matchAll(wordPattern)) {
    const raw = match[0];
    const start = match.index;
    if (/^(?:-{1,2}>|={1,2}>|[→➜➔⇒⟶])$/u.test(raw)) tokens.push({ text: '->', start, end: start + raw.length });
    else if (/^\p{L}/u.test(raw)) pushWord(tokens, isAnybody(raw, source, start) ? 'you' : raw, start);
    else if (/^-?\p{N}/u.test(raw)) tokens.push({ text: raw.replaceAll(',', ''), start, end: start + raw.length });
    else pushMark(tokens, raw, start, source);
  }
  return merge(tokens);
}

/** "With --depth one can limit how deep": whoever runs it, and no number. */
function isAnybody(raw: string, source: string, start: number): boolean {
  return (
    raw === 'one' &&
    /^ (?:can|could|may|might|wants?) (?!be )/.test(source.slice(start + 3, start + 14)) &&
    !/\b(?:only|just|than|most|least|exactly|no|each|every|any|some|which|the|this|that|another|new|old|or|and|least) $/i.test(
      source.slice(Math.max(0, start - 10), start),
    )
  );
}

/** "net = gross + bonus - tax": of amounts, since "trip = bus + route" lists what a trip has. */
function isFormula(before: string): boolean {
  return /\b(?:total|sum|net|gross|amount|price|costs?|profit|margin|pay|salary|balance|score|points|remaining|due|outstanding|distance|duration|consumption|left|free|available|difference|calculated as|computed as)\b[^=.\n;:]*(?:=|(?<= )as )[^=.\n;:]*$/i.test(
    before.slice(-160),
  );
}

function pushMark(tokens: Token[], raw: string, start: number, source: string): void {
  const end = start + raw.length;
  const before = source[start - 1] ?? ' ';
  const after = source[end] ?? ' ';
  if (raw === '-' && /\p{L}/u.test(before) && /[\p{L}\p{N}]/u.test(after)) return;
  const last = tokens.at(-1);
  if (last?.end === start && isRhesus(source, start)) {
    tokens[tokens.length - 1] = {
      ...last,
      text: `${last.text === '0' ? 'o' : last.text}${raw === '+' ? 'plus' : 'minus'}`,
      end,
    };
    return;
  }
  // "lap_ms > 0" is a bound; in a tag it is nothing.
  if (/^[<>]$/.test(raw) && /^[<>]=? ?-?\d/.test(source.slice(start, start + 5))) {
    const words = /^[<>]=/.test(source.slice(start, end + 1))
      ? ['at', raw === '<' ? 'most' : 'least']
      : [raw === '<' ? 'less' : 'more', 'than'];
    for (const text of words) tokens.push({ text, start, end });
    return;
  }
  if (/^[+\u2013\u2212-]$/u.test(raw) && before === ' ' && after === ' ' && isFormula(source.slice(0, start))) {
    tokens.push({ text: raw === '+' ? 'plus' : 'minus', start, end });
    return;
  }
  // "weight * price per kg"; what stands close to a word is emphasis.
  if (raw === '×' || (raw === '*' && /[\p{L}\d)] \* [\p{L}(]/u.test(source.slice(start - 2, end + 2)))) {
    tokens.push({ text: 'times', start, end });
    return;
  }
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
    '=': ':',
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

/** "(A+, A-, 0+)": the sign belongs to the value before it. */
function isRhesus(source: string, at: number): boolean {
  return (
    /^[+−–-]$/u.test(source[at] ?? '') &&
    /(?:^|[\s(,/])[A-Z0][A-Z]?$/.test(source.slice(Math.max(0, at - 3), at)) &&
    /^(?:\s*[,)/;.]|\s*$|\s*\n| (?:or|and) )/.test(source.slice(at + 1, at + 6))
  );
}

function pushWord(tokens: Token[], raw: string, start: number): void {
  const plain = raw.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('’', "'");
  const end = start + raw.length;
  if (/^shall$/i.test(plain)) {
    tokens.push({ text: 'must', start, end });
    return;
  }
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
        // "kW" is one unit.
        .replaceAll(/\b(?:kW[hp]?|kHz|mAh|kVA)\b/g, (unit) => unit.toLowerCase())
        .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
        .replaceAll(/([A-Z]{2,})([A-Z][a-rt-z]|[A-Z]s[a-z])/g, '$1 $2');
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
  if (word.length >= 5 && !words.functionWords.has(word) && !words.spelled.has(word)) {
    const right = words.collapsed.get(word.replaceAll(/(.)\1/g, '$1'));
    if (right !== undefined && right !== word && right[0] === word[0]) return [right];
  }
  return [meant(word) ?? word];
}

/** What was read as another word than it was written: a pair for each, once. */
export function respelled(source: string): [written: string, read: string][] {
  const pairs = new Map<string, string>();
  for (const [raw] of source.matchAll(/(?<![\p{L}\p{N}_'’-])[A-Za-z][a-z]{2,}(?![\p{L}\p{N}_'’-])/gu)) {
    const [read, ...more] = mend(raw.toLowerCase());
    if (read !== undefined && more.length === 0 && read !== raw.toLowerCase() && !/^\d/.test(read))
      pairs.set(raw, read);
  }
  return [...pairs];
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
  'line up': 'lineup',
  'line ups': 'lineups',
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
  'sign ups': 'signups',
  'signs up': 'registers',
  'co op': 'coop',
  'co ops': 'coops',
};

const multiples: Record<string, number> = { thousand: 1000, million: 1_000_000, billion: 1_000_000_000 };

const abbreviation = /^(?:max|min|approx|incl|excl|tel|nr|avg|dept|opt|dr|mr|mrs|ms|prof)$/;
const speed =
  /^(?:km|m|cm|mm|mi|miles|l|ml|kg|g|mg|kwh|kw|kb|mb|gb|w|j|n|lm|px|beats|rounds|eur|euro|usd|kcal)\/(?:h|hr|hour|s|sec|second|min|minute|d|day|week|month|year|l|ml|dl|m|m2|m3|km|kg|g|mol|100km)$/;
const perUnits: Record<string, string> = { h: 'hour', hr: 'hour', s: 'second', sec: 'second', min: 'minute', d: 'day' };

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
    // "max. participants": an abbreviation ends no sentence.
    if (
      abbreviation.test(token.text) &&
      next?.text === '.' &&
      next.start === token.end &&
      /^[a-z0-9(]/.test(third?.text ?? '') &&
      third
    ) {
      if (third.start - next.end <= 1) {
        out.push(token);
        i += 1;
        continue;
      }
    }
    // "in km/h"
    if (
      next?.text === '/' &&
      third &&
      speed.test(`${token.text}/${third.text}`) &&
      next.start === token.end &&
      third.start === next.end &&
      // "S/M/L" are sizes.
      tokens[i - 1]?.text !== '/' &&
      tokens[i + 3]?.text !== '/'
    ) {
      out.push(token, { ...next, text: 'per' }, { ...third, text: perUnits[third.text] ?? third.text });
      i += 2;
      continue;
    }
    // "pre-orders", "co-working": no word by itself.
    if (/^(?:pre|co)$/.test(token.text) && next?.start === token.end + 1 && /^[a-z]{3,}$/.test(next.text)) {
      out.push({ text: token.text + next.text, start: token.start, end: next.end });
      i += 1;
      continue;
    }
    // "100 million": a thousand may have been written out as a number before.
    const times = next && (next.text === '1000' && next.end - next.start === 8 ? 1000 : multiples[next.text]);
    if (next && times !== undefined && /^\d+(?:\.\d+)?$/.test(token.text)) {
      out.push({ text: String(Math.round(Number(token.text) * times)), start: token.start, end: next.end });
      i += 1;
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
