import semver from 'semver';

/** How one ecosystem orders its versions and reads its ranges. All are pure; a text that is no version satisfies nothing. */
export interface VersionScheme {
  valid(version: string): boolean;
  readonly compare: (a: string, b: string) => number;
  prerelease(version: string): boolean;
  /** `*` stands for every version in each scheme. */
  validRange(range: string): boolean;
  satisfies(version: string, range: string): boolean;
  /** Two ranges for one package as one that both hold in. */
  readonly join: (a: string, b: string) => string;
  /** Whether what a release demands of its platform (`engines.node`, `requires-python`, …) allows `platform`. */
  fits(demand: string | null, platform: string): boolean;
  /** Examples of a range, for a hint. */
  readonly examples: string;
}

/** npm's own: https://github.com/npm/node-semver. A demand that cannot be read allows everything, as npm holds it. */
export const npmVersions: VersionScheme = {
  valid: (version) => semver.valid(version) !== null,
  compare: (a, b) => semver.compare(a, b),
  prerelease: (version) => semver.prerelease(version) !== null,
  validRange: (range) => semver.validRange(range) !== null,
  satisfies: (version, range) => semver.satisfies(version, range),
  join: (a, b) => `${a} ${b}`,
  fits: (demand, platform) =>
    demand === null || semver.validRange(demand) === null || semver.intersects(demand, platform),
  examples: '^4, ~2.1 or >=1 <3',
};
