import { compare, explain, satisfies, valid, validRange } from '@renovatebot/pep440';
import { z } from 'zod';
import { UnreadableAnswer } from '../ask.ts';
import { parseJson } from '../cache.ts';
import type { Release } from '../packument.ts';
import type { VersionScheme } from '../versions.ts';
import type { PackageSource } from './contract.ts';

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
const nameRule = /^[A-Z0-9]$|^[A-Z0-9][A-Z0-9._-]*[A-Z0-9]$/i;

/** PEP 440. */
const versions: VersionScheme = {
  valid: (version) => valid(version) !== null,
  compare,
  prerelease(version) {
    const parts = explain(version);
    return parts !== null && (parts.is_prerelease || parts.is_devrelease);
  },
  validRange: (range) => range === '*' || validRange(range),
  satisfies: (version, range) =>
    range === '*' || satisfies(version, range, { prereleases: /(a|b|rc|dev)\d/.test(range) }),
  join: (a, b) => (a === '*' ? b : b === '*' ? a : `${a},${b}`),
  fits: (demand, platform) =>
    demand === null || demand.trim() === '' || !validRange(demand) || satisfies(platform, demand),
  examples: '>=2,<3, ~=1.4 or ==2.31.*',
};

/** The JSON form of the simple index (PEP 691): every file with what it demands of Python, and which were yanked. */
const index = z.object({
  name: z.string(),
  files: z.array(
    z.object({
      filename: z.string(),
      'requires-python': z.string().nullish(),
      yanked: z.union([z.boolean(), z.string()]).optional(),
    }),
  ),
});

/** PyPI or a mirror of its simple index; `python`: the version that the packages must run on. */
export const pypiSource = (python = '3.11'): PackageSource => ({
  ecosystem: 'pypi',
  address: 'https://pypi.org/simple/',
  versions,
  platform: python,
  platformName: 'Python',
  isName: (name) => nameRule.test(name),
  async read(name, ask) {
    const normal = normalise(name);
    const text = await ask(`${normal}/`, 'application/vnd.pypi.simple.v1+json');
    if (text === null) return null;
    const parsed = index.safeParse(parseJson(text));
    if (!parsed.success) throw new UnreadableAnswer('its answer is not a package index in JSON');
    if (normalise(parsed.data.name) !== normal) return undefined;
    const releases = new Map<string, Release>();
    for (const file of parsed.data.files) {
      const version = versionOf(file.filename, normal);
      if (version === null) continue;
      const withdrawn = file.yanked === true ? 'yanked' : typeof file.yanked === 'string' ? file.yanked : null;
      const before = releases.get(version);
      // A release counts as yanked only when every file of it is.
      const deprecated = before && before.deprecated === null ? null : withdrawn;
      releases.set(version, { version, deprecated, engines: file['requires-python'] ?? null, peers: {} });
    }
    const all = [...releases.values()].sort((a, b) => compare(b.version, a.version));
    const latest = all.find((one) => one.deprecated === null && !versions.prerelease(one.version)) ?? all[0];
    return latest ? { name, latest: latest.version, releases: all } : undefined;
  },
});

const normalise = (name: string) => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

/** The version in the name of a wheel or a source archive; null for other kinds of file. */
function versionOf(filename: string, name: string): string | null {
  const wheel = /^(.+?)-([^-]+)(-\d[^-]*)?-[^-]+-[^-]+-[^-]+\.whl$/.exec(filename);
  if (wheel) return normalise(wheel[1] ?? '') === name ? valid(wheel[2]) : null;
  const archive = /^(.+)\.(?:tar\.gz|tar\.bz2|zip)$/.exec(filename)?.[1];
  if (archive === undefined) return null;
  // The dash before the version is the last one whose left side is the name: both sides may hold dashes.
  for (let at = archive.lastIndexOf('-'); at > 0; at = archive.lastIndexOf('-', at - 1)) {
    if (normalise(archive.slice(0, at)) === name) return valid(archive.slice(at + 1));
  }
  return null;
}
