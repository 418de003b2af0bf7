import { retold } from '../sentences/retell.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { type StateFact, type Where, statesAt } from './facts.ts';
import { type Lifecycle, allowedIn, startOf } from './lifecycle.ts';
import { type Thing, byWhom, goerOf, holderOf, maskedFor, statesDeclared } from './masked.ts';
import { statesNamed } from './discovered.ts';
import { stateFactsOf } from './meaning.ts';
import { sideStates } from './vocabulary.ts';

/**
 * What sentences say of the states that a thing goes through stands together in one form: the states behind the name of the
 * field, the changes in a line of their own ("the status of a repair : open -> paid , paid -> sent"), and one plain sentence
 * for each state whose rows are not changed or not deleted.
 */

interface Life extends Thing, Lifecycle {
  /** Where the thing is told, with its states or without. */
  at: number;
  /** Whether its states stand there. */
  declared: boolean;
  /** Of sentences that say something of them. */
  said: number[];
  /** Whether its states are written in capitals. */
  upper: boolean;
  /** The state that was named last. */
  last: string | undefined;
}

export function lifecyclesTold(all: readonly Clause[]): Clause[] {
  const clauses = pointsTold(all);
  const lives = livesIn(clauses);
  const told = clauses.map((clause): Clause[] => [clause]);
  let spoken: Life | undefined;
  for (const [at, clause] of clauses.entries()) {
    if (clause.heading === '#') continue;
    const here = lives.findLast((life) => life.at === at);
    spoken = here ?? spoken;
    if (here?.declared) continue;
    for (const life of [
      ...(spoken ? [spoken] : []),
      ...lives.toSorted((a, b) => Number(b.declared) - Number(a.declared)),
    ]) {
      const facts = at < life.at ? undefined : factsIn(clause, life, { lives, spoken, clauses });
      if (!facts) continue;
      life.facts.push(...facts);
      life.last = lastOf(facts) ?? life.last;
      life.said.push(at);
      spoken = life;
      break;
    }
  }
  for (const life of lives) settle(told, { ...life, ...calledHere(life, clauses) }, clauses);
  return told.flat();
}

const ofStates =
  /^(?:(?:possible|allowed|the|[a-z]+) )?(?:status(?:es)?|states?|stages|status values|workflow|life ?cycle)(?: (?:workflow|flow|values|lifecycle|order))?$/;

/** Points below "status workflow", one for each state, as one sentence. */
function pointsTold(clauses: readonly Clause[]): Clause[] {
  const told: Clause[] = [];
  for (let at = 0; at < clauses.length; at += 1) {
    const clause = clauses[at];
    if (!clause) continue;
    let end = at;
    while (clauses[end]?.bullet && clauses[end]?.heading === clause.heading && isPoint.test(clauses[end]?.text ?? ''))
      end += 1;
    if (end - at < 2 || clauses[end]?.bullet || !ofStates.test(clause.heading)) {
      told.push(clause);
      continue;
    }
    const points = clauses.slice(at, end);
    const order = /flow|cycle|order/.test(clause.heading) ? ' -> ' : ' , ';
    const tokens = [
      ...'the states are :'
        .split(' ')
        .map((text) => ({ text, start: clause.tokens[0]?.start ?? 0, end: clause.tokens[0]?.start ?? 0 })),
      ...points.flatMap((point, index) =>
        index === 0
          ? point.tokens
          : [
              { text: order.trim(), start: point.tokens[0]?.start ?? 0, end: point.tokens[0]?.start ?? 0 },
              ...point.tokens,
            ],
      ),
    ];
    told.push(makeClause(clause.source, tokens, false, ''));
    at = end - 1;
  }
  return told;
}

const isPoint = /^[a-z]+(?: [a-z]+){0,2}(?: (?:or|\/) [a-z]+(?: [a-z]+){0,2})*$/;

/** Whether a sentence is one of states that were told before. */
export function isOfStates(clause: Clause, before: readonly Clause[]): boolean {
  if (!/\b(?:status|state|stage|phase|step)(?:e?s)?\b/.test(clause.text)) return false;
  const lives = livesIn(before);
  return lives.some((life) => {
    const facts = factsIn(clause, life, { lives, spoken: lives.at(-1), clauses: before });
    return facts?.some(({ kind }) => life.declared || kind === 'edge' || kind === 'listed') === true;
  });
}

const isUpper = ({ tokens, source }: Clause, { values: [first = ''] }: Thing): boolean =>
  tokens.some(({ text, start, end }) => text === first.split(' ')[0] && /^[A-Z]{2}/.test(source.slice(start, end)));

