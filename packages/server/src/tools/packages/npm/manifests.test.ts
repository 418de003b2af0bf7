import { describe, expect, test } from 'vitest';
import { raisedRange, readManifests, withRaises } from './manifests.ts';
import { openToolBench } from '../../testing.ts';

describe('raisedRange', () => {
  test.each([
    ['^1.2.3', '4.5.6', '^4.5.6'],
    ['~1.2.3', '4.5.6', '~4.5.6'],
    ['1.2.3', '4.5.6', '4.5.6'],
    ['=1.2.3', '4.5.6', '=4.5.6'],
    ['v1.2.3', '4.5.6', '4.5.6'],
    ['^1.2', '4.5.6', '^4.5'],
    ['1', '4.5.6', '4'],
    ['1.x', '4.5.6', '4.x'],
    ['>=1.2.3', '4.5.6', '>=4.5.6'],
    ['^1.0.0-beta.1', '4.5.6', '^4.5.6'],
    ['^0.4.1', '0.5.0', '^0.5.0'],
    ['*', '4.5.6', '*'],
    ['^1 || ^4', '4.5.6', '^1 || ^4'],
    ['^1 || ^2', '4.5.6', '^4.5.6'],
    ['>=1 <2', '4.5.6', '^4.5.6'],
  ])('puts %s around %s as %s', (range, to, expected) => {
    expect(raisedRange(range, to)).toBe(expected);
  });
});

describe('readManifests', () => {
  const text =
    '{\n\t"name": "root",\n\t"workspaces": ["packages/*"],\n\t"a": "1.0.0",\n\t"dependencies": { "a": "1.0.0",  "b": "npm:c@1" },\n\t"overrides": { "a": "1.0.0" },\n\t"devDependencies": { "d": "github:x/y", "e": "latest" }\n}\n';

  test('finds packages of all workspaces, and changes only their ranges', async () => {
    const files = {
      'package.json': text,
      'packages/one/package.json': '{ "name": "one", "dependencies": { "a": "^1.1.0", "two": "^1.0.0" } }\n',
      'packages/two/package.json': '{ "name": "two", "version": "1.0.0" }\n',
      'other/package.json': '{ "name": "other", "dependencies": { "z": "1.0.0" } }\n',
    };
    await using tools = await openToolBench(files);
    const manifests = await readManifests(tools, Object.keys(files));
    expect(manifests.declared.map(({ name }) => name)).toEqual(['a']);
    expect(manifests.left.map(({ name }) => name).sort()).toEqual(['b', 'd', 'e']);
    const changed = withRaises(manifests, [{ name: 'a', from: '1.0.0', to: '3.0.0' }]);
    expect(changed.get('package.json')).toBe(text.replace('{ "a": "1.0.0",  ', '{ "a": "3.0.0",  '));
    expect(changed.get('packages/one/package.json')).toContain('"a": "^3.0.0", "two": "^1.0.0"');
  });

  test('refuses a project whose lock another manager keeps', async () => {
    await using tools = await openToolBench({ 'package.json': '{}', 'yarn.lock': '' });
    await expect(readManifests(tools, ['package.json', 'yarn.lock'])).rejects.toThrow(/yarn.lock is not npm's/);
  });
});
