import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../shared/data.ts';

/** The version of this installation. */
export function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(join(dataFolder('roles'), '../package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
