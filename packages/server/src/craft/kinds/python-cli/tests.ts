import { type Folded, fold } from '../../emit/fold.ts';
import type { Session } from '../../modules/sessions.ts';
import type { Offered } from '../../modules/uses.ts';
import { namesOnce } from '../../python/module-tests.ts';
import { pythonKeys, pythonString, pythonStyle, pythonValue, testName } from '../../python/source.ts';
import { commandLine, printed, steadyCall } from '../cli-tool/words.ts';
import { pythonWordStyle } from './words.ts';

/** The program as a person uses it, from its words to its exit code: the methods of the test class. */
export function cliTestFile(sessions: readonly Session[], offered: readonly Offered[]): string {
  const alone = offered.length === 1;
  const named = namesOnce();
  return sessions
    .flatMap((session) => {
      const body = sessionLines(session, alone);
      return body ? [`    def test_${named(testName(session.title))}(self) -> None:\n${body.join('\n')}`] : [];
    })
    .join('\n\n');
}

/** Words and standard input of a call that gives the same each time, as sources. */
export function steadyTest(sessions: readonly Session[], alone: boolean): { words: string; input: string } | undefined {
  const call = steadyCall(sessions, alone, pythonWordStyle);
  if (!call) return undefined;
  const items = call.words.map((word) => pythonString(word));
  const words = fold(`${inTest}    words = `, { open: '[', items, close: ']' }, pythonStyle);
  return { words, input: pythonString(call.input ?? '') };
}

const inTest = '        ';

/** Nothing where a command line can not say one of the calls. */
function sessionLines(session: Session, alone: boolean): string[] | undefined {
  const body: string[] = [];
  for (const { offered, example } of session.calls) {
    const line = commandLine(offered, alone, example, pythonWordStyle);
    if (!line) return undefined;
    const input = line.input === undefined ? [] : [pythonString(line.input)];
    const ran: Folded = { open: 'self.run_tool(', items: [pythonValue(line.words), ...input], close: ')' };
    const check = (name: string, ...rest: Folded[]): string =>
      fold(inTest, { open: `self.${name}(`, items: rest, close: ')' }, pythonStyle);
    if (example.fails !== undefined) {
      body.push(fold(`${inTest}code, _, _ = `, ran, pythonStyle), check('assertNotEqual', 'code', '0'));
    } else if (example.matches !== undefined) {
      const pattern = `r${pythonString(example.matches).replaceAll('\\\\', '\\')}`;
      body.push(fold(`${inTest}_, output, _ = `, ran, pythonStyle), check('assertRegex', 'output', pattern));
    } else if (example.gives === undefined) {
      body.push(
        fold(`${inTest}code, _, complaint = `, ran, pythonStyle),
        check('assertEqual', 'code', '0', 'complaint'),
      );
    } else {
      const answer = [example.gives === false ? '1' : '0', pythonString(printed(pythonKeys(example.gives))), '""'];
      body.push(check('assertEqual', ran, { open: '(', items: answer, close: ')' }));
    }
  }
  return body;
}
