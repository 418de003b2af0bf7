import type { StateFact } from './facts.ts';
import { sideStates } from './vocabulary.ts';

/** A sentence that tells a way through several states: "from open to paid to sent", "first open, then paid". */

const isState = (word: string | undefined): boolean => word !== undefined && /^[SAV]\d+$/.test(word);
const isSource = (word: string): boolean => /^(?:ONCE|POINT)$/.test(word);
const joint = /^(?:,|and|or|nor|\/)$/;
/** What makes a list of states one that is gone through in its order. */
const inTurn = /^(?:ORDER|NEXT|THEN|START|END|GO|SKIP)$/;

/** Undefined where the words say anything else. */
export function pathOf(words: readonly string[], names: readonly string[]): StateFact[] | undefined {
  const has = (...of: string[]): boolean => words.some((word) => of.includes(word));
  if (has('THAT', 'UNLESS', 'BEFORE', 'LASTING', 'LOCKED', 'CHANGE', 'DELETE', 'KEEP', 'REFUSED'))
    return has('ELSE') ? listed(words, names) : undefined;
  if (has('NO')) return undefined;
  // "open ones are paid , paid ones sent": each by itself.
  const moved = words.findIndex((word) => /^[SV]\d/.test(word));
  if (words.slice(moved).some((word) => /^A\d/.test(word))) return undefined;
  const each = waysApart(words, names);
  if (each) return each;
  // "an open repair becomes paid"
  const bare = words.filter((word, at) => !(/^[#@]$/.test(word) && isState(words[at - 1])));
  const groups: { states: string[]; before: string[]; either: boolean }[] = [];
  let between: string[] = [];
  for (const word of bare) {
    if (!isState(word)) {
      between.push(word);
      continue;
    }
    const name = names[Number(word.slice(1))] ?? '';
    const last = groups.at(-1);
    // "to done or back to open": beside the one before
    const beside = between[0] === 'or' && between.slice(1).every((gap) => /^(?:BACK|TO|BECOME)$/.test(gap));
    if (last && groups.length > 1 && beside) {
      last.states.push(name);
      last.either = true;
    } else if (last && between.length > 0 && between.every((gap) => joint.test(gap))) {
      last.states.push(name);
      last.either ||= between.includes('or') || between.includes('/');
    } else groups.push({ states: [name], before: between, either: false });
    between = [];
  }
  const tail = between;
  const all = groups.flatMap(({ states }) => states);
  if (new Set(all).size < 2) return undefined;
  const lead = groups[0]?.before ?? [];
  const turn = [...lead, ...tail].some((word) => inTurn.test(word)) || has('NEXT', 'ORDER');
  const [only] = groups;
  if (groups.length === 1 && only) {
    if (only.either && !has('NEXT', 'ORDER')) return plainly(words, only.states) ? told(only.states) : undefined;
    if (turn) return [...told(only.states), ...chain(parted(only))];
    return plainly(words, only.states) ? told(only.states) : undefined;
  }
  // "paid after open": the other way round, which the reading of conditions knows.
  if (groups.slice(1).some(({ before }) => before.some(isSource) && !startsAnew(before))) return undefined;
  const steps: string[][][] = [];
  for (const { states, before, either } of groups) {
    const begins = steps.length === 0 || startsAnew(before);
    const parts = either
      ? [states]
      : states.length > 1 && !inOrder(has, groups)
        ? [states]
        : states.map((state) => [state]);
    if (begins) steps.push(parts);
    else steps.at(-1)?.push(...parts);
  }
  if (steps.some((way) => way.length < 2)) return undefined;
  // "open , checked": nothing says that one follows the other.
  const joined = groups
    .slice(1)
    .every(
      ({ before }) =>
        before.length === 0 || before.some((word) => /^(?:TO|THEN|BECOME|GO|MAY|ONCE|POINT|END|NEXT)$/.test(word)),
    );
  const may = has('MAY');
  const way = has('GO', 'ORDER', 'THEN') && !may;
  return joined ? steps.flatMap((step) => chain(step, { way, may })) : undefined;
}

/** "open to paid , paid to sent and open to lost": each by itself. */
function waysApart(words: readonly string[], names: readonly string[]): StateFact[] | undefined {
  const pieces: string[][] = [[]];
  for (const word of words) {
    if (/^(?:,|and|:)$/.test(word)) pieces.push([]);
    else pieces.at(-1)?.push(word);
  }
  if (words.some((word) => word === 'THERE')) return undefined;
  const ways = pieces.filter((piece) => piece.some(isState));
  if (ways.length < 2 || !ways.every((piece) => piece.includes('TO') && piece.filter(isState).length > 1))
    return undefined;
  const found = ways.map((piece) => pathOf(piece, names));
  return found.every((facts) => facts !== undefined) ? found.flat() : undefined;
}

/** "over open and checked to paid", "first open , then checked and paid": one after the other. */
function inOrder(has: (...of: string[]) => boolean, groups: readonly { before: string[] }[]): boolean {
  return has('THEN', 'NEXT', 'ORDER', 'START') || groups.some(({ before }) => before.includes('GO'));
}

/** "…, from open": a way of its own begins. */
const startsAnew = (before: readonly string[]): boolean => {
  const at = before.findIndex(isSource);
  return at >= 0 && before.slice(0, at).some((word) => /^(?:,|and|but)$/.test(word));
};

/** "a repair is open , paid or sent", "the states are open and paid": which there are. */
function plainly(words: readonly string[], states: readonly string[]): boolean {
  const rest = words.filter((word) => !isState(word) && !joint.test(word));
  return (
    rest.every((word) => /^[#@~:]$|^MAY$/.test(word)) &&
    (rest.includes('~') || (states.length > 2 && !rest.includes('MAY')))
  );
}

/** "packed , delivered or lost": what a row leaves its way for comes beside the last. */
function parted({ states, either }: { states: string[]; either: boolean }): string[][] {
  const aside = either && sideStates.test(states.at(-1) ?? '') ? states.length - 2 : states.length;
  return [...states.slice(0, aside).map((state) => [state]), ...(aside < states.length ? [states.slice(aside)] : [])];
}

const told = (states: string[]): StateFact[] => [{ kind: 'listed', states }];

function listed(words: readonly string[], names: readonly string[]): StateFact[] | undefined {
  const states = words.filter(isState).map((word) => names[Number(word.slice(1))] ?? '');
  return states.length > 2 ? chain(states.map((state) => [state])) : undefined;
}

function chain(steps: readonly string[][], { way, may } = { way: true, may: false }): StateFact[] {
  return steps.slice(1).map((to, at): StateFact => ({ kind: 'edge', from: steps[at] ?? [], to, way, may }));
}
