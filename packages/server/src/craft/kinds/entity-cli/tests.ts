import type { ProjectModel } from '../../domain/model.ts';
import { blocks, imports, quote } from '../../emit/layout.ts';
import { valueSource } from '../../emit/values.ts';
import type { EntitySection } from '../shared/entity-calls.ts';
import { wordsOf } from './words.ts';

/** `test/cli.test.ts`: each thing that the tool keeps and each rule, as a person meets them. */
export function testFile(project: ProjectModel, name: string, sections: readonly EntitySection[]): string {
  const suites = project.entities.flatMap((entity) => {
    const cases = sections
      .filter((section) => section.entity === entity)
      .flatMap((section) => caseOf(project, section) ?? []);
    if (cases.length === 0) return [];
    return [`describe(${quote(entity.many)}, () => {\n${cases.join('\n\n').replace(/^(?=.)/gm, '  ')}\n});`];
  });
  const general = [
    `describe(${quote(`the command ${name}`)}, () => {`,
    "  it('shows its help', async () => {",
    '    const tool = startTool();',
    "    const { code, output } = await tool(['--help']);",
    '    assert.equal(code, 0);',
    `    assert.match(output, /^Usage: ${name} /m);`,
    '  });',
    '',
    "  it('refuses what it does not know', async () => {",
    '    const tool = startTool();',
    "    assert.equal((await tool(['no-such-command'])).code, 2);",
    '    assert.equal((await tool([])).code, 2);',
    '  });',
    '});',
  ].join('\n');
  return blocks(
    imports({ 'node:assert/strict': ['default assert'], 'node:test': ['describe', 'it'], './tool.ts': ['startTool'] }),
    suites,
    general,
  );
}

function caseOf(project: ProjectModel, section: EntitySection): string | undefined {
  const body: string[] = [];
  for (const call of section.calls) {
    const words = wordsOf(project, call);
    if (!words) return undefined;
    const run = `await tool(${valueSource(words)})`;
    if (call.expected === 'ok') {
      if (call.makes === undefined) body.push(`assert.equal((${run}).code, 0);`);
      else body.push(`assert.match((${run}).output, /^id +${call.makes}$/m);`);
    } else body.push(`assert.notEqual((${run}).code, 0);`);
  }
  if (body.length === 0) return undefined;
  return [
    `it(${quote(section.title)}, async () => {`,
    '  const tool = startTool();',
    ...body.map((line) => `  ${line}`),
    '});',
  ].join('\n');
}
