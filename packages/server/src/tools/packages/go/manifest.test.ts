import { expect, test } from 'vitest';
import { readGoMod } from './manifest.ts';

test('of go.mod what the project requires itself can be raised; what is replaced or without a tag is left alone', () => {
  const text = `module example.org/one

go 1.22

require example.org/two/v2 v2.1.0
require (
	example.org/three v0.4.0 // a remark
	example.org/four v1.0.0 // indirect
	example.org/five v1.0.0
	example.org/six v0.0.0-20240101000000-0123456789ab
	example.org/seven v4.0.0+incompatible
)

replace example.org/five => ../five
`;
  const { direct, left, go } = readGoMod(text);
  expect(direct.map(({ path, version }) => `${path} ${version}`)).toEqual([
    'example.org/three v0.4.0',
    'example.org/seven v4.0.0+incompatible',
    'example.org/two/v2 v2.1.0',
  ]);
  expect(left.map(({ name }) => name)).toEqual(['example.org/five', 'example.org/six']);
  expect(go).toBe('1.22');
});
