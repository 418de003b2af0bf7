import { afterEach, beforeEach, expect, test } from 'vitest';
import { openToolBench, type ToolBench } from '../testing.ts';

let bench: ToolBench;
beforeEach(async () => {
  bench = await openToolBench({
    'tsconfig.json':
      '{ "compilerOptions": { "strict": true, "noEmit": true, "target": "es2022", "module": "nodenext" } }\n',
    'package.json': '{ "name": "shapes", "type": "module" }\n',
    'src/area.ts': 'export function area(width: number, height: number) {\n  return width * height;\n}\n',
    'src/index.ts': `import { area } from './area.js';
import { area as surface } from './area.js';
import { basename } from 'node:path';

const text = 'area';
export const all = { area, total: area(1, 2) + surface(2, 3), text };
`,
    'notes.md': 'The area is width times height.\n',
  });
});
afterEach(() => bench[Symbol.asyncDispose]());

const text = async (path: string) => String(await bench.workspace.read(path));

test('A name is renamed wherever it means the same, and nowhere else', async () => {
  const result = await bench.call('refactor_code', { path: 'src/area.ts', name: 'area', to: 'areaOf' });
  expect(result).toMatchObject({ status: 'ok', data: { files: ['src/area.ts', 'src/index.ts'] } });
  expect(await text('src/area.ts')).toContain('export function areaOf(');
  expect(await text('src/index.ts')).toBe(`import { areaOf } from './area.js';
import { areaOf as surface } from './area.js';
import { basename } from 'node:path';

const text = 'area';
export const all = { area: areaOf, total: areaOf(1, 2) + surface(2, 3), text };
`);
  expect(await text('notes.md')).toContain('The area');
});

test('The code actions of a line are listed, and one is applied', async () => {
  const listed = await bench.call('refactor_code', { path: 'src/index.ts', line: 3 });
  expect(listed.status).toBe('ok');
  expect(listed.text).toContain('Organize imports');
  const applied = await bench.call('refactor_code', { path: 'src/index.ts', line: 3, action: 'Organize imports' });
  expect(applied.status).toBe('ok');
  expect(await text('src/index.ts')).not.toContain('basename');
  expect(await text('src/index.ts')).toContain('area as surface');
});

test.each([
  [{ path: 'src/area.ts', name: 'nobody', to: 'x' }, /There is no nobody in src\/area.ts/],
  [{ path: 'src/area.ts', name: 'area', to: 'two words' }, /is no name/],
  [{ path: 'notes.md', name: 'area', to: 'x' }, /is no file of the TypeScript or JavaScript project/],
  [{ path: 'src/index.ts', name: 'basename', line: 3, to: 'x' }, /Renamed|belongs to a package|cannot be renamed/],
  [{ path: 'src/area.ts', line: 1, action: 'Make it better' }, /no action "Make it better"/],
  [{ path: 'src/area.ts', line: 99 }, /has 4 lines/],
  [{ path: 'src/area.ts' }, /give it/],
  [{ path: '../etc/passwd', name: 'a', to: 'b' }, /./],
])('%j is answered plainly', async (input, words) => {
  const result = await bench.call('refactor_code', input);
  expect(result.text).toMatch(words);
});
