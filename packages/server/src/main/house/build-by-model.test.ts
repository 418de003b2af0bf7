import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, scriptedModel, type House } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const goal = 'Build a ray tracer that renders spheres as text';
const manifest = JSON.stringify({ name: 'tracer', type: 'module', scripts: { test: 'node --test' } });
const source = 'export const pixel = (hit) => (hit ? "#" : ".");\n';
const testFile = (expected: string) =>
  [
    "import assert from 'node:assert/strict';",
    "import test from 'node:test';",
    "import { pixel } from './tracer.js';",
    `test('a hit is seen', () => assert.equal(pixel(true), '${expected}'));`,
    '',
  ].join('\n');

function builds(expected: string) {
  return scriptedModel({
    understand: [
      [['record_analysis', { type: 'analysis', summary: 'A ray tracer', data: { shapes: ['sphere'] } }]],
      'Clear.',
    ],
    research: ['No packages are needed.'],
    plan: [[['create_plan', { summary: 'One file', tasks: [{ id: 'tracer', title: 'Write it' }] }]], 'Planned.'],
    implement: [
      [
        ['write_file', { path: 'package.json', content: manifest }],
        ['write_file', { path: 'tracer.js', content: source }],
        ['write_file', { path: 'tracer.test.js', content: testFile(expected) }],
      ],
      [['run_tests', {}]],
      [['commit_changes', { message: 'Trace rays' }]],
      'Built.',
    ],
    refine: () => 'I leave it.',
  });
}

test('What the craft has no blueprint for is built by a language model, and proven by its own tests', async () => {
  const output = join(house.folder, 'tracer');
  expect(await house.client.preview({ goal, mode: 'build' })).not.toMatchObject({ verdict: 'ready' });
  const report = await house.run({ goal, mode: 'build', output }, builds('#'));
  expect(report.job).toMatchObject({ status: 'succeeded', result: output });
  expect(report.gates.find(({ gate }) => gate === 'tests')?.verdict).toBe('passed');
  await house.recorded(report);
});

test('A new project of a language model whose tests fail is not done, whatever it says', async () => {
  const report = await house.run({ goal, mode: 'build', output: join(house.folder, 'wrong') }, builds('?'));
  expect(report.job).toMatchObject({ status: 'failed', error: { code: 'GATES_FAILED' } });
});

test('Hardly a word is asked about, also with a language model', async () => {
  const vague = { goal: 'qrcode', mode: 'build' as const, model: 'scripted/script' };
  expect(await house.client.preview(vague)).toMatchObject({ verdict: 'needs-answer' });
});
