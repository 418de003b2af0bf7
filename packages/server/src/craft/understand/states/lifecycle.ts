import { type StateFact, statesAt } from './facts.ts';
import { sideStates } from './vocabulary.ts';

/** Everything that was said of the states of one thing, as the changes that there may be. */

export interface Lifecycle {
  /** In their order. */
  values: string[];
  facts: StateFact[];
}

type Pair = readonly [string, string];

/** The changes that are allowed; undefined where nothing was said of them. */
export function allowedIn({ values, facts }: Lifecycle): Pair[] | undefined {
  const told = facts.flatMap((fact) => (fact.kind === 'edge' ? pairsOf(fact.from, fact.to) : []));
  const bounds = facts.filter(
    ({ kind }) => kind === 'only' || kind === 'never' || kind === 'next' || kind === 'forward',
  );
  const reached = new Set(told.map(([, to]) => to));
  const unreached = values.filter((value) => !reached.has(value) && !isBound(facts, value));
  // One change alone says nothing of the others.
  const first = startOf({ values, facts }) ?? values[0];
  const whole =
    told.length > 0 &&
    (unreached.every((value) => value === first) ||
      facts.some((fact) => fact.kind === 'closed' || (fact.kind === 'edge' && fact.way)));
  if (bounds.length === 0 && !whole) return undefined;
  let allowed = whole ? told : [...baseOf(values, facts), ...told];
  for (const fact of facts) {
    if (fact.kind === 'only') {
      const from = statesAt(fact.where, values);
      allowed = allowed.filter(([, to]) => !fact.to.includes(to));
      allowed.push(
        ...pairsOf(
          from.filter((state) => !fact.to.includes(state) && !isLeft(facts, state)),
          fact.to,
        ),
      );
    }
    if (fact.kind === 'never') {
      const from = statesAt(fact.where, values);
      // What cannot be cancelled in one state can in those before it.
      const aside = typeof fact.to === 'string' || !whole ? [] : fact.to.filter((state) => unreached.includes(state));
      const before = values.filter((value) => !from.includes(value) && !sideStates.test(value));
      allowed.push(...pairsOf(before, aside));
      allowed = allowed.filter(([a, b]) => {
        if (!from.includes(a)) return true;
        if (fact.to === 'any') return false;
        return fact.to === 'earlier' ? values.indexOf(b) > values.indexOf(a) : !fact.to.includes(b);
      });
    }
    if (fact.kind === 'forward') allowed = allowed.filter(([a, b]) => values.indexOf(b) > values.indexOf(a));
  }
  const place = ([a, b]: Pair): number => values.indexOf(a) * values.length + values.indexOf(b);
  if (!whole) allowed = allowed.toSorted((one, other) => place(one) - place(other));
  const seen = new Set<string>();
  return allowed.filter(([a, b]) => a !== b && !seen.has(`${a} ${b}`) && seen.add(`${a} ${b}`) !== undefined);
}

/** What there is where only some of the changes were bounded. */
function baseOf(values: readonly string[], facts: readonly StateFact[]): Pair[] {
  const way = values.filter((value) => !sideStates.test(value));
  const aside = values.filter((value) => sideStates.test(value));
  const last = way.at(-1);
  if (facts.some(({ kind }) => kind === 'next'))
    return [
      ...way.slice(1).map((to, at): Pair => [way[at] ?? '', to]),
      ...pairsOf(
        way.filter((state) => state !== last),
        aside,
      ),
    ];
  const onward = facts.some(
    (fact) => (fact.kind === 'only' && !fact.to.every((to) => sideStates.test(to))) || fact.kind === 'forward',
  );
  return values.flatMap((from, at) =>
    values.flatMap((to, other): Pair[] =>
      from === to ||
      (onward && (other < at || (sideStates.test(from) && !facts.some(({ kind }) => kind === 'forward'))))
        ? []
        : [[from, to]],
    ),
  );
}

const pairsOf = (from: readonly string[], to: readonly string[]): Pair[] =>
  from.flatMap((a) => to.flatMap((b): Pair[] => (a === b ? [] : [[a, b]])));

/** Of which a sentence says from where it is reached. */
const isBound = (facts: readonly StateFact[], value: string): boolean =>
  facts.some((fact) => fact.kind === 'only' && fact.to.includes(value));

const isLeft = (facts: readonly StateFact[], value: string): boolean =>
  facts.some(
    (fact) => fact.kind === 'never' && fact.to === 'any' && 'in' in fact.where && fact.where.in.includes(value),
  );

/** In which state a row begins; undefined where the first one was told first. */
export function startOf({ values, facts }: Lifecycle): string | undefined {
  const said = facts.find((fact) => fact.kind === 'start');
  if (said?.kind === 'start') return said.state;
  const told = facts.flatMap((fact) => (fact.kind === 'edge' ? pairsOf(fact.from, fact.to) : []));
  const open = values.filter((value) => !told.some(([, to]) => to === value) && told.some(([from]) => from === value));
  return open.length === 1 && told.length > 1 ? open[0] : undefined;
}
