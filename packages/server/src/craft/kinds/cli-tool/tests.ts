import { blocks, imports, quote } from '../../emit/layout.ts';
import { valueSource } from '../../emit/values.ts';
import type { Offered } from '../../modules/uses.ts';
import type { Session } from '../../modules/sessions.ts';
import { type CommandLine, commandLine, printed, steadyCall } from './words.ts';

/** `test/cli.test.ts`: the program as a person uses it, from its words to its exit code. */
export function cliTestFile(name: string, sessions: readonly Session[], offered: readonly Offered[]): string {
  const alone = offered.length === 1;
  const cases = sessions.flatMap((session) => sessionCase(session, alone) ?? []);
  const first = offered[0];
  const steady = steadyCall(sessions, alone);
  return blocks(
    imports({
      'node:assert/strict': ['default assert'],
      ...(steady
        ? {
            'node:fs': ['mkdtempSync', 'readFileSync', 'rmSync'],
            'node:os': ['tmpdir'],
            'node:path': ['join'],
          }
        : {}),
      'node:test': ['describe', 'it'],
      './tool.ts': ['startTool'],
    }),
    `describe(${quote(`the command ${name}`)}, () => {`,
    cases.map((text) => text.replace(/^(?=.)/gm, '  ')),
    [
      `  it('shows its help', async () => {`,
      '    const tool = startTool();',
      `    const { code, output } = await tool(['--help']);`,
      '    assert.equal(code, 0);',
      `    assert.match(output, /^Usage: ${name} /m);`,
      ...(alone ? [] : offered.map((one) => `    assert.match(output, /^ {2}${one.name} /m);`)),
      '  });',
    ].join('\n'),
    [
      `  it('shows its version', async () => {`,
      '    const tool = startTool();',
      `    assert.match((await tool(['--version'])).output, /^\\d+\\.\\d+\\.\\d+\\n$/);`,
      '  });',
    ].join('\n'),
    ...(steady ? [optionsCase(name, steady, alone)] : []),
    [
      `  it('refuses options that it does not know', async () => {`,
      '    const tool = startTool();',
      `    const { code, complaint } = await tool(${valueSource([...(alone || !first ? [] : [first.name]), '--no-such-option'])});`,
      '    assert.equal(code, 2);',
      `    assert.match(complaint, /There is no option --no-such-option/);`,
      '  });',
    ].join('\n'),
    ...(alone
      ? []
      : [
          [
            `  it('refuses commands that it does not know', async () => {`,
            '    const tool = startTool();',
            `    assert.equal((await tool(['no-such-command'])).code, 2);`,
            `    assert.equal((await tool([])).code, 2);`,
            '  });',
          ].join('\n'),
        ]),
    '});',
  )
    .replace(/\{\n\n {2}it/, '{\n  it')
    .replace(/\n\n\}\);/, '\n});');
}

function optionsCase(name: string, { words, input }: CommandLine, alone: boolean): string {
  const text = input === undefined ? '' : `, ${quote(input)}`;
  const called = (...options: string[]): string => {
    const own = words.map((word) => valueSource(word));
    return `[${(alone ? [...options, ...own] : [...own.slice(0, 1), ...options, ...own.slice(1)]).join(', ')}]${text}`;
  };
  return [
    `  it('writes its result to a file, or prints nothing', async () => {`,
    `    const folder = mkdtempSync(join(tmpdir(), ${quote(`${name}-`)}));`,
    `    const file = join(folder, 'result');`,
    '    const tool = startTool();',
    '    try {',
    `      const { code, output } = await tool(${called()});`,
    `      const silent = { code, output: '', complaint: '' };`,
    `      assert.deepEqual(await tool(${called("'--output'", 'file')}), silent);`,
    `      assert.equal(readFileSync(file, 'utf8'), output);`,
    `      assert.deepEqual(await tool(${called("'--quiet'")}), silent);`,
    `      const nowhere = await tool(${called("'--output'", "join(file, 'none')")});`,
    '      assert.equal(nowhere.code, 1);',
    '      assert.match(nowhere.complaint, /can not be written/);',
    '    } finally {',
    '      rmSync(folder, { recursive: true });',
    '    }',
    '  });',
  ].join('\n');
}

/** Nothing where a command line can not say one of the calls. */
function sessionCase(session: Session, alone: boolean): string | undefined {
  const body: string[] = [];
  for (const { offered, example } of session.calls) {
    const line = commandLine(offered, alone, example);
    if (!line) return undefined;
    const words = valueSource(line.words) + (line.input === undefined ? '' : `, ${quote(line.input)}`);
    if (example.fails !== undefined) {
      body.push(`assert.notEqual((await tool(${words})).code, 0);`);
    } else if (example.matches !== undefined) {
      body.push(`assert.match((await tool(${words})).output, /${example.matches.replaceAll('/', '\\/')}/m);`);
    } else if (example.gives === undefined) {
      body.push(`assert.equal((await tool(${words})).code, 0);`);
    } else {
      const expected = { code: example.gives === false ? 1 : 0, output: printed(example.gives), complaint: '' };
      body.push(`assert.deepEqual(await tool(${words}), ${valueSource(expected)});`);
    }
  }
  return [
    `it(${quote(session.title)}, async () => {`,
    '  const tool = startTool();',
    ...body.map((text) => `  ${text}`),
    '});',
  ].join('\n');
}
