import semver from 'semver';
import { CodewrightError } from '../shared/errors.ts';
import type { Packument, Release } from './packument.ts';
import type { VersionScheme } from './versions.ts';

export interface Candidates {
  name: string;
  range: string | undefined;
  /** Releases that may be taken, newest first; never empty. */
  releases: Release[];
  /** The newest stable release of all. */
  latest: string;
}

export interface Choice {
  release: Release;
  /** Why it is not the newest that its own range allows. */
  note: string | undefined;
}

/** How many versions of one package a combination is searched over, and how many combinations are looked at in all. */
const depth = 60;
const budget = 20_000;

export interface Platform {
  /** `Node`, `Python`, … */
  platformName: string;
  platform: string;
  versions: VersionScheme;
}

/**
 * The versions that may be taken: inside the range, stable (unless the range names a pre-release), engines that fit, and
 * not deprecated, unless everything else about the package is.
 * @throws CodewrightError INVALID_INPUT for a range that is none, NOT_FOUND when nothing fits.
 */
export function candidates(packument: Packument, range: string | undefined, on: Platform): Candidates {
  const { versions } = on;
  const wanted = range === undefined || range === '' || range === 'latest' ? '*' : range;
  if (!versions.validRange(wanted)) {
    throw new CodewrightError('INVALID_INPUT', `"${wanted}" is not a version range for ${packument.name}.`, {
      hint: `Use a range such as ${versions.examples}.`,
    });
  }
  const sorted = packument.releases
    .filter((release) => versions.valid(release.version))
    .sort((a, b) => versions.compare(b.version, a.version));
  const stable = sorted.filter((release) => !versions.prerelease(release.version));
  const inRange = sorted.filter((release) => versions.satisfies(release.version, wanted));
  const fitting = inRange.filter((release) => versions.fits(release.engines, on.platform));
  const fresh = fitting.filter((release) => release.deprecated === null);
  // What comes after the `latest` tag was published for testers; what lies before it is an older line.
  const settled = fresh.filter(
    ({ version }) => !versions.valid(packument.latest) || versions.compare(version, packument.latest) <= 0,
  );
  const finished = settled.filter(({ version }) => !versions.prerelease(version));
  const releases = [finished, settled, fresh, fitting].find((list) => list.length > 0) ?? [];
  const newest = stable.find((release) => release.version === packument.latest) ?? stable[0] ?? sorted[0];
  if (releases.length === 0 || !newest) {
    throw new CodewrightError(
      'NOT_FOUND',
      inRange.length === 0
        ? `No version of ${packument.name} lies in ${wanted}; the newest is ${newest?.version ?? 'unknown'}.`
        : `No version of ${packument.name} in ${wanted} runs on ${on.platformName} ${on.platform}.`,
      { hint: 'Widen the range.' },
    );
  }
  return { name: packument.name, range, releases, latest: newest.version };
}

/**
 * The newest combination in which every peer range among the set holds. Packages that make demands stay newest; those that
 * demands are made of are held back first, because an old version of the one with demands is the worse trade.
 */
export function combine(sets: Candidates[]): Map<string, Choice> {
  const order = demandersFirst(sets);
  const chosen = new Map<string, Release>();
  let tries = 0;
  const search = (index: number): boolean => {
    const next = order[index];
    if (!next) return true;
    for (const release of next.releases.slice(0, depth)) {
      if (++tries > budget) return false;
      if (conflict(next.name, release, chosen) !== null) continue;
      chosen.set(next.name, release);
      if (search(index + 1)) return true;
      chosen.delete(next.name);
    }
    return false;
  };
  const found = search(0);
  const result = new Map<string, Choice>();
  if (!found) chosen.clear();
  for (const set of order) {
    const release = chosen.get(set.name) ?? set.releases[0];
    if (!release) continue;
    if (!found) chosen.set(set.name, release);
    result.set(set.name, { release, note: undefined });
  }
  for (const set of order) {
    const choice = result.get(set.name);
    const newest = set.releases[0];
    if (!choice || !newest) continue;
    if (!found) choice.note = conflict(set.name, choice.release, chosen) ?? undefined;
    else if (newest !== choice.release) {
      choice.note = `held back from ${newest.version}: ${reason(set.name, newest, chosen)}`;
    }
  }
  return result;
}

/** What stands against `release` beside the others, as words; null when every peer range holds. */
function conflict(name: string, release: Release, chosen: ReadonlyMap<string, Release>): string | null {
  for (const [other, taken] of chosen) {
    if (other === name) continue;
    const wanted = release.peers[other];
    if (wanted !== undefined && !allows(wanted, taken.version)) {
      return `${name} ${release.version} needs ${other} ${wanted}, not ${taken.version}`;
    }
    const demanded = taken.peers[name];
    if (demanded !== undefined && !allows(demanded, release.version)) {
      return `${other} ${taken.version} needs ${name} ${demanded}, not ${release.version}`;
    }
  }
  return null;
}

function reason(name: string, newest: Release, chosen: ReadonlyMap<string, Release>): string {
  return conflict(name, newest, chosen) ?? 'no combination with it satisfies every peer';
}

function allows(range: string, version: string): boolean {
  // Only npm's packages have peers.
  return semver.validRange(range) === null || semver.satisfies(version, range, { includePrerelease: true });
}

function demandersFirst(sets: Candidates[]): Candidates[] {
  const names = new Set(sets.map((set) => set.name));
  const demands = (set: Candidates) =>
    Object.keys(set.releases[0]?.peers ?? {}).filter((peer) => names.has(peer) && peer !== set.name).length;
  return [...sets].sort((a, b) => demands(b) - demands(a));
}
