interface Version {
  major: number;
  minor: number;
  patch: number;
  /** Parts of the pre-release; none for a release. */
  pre: readonly (string | number)[];
}

const number = '(?:0|[1-9]\\d*)';
const pattern = new RegExp(
  `^v?(${number})\\.(${number})\\.(${number})(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z.-]+)?$`,
);

/** Says which of two versions comes first: -1, 0 or 1. */
export function compareVersions(left: string, right: string): number {
  return compare(parse(left), parse(right));
}

/** Gives the next version by major, minor or patch. */
export function raiseVersion(version: string, part: 'major' | 'minor' | 'patch'): string {
  const { major, minor, patch, pre } = parse(version);
  if (part === 'major') return `${major + 1}.0.0`;
  if (part === 'minor') return `${major}.${minor + 1}.0`;
  return `${major}.${minor}.${pre.length > 0 ? patch : patch + 1}`;
}

/** Sorts versions from the oldest to the newest. */
export function sortVersions(versions: readonly string[]): string[] {
  return versions
    .map((text) => ({ text, version: parse(text) }))
    .sort((a, b) => compare(a.version, b.version))
    .map(({ text }) => text);
}

/** Says whether a version lies in a range such as ^1.2.0, ~1.2.0, >=1.0.0 <2.0.0 or 1.x. */
export function satisfies(version: string, range: string): boolean {
  const found = parse(version);
  const alternatives = range.split('||').map((part) => {
    const words = part
      .trim()
      .replace(/([<>=~^])\s+/g, '$1')
      .split(/\s+/);
    return words.flatMap((word) => boundsOf(word, range));
  });
  return alternatives.some((bounds) => bounds.every((bound) => bound(found)));
}

function parse(text: string): Version {
  const [, major, minor, patch, pre] = pattern.exec(text.trim()) ?? [];
  if (major === undefined) throw new SyntaxError(`"${text}" is not a semantic version.`);
  return {
    major: Number(major),
    minor: Number(minor),
    patch: Number(patch),
    pre:
      pre === undefined
        ? []
        : pre.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
  };
}

function compare(a: Version, b: Version): number {
  const numbers = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (numbers !== 0) return Math.sign(numbers);
  if (a.pre.length === 0 || b.pre.length === 0) return Math.sign(b.pre.length - a.pre.length);
  for (let at = 0; at < Math.max(a.pre.length, b.pre.length); at += 1) {
    const order = comparePart(a.pre[at], b.pre[at]);
    if (order !== 0) return order;
  }
  return 0;
}

/** What is missing comes first, then numbers, then words. */
function comparePart(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return Math.sign(a - b);
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : 1;
}

type Bound = (version: Version) => boolean;

function boundsOf(word: string, range: string): Bound[] {
  if (/^(\*|x)?$/i.test(word)) return [() => true];
  const [, sign = '', rest = ''] = /^(\^|~|>=|<=|>|<|=)?(.*)$/.exec(word) ?? [];
  const partial = /^v?(\d+)(?:\.(\d+|x|\*))?(?:\.(?:x|\*))?$/i.exec(rest);
  if (partial && sign === '') return partialBounds(partial[1] ?? '', partial[2]);
  if (!pattern.test(rest)) throw new SyntaxError(`"${range}" is not a range of versions.`);
  const version = parse(rest);
  const from: Bound = (other) => compare(other, version) >= 0;
  switch (sign) {
    case '^':
      return [from, below(ceiling(version))];
    case '~':
      return [from, below({ ...version, minor: version.minor + 1, patch: 0, pre: [] })];
    case '>=':
      return [from];
    case '<=':
      return [(other) => compare(other, version) <= 0];
    case '>':
      return [(other) => compare(other, version) > 0];
    case '<':
      return [below(version)];
    default:
      return [(other) => compare(other, version) === 0];
  }
}

function partialBounds(major: string, minor: string | undefined): Bound[] {
  const fixed = minor !== undefined && /^\d+$/.test(minor);
  return [(other) => other.major === Number(major) && (!fixed || other.minor === Number(minor))];
}

function below(limit: Version): Bound {
  return (other) => compare(other, limit) < 0;
}

/** The first version that may break: the next change of the leftmost number that is not zero. */
function ceiling({ major, minor, patch }: Version): Version {
  if (major > 0) return { major: major + 1, minor: 0, patch: 0, pre: [] };
  if (minor > 0) return { major, minor: minor + 1, patch: 0, pre: [] };
  return { major, minor, patch: patch + 1, pre: [] };
}
