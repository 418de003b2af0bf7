import { plainText } from '../../emit/values.ts';
import { type Session, showcase } from '../../modules/sessions.ts';
import type { Offered } from '../../modules/uses.ts';
import type { Requirements } from '../../requirements.ts';
import { valuesOf } from '../cli-tool/commands.ts';
import type { WordStyle } from '../cli-tool/words.ts';
import { tcpLines } from './lines.ts';

/** What the README of a server of lines is made of in every language. */
export function lineReadme(
  requirements: Requirements,
  offered: readonly Offered[],
  sessions: readonly Session[],
  kept: boolean,
  { style, spelled }: { style?: WordStyle; spelled?: (value: unknown) => unknown } = {},
) {
  const shown = showcase(sessions).slice(0, kept ? 1 : 4);
  const talk = shown.flatMap((session) =>
    (tcpLines(session, style, spelled) ?? []).flatMap(({ line, gives, matches }) =>
      matches === undefined ? [line, `OK ${JSON.stringify(gives)}`] : [],
    ),
  );
  return {
    title: requirements.title,
    summary: requirements.summary,
    kept,
    talk: talk.join('\n'),
    commands: offered.map((one) => ({
      usage: [one.name, ...valuesOf(one.parameters).map(({ name }) => `<${name}>`), ...flagsOf(one)].join(' '),
      summary: one.fn.summary,
      gives: one.fn.returns.summary,
    })),
  };
}

function flagsOf({ parameters }: Offered): string[] {
  return parameters
    .filter((parameter) => parameter.optional || parameter.default !== undefined)
    .map((parameter) => {
      const flag = `--${parameter.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      if (parameter.type === 'boolean') return `[${flag}]`;
      return `[${flag} ${parameter.default === undefined || parameter.default === null ? '…' : plainText(parameter.default)}]`;
    });
}
