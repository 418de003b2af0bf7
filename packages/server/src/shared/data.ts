import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodewrightError } from './errors.ts';

/**
 * A folder of the installation's data (`policies`, `templates` …). It lies above the sources, and above the bundle that is
 * made of them. @throws CodewrightError ENVIRONMENT when the installation lacks it.
 */
export function dataFolder(name: string): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'package.json')) || !existsSync(join(at, name))) {
    const up = dirname(at);
    if (up === at) {
      throw new CodewrightError('ENVIRONMENT', `The folder ${name}/ is missing from this installation.`, {
        hint: 'Install Codewright again.',
      });
    }
    at = up;
  }
  return join(at, name);
}

/** Texts of the files of one kind in a folder, by file name, so that every machine reads them in one order. */
export function readDataFiles(folder: string, ending: string): { file: string; text: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }));
}

/** The file that was made together with the bundle; none where the sources run. */
export function besideBundle(name: string): string | undefined {
  // The bundle's chunks lie one folder deeper.
  return ['.', '..'].map((folder) => join(import.meta.dirname, folder, name)).find((file) => existsSync(file));
}
