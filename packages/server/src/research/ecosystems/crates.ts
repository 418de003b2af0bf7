import semver from 'semver';
import { z } from 'zod';
import { UnreadableAnswer } from '../ask.ts';
import { parseJson } from '../cache.ts';
import type { Release } from '../packument.ts';
import { npmVersions, type VersionScheme } from '../versions.ts';
import type { PackageSource } from './contract.ts';

const nameRule = /^[a-z][a-z0-9_-]{0,63}$/i;

/** Cargo's requirements: a bare `1.2` means `^1.2`, and parts are joined by commas. https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html */
const toSemver = (range: string) =>
  range
    .split(',')
    .map((part) => part.trim().replace(/^(?=\d)/, '^'))
    .join(' ');

const versions: VersionScheme = {
  ...npmVersions,
  validRange: (range) => npmVersions.validRange(toSemver(range)),
  satisfies: (version, range) => npmVersions.satisfies(version, toSemver(range)),
  join: (a, b) => `${a},${b}`,
  /** `rust-version` is the oldest compiler that will do. */
  fits(demand, platform) {
    const least = demand === null ? null : semver.coerce(demand);
    const own = semver.coerce(platform);
    return least === null || own === null || semver.gte(own, least);
  },
  examples: '1.2, ~0.9 or >=1, <3',
};

/** One line of the sparse index. https://doc.rust-lang.org/cargo/reference/registry-index.html */
const line = z.object({
  name: z.string(),
  vers: z.string(),
  yanked: z.boolean().default(false),
  rust_version: z.string().nullish(),
});

/** crates.io's sparse index or a mirror of it; `rust`: the compiler that must be able to build the packages. */
export const cratesSource = (rust = '1.85'): PackageSource => ({
  ecosystem: 'crates',
  address: 'https://index.crates.io/',
  versions,
  platform: rust,
  platformName: 'Rust',
  isName: (name) => nameRule.test(name),
  async read(name, ask) {
    const text = await ask(pathOf(name.toLowerCase()));
    if (text === null) return null;
    const releases: Release[] = [];
    for (const row of text.split('\n').filter((one) => one.trim() !== '')) {
      const parsed = line.safeParse(parseJson(row));
      if (!parsed.success) throw new UnreadableAnswer('its answer is not a line of the index');
      const { vers, yanked, rust_version: least } = parsed.data;
      if (parsed.data.name.toLowerCase() !== name.toLowerCase()) return undefined;
      releases.push({ version: vers, deprecated: yanked ? 'yanked' : null, engines: least ?? null, peers: {} });
    }
    const stable = releases.filter((one) => one.deprecated === null && !versions.prerelease(one.version));
    const latest = stable.sort((a, b) => versions.compare(b.version, a.version))[0] ?? releases.at(-1);
    return latest ? { name, latest: latest.version, releases } : undefined;
  },
});

/** Where a name lies in the index: by its first letters, so that no folder grows too large. */
function pathOf(name: string): string {
  if (name.length <= 2) return `${name.length}/${name}`;
  if (name.length === 3) return `3/${name[0]}/${name}`;
  return `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`;
}
