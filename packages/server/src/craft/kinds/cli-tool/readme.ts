import { plainText } from '../../emit/values.ts';
import { render } from '../../emit/templates.ts';
import { isOptional } from '../../modules/calls.ts';
import { type Session, showcase } from '../../modules/sessions.ts';
import type { Offered } from '../../modules/uses.ts';
import type { Requirements } from '../../requirements.ts';
import { valuesOf } from './commands.ts';
import { dataVariable } from './names.ts';
import { commandLine, printed, shellLine } from './words.ts';

/** `README.md`: what each command takes, and calls that a reader can repeat with the result that they give. */
export function readmeFile(
  requirements: Requirements,
  offered: readonly Offered[],
  sessions: readonly Session[],
  kept: boolean,
): string {
  const alone = offered.length === 1;
  const { name } = requirements;
  return render('cli-tool/README.md', {
    title: requirements.title,
    summary: requirements.summary,
    name,
    alone,
    kept,
    dataVariable: dataVariable(requirements),
    examples: showcase(sessions).flatMap((session) => exampleOf(name, session, alone)),
    commands: offered.map((one) => ({
      name: one.name,
      summary: one.fn.summary,
      usage: [name, ...(alone ? [] : [one.name]), ...valuesOf(one.parameters).map(placeOf)].join(' '),
      gives: one.fn.returns.summary,
      values: valuesOf(one.parameters).map((parameter) => ({
        name: flag(parameter.name),
        summary: meaningOf(parameter),
      })),
      flags: one.parameters.filter(isOptional).map((parameter) => ({
        name: `--${flag(parameter.name)}`,
        summary: parameter.summary + (parameter.values ? ` (${parameter.values.join(', ')})` : ''),
        fallback:
          parameter.default === undefined || parameter.default === null || parameter.default === false
            ? ''
            : `\`${plainText(parameter.default)}\``,
      })),
    })),
  });
}

function flag(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A text is read from a file; a choice names what there is to choose. */
function meaningOf({ type, summary, values }: Offered['parameters'][number]): string {
  if (type === 'text') return `a file with ${summary}; standard input if not given`;
  return values ? `${summary}: ${values.join(', ')}` : summary;
}

function placeOf(parameter: Offered['parameters'][number]): string {
  if (parameter.type === 'text') return `[${flag(parameter.name)}]`;
  return parameter.type.endsWith('[]') ? `<${flag(parameter.name)}...>` : `<${flag(parameter.name)}>`;
}

/** Nothing for results with chance in them: nobody would get the same. */
function exampleOf(name: string, session: Session, alone: boolean): string[] {
  const lines: string[] = [];
  for (const { offered, example } of session.calls) {
    const line = commandLine(offered, alone, example);
    if (!line) return [];
    const result = example.gives === undefined ? '' : printed(example.gives);
    lines.push(`$ ${shellLine(name, line)}\n${result}`);
  }
  return [lines.join('').trimEnd()];
}
