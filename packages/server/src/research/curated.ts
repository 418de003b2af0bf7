import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CodewrightError } from '../shared/errors.ts';
import { readYaml } from '../shared/yaml.ts';
import type { Ecosystem } from './contract.ts';
import type { Packument } from './packument.ts';

const curatedFile = z.strictObject({
  asOf: z.iso.datetime(),
  /** Newest release of each line, newest first; of another ecosystem than npm by `ecosystem:name`. */
  packages: z.record(
    z.string(),
    z
      .array(
        z.strictObject({
          version: z.string(),
          engines: z.string().optional(),
          peers: z.record(z.string(), z.string()).optional(),
        }),
      )
      .min(1),
  ),
});

/** Versions that were current when the list was made: what is used when no registry answers. */
export interface CuratedList {
  asOf: string;
  find(ecosystem: Ecosystem, name: string): Packument | null;
}

/** @throws CodewrightError CONFIG_INVALID when the file is not what it should be. */
export async function readCurated(file: string): Promise<z.infer<typeof curatedFile>> {
  const source = readYaml(await readFile(file, 'utf8'), file);
  const syntax = source.problems[0];
  if (syntax) throw new CodewrightError('CONFIG_INVALID', source.format(syntax));
  const parsed = curatedFile.safeParse(source.value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = (issue?.path ?? []).map((part) => (typeof part === 'number' ? part : String(part)));
    throw new CodewrightError('CONFIG_INVALID', source.format(source.problem(path, issue?.message ?? 'invalid')));
  }
  return parsed.data;
}

/** @throws CodewrightError CONFIG_INVALID when the file is not what it should be. */
export async function loadCurated(file: string): Promise<CuratedList> {
  const { asOf, packages } = await readCurated(file);
  return {
    asOf,
    find(ecosystem, name) {
      const key = ecosystem === 'npm' ? name : `${ecosystem}:${name}`;
      const lines = Object.hasOwn(packages, key) ? packages[key] : undefined;
      const newest = lines?.[0];
      if (!lines || !newest) return null;
      const releases = lines.map(({ version, engines = null, peers = {} }) => ({
        version,
        deprecated: null,
        engines,
        peers,
      }));
      return { name, latest: newest.version, releases };
    },
  };
}
