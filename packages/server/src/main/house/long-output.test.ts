import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, scriptedModel, type House, type Script } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

test('A long output is cut once, head and tail kept, and the rest is read by its handle, also after the job was laid aside', async () => {
  const { repository } = house.user('long-output');
  const prompts: string[] = [];
  let handle = '';
  const script: Script = [
    [['run_command', { command: 'for i in $(seq 1 5000); do echo "line $i of the output"; done' }]],
    ({ results, prompt }) => {
      prompts.push(prompt);
      const text = results[0]?.text ?? '';
      expect(text.length).toBeLessThan(13_000);
      expect(text).toMatch(/^exit 0\nline 1 of the output\n/);
      expect(text).toMatch(/line 5000 of the output$/);
      handle = /\[… \d+ lines left out: read_file \{"handle":"(out-[0-9a-f]{16})"\} …\]/.exec(text)?.[1] ?? '';
      return [['ask_user', { question: 'Shall I read the middle?' }]];
    },
    ({ prompt }) => {
      prompts.push(prompt);
      return [['read_file', { handle, offset: 2500, limit: 3 }]];
    },
    ({ results }) => {
      expect(results[0]?.text).toContain('line 2500 of the output');
      return 'I read it.';
    },
  ];
  const model = scriptedModel({ implement: script });
  const waiting = await house.run({ goal: 'Carry out the script', repository }, model);
  expect(waiting.job.status).toBe('waiting_human');
  const report = await house.answer(waiting.job.id, 'yes', model);
  expect(report.job.status).toBe('succeeded');
  // After it was taken up again the prompt begins with the very same bytes.
  const [first = '', second = ''] = prompts;
  expect(second.startsWith(first.slice(0, -1))).toBe(true);
  await house.recorded(report);
});
