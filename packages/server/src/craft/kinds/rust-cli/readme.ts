import { render } from '../../emit/templates.ts';
import type { Session } from '../../modules/sessions.ts';
import type { Offered } from '../../modules/uses.ts';
import type { Requirements } from '../../requirements.ts';
import { readmeParts } from '../cli-tool/readme-parts.ts';

/** `README.md`: what each command takes, and calls that a reader can repeat with the result that they give. */
export function readmeFile(
  requirements: Requirements,
  offered: readonly Offered[],
  sessions: readonly Session[],
  kept: boolean,
): string {
  return render('rust/cli/readme.md', { ...readmeParts(requirements, offered, sessions), kept });
}
