import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorkflowLibrary } from './library.ts';

const shipped = join(import.meta.dirname, '../../workflows');
const gates = ['patch-limits', 'syntax', 'types', 'lint', 'tests', 'start-and-answer', 'secrets', 'dependencies'];
const names = () => ({ roles: { planner: [], builder: [], reviewer: [] }, tools: [], gates });
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workflows-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (name: string) => `name: ${name}\ndescription: own\nsteps: [{name: a, gates: [tests]}]\n`;

test('a user’s own workflow stands before the one that comes with the system', () => {
  const library = createWorkflowLibrary([join(folder, 'missing'), folder, shipped], names);
  expect(library.get('build').description).toContain('Builds a new project');
  writeFileSync(join(folder, 'build.yaml'), text('build'));
  expect(library.get('build').description).toBe('own');
  expect(library.list()).toEqual(['build', 'genius', 'mechanic', 'review']);
});

test('an unknown name is answered with the known ones, and a path is no name', () => {
  const library = createWorkflowLibrary([folder, shipped], names);
  expect(() => library.get('nope')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  expect(() => library.get('../workflows/build')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
});

test('a file whose name differs from the workflow inside it is refused', () => {
  writeFileSync(join(folder, 'mine.yaml'), text('other'));
  expect(() => createWorkflowLibrary([folder], names).get('mine')).toThrow(/mine.*other/);
});
