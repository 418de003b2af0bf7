import { expect, it } from 'vitest';
import { readScriptFile } from './script-file.ts';
import { startScriptedServer } from './server.ts';

it('answers from a script in a file', async () => {
  const sessions = readScriptFile(
    `sessions:
  default:
    script:
      - text: Hello.
        fault: { kind: status, status: 503, times: 1 }
      - text: Bye.
`,
    'script.yaml',
  );
  await using server = await startScriptedServer({ sessions });
  const ask = () =>
    fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      body: '{"messages":[{"role":"user","content":"hi"}]}',
    });
  expect((await ask()).status).toBe(503);
  expect(await (await ask()).json()).toMatchObject({ choices: [{ message: { content: 'Hello.' } }] });
});

it('says where a script is wrong', () => {
  const text = 'sessions:\n  default:\n    script: []\n    positon: arrival\n';
  expect(() => readScriptFile(text, 'script.yaml')).toThrow(/script\.yaml:\d+:\d+: .*positon/);
  expect(() => readScriptFile('sessions: [', 'script.yaml')).toThrow('script.yaml:');
});
