import { expect, test } from 'vitest';
import { createBubblewrapSandbox } from '../sandbox/bubblewrap.ts';
import { toolchainLines } from './toolchains.ts';

test('Doctor really starts the programs of other languages, and says what it costs where one is missing', async () => {
  const box = createBubblewrapSandbox({ nodeBin: process.execPath });
  try {
    const lines = await toolchainLines(box, new AbortController().signal);
    expect(lines.map(({ part }) => part)).toEqual(['python', 'go', 'rust']);
    expect(lines[0]).toMatchObject({ state: 'works', detail: expect.stringMatching(/^Python 3\.\d+/) });
    for (const line of lines.filter(({ state }) => state === 'missing')) {
      expect(line).toMatchObject({
        costs: expect.stringMatching(/^repositories in/),
        hint: expect.stringMatching(/install/),
      });
    }
  } finally {
    await box.close();
  }
});
