import { kebab } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import { plainText } from '../../emit/values.ts';
import { signatureOf } from '../../go/signature.ts';
import { modulePath } from '../../go/source.ts';
import { isOptional } from '../../modules/calls.ts';
import { type Session, showcase } from '../../modules/sessions.ts';
import type { Offered } from '../../modules/uses.ts';
import type { Requirements } from '../../requirements.ts';
import { valuesOf } from '../cli-tool/commands.ts';
import { dataVariable } from '../cli-tool/names.ts';
import { commandLine, printed, shellLine } from '../cli-tool/words.ts';
import { goWordStyle } from './words.ts';

/** `README.md`: what each command takes, and calls that a reader can repeat with the result that they give. */
export function readmeFile(
  requirements: Requirements,
  offered: readonly Offered[],
  sessions: readonly Session[],
  kept: boolean,
): string {
  const alone = offered.length === 1;
  const { name } = requirements;
  return render('go/cli/readme.md', {
    title: requirements.title,
    summary: requirements.summary,
    name,
    path: modulePath(name),
    alone,
    kept,
    dataVariable: dataVariable(requirements),
    examples: showcase(sessions).flatMap((session) => exampleOf(name, session, alone)),
    commands: offered.map((one) => ({
      name: one.name,
      summary: one.fn.summary,
      usage: [name, ...(alone ? [] : [one.name]), ...valuesOf(one.parameters).map(placeOf)].join(' '),
      gives: one.fn.returns.summary,
      values: valuesOf(one.parameters).map(({ name: value, summary }) => ({ name: kebab(value), summary })),
      flags: one.parameters.filter(isOptional).map((parameter) => ({
        name: parameter.default === true ? `--${kebab(parameter.name)}=false` : `--${kebab(parameter.name)}`,
        summary:
          (parameter.default === true ? `not: ${parameter.summary}` : parameter.summary) +
          (parameter.values ? ` (${parameter.values.join(', ')})` : ''),
        fallback:
          (parameter.default ?? null) === null || typeof parameter.default === 'boolean' || parameter.default === ''
            ? ''
            : `\`${plainText(parameter.default)}\``,
      })),
    })),
  });
}

function placeOf(parameter: Offered['parameters'][number]): string {
  if (parameter.type === 'text') return `[${kebab(parameter.name)}]`;
  return parameter.type.endsWith('[]') ? `<${kebab(parameter.name)}...>` : `<${kebab(parameter.name)}>`;
}

/** Nothing for results with chance in them: nobody would get the same. */
function exampleOf(name: string, session: Session, alone: boolean): string[] {
  const lines: string[] = [];
  for (const { offered, example } of session.calls) {
    const line = commandLine(offered, alone, example, goWordStyle);
    if (!line) return [];
    const sorted = signatureOf(offered.module, offered.fn).results[0]?.includes('any') ?? false;
    const result = sorted ? inOrder(example.gives) : example.gives;
    lines.push(`$ ${shellLine(name, line)}\n${printed(result)}`);
  }
  return [lines.join('').trimEnd()];
}

/** `encoding/json` writes the keys of maps by the alphabet. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]): [string, unknown] => [key, inOrder(entry)]);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
