import { singular } from '../words/grammar.ts';
import { enumerate } from './enumerate.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Clause, makeClause } from '../words/text.ts';
import type { Token } from '../words/tokens.ts';

const number = '-?\\d+(?:\\.\\d+)?';
const stateField =
  /^(?:status|state|type|priority|category|level|stage|role|size|condition|severity|colou?r|gender|method|difficulty|kind|phase|mode|grade|rating|unit|currency)$/;
const plainWord = '(?!(?:and|or|which|that|a|an|the|status|is|are|has|have|can|must)(?![a-z]))[a-z]+';
const value = `${plainWord}(?: ${plainWord}){0,2}`;
/** Two of a kind that share their noun: "start and end mileage", "net and gross weight". */
const twins = [
  '(?:start|starting|begin|opening|initial) %and% (?:end|ending|closing|final)',
  '(?:min|minimum|lower|lowest) %and% (?:max|maximum|upper|highest)',
  '(?:max|maximum|upper|highest) %and% (?:min|minimum|lower|lowest)',
  '(?:net %and% gross|gross %and% net|billing %and% (?:shipping|delivery)|(?:shipping|delivery) %and% billing)',
  '(?:planned|estimated|expected) %and% (?:actual|real)',
  '(?:purchase|buying|cost|wholesale) %and% (?:sale|sales|selling|retail)',
  '(?:old|previous) %and% new',
]
  .join('|')
  .replaceAll('%and%', '(?:and|\\/)');
const shared = new RegExp(
  `(?<![^ ])(?:${twins}) (?!(?:names?|dates?|times?|years?|locations?|datetimes?|salary|and|or|of|on|in|at|for|with|to|by|is|are|must|can|cannot|may|should|has|have|as|which|that|values?|ones?)(?![^ ]))[a-z]{3,}(?= ?(?:,|\\)|\\(|$|and |in |between |must ))`,
);

/** "between columns (todo, in progress, done)": where a card stands on a board is its state. */
const columns =
  /(?<![^ ])(?:(?:(?:can|may|are|is) )?(?:be )?(?:moves?|moved|goe?s?|pass(?:es)?|dragged|travels?|wanders?) )?(?:between|through|across|into|in|over|among) (?:the |these |following |different |several |\d )*(?:columns|lanes|swimlanes|swim lanes|stages|states|statuses|lists) \( (?=[a-z ,/]*(?<![^ ])(?:todo|to do|doing|done|backlog|in progress|open|closed|testing|review|blocked)(?![^ ]))[a-z]+(?: [a-z]+)?(?: [,/] (?:and |or )?[a-z]+(?: [a-z]+)?)+ \)/;
const stay =
  /(?<![^ ])from (?:an? |the |their )?(?:check in|arrival|start|starting|begin|pick ?up|departure|opening) (?:to|until|till) (?:an? |the |their )?(?:check out|departure|end|ending|return|arrival|drop ?off|closing) (?:date|day|time)s?(?![^ ])/;

