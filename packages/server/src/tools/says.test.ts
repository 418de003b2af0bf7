import { expect, test } from 'vitest';
import { toolBench } from './testing-each.ts';

test('each entry of a call names its verb and its target, and what came of it', async () => {
  const t = await toolBench({ 'a.txt': 'a\n', 'package.json': '{"scripts":{"test":"true"}}' });
  await t.call('run_command', { command: ['sh', '-c', 'exit 3'] });
  await t.call('run_command', { command: 'true' });
  await t.call('read_file', { path: 'a.txt' });
  await t.call('write_file', { path: 'b.txt', content: 'b' });
  await t.call('search_code', { pattern: 'nowhere' });
  await t.call('read_file', { path: 'missing.txt' });
  const of = (event: string) => t.ledger.entries.filter(({ data }) => data['event'] === event);
  expect(of('tool-finished').map(({ summary }) => summary)).toEqual([
    "run sh -c 'exit 3' → exit 3",
    'run true → exit 0',
    'read a.txt',
    'write b.txt',
    'search "nowhere"',
    expect.stringMatching(/^read missing\.txt: .+/),
  ]);
  expect(of('tool-started').map(({ summary }) => summary)).toEqual(["run sh -c 'exit 3'", 'run true']);
});
