import { UnreadableAnswer } from '../ask.ts';
import type { VersionScheme } from '../versions.ts';
import type { PackageSource } from './contract.ts';

/** `group:artifact`. */
const nameRule = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*:[A-Za-z0-9._-]+$/;
/** Known qualifiers by age; what is not among them comes after a release and is ordered by its letters. */
const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const aliases: Readonly<Record<string, string>> = {
  a: 'alpha',
  b: 'beta',
  m: 'milestone',
  cr: 'rc',
  ga: '',
  final: '',
  release: '',
};
const early = /[.-]?(alpha|beta|milestone|rc|cr|snapshot|preview|ea|[abm](?=\d))/i;

const both = ' && ';

type Part = { number: bigint } | { word: string };

/** Maven's order of versions. https://maven.apache.org/pom.html#version-order-specification */
const versions: VersionScheme = {
  valid: (version) => /^[0-9A-Za-z][0-9A-Za-z._+-]*$/.test(version),
  compare,
  prerelease: (version) => early.test(version),
  validRange: (range) => range.split(both).every((one) => one === '*' || parts(one) !== null),
  satisfies: (version, range) =>
    range.split(both).every((one) => one === '*' || (parts(one) ?? []).some((interval) => lies(version, interval))),
  // Maven's ranges have no "and" of their own.
  join: (a, b) => `${a}${both}${b}`,
  fits: () => true,
  examples: '[2.0,3.0) or 5.11.0',
};

/** Maven Central or a mirror of it. Its metadata says nothing of deprecations or of the Java that a version needs. */
export const mavenSource = (): PackageSource => ({
  ecosystem: 'maven',
  address: 'https://repo.maven.apache.org/maven2/',
  versions,
  platform: '',
  platformName: 'Java',
  isName: (name) => nameRule.test(name),
  async read(name, ask) {
    const [group = '', artifact = ''] = name.split(':');
    const text = await ask(`${group.replaceAll('.', '/')}/${artifact}/maven-metadata.xml`);
    if (text === null) return null;
    const { XMLParser } = await import('fast-xml-parser');
    const parser = new XMLParser({ parseTagValue: false, isArray: (tag) => tag === 'version' });
    const metadata = (parser.parse(text) as Metadata)?.metadata;
    if (typeof metadata !== 'object') throw new UnreadableAnswer('its answer is not Maven metadata');
    if (metadata.artifactId !== artifact) return undefined;
    const all = (metadata.versioning?.versions?.version ?? []).filter((one) => versions.valid(one)).sort(compare);
    const latest = all.findLast((one) => !versions.prerelease(one)) ?? all.at(-1);
    if (latest === undefined) return undefined;
    const releases = all.map((version) => ({ version, deprecated: null, engines: null, peers: {} }));
    return { name, latest, releases };
  },
});

interface Metadata {
  metadata?: { artifactId?: string; versioning?: { versions?: { version?: string[] } } };
}

function compare(a: string, b: string): number {
  const left = split(a);
  const right = split(b);
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const order = comparePart(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function split(version: string): Part[] {
  const found = version.toLowerCase().match(/\d+|[a-z]+/g) ?? [];
  const all = found.map(
    (part): Part => (/^\d/.test(part) ? { number: BigInt(part) } : { word: aliases[part] ?? part }),
  );
  while (all.length > 1 && isNothing(all.at(-1))) all.pop();
  return all;
}

const isNothing = (part: Part | undefined) =>
  part !== undefined && ('number' in part ? part.number === 0n : part.word === '');

/** A number is newer than a word, and both are compared with nothing as with 0 or the empty qualifier. */
function comparePart(a: Part | undefined, b: Part | undefined): number {
  const left = a ?? (b && 'word' in b ? { word: '' } : { number: 0n });
  const right = b ?? ('word' in left ? { word: '' } : { number: 0n });
  if ('number' in left && 'number' in right)
    return left.number < right.number ? -1 : left.number > right.number ? 1 : 0;
  if ('number' in left) return 1;
  if ('number' in right) return -1;
  const [x, y] = [rank(left.word), rank(right.word)];
  return x === y ? Math.sign(left.word.localeCompare(right.word, 'en')) : Math.sign(x - y);
}

function rank(word: string): number {
  const at = qualifiers.indexOf(word);
  return at === -1 ? qualifiers.length : at;
}

interface Interval {
  low: string;
  high: string;
  lowIn: boolean;
  highIn: boolean;
}

function lies(version: string, { low, high, lowIn, highIn }: Interval): boolean {
  const above = low === '' || (lowIn ? compare(version, low) >= 0 : compare(version, low) > 0);
  const below = high === '' || (highIn ? compare(version, high) <= 0 : compare(version, high) < 0);
  return above && below;
}

/** `[1,2),[3,]` as intervals; a bare version means it alone. */
function parts(range: string): Interval[] | null {
  const text = range.replaceAll(' ', '');
  if (versions.valid(text)) return [{ low: text, high: text, lowIn: true, highIn: true }];
  if (!/^[[(][^[\]()]*[\])](,[[(][^[\]()]*[\])])*$/.test(text)) return null;
  return [...text.matchAll(/([[(])([^[\]()]*)([\])])/g)].map(([, open, inner = '', close]) => {
    const [low = '', high = low] = inner.split(',');
    return { low, high, lowIn: open === '[', highIn: close === ']' };
  });
}
