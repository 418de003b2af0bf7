import semver from 'semver';
import type { Versions } from './contract.ts';

/** Versions of three numbers, as npm reads them. */
export const semanticVersions: Versions = {
  compare: (a, b) => semver.compare(a, b),
  step: (from, to) =>
    semver.major(to) > semver.major(from) ? 'major' : semver.minor(to) > semver.minor(from) ? 'minor' : 'patch',
  only: (version) => version,
  below(above, from) {
    const minor = `${semver.major(above)}.${semver.minor(above)}.0`;
    const major = `${semver.major(above)}.0.0`;
    const bound = semver.gt(major, from) ? major : semver.gt(minor, from) ? minor : above;
    return `>${from} <${bound}`;
  },
};

/** Go's: the same with a `v` in front, and a mark behind for modules that are older than go.mod. */
export const goVersions: Versions = {
  compare: (a, b) => semver.compare(bare(a), bare(b)),
  step: (from, to) => semanticVersions.step(bare(from), bare(to)),
  only: (version) => semanticVersions.only(bare(version)),
  below: (above, from) => semanticVersions.below(bare(above), bare(from)),
};

const bare = (version: string) => version.replace(/^v/, '').replace(/\+incompatible$/, '');