/** Things that are told, with the states that stand behind the name of a field. */
function livesIn(clauses: readonly Clause[]): Life[] {
  const lives: Life[] = [];
  for (const [at, clause] of clauses.entries()) {
    if (clause.heading === '#') continue;
    const declared = statesDeclared(clause);
    const holder = declared.length > 0 ? undefined : (holderOf(clause) ?? goerOf(clause));
    for (const found of holder ? [holder] : declared) {
      const before = lives.findIndex(({ name }) => name === found.name || name.endsWith(` ${found.name}`));
      const life: Life = {
        ...found,
        at,
        declared: found.values.length > 0,
        facts: [],
        said: [],
        last: undefined,
        upper: isUpper(clause, found),
      };
      if (before < 0) lives.push(life);
      else if (life.declared) lives[before] = life;
    }
  }
  return lives;
}

function lastOf(facts: readonly StateFact[]): string | undefined {
  const fact = facts.at(-1);
  if (fact?.kind === 'start') return fact.state;
  return fact?.kind === 'edge' || fact?.kind === 'only' ? fact.to.at(-1) : undefined;
}

function factsIn(
  clause: Clause,
  life: Life,
  { lives, spoken, clauses }: { lives: readonly Life[]; spoken: Life | undefined; clauses: readonly Clause[] },
): StateFact[] | undefined {
  const others = lives.filter((other) => other !== life);
  const found = life.declared ? [] : statesNamed(clause.text, life);
  const values = [...life.values, ...found.filter((name) => !life.values.includes(name))];
  if (values.length === 0) return undefined;
  const masked = maskedFor(clause.text, { ...life, values }, others, !life.upper);
  if (!masked || (!(masked.named || (life.declared && masked.state)) && spoken !== life && lives.length > 1))
    return undefined;
  const facts = stateFactsOf(masked.text, masked.names, life.last, life.facts);
  if (!facts || facts.some((fact) => isOfOthers(fact, life, clauses))) return undefined;
  const told = JSON.stringify(facts);
  // "open" for the first time by itself is no way that anything goes.
  if (!life.declared && life.values.length === 0 && !facts.some(({ kind }) => /^(?:edge|listed|start)$/.test(kind)))
    return undefined;
  for (const name of masked.names)
    if (told.includes(`"${name}"`) && !life.values.includes(name)) life.values.push(name);
  return facts;
}

/** "a broken machine cannot be rented", where customers rent machines: they make a row of that. */
function isOfOthers(fact: StateFact, { name, plural }: Life, clauses: readonly Clause[]): boolean {
  if ((fact.kind !== 'only' && fact.kind !== 'never') || typeof fact.to === 'string') return false;
  const { associations, verbForms } = lexicon();
  return fact.to.some((state) => {
    const verb = verbForms.get(state) ?? '';
    if (associations[verb] === undefined) return false;
    const done = new RegExp(`(?:^| )${verb}s? (?:an? |the |any |1 )?(?:${name}|${plural})(?= |$)`);
    return clauses.some(({ text }) => done.test(text));
  });
}

/** Puts what was said in its one form, where it comes to something. */
function settle(told: Clause[][], life: Life, clauses: readonly Clause[]): void {
  const [first] = life.said;
  if (life.values.length < 2) return;
  const clause = first === undefined ? undefined : clauses[first];
  if (!clause || first === undefined) return;
  const allowed = allowedIn(life);
  if (allowed?.length === 0) return;
  const rows = life.facts.flatMap((fact) =>
    fact.kind === 'fixed' || fact.kind === 'lasting' ? [barred(life, fact.where, fact.kind)] : [],
  );
  const ways = life.facts.some(
    ({ kind }) => kind !== 'start' && kind !== 'fixed' && kind !== 'lasting' && kind !== 'listed',
  );
  // A change that is possible, and nothing that is not.
  if (ways && !allowed) return;
  // Only listed: whoever reads lists knows them.
  if (!life.declared && !ways) return;
  for (const at of life.said) {
    told[at] = [answered(clauses[at] ?? clause), ...doers(clauses[at] ?? clause)];
    const next = clauses[at + 1];
    if (next && told[at + 1]?.[0] === next && !life.said.includes(at + 1)) told[at + 1] = [named(next, life)];
  }
  const lines = [
    ...(allowed
      ? [`the ${life.field} of ${aOf(life.name)} : ${allowed.map(([a, b]) => `${a} -> ${b}`).join(' , ')}`]
      : []),
    ...new Set([...rows, ...actionsOf(life)]),
  ];
  told[first] = [answered(clause), ...doers(clause), ...lines.map((line) => retold(clause, line))];
  const declared = clauses[life.at];
  const start = startOf(life);
  if (declared && life.declared) told[life.at] = [withStates(told[life.at]?.[0] ?? declared, life, start)];
  const bare = new RegExp(`(?<= )(?:status|state|stage|phase) ${life.values[0]} ,`).test(declared?.text ?? '');
  if (!life.declared && !bare) {
    const field =
      life.said
        .map((at) => /(?:^| )(status|state|stage|phase)(?= |$)/.exec(clauses[at]?.text ?? '')?.[1])
        .find((word) => word !== undefined) ?? life.field;
    const values = start === undefined ? life.values : [start, ...life.values.filter((value) => value !== start)];
    told[first].splice(1, 0, retold(clause, `each ${life.name} has a ${field} ( ${values.join(' / ')} )`));
  }
}