/** Shapes that lists would tear apart, made whole: ranges, value lists, "start and end date". */
export function rewrite(clause: Clause): Clause {
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
  const eachWithNoun = (_: RegExpExecArray, found: Token[]): Token[] => {
    const cut = found.findIndex((token) => token.text === 'and' || token.text === '/');
    const last = found.at(-1);
    const single = singular(last?.text ?? '');
    return [
      ...found.slice(0, cut),
      word(single, last),
      word('and', found[cut]),
      ...found.slice(cut + 1, -1),
      word(single, last),
    ];
  };
  edit(
    /(?<![^ ])(?:first|start|starting|opening|departure|pickup|min|minimum|check in|issue|begin) (?:and|\/) (?:an? |the )?(?:last|end|ending|closing|arrival|return|dropoff|max|maximum|check out|due|finish) (?:names?|dates?|times?|years?|locations?|datetimes?|price|salary|addresse?s?|points?|places?|cities|city|stations?)(?![^ ])/,
    eachWithNoun,
  );
  edit(shared, eachWithNoun);
  // "a flag whether they have a projector"
  edit(
    /(?<![^ ])(?:an? )?(?:flag|indicator|boolean)(?: (?:that|which) (?:says|tells|shows|indicates))? (?:whether|if|for whether) (?:it|they|he|she|the [a-z]+) (?:has|have|is|are) (?:an? )?[a-z]+(?![^ ])/,
    (match, found) => {
      const last = found.at(-1);
      const owns = / (?:has|have) (?:an? )?[a-z]+$/.test(match[0]);
      return last ? [...(owns ? [word('has', found[0])] : []), last, word('boolean', last)] : found;
    },
  );
  edit(columns, (_, found) => {
    const open = found.findIndex(({ text }) => text === '(');
    const inner = found.slice(open).filter(({ text }) => !/^(?:and|or)$/.test(text));
    return [
      word(/^(?:between|through|across|into|in|over|among)$/.test(found[0]?.text ?? '') ? 'with' : 'have', found[0]),
      word('status', found[open - 1]),
      ...inner.map((token) => (token.text === ',' ? { ...token, text: '/' } : token)),
    ];
  });
  // "from a check in to a check out date"
  edit(stay, (_, found) => {
    const cut = found.findIndex((token, index) => index > 0 && /^(?:to|until|till)$/.test(token.text));
    const last = found.at(-1);
    return [...found.slice(0, cut), word(singular(last?.text ?? ''), last), ...found.slice(cut)];
  });
  edit(/(?<![^ ])valid from (?:and|to|\/|-) (?:valid )?(?:until|to|till)(?: dates?)?(?![^ ])/, (_, found) => {
    const cut = found.findIndex((token) => /^(?:and|to|\/|-)$/.test(token.text));
    const rest = found.slice(cut + 1).filter((token) => !/^(?:valid|dates?)$/.test(token.text));
    return [...found.slice(0, cut), word('and', found[cut]), word('valid', rest[0]), ...rest.slice(0, 1)];
  });
  // "shows -> episodes (title)": two plurals, one inside the other.
  edit(/(?:^|(?<= , ))[a-z]+s -> [a-z]+s(?= \(|$| ,)/, (match, found) => {
    const [one, arrow, other] = found;
    const plural = match[0]
      .split(' -> ')
      .every((part) => lexicon().nouns.has(part.slice(0, -1)) || lexicon().nouns.has(part.replace(/ies$/, 'y')));
    return plural && one && arrow && other ? [one, { ...arrow, text: 'have' }, other] : found;
  });
  edit(/(?<![^ ])\(? ?(?:api|backend) only(?: \))?(?![^ ])/, (_, found) => found.slice(0, 0));
  // "requests are pending, accepted or declined": a status.
  edit(
    /^(?:the |all |each |every |an? )?[a-z]+(?: [a-z]+)? (?:are|is) (?:always )?(?:either )?[a-z]+(?: ?(?:,|or|\/|and) ?(?:or )?[a-z]+){1,6}$/,
    (match, found) => {
      const at = found.findIndex((token) => /^(?:are|is)$/.test(token.text));
      // "priority is low or high": the field itself, not what has a status.
      if (stateField.test(found[at - 1]?.text ?? '')) return found;
      const list = found.slice(at + 1).filter((token) => !/^(?:either|always)$/.test(token.text));
      const values = list.filter((token) => !/^(?:,|or|and|\/)$/.test(token.text));
      const { adjectives, verbForms } = lexicon();
      const stateful = values.filter(
        (token) =>
          adjectives.has(token.text) ||
          (verbForms.has(token.text) && /(?:ed|old|ent|ght|aid|one)$/.test(token.text)) ||
          /[a-z]{3}ed$/.test(token.text),
      ).length;
      const verb = found[at];
      const joined = / or /.test(match[0]);
      if (
        !verb ||
        !joined ||
        values.length < 2 ||
        stateful * 2 < values.length ||
        values.some((token) =>
          /^(?:unique|required|optional|mandatory|deleted|public|private|anonymous)$/.test(token.text),
        )
      )
        return found;
      const last = list.at(-1);
      const inner = list.flatMap((token, i) =>
        token.text === ',' && /^(?:or|and)$/.test(list[i + 1]?.text ?? '')
          ? []
          : [/^(?:,|or|and)$/.test(token.text) ? { ...token, text: '/' } : token],
      );
      return [
        ...found.slice(0, at),
        { ...verb, text: 'have' },
        { ...verb, text: 'status' },
        { ...word('(', verb), start: verb.end },
        ...inner,
        { ...word(')', last), start: last?.end ?? 0 },
      ];
    },
  );
  // "watched yes/no" is a boolean.
  edit(/(?<![^ ])\(? ?(?:yes|true|y) (?:\/|or) (?:no|false|n)(?: \))?(?![^ ])(?! (?:\/|or) )/, (match, found) => [
    {
      ...word(match[0].startsWith('(') || !match[0].includes(')') ? 'boolean' : 'boolean )', found[0]),
      end: found.at(-1)?.end ?? 0,
    },
  ]);
  // "status which can be open, in progress or closed" as "status ( open / in progress / closed )".
  edit(
    new RegExp(
      `(?<![^ ])(?:status|state|type|priority|category|level|stage|role|size|condition|severity|color|gender|method|difficulty|kind|phase) (?:(?:which|that) )?(?:field )?(?:(?:can|may|must|should|could|will) (?:only )?be|is|are|one of|of|with values?|values?|:|either|in|=|being|from|has(?: the)? values?|with(?: the)? options?)(?: (?:one|either|one of|of|the following|values|:))* (?:${value} [,/] )*${value} (?:, )?(?:or|and|/|,) ${value}(?= ?[,.)]|$| with| which| and (?:an? |the )[a-z])`,
    ),
    (match, found) => {
      const name = found[0];
      const text = match[0].replace(
        /^\S+ (?:(?:which|that) )?(?:field )?(?:(?:can|may|must|should|could|will) (?:only )?be|is|are|one of|of|with values?|values?|:|either|in|=|being|from|has(?: the)? values?|with(?: the)? options?)(?: (?:one|either|one of|of|the following|values|:))* /,
        '',
      );
      // "pot size in cm, acquired on": a unit, and then the next field.
      if (
        / in (?:cm|mm|m|km|kg|g|mg|l|ml|inches|feet|gb|mb|kb|litres?|liters?|met(?:re|er)s?|square|cubic|years?|months?|weeks?|days?|hours?|minutes|seconds|percent|euros?|eur|usd|dollars) /.test(
          match[0],
        )
      )
        return found;
      if (/->|\b(?:required|optional|unique|read only|mandatory|can|must|cannot|has|have|changed|only)\b/.test(text))
        return found;
      // "kind rope/helmet, bought on": where slashes part the values, a comma ends them.
      if (text.includes(' / ') && text.includes(' , ')) return found;
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
  for (let guard = 0; guard < 6; guard += 1) {
    const listed = enumerate(tokens);
    if (!listed) break;
    tokens = listed;
  }
  return tokens === clause.tokens ? clause : makeClause(clause.source, tokens, clause.bullet, clause.heading);
}
