import { compare, explain, satisfies, validRange } from '@renovatebot/pep440';
import type { Step, Versions } from '../contract.ts';

const release = (version: string): number[] => explain(version)?.release ?? [];
const at = (version: string, index: number): number => release(version)[index] ?? 0;

function step(from: string, to: string): Step {
  const epochs = [from, to].map((version) => explain(version)?.epoch ?? 0);
  if (epochs[0] !== epochs[1] || at(from, 0) !== at(to, 0)) return 'major';
  return at(from, 1) === at(to, 1) ? 'patch' : 'minor';
}

/** PEP 440, its first two numbers as major and minor. */
export const pythonVersions: Versions = {
  compare,
  step,
  only: (version) => `==${version}`,
  below(above, from) {
    if (explain(above)?.epoch) return null;
    const minor = `${at(above, 0)}.${at(above, 1)}`;
    const major = `${at(above, 0)}`;
    const bound = compare(major, from) > 0 ? major : compare(minor, from) > 0 ? minor : above;
    return `>${from},<${bound}`;
  },
};

/** The same kind of specifier around another version: pins stay pins, lower bounds stay, upper ones go just as far beyond. */
export function raisedSpecifier(specifier: string, to: string): string {
  if (allows(specifier, to) && !/==|~=/.test(specifier)) return specifier;
  return specifier
    .split(',')
    .map((clause) => {
      const [, space = '', sign = '', gap = '', version = '', star = '', rest = ''] =
        /^(\s*)(===?|~=|<=|<|>=|>|!=)(\s*)([\w.!+-]+?)(\.\*)?(\s*)$/.exec(clause) ?? [];
      if (version === '') return clause;
      const raised = raisedVersion(sign, version, star !== '', to);
      return raised === null ? clause : `${space}${sign}${gap}${raised}${star}${rest}`;
    })
    .join(',');
}

/** Null: the clause stays as it is. */
function raisedVersion(sign: string, version: string, starred: boolean, to: string): string | null {
  if (sign === '===' || (sign === '==' && !starred)) return to;
  if (sign === '~=' || (sign === '==' && starred)) {
    const parts = release(version).length;
    return padded(release(to), parts).slice(0, parts).join('.');
  }
  if (sign === '<=' && compare(to, version) > 0) return to;
  if (sign === '<' && compare(to, version) >= 0) return boundAbove(release(version), release(to));
  return null;
}

/** The next step of the size that the bound had: `<2` → `<4`, `<2.0` → `<4.0`, `<1.5` → `<3.8`. */
function boundAbove(bound: readonly number[], to: readonly number[]): string {
  const last = bound.findLastIndex((part) => part !== 0);
  const size = Math.max(0, last);
  const raised = padded(to, bound.length).map((part, index) => (index < size ? part : index === size ? part + 1 : 0));
  return raised.slice(0, bound.length).join('.');
}

const padded = (parts: readonly number[], length: number): number[] => [
  ...parts,
  ...Array.from({ length: Math.max(0, length - parts.length) }, () => 0),
];

export function allows(specifier: string, version: string): boolean {
  return specifier.trim() === '' || (validRange(specifier) && satisfies(version, specifier, { prereleases: true }));
}

/** The oldest version that a specifier names: what a project promises to run on at least. */
export function leastOf(specifier: string): string | null {
  const named = specifier
    .split(',')
    .flatMap((clause) => /^\s*(?:===?|~=|>=|>)\s*([\w.!+-]+?)(?:\.\*)?\s*$/.exec(clause)?.[1] ?? [])
    .filter((version) => explain(version) !== null);
  return named.toSorted(compare).at(-1) ?? null;
}
