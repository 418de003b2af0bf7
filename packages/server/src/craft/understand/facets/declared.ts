import { one } from '../plain/words.ts';
import type { FieldFact } from './facts.ts';
import { choiceSaid } from './values.ts';

/** Sentences that tell of a field for the first time while they say what holds for it. */

const field = '((?!only )[a-z]+(?: (?!is |are |as )[a-z]+){0,2}?)';
const thing = '([a-z]+(?: [a-z]+)??)';
const who = '(?:users?|you|one|1|we|i|they|people|the user|a user|anyone)';
const value = '[a-z0-9][a-z0-9+]*(?: (?!or |and |as |for )[a-z0-9+]+){0,2}';
const listOf = `${value}(?: , ${value})*(?: ,)? (?:or|and|/) ${value}|${value}(?: (?:,|/) ${value})+`;
const list = `\\(? ?(${listOf})(?: \\))?`;

type IsName = (name: string) => boolean;

const choice = (name: string | undefined, said: string | undefined): FieldFact[] => {
  const fact = choiceSaid(said ?? '');
  return fact === undefined || name === undefined ? [] : [{ field: one(name), fact, declares: true }];
};
const optional = (names: string, isName: IsName): FieldFact[] => {
  const items = names.split(/ ?(?: , and|,|(?<= )and|(?<= )or) /).map((item) => item.trim().replace(/^an? /, ''));
  return items.every(isName) ? items.map((name) => ({ field: name, fact: 'optional', declares: true })) : [];
};

const sentences: [RegExp, (match: RegExpExecArray, isName: IsName) => FieldFact[]][] = [
  [
    new RegExp(
      `^(?:there are|we (?:have|use|know|distinguish|offer)|it has) (?:only )?(?:the )?(?:\\d+ |these |following |several |different |possible )*([a-z]+s|[a-z]+ies) (?::|-|,)? ?${list}$`,
    ),
    ([, name, values]) => choice(name, values).map((told) => ({ ...told, declares: false })),
  ],
  [
    new RegExp(
      `^${who} (?:can |may |must |should |will |have to |has to )?(?:pick|choose|select|set|chooses|selects|picks|sets|give|gives|assign) (?:an?|the|its|their|one|1) ${field} (?:from|:|as|of|out of|between|among|which is|to|\\() ?(?:: )?${list}$`,
    ),
    ([, name, values]) => choice(name, values),
  ],
  [
    new RegExp(
      `^(?:for|as) (?:the |an? |its )?${field} (?:, )?(?:${who} (?:can|may|must|should|have to|has to) )?(?:pick|choose|select|use|be|is|are)? ?(?:from |between |either |1 of )?(?:: )?${list}(?: (?:can|may|must) be (?:selected|chosen|picked|used)| (?:is|are) (?:allowed|possible|available|valid))?$`,
    ),
    ([, name, values]) => choice(name, values),
  ],
  // "it may have a color too", "optionally it has a color", "optionally , users can add a color", "a color can be added"
  [
    /^(?:optionally (?:, )?)?(?:it|they|each|every one|each one) (?:(may|can|could|might|optionally)(?: also| optionally| additionally)? (?:have|has)|has|have) (?:also )?(an? [a-z]+(?: (?!too|as|also|and|or)[a-z]+)?(?:(?: ,| and|, and| or) (?:an? )?[a-z]+(?: (?!too|as|also)[a-z]+)?)*)(?: too| as well| also)?$/,
    ([all, may, names = ''], isName) =>
      may === undefined && !all.startsWith('optionally') ? [] : optional(names, isName),
  ],
  [
    new RegExp(
      `^(?:optionally (?:, )?)${who} (?:can |may )?(?:also )?(?:add|give|enter|provide|set|specify) (an? .+)$`,
    ),
    ([, names = ''], isName) => optional(names, isName),
  ],
  [
    /^(?:optionally (?:, )?)?(an? [a-z]+(?: [a-z]+)?) (?:can|may) (?:also |optionally )?be (?:added|given|entered|set|stored|specified|provided|noted|recorded)(?: too| as well| optionally)?$/,
    ([, names = ''], isName) => optional(names, isName),
  ],
  // "each lamp is given a priority ( low , medium or high )"
  [
    new RegExp(
      `^(?:each|every|an?|all|the) ${thing} (?:is given|is assigned|are given|are assigned|gets?|receives?) (?:an?|one|1) ${field} (\\( .+ \\)|(?:of|from|out of|:) .+)$`,
    ),
    ([, named = '', name = '', said = '']) => {
      const fact = choiceSaid(said.replace(/^(?:\( |of |from |out of |: )/, '').replace(/ \)$/, ''));
      return fact === undefined ? [] : [{ field: name, fact, thing: one(named), declares: true }];
    },
  ],
  // "we also track if it is finished"; "whether it is finished is a boolean"
  [
    /^(?:(?:we|i|you|they|users?|it|the (?:api|app|system)) (?:also |can |should |must |want to )*(?:track|store|keep|record|see|mark|note|know|remember|save|tell)s?(?: track of)? )?(?:whether|if) (?:it|they|(?:an?|the|each|every) [a-z]+) (?:is|are|was|were|has been|have been) (?:already |still )?([a-z]+)(?: or not)?(?: (?:is|as) (?:an? )?(?:boolean|flag|checkbox|yes \/ no(?: field| value)?|(?:stored|kept|recorded|tracked|noted)(?: too| as well)?))?$/,
    ([all, name = '']) =>
      /^(?:if|whether) /.test(all) &&
      !/ (?:is|as) (?:an? )?(?:boolean|flag|checkbox|yes|stored|kept|recorded|tracked|noted)/.test(all)
        ? []
        : [{ field: name, fact: 'boolean', declares: true }],
  ],
];

export function declaredIn(text: string, isName: IsName): FieldFact[] {
  for (const [pattern, tell] of sentences) {
    const match = pattern.exec(text);
    const said = match ? tell(match, isName) : [];
    if (said.length > 0) return said;
  }
  return [];
}
