import { render } from '../../emit/templates.ts';
import type { Session } from '../../modules/sessions.ts';
import type { Offered } from '../../modules/uses.ts';
import { packageName, pythonKeys } from '../../python/source.ts';
import type { Requirements } from '../../requirements.ts';
import { readmeParts } from '../cli-tool/readme-parts.ts';
import { pythonWordStyle } from './words.ts';

/** `README.md`: what each command takes, and calls that a reader can repeat with the result that they give. */
export function readmeFile(
  requirements: Requirements,
  offered: readonly Offered[],
  sessions: readonly Session[],
  kept: boolean,
): string {
  return render('python/cli/readme.md', {
    ...readmeParts(requirements, offered, sessions, { words: pythonWordStyle, given: pythonKeys }),
    package: packageName(requirements.name),
    kept,
  });
}
