import { valueName } from '../fields/fields.ts';

/** Ways between states as they are written: "a -> b -> c or d", "from a to b". */

export const statusWord =
  '(?:status(?:es)?|state|states|stage|stages|phase|progress|lifecycle|life cycle|workflow|transitions?)';

/** "a -> b -> c or d , b -> a": every pair; "/" and "or" list alternatives. */
export function chainsIn(text: string): [string, string][] {
  const arrow = text.indexOf('->');
  const word = [...text.slice(0, arrow).matchAll(new RegExp(`\\b${statusWord}\\b`, 'g'))].at(-1);
  const cleaned = text
    .slice(word ? word.index + word[0].length : 0)
    .replace(/^.*?:(?=.*->)/, '')
    .replace(/^[^(]*\((?=[^)]*->)/, '')
    .replace(/\).*$/, '');
  const found: [string, string][] = [];
  for (const part of cleaned.split(/ , | ; /)) {
    const steps = part.split('->').map((step) =>
      step
        .split(/ \/ | or | \| /)
        .map((name) =>
          valueName(
            name
              .replace(
                /^.*\b(?:from|status|state|goes|with|be|is|are|moves?|changes?|of|the|can|only|as|like|follows)\b(?= )/,
                '',
              )
              .split(' ')
              .slice(-3)
              .join(' '),
          ),
        )
        .filter((name) => name !== ''),
    );
    for (let i = 0; i + 1 < steps.length; i += 1) {
      for (const from of steps[i] ?? []) for (const to of steps[i + 1] ?? []) if (from !== to) found.push([from, to]);
    }
  }
  return found;
}

export function pairs(chains: readonly string[][]): [string, string][] {
  const found: [string, string][] = [];
  for (const chain of chains) {
    const steps = chain.map((step) => step.split('_or_'));
    for (let i = 0; i + 1 < steps.length; i += 1) {
      for (const from of steps[i] ?? [])
        for (const to of steps[i + 1] ?? []) if (from !== '' && to !== '' && from !== to) found.push([from, to]);
    }
  }
  return found;
}

export function unique(list: [string, string][]): [string, string][] {
  return list.filter(([a, b], i) => list.findIndex(([c, d]) => a === c && b === d) === i);
}
