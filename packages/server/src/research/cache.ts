import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../shared/hash.ts';
import { packument } from './packument.ts';
import type { Packument } from './packument.ts';

const cached = z.object({ format: z.literal(1), registry: z.string(), fetchedAt: z.iso.datetime(), packument });

export interface CachedPackument {
  packument: Packument;
  fetchedAt: Date;
}

/** Packuments as files in one folder; what cannot be read, or is not about what was asked, counts as absent. */
export interface PackumentCache {
  get(registry: string, name: string): Promise<CachedPackument | null>;
  set(registry: string, name: string, packument: Packument, fetchedAt: Date): Promise<void>;
}

export function createFolderCache(folder: string): PackumentCache {
  // Hashed: a package's name never becomes a path.
  const fileOf = (registry: string, name: string) => join(folder, `${sha256(`${registry}\n${name}`)}.json`);
  return {
    async get(registry, name) {
      let text: string;
      try {
        text = await readFile(fileOf(registry, name), 'utf8');
      } catch {
        return null;
      }
      const entry = cached.safeParse(parseJson(text));
      if (!entry.success || entry.data.registry !== registry || entry.data.packument.name !== name) return null;
      return { packument: entry.data.packument, fetchedAt: new Date(entry.data.fetchedAt) };
    },
    async set(registry, name, value, fetchedAt) {
      const file = fileOf(registry, name);
      const partial = `${file}.${randomBytes(6).toString('hex')}.part`;
      await mkdir(folder, { recursive: true });
      try {
        const entry = { format: 1, registry, fetchedAt: fetchedAt.toISOString(), packument: value };
        await writeFile(partial, JSON.stringify(entry));
        await rename(partial, file);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },
  };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
