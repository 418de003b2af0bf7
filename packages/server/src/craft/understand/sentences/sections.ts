import { madeWith } from '../program/technologies.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { rolesTold } from './role-sections.ts';

/** The sections that specifications are written in, by the names that everybody gives them: such a name is no thing that is kept. */

const names =
  'overview|introduction|intro|background|summary|purpose|motivation|goals?|objectives?|context|scope|in scope|about|description|project description|problem(?: statement)?|relations?|relationships?|associations?|(?:business |domain |validation |access |other )?rules?|business logic|logic|validations?|constraints?|(?:(?:non functional|nonfunctional|functional|technical|system|user|general|further|other|additional|security|quality) )?requirements?|non functional|nonfunctional|non functionals|functional|quality attributes|(?:tech|technology|technical) ?stack|stack|technology|technologies|techstack|technical(?: details| notes| constraints)?|tooling|architecture|implementation(?: notes)?|deployment|persistence|(?:(?:core|key|main|basic) )?features?|functionality|functionalities|capabilities|user stor(?:y|ies)|stories|use cases?|scenarios?|acceptance criteri(?:a|on)|acceptance tests?|acceptance|definition of done|done when|endpoints?|routes|operations|actions|permissions|authori[sz]ation|access|access control|security|authentication|deliverables?|notes?|remarks?|assumptions?|examples?|misc|miscellaneous|other|further wishes|wishes|nice to haves?|nice to have|could have|should have|must have|must haves|bonus|extras?|stretch goals?|optional';
const nameOf = new RegExp(`^(?:the |our |some )?(?:${names})(?: (?:and|/) (?:${names}))*$`);

/** Those whose name stands for no thing and no verb: what is below is read as it stands. */
const abstract = new RegExp(
  `^(?!(?:(?:business |domain )?rules?|(?:core |key |main |basic )?features?|endpoints?|routes|operations|actions|relations?|relationships?)$)(?:${names})(?: (?:and|/) (?:${names}))*$`,
);

/** "**Version:** 1.2 | **Author:** the product team": of the paper. */
const paper =
  /^(?:version|authors?|last updated|prepared by|document version) : (?:v ?)?(?:[\d.]+|[a-z]+(?: [a-z]+){0,3})(?: .*)?$/;

/** Sections that say with what it is to be made. */
const technical =
  /^(?:the |our )?(?:(?:tech|technology|technical) ?stack|stack|technology|technologies|techstack|tooling|(?:technical|non functional|nonfunctional) ?(?:requirements|constraints|details|notes)?)$/;
const named = new RegExp(
  `^(?:[a-z]+ : )?(?:${madeWith})(?: \\d+(?:[. ]+\\d+)*)?(?:(?: ,| and| , and| with| \\+| \\/) (?:${madeWith}))*$`,
);

/** "NFR-3: Written in TypeScript with PostgreSQL" */
const writtenIn = new RegExp(
  `^((?:[a-z]+ (?:- )?\\d+ : )?(?:(?:it|the service|the api|the backend|everything) )?(?:(?:is|should be|must be|to be) )?(?:written|implemented|built|developed|coded) (?:in|with|using) )(?:${madeWith})(?:(?: ,| and| , and| with| using| \\+| \\/) (?:${madeWith}))*$`,
);

const outside =
  /^(?:non goals?|not goals|out of scope|not in scope|not part of (?:this|it|the scope|the project|this project)|not included|excluded|exclusions|will not have|wont have|not needed|not wanted|later|for later|future(?: work| ideas| extensions| plans)?)$/;

/** "acceptance criteria", "rules and constraints". */
export function isSectionName(text: string): boolean {
  return nameOf.test(text) || outside.test(text) || /^version author(?: |$)/.test(text);
}

/** What a section says by its name: its points are under no thing, a point of "out of scope" is not wanted, a box to tick is a point. */
export function sectioned(clauses: readonly Clause[]): Clause[] {
  return clauses.flatMap((clause) => {
    if (outside.test(clause.heading)) return [];
    if (paper.test(clause.text)) return [];
    const plain = withoutBox(clause);
    if (plain.bullet && technical.test(plain.heading) && named.test(plain.text)) return [madeOf(plain)];
    const lead = plain.heading === '#' ? undefined : writtenIn.exec(plain.text)?.[1];
    if (lead !== undefined) return [usingOnly(plain, lead.trim().split(' ').length)];
    return rolesTold(plain).map((told) => (abstract.test(told.heading) ? { ...told, heading: '' } : told));
  });
}

/** "- Go" under "Tech stack": named where nothing else says that it is not the game. */
function madeOf(clause: Clause): Clause {
  return usingOnly(clause, /^[a-z]+ : /.test(clause.text) ? 2 : 0);
}

function usingOnly(clause: Clause, skipped: number): Clause {
  const tokens = clause.tokens.slice(skipped);
  const [first] = tokens;
  return makeClause(clause.source, first ? [{ ...first, text: 'using' }, ...tokens] : tokens, clause.bullet, '#');
}

/** "- [ ] the list can be filtered" */
function withoutBox(clause: Clause): Clause {
  const box = clause.bullet ? (/^\( (?:x )?\) /.exec(clause.text)?.[0] ?? '') : '';
  if (box === '') return clause;
  const skipped = box.trim().split(' ').length;
  return makeClause(clause.source, clause.tokens.slice(skipped), clause.bullet, clause.heading);
}

/** What stands under "out of scope" and its like, in the words of the description. */
export function outsideScope(source: string): string[] {
  const found: string[] = [];
  let under = false;
  let listed = false;
  for (const line of source.split('\n')) {
    const point = /^\s*(?:[-*•]|\d+[.)])\s+(.+)$/.exec(line)?.[1];
    if (line.trim() === '') {
      under &&= !listed;
      listed = false;
    } else if (outside.test(plainTitle(line))) under = true;
    else if (/^\s*#/.test(line)) under = false;
    else if (under) found.push((point ?? line).trim().replace(/[.;,]\s*$/, ''));
    listed = point !== undefined;
  }
  return found;
}

/** "## Out of scope:", "**Non-goals**" */
function plainTitle(line: string): string {
  return line
    .toLowerCase()
    .replaceAll(/[^a-z ]+/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim();
}
