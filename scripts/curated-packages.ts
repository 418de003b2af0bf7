// Rewrites packages/server/knowledge/packages.yaml with the versions that the registry gives now: `node scripts/curated-packages.ts [name…]`.
// Names on the command line are added to those that the list holds already.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { createPackageRegistry } from '../packages/server/src/research/registry.ts';
import { systemClock } from '../packages/server/src/shared/clock.ts';
import { silentLogger } from '../packages/server/src/shared/logger.ts';

const file = join(import.meta.dirname, '../packages/server/knowledge/packages.yaml');
const setting = (name: string) => execFileSync('npm', ['config', 'get', name], { encoding: 'utf8' }).trim();
const cafile = setting('cafile');
const registry = createPackageRegistry({
  registries: { npm: setting('registry') },
  ...(cafile === 'null' || cafile === '' ? {} : { cafile }),
  cache: mkdtempSync(join(tmpdir(), 'curated-')),
  curatedFile: file,
  logger: silentLogger,
  clock: systemClock,
});

const known = Object.keys((parse(readFileSync(file, 'utf8')) as { packages: object }).packages);
const names = [...new Set([...known, ...process.argv.slice(2)])].sort();
const packages: Record<string, unknown> = {};
for (const name of names) {
  const lines = await newestOfEachLine(name);
  if (lines.length === 0) throw new Error(`The registry gave no answer for ${name}; the list stays as it was.`);
  packages[name] = lines;
}
const heading =
  '# Versions that were current at `asOf`: used, and named as such, when no registry answers.\n# Made by scripts/curated-packages.ts.\n';
writeFileSync(file, heading + stringify({ asOf: new Date().toISOString(), packages }, { lineWidth: 0 }));

/** The newest release of the last three majors, newest first: blueprints are written for one of them. */
async function newestOfEachLine(name: string): Promise<unknown[]> {
  const lines: unknown[] = [];
  const [newest] = await registry.resolve([{ name }], AbortSignal.timeout(120_000));
  if (newest?.source !== 'registry') return lines;
  const major = Number(newest.version.split('.', 1)[0]);
  for (let line = major; line > major - 3 && line >= 0; line--) {
    const range = `>=${line}.0.0 <${line + 1}.0.0`;
    const [found] = await registry.resolve([{ name, range }], AbortSignal.timeout(120_000)).catch(() => []);
    if (!found || found.deprecated !== null) continue;
    lines.push({
      version: found.version,
      ...(found.engines === null ? {} : { engines: found.engines }),
      ...(Object.keys(found.peers).length === 0 ? {} : { peers: found.peers }),
    });
  }
  return lines;
}
