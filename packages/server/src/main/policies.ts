import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of rules as they are written: their comments say why. */
export function readPolicies(folder: string): { name: string; text: string }[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}
