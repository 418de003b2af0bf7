import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { satisfies } from 'semver';
import { readEnvironment } from '../config.ts';
import { hostNodeVersion } from '../sandbox/host-node.ts';

/** How to run a project, as lines for a shell; with a Node that is new enough where the user's own is not. */
export async function howToRun(folder: string): Promise<string[]> {
  const manifest = readManifest(folder);
  if (!manifest)
    return existsSync(join(folder, 'README.md')) ? [`cd ${quote(folder)}   # README.md says how to run it`] : [];
  const steps = ['npm install', ...(manifest.scripts?.['start'] ? ['npm start'] : [])];
  const wanted = manifest.engines?.node;
  const own = await hostNodeVersion(readEnvironment().path);
  if (wanted === undefined || (own !== null && satisfies(own, wanted)))
    return [`cd ${quote(folder)} && ${steps.join(' && ')}`];
  const why = own === null ? 'there is no Node on PATH' : `the Node on PATH is ${own}`;
  return [
    `# It needs Node ${wanted}; ${why}. Install a newer one, or start it with the Node that Codewright runs on:`,
    `cd ${quote(folder)} && export PATH=${quote(nodeFolder())}:"$PATH" && ${steps.join(' && ')}`,
  ];
}

interface Manifest {
  scripts?: Record<string, string>;
  engines?: { node?: string };
}

function readManifest(folder: string): Manifest | null {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    // No manifest, or none that can be read: the project says itself how it is run.
    return null;
  }
}

function nodeFolder(): string {
  return join(process.execPath, '..');
}

function quote(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
