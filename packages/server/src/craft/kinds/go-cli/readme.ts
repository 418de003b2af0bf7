import { render } from '../../emit/templates.ts';
import { signatureOf } from '../../go/signature.ts';
import { modulePath } from '../../go/source.ts';
import type { Session } from '../../modules/sessions.ts';
import type { Offered } from '../../modules/uses.ts';
import type { Requirements } from '../../requirements.ts';
import { readmeParts } from '../cli-tool/readme-parts.ts';
import { goWordStyle } from './words.ts';

/** `README.md`: what each command takes, and calls that a reader can repeat with the result that they give. */
export function readmeFile(
  requirements: Requirements,
  offered: readonly Offered[],
  sessions: readonly Session[],
  kept: boolean,
): string {
  return render('go/cli/readme.md', {
    ...readmeParts(requirements, offered, sessions, { words: goWordStyle, given }),
    path: modulePath(requirements.name),
    kept,
  });
}

function given(value: unknown, { module, fn }: Offered): unknown {
  return signatureOf(module, fn).results[0]?.match(/any|map\[/) ? inOrder(value) : value;
}

/** `encoding/json` writes the keys of maps by the alphabet. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]): [string, unknown] => [key, inOrder(entry)]);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
