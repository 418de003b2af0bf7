import { kebab } from '../../emit/names.ts';
import { plainText } from '../../emit/values.ts';
import { flagOf, isOptional } from '../../modules/calls.ts';
import { type Session, showcase } from '../../modules/sessions.ts';
import type { Offered } from '../../modules/uses.ts';
import type { Requirements } from '../../requirements.ts';
import { valuesOf } from './commands.ts';
import { dataVariable } from './names.ts';
import { commandLine, ownParser, printed, shellLine, type WordStyle } from './words.ts';

type Parameter = Offered['parameters'][number];

/** What the README of a command line tool says differently from language to language. */
export interface ReadmeStyle {
  words?: WordStyle;
  /** What a value is, where its summary does not say it. */
  meaning?: (parameter: Parameter) => string;
  /** A result as the program gives it. */
  given?: (value: unknown, offered: Offered) => unknown;
}

/** What the README of a command line tool is made of in every language: commands, and calls with the results that they give. */
export function readmeParts(
  requirements: Requirements,
  offered: readonly Offered[],
  sessions: readonly Session[],
  { words = ownParser, meaning = ({ summary }) => summary, given = (value) => value }: ReadmeStyle = {},
) {
  const alone = offered.length === 1;
  const { name } = requirements;
  return {
    title: requirements.title,
    summary: requirements.summary,
    name,
    alone,
    dataVariable: dataVariable(requirements),
    examples: showcase(sessions).flatMap((session) => exampleOf(name, session, alone, words, given)),
    commands: offered.map((one) => ({
      name: one.name,
      summary: one.fn.summary,
      usage: [name, ...(alone ? [] : [one.name]), ...valuesOf(one.parameters).map(placeOf)].join(' '),
      gives: one.fn.returns.summary,
      values: valuesOf(one.parameters).map((parameter) => ({
        name: kebab(parameter.name),
        summary: meaning(parameter),
      })),
      flags: one.parameters.filter(isOptional).map(flagRow),
    })),
  };
}

/** A switch that is on by itself is told by how it is turned off. */
function flagRow(parameter: Parameter) {
  const { summary, values, default: usual } = parameter;
  const flag = flagOf(parameter);
  const isSwitch = usual === undefined || usual === null || typeof usual === 'boolean' || usual === '';
  return {
    name: usual === true ? `--no-${flag}` : `--${flag}`,
    summary: (usual === true ? `not: ${summary}` : summary) + (values ? ` (${values.join(', ')})` : ''),
    fallback: isSwitch ? '' : `\`${plainText(usual)}\``,
  };
}

function placeOf(parameter: Parameter): string {
  if (parameter.type === 'text') return `[${kebab(parameter.name)}]`;
  return parameter.type.endsWith('[]') ? `<${kebab(parameter.name)}...>` : `<${kebab(parameter.name)}>`;
}

/** Nothing for results with chance in them: nobody would get the same. */
function exampleOf(
  name: string,
  session: Session,
  alone: boolean,
  words: WordStyle,
  given: NonNullable<ReadmeStyle['given']>,
): string[] {
  const lines: string[] = [];
  for (const { offered, example } of session.calls) {
    const line = commandLine(offered, alone, example, words);
    if (!line) return [];
    const result = example.gives === undefined ? '' : printed(given(example.gives, offered));
    lines.push(`$ ${shellLine(name, line)}\n${result}`);
  }
  return [lines.join('').trimEnd()];
}
