import type { StateFact, Where } from './facts.ts';
import { opposite } from './facts.ts';
import { meanings, talk } from './vocabulary.ts';
import { pathOf } from './path.ts';

/**
 * What a sentence says of the states of a thing, from what its words mean and not from how they are put. Its status stands as
 * `~`, its thing as `#`, a state as `S` with its place among the names.
 */

/** Undefined where the words say more, or nothing of this. `last`: the state that was spoken of before. */
export function stateFactsOf(
  masked: string,
  names: readonly string[],
  last?: string,
  before: readonly StateFact[] = [],
): StateFact[] | undefined {
  const spoken = last === undefined ? undefined : `S${names.indexOf(last)}`;
  const said = meanings(masked).filter((word) => !talk.has(word));
  // "then it is sent": from the one before
  const follows =
    /^(?:THEN|THERE)$/.test(said[0] ?? '') || (said.includes('THEN') && said.filter(isState).length === 1);
  const goesOn =
    follows || (isOpen(said) && !before.some((fact) => fact.kind === 'edge' && fact.from.includes(last ?? '')));
  const words = spoken !== undefined && goesOn ? [spoken, ...said] : said;
  if (words.some((word) => !isKnown.test(word))) return undefined;
  // "to approved or refused": a state that nobody listed.
  if (/(?:or|->|TO|THEN) REFUSED/.test(words.join(' '))) return undefined;
  return read(words, names);
}

