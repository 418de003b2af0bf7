import { goPatterns, goString, rawString } from '../../go/source.ts';
import type { Session } from '../../modules/sessions.ts';
import type { Offered } from '../../modules/uses.ts';
import { commandLine, printed, steadyCall } from '../cli-tool/words.ts';
import { goWordStyle } from './words.ts';

/** The program as a person uses it, from its words to its exit code: the body of `TestCommands`. */
export function commandTests(sessions: readonly Session[], offered: readonly Offered[], variable: string): string {
  const alone = offered.length === 1;
  return sessions
    .flatMap((session) => {
      const body = sessionLines(session, alone);
      if (!body) return [];
      const kept = session.calls.some((call) => call.offered.module.class?.state);
      return [
        [
          `\tt.Run(${rawString(session.title)}, func(t *testing.T) {`,
          ...(kept ? [`\t\tt.Setenv(${goString(variable)}, t.TempDir())`] : []),
          ...body.map((line) => `\t\t${line}`),
          '\t})',
        ].join('\n'),
      ];
    })
    .join('\n');
}

/** Nothing where a command line can not say one of the calls. */
function sessionLines(session: Session, alone: boolean): string[] | undefined {
  const body: string[] = [];
  for (const { offered, example } of session.calls) {
    const line = commandLine(offered, alone, example, goWordStyle);
    if (!line) return undefined;
    const words = wordList(line.words);
    const input = goString(line.input ?? '');
    if (example.fails !== undefined) body.push(`refuses(t, ${words}, ${input})`);
    else if (example.matches !== undefined)
      body.push(`prints(t, ${words}, ${input}, ${goPatterns(example.matches).map(rawString).join(', ')})`);
    else if (example.gives === undefined) body.push(`works(t, ${words}, ${input})`);
    else if (hasKeys(example.gives))
      body.push(`gives(t, ${asJson(line.words, alone)}, ${input}, ${rawString(JSON.stringify(example.gives))})`);
    else {
      const code = example.gives === false ? 1 : 0;
      body.push(`answers(t, ${words}, ${input}, ${code}, ${rawString(printed(example.gives))})`);
    }
  }
  return body;
}

/** Words and standard input of a call that gives the same each time, as sources. */
export function steadyTest(sessions: readonly Session[], alone: boolean): string | undefined {
  const call = steadyCall(sessions, alone, goWordStyle);
  return call && `${wordList(call.words)}, ${goString(call.input ?? '')}`;
}

/** The order of fields is the program's own affair. */
function hasKeys(value: unknown): boolean {
  return Array.isArray(value) ? value.some(hasKeys) : typeof value === 'object' && value !== null;
}

function asJson(words: readonly string[], alone: boolean): string {
  return wordList(alone ? ['--json', ...words] : [...words.slice(0, 1), '--json', ...words.slice(1)]);
}

export function wordList(words: readonly string[]): string {
  return words.length === 0 ? 'nil' : `[]string{${words.map(rawString).join(', ')}}`;
}
