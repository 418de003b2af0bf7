import { render } from '../../emit/templates.ts';
import type { Session } from '../../modules/sessions.ts';
import type { Offered } from '../../modules/uses.ts';
import type { Requirements } from '../../requirements.ts';
import { readmeParts } from './readme-parts.ts';

/** `README.md`: what each command takes, and calls that a reader can repeat with the result that they give. */
export function readmeFile(
  requirements: Requirements,
  offered: readonly Offered[],
  sessions: readonly Session[],
  kept: boolean,
): string {
  return render('cli-tool/README.md', { ...readmeParts(requirements, offered, sessions, { meaning }), kept });
}

/** A text is read from a file; a choice names what there is to choose. */
function meaning({ type, summary, values }: Offered['parameters'][number]): string {
  if (type === 'text') return `a file with ${summary}; standard input if not given`;
  return values ? `${summary}: ${values.join(', ')}` : summary;
}