/** "a repair can be checked", and nothing of when: from the state that was spoken of. */
const isOpen = (words: readonly string[]): boolean => /^[#@] MAY(?: BECOME| TO)* S\d+(?: ,|$)/.test(words.join(' '));

const isKnown = /^(?:[A-Z]+|[SAV]\d+|[#@~,:/()]|and|or|nor|but|-|=)$/;

/** As one statement, else as two. */
function read(words: readonly string[], names: readonly string[]): StateFact[] | undefined {
  const own = trimmed(words);
  if (own.length === 0) return undefined;
  const whole = statement(own, names);
  if (whole) return whole;
  for (const at of own.keys()) {
    if (at === 0 || !/^(?:,|and|but|:|-)$/.test(own[at] ?? '')) continue;
    const left = statement(trimmed(own.slice(0, at)), names);
    if (!left) continue;
    const before = own.slice(0, at).findLast(isState);
    const rest = own.slice(at + 1).map((word) => (word === 'THERE' && before ? before : word));
    // "open ones can be paid , paid ones sent"
    const right = read(carried(own.slice(0, at), rest), names);
    if (right) return [...left, ...right];
  }
  return undefined;
}

/** What may be done, or not, goes on: "only be paid if it is sent , and closed if it is paid". */
function carried(left: readonly string[], right: readonly string[]): string[] {
  if (
    right.some((word) => /^(?:MAY|MUST|NO|REFUSED|BECOME|GO|CHANGE|DELETE|LOCKED|KEEP|END|START|NEXT|ELSE)$/.test(word))
  )
    return [...right];
  const held = ['NO', 'ONLY', 'MAY'].filter((word) => left.includes(word));
  return [...held, ...right];
}

const trimmed = (words: readonly string[]): string[] => {
  const kept = [...words];
  while (/^(?:,|and|but|:|-|or)$/.test(kept[0] ?? '')) kept.shift();
  while (/^(?:,|and|but|:|-|or)$/.test(kept.at(-1) ?? '')) kept.pop();
  return kept;
};

const isState = (word: string | undefined): boolean => word !== undefined && /^[SAV]\d+$/.test(word);

function statement(words: readonly string[], names: readonly string[]): StateFact[] | undefined {
  const has = (...of: string[]): boolean => words.some((word) => of.includes(word));
  const named = [...new Set(words.filter(isState).map((word) => nameOf(word, names)))];
  if (named.length === 0) return ofOrder(has);
  // "once paid, always paid"
  if (named.length === 1 && words.filter(isState).length === 2 && has('ONCE')) return final(named[0] ?? '');
  if (has('CHANGE', 'DELETE', 'LOCKED') || named.length === 1) return onRows(words, names) ?? alone(named, has);
  return has('ONLY') ? (onRows(words, names) ?? pathOf(words, names)) : (pathOf(words, names) ?? onRows(words, names));
}

type Has = (...of: string[]) => boolean;

/** "no step is skipped", "only to the next one", "never back": of all of the states. */
function ofOrder(has: Has): StateFact[] | undefined {
  const bound = has('NO', 'REFUSED', 'ONLY', 'MUST', 'BEFORE') || !has('MAY');
  if (has('CHANGE', 'DELETE') && !has('~', 'NEXT', 'SKIP', 'BACK', 'ELSE')) return undefined;
  if (has('LOCKED', 'START', 'END', 'ONCE', 'POINT', 'LASTING', 'THAT') && !has('NEXT', 'ORDER')) return undefined;
  if (has('SKIP', 'BACK')) {
    if (!has('NO', 'REFUSED', 'BEFORE')) return undefined;
    return has('SKIP') ? [{ kind: 'next' }] : [{ kind: 'forward' }];
  }
  if (has('NEXT')) return bound && has('REFUSED') === (has('NO') && has('REFUSED')) ? [{ kind: 'next' }] : undefined;
  if (has('ELSE')) return has('NO', 'REFUSED') ? [{ kind: 'closed' }] : undefined;
  if (has('NO', 'REFUSED')) return undefined;
  if (has('FORWARD')) return has('~', '#', '@') && has('ONLY', 'GO', 'MUST') ? [{ kind: 'forward' }] : undefined;
  // "the order of the statuses is fixed", "they have to be taken in order"
  return has('ORDER') && has('~', '@', '#') && has('MUST', 'ONLY', 'GO') ? [{ kind: 'next' }] : undefined;
}

/** What is said of one state and of nothing else. */
function alone([state = '']: readonly string[], has: Has): StateFact[] | undefined {
  if (has('CHANGE', 'DELETE', 'LOCKED')) return undefined;
  if (has('BACK') && has('NO', 'REFUSED') && !has('ONLY', 'UNLESS', 'BEFORE'))
    return [{ kind: 'never', to: 'earlier', where: { in: [state] } }];
  if (has('END') && !has('ONLY', 'START', 'BEFORE', 'UNLESS')) return final(state);
  if (has('KEEP') && !has('NO', 'ONLY', 'BEFORE', 'UNLESS', 'MAY')) return final(state);
  if (has('START') && !has('NO', 'REFUSED', 'ONLY', 'UNLESS', 'MAY', 'BACK')) return [{ kind: 'start', state }];
  return undefined;
}

const final = (state: string): StateFact[] => [{ kind: 'never', to: 'any', where: { in: [state] } }];

export const nameOf = (word: string, names: readonly string[]): string => names[Number(word.slice(1))] ?? '';

interface Condition {
  marker: string;
  /** "not yet": what comes later is meant as well. */
  yet: boolean;
  /** "if it should be paid": what is wanted, and not what is. */
  wish: boolean;
  negative: boolean;
  states: string[];
}

interface Split {
  main: string[];
  targets: string[];
  condition: Condition | undefined;
}

const marker = /^(?:ONCE|POINT|LASTING|THAT|UNLESS|BEFORE)$/;

/** The states of which it holds, and what holds there; undefined where there are two conditions. */
function splitOf(words: readonly string[], names: readonly string[]): Split | undefined {
  const main: string[] = [];
  const targets: string[] = [];
  let condition: Condition | undefined;
  let open: Condition | undefined;
  for (const [at, word] of words.entries()) {
    if (/^A\d/.test(word)) {
      // "before an open repair is closed": which one is meant, once more.
      const goesOn =
        /^(?:,|or|and|nor|\/)$/.test(words[at - 1] ?? '') &&
        condition?.states.length !== 0 &&
        /^A\d/.test(words[at - 2] ?? '');
      if (
        (condition && condition.marker !== 'ATTRIBUTE') ||
        (targets.length > 0 &&
          !goesOn &&
          words.some((other, place) => place < at && isState(other) && other.startsWith('S')))
      )
        return undefined;
      condition ??= { marker: 'ATTRIBUTE', yet: false, wish: false, negative: false, states: [] };
      condition.states.push(nameOf(word, names));
      continue;
    }
    if (marker.test(word)) {
      // "when a repair that is open": which one is meant, once more.
      if (open && open.states.length === 0) {
        open.marker = open.marker === 'BEFORE' || open.marker === 'UNLESS' ? open.marker : word;
        continue;
      }
      if (condition) return undefined;
      open = { marker: word, yet: false, wish: false, negative: false, states: [] };
      condition = open;
      continue;
    }
    if (open && open.states.length > 0 && !isState(word) && !/^(?:or|and|nor|\/)$/.test(word)) {
      if (word === ',' && /^S\d/.test(words[at + 1] ?? '')) continue;
      open = undefined;
      if (word === ',') continue;
    }
    if (open) {
      if (word === 'NO') open.negative = !open.negative;
      else if (word === 'YET') open.yet = true;
      else if (word === 'MUST' || word === 'BECOME') open.wish = true;
      else if (isState(word)) open.states.push(nameOf(word, names));
      else if (!/^(?:[#@~,]|and|or|nor|MAY|BECOME|TO|MUST|START|THEN)$/.test(word)) return undefined;
      continue;
    }
    if (isState(word)) targets.push(nameOf(word, names));
    main.push(word);
  }
  if (condition && condition.states.length === 0) return undefined;
  return { main, targets: [...new Set(targets)], condition };
}

function whereOf({ marker: said, yet, negative, states }: Condition): Where {
  if (negative && yet && said !== 'BEFORE' && said !== 'UNLESS') return { before: states };
  const before = said === 'BEFORE';
  const where: Where = before ? { before: states } : said === 'UNLESS' ? { notIn: states } : { in: states };
  return negative ? opposite(where) : where;
}

/** What may be done, or not, with rows in some of the states. */
function onRows(words: readonly string[], names: readonly string[]): StateFact[] | undefined {
  const split = splitOf(words, names);
  if (!split?.condition) return undefined;
  const { main, targets, condition } = split;
  const has = (...of: string[]): boolean => main.some((word) => of.includes(word));
  const count = (of: string): number => main.filter((word) => word === of).length;
  const where = whereOf(condition);
  const refused = (Math.min(count('NO'), 1) + Math.min(count('REFUSED'), 1)) % 2 === 1;
  const lasting = /^(?:LASTING|BEFORE|UNLESS)$/.test(condition.marker) || words.includes('ONLY') || condition.negative;
  const holds = 'in' in where;
  const since: Where = condition.marker === 'ONCE' && holds ? { from: condition.states } : where;

  if (has('START') && !has('ELSE')) return undefined;
  // "a repair has to be checked before it can be paid": what comes first is said last.
  const earlier = condition.marker === 'BEFORE' || condition.wish || has('PAST');
  if (targets.length > 0 && earlier && has('MUST') && !refused && !condition.negative)
    return [{ kind: 'only', to: condition.states, where: { in: targets } }];
  if (targets.length > 0) {
    if (has('DELETE', 'LOCKED', 'KEEP', 'ELSE', 'NEXT', 'ORDER') || (has('SKIP') && !refused)) return undefined;
    if (refused) {
      if (holds) return [{ kind: 'never', to: has('AGAIN') ? 'earlier' : targets, where: since }];
      return [{ kind: 'only', to: targets, where: { in: condition.states } }];
    }
    if (lasting)
      return has('MAY', 'ONLY', 'MUST', 'BECOME') || words.includes('ONLY')
        ? [{ kind: 'only', to: targets, where }]
        : undefined;
    if (!holds) return undefined;
    return has('MAY', 'BECOME', 'GO', 'TO', 'THEN', 'BACK', 'AGAIN')
      ? [{ kind: 'edge', from: condition.states, to: targets, way: false, may: has('MAY') }]
      : undefined;
  }
  if (has('LOCKED') || (has('CHANGE') && !has('ELSE')) || has('DELETE')) {
    // "from paid no further change is possible"
    const ofStatus = has('~') || !words.some((word) => /^[#@]$/.test(word));
    const turned = has('LOCKED') ? (has('NO') ? undefined : true) : refused;
    if (turned === undefined || (has('DELETE') && (has('CHANGE') || has('LOCKED')))) return undefined;
    const barred = turned ? since : lasting && has('MAY') ? opposite(where) : undefined;
    if (!barred) return undefined;
    if (has('DELETE')) return [{ kind: 'lasting', where: barred }];
    return ofStatus
      ? [{ kind: 'never', to: 'any', where: turned ? where : barred }]
      : [{ kind: 'fixed', where: barred }];
  }
  if (has('KEEP') && !refused && holds) return [{ kind: 'never', to: 'any', where }];
  if (has('END') && !refused && holds) return [{ kind: 'never', to: 'any', where }];
  if (!refused || !holds) return undefined;
  if (has('ELSE')) return [{ kind: 'never', to: 'any', where }];
  if (has('BACK')) return [{ kind: 'never', to: 'earlier', where }];
  return has('GO', 'BECOME', 'TO', '~', 'ORDER') ? [{ kind: 'never', to: 'any', where }] : undefined;
}
