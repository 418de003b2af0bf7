import semver from 'semver';
import { z } from 'zod';
import { UnreadableAnswer } from '../ask.ts';
import { parseJson } from '../cache.ts';
import type { Release } from '../packument.ts';
import { npmVersions, type VersionScheme } from '../versions.ts';
import type { PackageSource } from './contract.ts';

/** A module's path: a domain, then folders. https://go.dev/ref/mod#module-path */
const nameRule = /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[A-Za-z0-9][A-Za-z0-9._~-]*)*$/;
/** A commit that has no tag of its own: never chosen where a tag is to be had. */
const pseudo = /-(?:0\.)?\d{14}-[0-9a-f]{12}$/;

const bare = (version: string) => version.replace(/^v/, '').replace(/\+incompatible$/, '');

const versions: VersionScheme = {
  valid: (version) => version.startsWith('v') && npmVersions.valid(bare(version)),
  compare: (a, b) => npmVersions.compare(bare(a), bare(b)),
  prerelease: (version) => npmVersions.prerelease(bare(version)),
  validRange: (range) => npmVersions.validRange(range.replaceAll(/\bv(?=\d)/g, '')),
  satisfies: (version, range) =>
    range === '*' || npmVersions.satisfies(bare(version), range.replaceAll(/\bv(?=\d)/g, '')),
  join: npmVersions.join,
  /** The `go` line of go.mod is the oldest toolchain that will do. */
  fits(demand, platform) {
    const least = demand === null ? null : semver.coerce(demand);
    const own = semver.coerce(platform);
    return least === null || own === null || semver.gte(own, least);
  },
  examples: '^1.2, >=1.4 <2 or v1.9.1',
};

const info = z.object({ Version: z.string() });

/** The Go module proxy; `go`: the toolchain that must be able to build the modules. */
export const goSource = (go = '1.24'): PackageSource => ({
  ecosystem: 'go',
  address: 'https://proxy.golang.org/',
  versions,
  platform: go,
  platformName: 'Go',
  isName: (name) => nameRule.test(name),
  async read(name, ask) {
    const path = `${escape(name)}/@v`;
    const list = await ask(`${path}/list`);
    if (list === null) return null;
    const tagged = list.split('\n').filter((version) => versions.valid(version) && !pseudo.test(version));
    tagged.sort(versions.compare);
    const newest = tagged.findLast((version) => !versions.prerelease(version)) ?? tagged.at(-1);
    if (newest === undefined) return untagged(name, ask);
    // What is said of a module as a whole stands in the go.mod of its newest version.
    const mod = await ask(`${path}/${escape(newest)}.mod`);
    if (mod === null) throw new UnreadableAnswer(`it lists ${newest} and has no go.mod of it`);
    const said = readMod(mod);
    const releases = tagged.map(
      (version): Release => ({
        version,
        deprecated: said.deprecated ?? said.retracted(version),
        engines: version === newest ? said.go : null,
        peers: {},
      }),
    );
    return { name, latest: newest, releases };
  },
});

async function untagged(name: string, ask: Parameters<PackageSource['read']>[1]) {
  const text = await ask(`${escape(name)}/@latest`);
  if (text === null) return null;
  const parsed = info.safeParse(parseJson(text));
  if (!parsed.success) throw new UnreadableAnswer('its answer names no version');
  const version = parsed.data.Version;
  return { name, latest: version, releases: [{ version, deprecated: null, engines: null, peers: {} }] };
}

/** Upper-case letters are written as `!` and the lower-case one. https://go.dev/ref/mod#goproxy-protocol */
function escape(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

/** What go.mod says of its module: the toolchain, a deprecation, and versions taken back. */
function readMod(text: string) {
  const withdrawn: { from: string; to: string; why: string }[] = [];
  let inRetract = false;
  let comment = '';
  for (const row of text.split('\n')) {
    const said = /\/\/\s*(.*)$/.exec(row)?.[1] ?? '';
    const code = row.replace(/\/\/.*$/, '').trim();
    if (code === '') {
      comment = said;
      continue;
    }
    const opened = /^retract\s*\($/.test(code);
    if (opened) inRetract = true;
    else if (inRetract && code === ')') inRetract = false;
    else if (inRetract || /^retract\s/.test(code)) {
      const [from = '', to = from] = code.match(/v\d[^\s,\]]*/g) ?? [];
      if (from !== '') withdrawn.push({ from, to, why: said || comment || 'no reason given' });
    }
    if (!opened) comment = '';
  }
  return {
    go: /^go\s+(\S+)/m.exec(text)?.[1] ?? null,
    deprecated: /^\/\/\s*Deprecated:\s*(.+)$/m.exec(text)?.[1]?.trim() ?? null,
    retracted(version: string): string | null {
      const found = withdrawn.find(
        ({ from, to }) => versions.compare(version, from) >= 0 && versions.compare(version, to) <= 0,
      );
      return found ? `retracted: ${found.why}` : null;
    },
  };
}
