import type { Diagnosis, Healer, Remedy, Site } from '../contract.ts';
import { namesIn, withLine } from './words.ts';

const mismatch =
  /is not assignable to|cannot be applied to types|must be of type|Incompatible (?:types|return)|has incompatible type|Unsupported operand|does not exist on type '(?:string|number|boolean)'|not comparable|no overlap/i;

const primitives: Readonly<Record<string, readonly string[]>> = {
  node: ['string', 'number', 'boolean'],
  python: ['str', 'int', 'float', 'bool'],
};

/** One declaration with the wrong type makes everything wrong that is done with it: another type, where the code says which. */
export const wrongTypeHealer: Healer = {
  name: 'wrong types',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    const known = primitives[site.ecosystem];
    const at = diagnoses.findIndex(({ checker, message }) => checker === 'types' && mismatch.test(message));
    if (at === -1 || !known) return found;
    const remedies = await remediesFor(
      diagnoses.filter(({ message }) => mismatch.test(message)),
      known,
      site,
    );
    if (remedies.length > 0) found.set(at, remedies);
    return found;
  },
};

async function remediesFor(wrong: readonly Diagnosis[], known: readonly string[], site: Site): Promise<Remedy[]> {
  const [said, told] = await namesAround(wrong, known, site);
  const files = new Set(wrong.flatMap(({ file }) => (file === null ? [] : [file])));
  const annotated = new RegExp(`\\b([\\w$]+)(\\??: |\\([^()]*\\): |\\([^()]*\\) -> )(${known.join('|')})\\b`, 'g');
  const remedies: Remedy[] = [];
  for (const path of (await site.files()).filter((one) => /\.([cm]?tsx?|py)$/.test(one)).slice(0, 500)) {
    if (/(^|\/)(tests?|__tests__)\/|[._]test\.|\.d\.ts$/.test(path)) continue;
    const text = await site.read(path);
    for (const [row, line] of (text ?? '').split('\n').entries()) {
      // A function that a wrong line calls is nearer than one with a parameter of the same name.
      const near = [...namesIn(line)].filter(
        (one) => /^\w{4,}$/.test(one) && said.has(one) && !known.includes(one),
      ).length;
      for (const match of line.matchAll(annotated)) {
        const [all, name = '', between = '', type = ''] = match;
        const mentions = said.get(name) ?? 0;
        if (mentions === 0 && !(files.has(path) && wrong.some((one) => one.file === path && one.line === row + 1)))
          continue;
        for (const other of told.filter((one) => one !== type)) {
          const content = withLine(
            text ?? '',
            row + 1,
            (old) => old.slice(0, match.index) + name + between + other + old.slice(match.index + all.length),
          );
          if (content === null) continue;
          remedies.push({
            fix: 'declared-type',
            summary: `declare ${name} as ${other} in line ${row + 1} of ${path}`,
            edits: [{ path, content }],
            commands: [],
            trust: 3,
            likelihood: Math.min(0.95, 0.4 + mentions * 0.05 + near * 0.1 + (files.has(path) ? 0.1 : 0)),
          });
        }
      }
    }
  }
  return remedies.toSorted((a, b) => b.likelihood - a.likelihood).slice(0, 14);
}

/** How often a name stands in lines that are wrong, and the types that the errors speak of, the commonest first. */
async function namesAround(
  wrong: readonly Diagnosis[],
  known: readonly string[],
  site: Site,
): Promise<[said: Map<string, number>, told: string[]]> {
  const said = new Map<string, number>();
  const types = new Map<string, number>();
  for (const { file, line, message } of wrong.slice(0, 40)) {
    const text = file === null ? null : await site.read(file);
    const here = text?.split('\n')[(line ?? 0) - 1] ?? '';
    for (const name of namesIn(`${here} ${message}`)) said.set(name, (said.get(name) ?? 0) + 1);
    for (const type of known)
      if (new RegExp(`\\b${type}\\b`).test(message)) types.set(type, (types.get(type) ?? 0) + 1);
  }
  const told = [...types].toSorted(([, a], [, b]) => b - a).map(([type]) => type);
  return [said, told.length > 0 ? told : [...known]];
}
