import { nameGiver } from '../../emit/names.ts';
import type { Session } from '../../modules/sessions.ts';
import type { Offered } from '../../modules/uses.ts';
import { call, type Expression, laid, list } from '../../rust/layout.ts';
import { testName } from '../../rust/module-tests.ts';
import { rustString } from '../../rust/source.ts';
import { type CommandLine, commandLine, printed, steadyCall } from '../cli-tool/words.ts';

/** `tests/suite/commands.rs`: the program as a person uses it, from its words to its exit code. */
export function commandTests(
  sessions: readonly Session[],
  offered: readonly Offered[],
): { content: string; uses: string[] } {
  const alone = offered.length === 1;
  const named = nameGiver();
  const tests = sessions.flatMap((session) => {
    const lines = sessionLines(session, alone);
    return lines ? [test(testName(named, session.title), lines)] : [];
  });
  const [first] = offered;
  const wrong = [
    [...(alone ? [] : [first?.name ?? '']), '--no-such-option'],
    ...(alone ? [] : [['no-such-command'], []]),
  ];
  const steady = steadyCall(sessions, alone);
  const content = [
    'use crate::tool::Tool;',
    ...tests,
    ...(steady ? [optionsTest(steady, alone)] : []),
    test(named('tells_how_it_is_used'), [
      '    let ended = tool.run(&["--help"], "");',
      '    assert_eq!(ended.code, Some(0));',
      ...(alone
        ? []
        : offered.map(({ name }) => laid('', call('assert!', [`ended.out.contains(${rustString(name)})`]), ';', 4))),
      '    assert!(ended.out.starts_with("usage: "));',
    ]),
    test(named('tells_its_version'), [
      '    let ended = tool.run(&["--version"], "");',
      '    assert_eq!(ended.out, concat!(env!("CARGO_PKG_VERSION"), "\\n"));',
    ]),
    test(
      named('says_how_it_is_used_where_a_command_line_is_wrong'),
      wrong.flatMap((words) => [
        laid('let ended = ', call('tool.run', [wordList(words), '""']), ';', 4),
        '    assert_eq!(ended.code, Some(2));',
        '    assert_eq!(ended.out, "");',
        '    assert!(ended.complaints.contains("usage: "));',
      ]),
    ),
  ].join('\n\n');
  const uses = ['answers', 'gives', 'works', 'prints', 'refuses'].filter((name) => content.includes(`tool.${name}(`));
  return { content: `${content}\n`, uses };
}

function optionsTest({ words, input }: CommandLine, alone: boolean): string {
  const run = (name: string, ...options: string[]): string => {
    const own = words.map(rustString);
    const all = alone ? [...options, ...own] : [...own.slice(0, 1), ...options, ...own.slice(1)];
    return laid(`let ${name} = `, call('tool.run', [list('&', all), rustString(input ?? '')]), ';', 4);
  };
  return test('writes_its_result_to_a_file_or_prints_nothing', [
    '    let folder = std::env::temp_dir().join(format!("result-{}", std::process::id()));',
    '    std::fs::create_dir_all(&folder).unwrap();',
    '    let file = folder.join("result").display().to_string();',
    run('plain'),
    run('kept', '"--output"', '&file'),
    run('quiet', '"--quiet"'),
    '    let none = format!("{file}/none");',
    run('nowhere', '"--output"', '&none'),
    '    let written = std::fs::read_to_string(&file).unwrap();',
    '    std::fs::remove_dir_all(&folder).unwrap();',
    '    assert_eq!((kept.code, kept.out.as_str()), (plain.code, ""));',
    '    assert_eq!((quiet.code, quiet.out.as_str()), (plain.code, ""));',
    '    assert_eq!(written, plain.out);',
    '    assert_eq!(nowhere.code, Some(1));',
    '    assert!(nowhere.complaints.contains("can not be written"));',
  ]);
}

function test(name: string, lines: readonly string[]): string {
  return `#[test]\nfn ${name}() {\n    let tool = Tool::new();\n${lines.join('\n')}\n}`;
}

/** Nothing where a command line can not say one of the calls, or a test can not tell what comes of one. */
function sessionLines(session: Session, alone: boolean): string[] | undefined {
  const body: string[] = [];
  for (const { offered, example } of session.calls) {
    const line = commandLine(offered, alone, example);
    if (!line) return undefined;
    const input = rustString(line.input ?? '');
    const held = (method: string, words: readonly string[], ...more: Expression[]): void => {
      body.push(laid('', call(`tool.${method}`, [wordList(words), input, ...more]), ';', 4));
    };
    const { gives, matches, fails } = example;
    if (fails !== undefined) held('refuses', line.words);
    else if (matches !== undefined) {
      if (/[\\^$.*+?()[\]{}|]/.test(matches)) held('works', line.words);
      else held('prints', line.words, rustString(matches));
    } else if (gives === undefined) held('works', line.words);
    else if (hasKeys(gives)) held('gives', asJson(line.words, alone), rustString(JSON.stringify(gives)));
    else held('answers', line.words, gives === false ? '1' : '0', rustString(printed(gives)));
  }
  return body;
}

/** The order of keys is the program's own affair. */
function hasKeys(value: unknown): boolean {
  return Array.isArray(value) ? value.some(hasKeys) : typeof value === 'object' && value !== null;
}

function asJson(words: readonly string[], alone: boolean): string[] {
  return alone ? ['--json', ...words] : [...words.slice(0, 1), '--json', ...words.slice(1)];
}

function wordList(words: readonly string[]): Expression {
  return list('&', words.map(rustString));
}