/** "a repair can be cancelled until it is paid", "sent ones can be returned": what is done to it is an action of its own. */
function actionsOf({ name, plural, facts }: Life): string[] {
  const { actions, verbForms } = lexicon();
  return facts.flatMap((fact) => {
    if ((fact.kind === 'only' || fact.kind === 'never') && typeof fact.to !== 'string')
      return fact.to.filter((state) => sideStates.test(state)).map((state) => `${aOf(name)} can be ${state}`);
    if (fact.kind !== 'edge' || !fact.may || fact.from.length > 1) return [];
    return fact.to
      .filter((state) => actions[verbForms.get(state) ?? ''] !== undefined)
      .map((state) => `${fact.from.join('')} ${plural} can be ${state}`);
  });
}

/** "library acquisitions" that are called acquisitions later. */
function calledHere({ name, plural }: Thing, clauses: readonly Clause[]): { name: string; plural: string } {
  const [first = '', last] = name.split(' ');
  const many = plural.split(' ').at(-1) ?? '';
  if (last === undefined || name.split(' ').length > 2) return { name, plural };
  const alone = new RegExp(`(?<= )(?<!(?:^| )${first} )(?:${last}|${many})(?= )`);
  return clauses.some(({ text, heading }) => heading !== '#' && alone.test(` ${text} `))
    ? { name: last, plural: many }
    : { name, plural };
}

/** "confirmed by the baker": who does it is not kept, and is said. */
const doers = (clause: Clause): Clause[] =>
  [...clause.text.matchAll(byWhom)].map(([words]) => retold(clause, words.trim()));

/** "managers approve them", behind a sentence that is no longer there. */
function named(clause: Clause, { name, plural }: Life): Clause {
  const words = clause.text.split(' ');
  if (clause.heading === '#' || words.some((word) => word === name || word === plural)) return clause;
  const text = clause.text.replaceAll(/(?<= |^)(?:them|they)(?= |$)/g, plural).replaceAll(/^it(?= )/g, `the ${name}`);
  return text === clause.text ? clause : retold(clause, text);
}

/** That rows in these states are not changed, or not deleted. */
function barred({ values, plural }: Life, where: Where, kind: 'fixed' | 'lasting'): string {
  const states = statesAt(where, values);
  const done = kind === 'fixed' ? 'changed' : 'deleted';
  const others = values.filter((value) => !states.includes(value));
  const named = 'in' in where || ('from' in where && states.every((state) => where.from.includes(state)));
  return !named && others.length === 1
    ? `only ${others.join('')} ${plural} can be ${done}`
    : `${states.join(' or ')} ${plural} cannot be ${done}`;
}

const aOf = (name: string): string => `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;

/** The states that there are, and the one that a row begins with, behind the name of the field. */
function withStates(clause: Clause, life: Life, start: string | undefined): Clause {
  const found = new RegExp(`(?<= |^)${life.field} \\( (${life.values[0]} [^()]+) \\)`).exec(clause.text);
  if (!found) return clause;
  const [all, inside = ''] = found;
  const list = life.values.join(' / ');
  const rest = inside.split(/ [,;] /).filter((part) => /^default |^required|^optional/.test(part));
  const first =
    start === undefined || start === life.values[0] || rest.some((part) => part.startsWith('default'))
      ? []
      : [`default ${start}`];
  const said = `${life.field} ( ${[list, ...rest, ...first].join(' , ')} )`;
  return said === all ? clause : retold(clause, clause.text.replace(all, said));
}

/** Told with the others: its words are answered, and no pattern finds any of them. */
const answered = (clause: Clause): Clause => ({
  ...clause,
  text: '',
  heading: '#',
  read: clause.tokens.map(() => true),
});
