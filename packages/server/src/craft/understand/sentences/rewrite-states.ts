import { lexicon } from '../words/lexicon.ts';
import type { Token } from '../words/tokens.ts';
import { type Edit, word } from './edits.ts';

/** The values of a state or a choice, however they are listed: "status which can be open or closed", "between columns (todo, done)". */

const stateField =
  /^(?:status|state|type|priority|category|level|stage|role|size|condition|severity|colou?r|gender|method|difficulty|kind|phase|mode|grade|rating|unit|currency)$/;
const plainWord = '(?!(?:and|or|which|that|a|an|the|status|is|are|has|have|can|must)(?![a-z]))[a-z]+';
const value = `${plainWord}(?: ${plainWord}){0,2}`;
/** "between columns (todo, in progress, done)": where a card stands on a board is its state. */
const columns =
  /(?<![^ ])(?:(?:(?:can|may|are|is) )?(?:be )?(?:moves?|moved|goe?s?|pass(?:es)?|dragged|travels?|wanders?) )?(?:between|through|across|into|in|over|among) (?:the |these |following |different |several |\d )*(?:columns|lanes|swimlanes|swim lanes|stages|states|statuses|lists) \( (?=[a-z ,/]*(?<![^ ])(?:todo|to do|doing|done|backlog|in progress|open|closed|testing|review|blocked)(?![^ ]))[a-z]+(?: [a-z]+)?(?: [,/] (?:and |or )?[a-z]+(?: [a-z]+)?)+ \)/;

/** "ticket type : event , name , price": what it is called, and no field of its own; its list names fields. */
function headsList(match: RegExpExecArray, found: readonly Token[]): boolean {
  const colon = found.findIndex(({ text }) => text === ':');
  const before = match.input.slice(0, match.index).trim();
  return (
    colon === 1 &&
    /^(?:an? |the |each )?[a-z]+$/.test(before) &&
    found.slice(2).some(({ text }) => /^(?:name|title|price|description|quantity|email|amount|code)$/.test(text))
  );
}

export const stateEdits: readonly Edit[] = [
  [
    columns,
    (_, found) => {
      const open = found.findIndex(({ text }) => text === '(');
      const inner = found.slice(open).filter(({ text }) => !/^(?:and|or)$/.test(text));
      return [
        word(/^(?:between|through|across|into|in|over|among)$/.test(found[0]?.text ?? '') ? 'with' : 'have', found[0]),
        word('status', found[open - 1]),
        ...inner.map((token) => (token.text === ',' ? { ...token, text: '/' } : token)),
      ];
    },
  ],
  // "requests are pending, accepted or declined": a status.
  [
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
  ],
  // "status which can be open, in progress or closed" as "status ( open / in progress / closed )".
  [
    new RegExp(
      `(?<![^ ])(?:status|state|type|priority|category|level|stage|role|size|condition|severity|color|gender|method|difficulty|kind|phase) (?:(?:which|that) )?(?:field )?(?:(?:can|may|must|should|could|will) (?:only )?be|is|are|one of|of|with values?|values?|:|either|in|=|being|from|has(?: the)? values?|with(?: the)? options?)(?: (?:one|either|one of|of|the following|values|:))* (?:${value} [,/] )*${value} (?:, )?(?:or|and|/|,) ${value}(?= ?[,.)]|$| with| which| and (?:an? |the )[a-z])`,
    ),
    (match, found) => {
      const name = found[0];
      if (headsList(match, found)) return found;
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
  ],
  // "status idle/flying/charging".
  [
    /(?<![^ ])(?:status|state|type|kind|category|mode|difficulty|phase|urgency|priority|level|stage|size|condition|severity|gender|direction) [a-z]+(?: [a-z]+)?(?: \/ [a-z]+(?: [a-z]+)?)+(?= ?(?:,|\)|$|and ))/,
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
  ],
];
