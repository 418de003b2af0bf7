import { ruleForName, typeNamed } from '../fields/field-types.ts';
import { singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Token } from '../words/tokens.ts';

/** "status open, in progress, closed and priority low, high": values that follow a bare word, put in parentheses. */

const stateWord = /^(?:status(?:es)?|state|states|stage|phase|progress)$/;
const sortWord =
  /^(?:type|types|priority|level|size|gender|color|colour|severity|condition|category|kind|difficulty|method|urgency|mood|sex|format|visibility|frequency|position|unit|zone|fuel|season|cuisine|genre|shape|material|temper|species|transmission|surface)$/;
const usual =
  /^(?:pending|open|new|draft|todo|doing|done|low|medium|high|normal|urgent|critical|active|inactive|waiting|ready|progress|idle|busy|free|available|unavailable|small|large|easy|hard|male|female|other|private|public|ok|good|bad|fair|poor|live|online|offline|internal|external|daily|weekly|monthly|yearly|hot|cold|warm|early|late|won|lost|sent|paid|unpaid|overdue|backlog|review|testing|blocked|on hold|hold|default|none|minor|major|fresh|used|broken)$/;

export function enumerate(tokens: readonly Token[]): Token[] | undefined {
  for (let i = 0; i + 3 < tokens.length; i += 1) {
    const name = tokens[i];
    if (!name || !(stateWord.test(name.text) || sortWord.test(name.text))) continue;
    const start = tokens[i + 1]?.text === ':' ? i + 2 : i + 1;
    const row = plainRow(tokens, start);
    if (row !== undefined) {
      const [first, last] = [tokens[start], tokens[row - 1]];
      if (!first || !last) continue;
      const inner = tokens
        .slice(start, row)
        .flatMap((token, k) => (k === 0 ? [token] : [{ ...token, text: '/', end: token.start }, token]));
      return [
        ...tokens.slice(0, i + 1),
        { text: '(', start: first.start, end: first.start },
        ...inner,
        { text: ')', start: last.end, end: last.end },
        ...tokens.slice(row),
      ];
    }
    const end = lastValue(tokens, start, stateWord.test(name.text));
    if (end === undefined) continue;
    const first = tokens[start];
    const last = tokens[end - 1];
    if (!first || !last) continue;
    const inner = tokens.slice(start, end).flatMap((token, k, all) => {
      if (token.text === ',' && /^(?:or|and)$/.test(all[k + 1]?.text ?? '')) return [];
      return [/^(?:,|or|and)$/.test(token.text) ? { ...token, text: '/' } : token];
    });
    const open = { text: '(', start: first.start, end: first.start };
    const close = { text: ')', start: last.end, end: last.end };
    return [...tokens.slice(0, i + 1), open, ...inner, close, ...tokens.slice(end)];
  }
  return undefined;
}

/** "size small medium large": values without a comma between them. */
function plainRow(tokens: readonly Token[], from: number): number | undefined {
  let to = from;
  while (to < tokens.length && usual.test(tokens[to]?.text ?? '')) to += 1;
  const next = tokens[to]?.text;
  return to - from >= 2 &&
    (next === undefined || /^(?:,|and|;|\))$/.test(next)) &&
    !/^(?:and|or|,)$/.test(tokens[from - 1]?.text ?? '')
    ? to
    : undefined;
}

/** Index behind the last value of a list that begins at `from`, if there are two or more. */
function lastValue(tokens: readonly Token[], from: number, state: boolean): number | undefined {
  let at = from;
  let count = 0;
  let strong = 0;
  let slashes = 0;
  let end: number | undefined;
  for (;;) {
    let to = at;
    while (to < tokens.length && to - at < 3 && /^[a-z][a-z0-9]*$/.test(tokens[to]?.text ?? '') && !isJoint(tokens[to]))
      to += 1;
    const words = tokens.slice(at, to).map((token) => token.text);
    const next = tokens[to]?.text;
    const before = tokens[at - 1]?.text ?? '';
    const value = valueLike(words, state, count > 0 && /^(?:and|or)$/.test(before));
    // "… closed and priority low": the next list has its own name.
    const ended = next === undefined || /^(?:,|and|or|\/|\)|\.|->|;|default|optional|required)$/.test(next);
    if (value === 'no' || !ended || next === '->') break;
    // "condition good, worn, broken, storage shelf": what is no such word any more.
    if (value === 'maybe' && strong > 1 && words.length > 1) break;
    count += 1;
    if (next === '/' || before === '/') slashes += 1;
    if (value === 'surely') strong += 1;
    end = to;
    if (!/^(?:,|and|or|\/)$/.test(next ?? '')) break;
    // "kind rope/helmet, bought on": where slashes part the values, a comma ends them.
    if (slashes > 0 && next === ',') break;
    at = to + 1;
    if (next === ',' && /^(?:and|or)$/.test(tokens[at]?.text ?? '')) at += 1;
  }
  return count >= 2 && (strong > 0 || !state) && (strong > 0 || slashes > 0 || count >= 3) ? end : undefined;
}

function isJoint(token: Token | undefined): boolean {
  return /^(?:and|or|with|which|that|is|are|has|have|can|must|default|optional|required)$/.test(token?.text ?? '');
}

function valueLike(words: readonly string[], state: boolean, joined: boolean): 'surely' | 'maybe' | 'no' {
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  if (words.length === 0 || (words.length === 1 && last === 'id')) return 'no';
  if (words.length === 1 && /^[a-z]{1,2}$/.test(last) && !state) return 'maybe';
  if (/^(?:a|an|the|its|their|of|for|to|from|by|at|as|field|enum|default)$/.test(first)) return 'no';
  if (stateWord.test(first) || sortWord.test(first)) return 'no';
  if (words.some((word) => typeNamed(word) !== undefined && word !== 'text' && word !== 'double')) return 'no';
  const named = words.length > 1 && (lexicon().fieldNames.has(first) || ruleForName([first])?.type === 'money');
  if (!named && (usual.test(words.join(' ')) || usual.test(last))) return 'surely';
  const { verbForms, adjectives, nouns, fieldNames } = lexicon();
  if (
    words.length === 1 &&
    verbForms.get(last) !== undefined &&
    verbForms.get(last) !== last &&
    /(?:ed|en|t|d|ing)$/.test(last)
  )
    return 'surely';
  if (words.length === 1 && adjectives.has(last)) return 'surely';
  if (words.length === 1 && last.endsWith('ed')) return 'surely';
  const rule = ruleForName(words);
  if (rule !== undefined && rule.type !== 'boolean') return 'no';
  const phrase = words.join(' ');
  if (fieldNames.has(phrase) || fieldNames.has(last)) return 'no';
  if (nouns.get(phrase)?.is === 'person') return 'no';
  if (singular(last) !== last && (state || nouns.has(singular(last)) || words.length > 1)) return 'no';
  // Behind "and" what is no value by itself begins something else.
  return joined && state ? 'no' : 'maybe';
}
