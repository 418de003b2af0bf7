import type { Session } from '../../modules/sessions.ts';
import { type Offered, remoteFunctions, type Used } from '../../modules/uses.ts';
import { commandLine, ownParser, type WordStyle } from '../cli-tool/words.ts';

/** An example as a line of the protocol. */
export interface TcpLine {
  line: string;
  gives: unknown;
  matches: string | undefined;
  fails: boolean;
}

/** Null where a call can not be a line. */
export function tcpLines(
  session: Session,
  style: WordStyle = ownParser,
  spelled: (value: unknown) => unknown = (value) => value,
): TcpLine[] | null {
  const lines: TcpLine[] = [];
  for (const { offered, example } of session.calls) {
    const given = commandLine(offered, false, example, style);
    if (!given) return null;
    const { gives, matches, fails } = example;
    lines.push({
      line: given.words.map(quoted).join(' '),
      gives: gives === undefined ? (matches === undefined ? null : undefined) : spelled(gives),
      matches,
      fails: fails !== undefined,
    });
  }
  return lines;
}

function quoted(word: string): string {
  if (/^[^\s"\\]+$/.test(word)) return word;
  return `"${word.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`;
}

/** A line is all that a client sends: there is no file and no standard input. */
export function lineFunctions(used: readonly Used[]): Offered[] {
  return remoteFunctions(used).map((one) => ({
    ...one,
    parameters: one.parameters.map((parameter) =>
      parameter.type === 'text' ? { ...parameter, type: 'string' as const } : parameter,
    ),
  }));
}
