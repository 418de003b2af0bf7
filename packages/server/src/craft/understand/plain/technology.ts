import { type Clause, makeClause } from '../words/text.ts';
import { isSeason, madeWith } from '../program/technologies.ts';
import type { Token } from '../words/tokens.ts';

/** "title, isbn using postgres": with what it is to be made stands apart, so that it names no field and no thing. */

const several = `(?:${madeWith})(?:(?: ,| and| , and| plus| with| \\/) (?:${madeWith}))*`;
const leads =
  '(?:using|built (?:with|on|using)|based on|backed by|powered by|implemented (?:in|with|using)|written (?:in|with|using)|on top of|made with|runs? on|running on|stored in|with|via|in|on|by using)';
const phrase = new RegExp(
  `(?:^| )(?:, )?(?:and )?(${leads}) (?:a |an |the )?(${several})(?: (?:database|db|framework|orm|backend|storage|stack|for (?:the )?(?:database|db|storage|orm|tests|testing|styling|frontend|backend|api|persistence)|as (?:the |a )?(?:database|db|orm|framework|backend|frontend|storage)))*(?= (?:,|and|to|for|that|which|where|please|-|:|\\(|\\)|with|as|in|on)(?: |$)|$)`,
);
const bracketed = new RegExp(`(?:^| )\\( (?:using |with |in )?(${several}) \\)`);
const stack = new RegExp(
  `^(?:the )?(?:tech|technology|technologies|tech stack|technology stack|stack|framework|backend|language|database|db|tools) (?:is |are |should be |: |- )+(?=(?:[a-z]+ )?(?:${madeWith})(?: |$))`,
);
/** "include Playwright tests", "use Tailwind", "add a Dockerfile and CI". */
const extra = `(?:(?:unit|integration|end to end|e2e|browser|automated|some|good|playwright|vitest|jest|pytest|api|openapi|swagger|github|gitlab) )*(?:tests?|test suite|docs|documentation|readme|dockerfile|docker|docker compose|ci|ci pipeline|pipeline|actions?|openapi(?: spec| document)?|swagger(?: ui)?|linting|linter|tailwind(?: css)?|tailwindcss|playwright)`;
const extras = new RegExp(
  `^(?:please |kindly |also |and )*(?:include|add|write|use|provide|ship|come|comes|deliver|want|need|have|i want|we want|with)(?: with)? (?:an? |the |some |also )?${extra}(?:(?: ,| and| , and| plus) (?:an? )?${extra})*(?: please| too| as well| for styling| for it| as well please)?$`,
);
const paged =
  /^(?:all |the )?lists? (?:needs?|must have|should have|want|with|are|have|has) (?:paging|pagination|paginated|paged)$|^(?:and )?(?:all |the )?(?:lists?|results?) (?:should |must )?(?:have|has|come in|comes in|are split into|are shown in|be split into) pages(?: of \d+)?(?: [a-z]+)?$/;
/** "OpenAPI document required so that …" */
const wanted = new RegExp(
  `^(?:an? |the )?${extra} (?:is |are )?(?:required|needed|wanted|please|included|expected|would be (?:nice|good|great|lovely)|is a must)(?: (?:so that|because|as|for) .*)?$`,
);
const languageOnly = /^(?:python|javascript|typescript|ts|js|go|golang|rust|java|php|ruby|node|nodejs)$/;

/** "Playwright tests" */
export function isExtra(text: string): boolean {
  return extras.test(text) || wanted.test(text);
}

/** "lists have pages" */
export function isPaging(text: string): boolean {
  return paged.test(text);
}

export function technologyApart(clause: Clause): Clause[] {
  if (clause.heading === '#') return [clause];
  const { text, tokens } = clause;
  if (isExtra(text) || isPaging(text)) return [{ ...clause, heading: '#' }];
  const told = stack.exec(text);
  if (told) {
    const [first] = tokens;
    const rest = tokens.slice(told[0].trim().split(' ').length);
    return first ? [aside(clause, [{ ...first, text: 'using' }, ...rest])] : [clause];
  }
  const inBrackets = bracketed.exec(text);
  const found = inBrackets ?? phrase.exec(text);
  // "in Python", "with Go": where a language stands alone its place says which program is meant.
  if (
    !found ||
    isSeason(found[2] ?? found[1] ?? '', text) ||
    (!inBrackets && languageOnly.test(found[2] ?? '') && found[1]?.endsWith('using') !== true)
  )
    return [clause];
  const from = text.slice(0, found.index).split(' ').filter(Boolean).length;
  const size = found[0].trim().split(' ').length;
  const cut = tokens.slice(from, from + size).filter(({ text: word }) => !/^[(),]$/.test(word) || inBrackets === null);
  const before = tokens.slice(0, from);
  const behind = tokens.slice(from + size);
  const rest =
    before.length === 0 && /^(?:,|and|-)$/.test(behind[0]?.text ?? '') ? behind.slice(1) : [...before, ...behind];
  if (rest.length === 0) return [clause];
  const [first] = cut;
  const spoken =
    first && inBrackets
      ? [{ ...first, text: 'using' }, ...cut]
      : cut.filter(({ text: word }, i) => i > 0 || !/^(?:,|and)$/.test(word));
  return [...technologyApart(makeClause(clause.source, rest, clause.bullet, clause.heading)), aside(clause, spoken)];
}

function aside(clause: Clause, tokens: readonly Token[]): Clause {
  return makeClause(clause.source, [...tokens], false, '#');
}
