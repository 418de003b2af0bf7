import { lexicon } from '../words/lexicon.ts';
import { isNever } from '../words/noun-sense.ts';
import { isTalk } from './told.ts';
import { has, isMany, isOwnVerb, isPeople, isThingHere, light, one } from './words.ts';

/** What belongs to what, in the words of where it is made, kept or led. */

/** "batches are brewed from a recipe", "readings come from a station, taken at a time": ties, and what is said of it besides. */
export function placedIn(match: RegExpExecArray, told: ReadonlySet<string>): string[] {
  const { 1: child = '', 2: be, 3: verb = '', 4: by = '', 5: first = '', 6: by2, 7: second, 8: tail = '' } = match;
  const plural = isMany(child);
  const plainVerb = lexicon().verbForms.get(verb) ?? verb;
  if (
    (isOwnVerb(verb) && !(be !== undefined && light.test(verb))) ||
    isTalk(one(child).split(' ').at(-1) ?? '') ||
    (isNever(child.split(' ')) && !has(told, child))
  )
    return [];
  if (be === undefined && (isPeople(child) || (plural ? false : !verb.endsWith('s')))) return [];
  if (be !== undefined && !/(?:ed|en|wn|nt|lt|ld|de|un|ung|ught|t|led|put|set)$/.test(verb)) return [];
  // "probes hang on a pipeline, with a serial": told of right there.
  const listed = plural && /(?:^| )(?:with|has|have|:) /.test(tail);
  if (!isThingHere(told, child) && !listed) return [];
  const ties: string[] = [];
  for (const [preposition, target] of [
    [by, first],
    [by2, second],
  ]) {
    if (target === undefined || preposition === undefined) continue;
    if (isThingHere(told, target) && one(target) !== one(child))
      ties.push(`each ${one(child)} belongs to a ${one(target)}`);
    else if (
      /^(?:at|in|on)$/.test(preposition) &&
      (listed || isThingHere(told, child)) &&
      !isMany(target) &&
      !isTalk(target)
    )
      ties.push(`each ${one(child)} has a ${target}`);
    else return [];
  }
  if (!ties.some((tie) => tie.includes(' belongs to ')) && plainVerb === verb && be === undefined && !has(told, child))
    return [];
  const more = besides(tail, one(child), told);
  return more === undefined ? [] : [...ties, ...more];
}

/** ", taken at a time, with a, b and c": what goes on about the same thing. Undefined where it says something else. */
export function besides(tail: string, child: string, told: ReadonlySet<string>): string[] | undefined {
  let rest = tail.trim();
  if (rest === '') return [];
  const found: string[] = [];
  for (let guard = 0; guard < 4 && rest !== ''; guard += 1) {
    const list = /^(?:, )?(?:and )?(?:has|have|with|:|says|say|notes|states|tells|shows|records|mentions) (.+)$/.exec(
      rest,
    );
    if (list?.[1]) return [...found, `each ${child} has ${list[1]}`];
    const allowed = /^(?:, )?(?:and )?((?:can|must|cannot|may|should) .+)$/.exec(rest);
    if (allowed?.[1]) return [...found, `each ${child} ${allowed[1]}`];
    const plain =
      /^(?:, )?(at|in|on|with|for|by|from) (?:an?|the|1|one|exactly 1) ([a-z]+(?: [a-z]+)??)(?=$| ,| and | with| has| have| at | in | on | by | for )/.exec(
        rest,
      );
    if (plain?.[2]) {
      const at = /^(?:at|in|on)$/.test(plain[1] ?? '');
      if (!isThingHere(told, plain[2]) && !at) return undefined;
      found.push(
        isThingHere(told, plain[2]) ? `each ${child} belongs to a ${plain[2]}` : `each ${child} has a ${plain[2]}`,
      );
      rest = rest.slice(plain[0].length).trim();
      continue;
    }
    const items = /^, ((?:[a-z0-9()/. ]+)(?: , [a-z0-9()/. ]+)*)$/.exec(rest);
    if (
      items?.[1] &&
      found.length > 0 &&
      !/\b(?:is|are|can|must|has|have|may|will|lasts|no|only|cannot)\b/.test(items[1])
    )
      return [...found, `each ${child} has ${items[1]}`];
    const going = /^(?:, )(?:and )?((?:lasts?|is|has) .+)$/.exec(rest);
    if (going?.[1] && found.length > 0) return [...found, `each ${child} ${going[1]}`];
    const chained =
      /^(?:, )?(?:and )?(?:(?:is|are) )?([a-z]+) (at|in|on|by|from|for|to) (?:an?|the|1|one) ([a-z]+(?: [a-z]+)??)(?=$| ,| and | with| has| have| at | in | on | by )/.exec(
        rest,
      );
    if (!chained?.[3] || (isOwnVerb(chained[1] ?? '') && !light.test(chained[1] ?? ''))) return undefined;
    found.push(
      isThingHere(told, chained[3]) ? `each ${child} belongs to a ${chained[3]}` : `each ${child} has a ${chained[3]}`,
    );
    rest = rest.slice(chained[0].length).trim();
  }
  return rest === '' ? found : undefined;
}
