import { expect, test } from 'vitest';
import { installersOf } from './installers.ts';

test.each([
  [['npm', 'ci'], ['npm']],
  [['python3', '-m', 'pip', 'install', '-r', 'requirements.txt'], ['pip']],
  [['/usr/bin/pip3', 'install', 'requests'], ['pip']],
  [['go', 'mod', 'download'], ['go']],
  [
    ['/bin/sh', '-c', 'cd api && go get ./... && npm ci'],
    ['npm', 'go'],
  ],
  // Words that only look like them.
  [['npx', 'pipeline', 'go-live'], ['npm']],
  [['uvx', 'mcp-server-time'], ['pip']],
  [['cargo', 'fetch'], ['npm']],
])('%j fetches from the registries of %j', (argv, wanted) => {
  expect(installersOf(argv)).toEqual(wanted);
});
