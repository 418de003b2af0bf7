import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blueprintFor } from '../../packages/server/src/craft/kinds/registry.ts';
import { understand } from '../../packages/server/src/craft/understand/understand.ts';
import type { PackageRegistry } from '../../packages/server/src/research/contract.ts';
import type { Language } from './operators.ts';

export interface Project {
  name: string;
  language: Language;
  files: Map<string, string>;
}

/** A project of the craft, from a description, with the versions of today. */
export async function generated(
  name: string,
  language: Language,
  description: string,
  registry: PackageRegistry,
): Promise<Project> {
  const understanding = understand(description, { constraints: {}, preferences: {} });
  if (understanding.verdict !== 'understood') throw new Error(`Not understood: ${description}`);
  const { requirements } = understanding;
  const blueprint = await blueprintFor(requirements);
  if (!blueprint) throw new Error(`Not built: ${requirements.kind} in ${requirements.language}`);
  const needs = blueprint.packageNeeds(requirements);
  const found = await registry.resolve(needs, AbortSignal.timeout(60_000));
  const versions = Object.fromEntries(found.map((one) => [one.name, one.version]));
  const files = blueprint.generateProject(requirements, versions);
  return { name, language, files: new Map(files.map(({ path, content }) => [path, content])) };
}

/** A folder of files as a project. */
export function folder(name: string, language: Language, root: string): Project {
  const files = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.parentPath.includes('node_modules')) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(root.length + 1), readFileSync(path, 'utf8'));
  }
  return { name, language, files };
}
