import { lexicon } from './lexicon.ts';

/** "members borrow books": a verb without a modal, told by what stands on either side. */
export function isSpoken(tokens: readonly string[], index: number, afterThing: boolean, plural: boolean): boolean {
  if (!afterThing) return false;
  const token = tokens[index] ?? '';
  const next = tokens[index + 1] ?? '';
  const third = token.endsWith('s');
  if (plural === third) return false;
  // "cycles started by a customer" tells which, not what they do.
  if (plural && next === 'by') return false;
  if (/^(?:and|or|,)$/.test(next)) {
    const { verbForms, nouns } = lexicon();
    const after = tokens[index + 2] ?? '';
    return plural && verbForms.get(token) === token && verbForms.get(after) === after && !nouns.has(after);
  }
  return next !== '' && !/^(?:can|may|must|is|are|has|have|and|,|:|of|\)|\(|cannot|or)$/.test(next);
}
