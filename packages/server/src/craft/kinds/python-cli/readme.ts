import { kebab } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import { plainText } from '../../emit/values.ts';
import { isOptional } from '../../modules/calls.ts';
import { type Session, showcase } from '../../modules/sessions.ts';
import type { Offered } from '../../modules/uses.ts';
import { packageName, pythonKeys } from '../../python/source.ts';
import type { Requirements } from '../../requirements.ts';
import { valuesOf } from '../cli-tool/commands.ts';
import { dataVariable } from '../cli-tool/names.ts';
import { commandLine, printed, shellLine } from '../cli-tool/words.ts';
import { pythonWordStyle } from './words.ts';

/** `README.md`: what each command takes, and calls that a reader can repeat with the result that they give. */
export function readmeFile(
  requirements: Requirements,
  offered: readonly Offered[],
  sessions: readonly Session[],
  kept: boolean,
): string {
  const alone = offered.length === 1;
  const { name } = requirements;
  return render('python/cli/readme.md', {
    title: requirements.title,
    summary: requirements.summary,
    name,
    package: packageName(name),
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
        name: parameter.default === true ? `--no-${kebab(parameter.name)}` : `--${kebab(parameter.name)}`,
        summary:
          (parameter.default === true ? `not: ${parameter.summary}` : parameter.summary) +
          (parameter.values ? ` (${parameter.values.join(', ')})` : ''),
        fallback:
          parameter.default === undefined || parameter.default === null || typeof parameter.default === 'boolean'
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
    const line = commandLine(offered, alone, example, pythonWordStyle);
    if (!line) return [];
    const result = example.gives === undefined ? '' : printed(pythonKeys(example.gives));
    lines.push(`$ ${shellLine(name, line)}\n${result}`);
  }
  return [lines.join('').trimEnd()];
}
