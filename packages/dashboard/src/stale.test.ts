import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScriptedServer, ScriptedStep, SeenRequest } from '../../server/src/llm/scripted/contract.ts';
import { startScriptedServer } from '../../server/src/llm/scripted/server.ts';
import { makeRepository, passing } from '../../server/src/main/e2e/testing-launcher.ts';
import { armed, openWindow, type Window } from './testing-window.ts';

// What a person decides while the work goes on: what exactly is asked, a window that is behind, a stop, what is not known.

let models: ScriptedServer;
let window: Window;
let job: string;

const command = 'npm publish --dry-run --tag next';
function publishes({ messages, turn }: SeenRequest): ScriptedStep {
  const called = (word: string) => messages.some(({ calls }) => JSON.stringify(calls).includes(word));
  if (!called('n = 2')) return { calls: [{ do: 'write', path: 'src/n.js', content: 'export const n = 2;\n' }] };
  if (!called('npm publish')) return { calls: [{ do: 'shell', command }] };
  return { waitMs: 300, calls: [{ do: 'search', pattern: `n${turn}`, path: 'src' }] };
}

beforeAll(async () => {
  models = await startScriptedServer({ sessions: { default: publishes } });
  window = await openWindow({ ANTHROPIC_BASE_URL: models.url, ANTHROPIC_API_KEY: 'a-key-of-the-test' });
  const repository = makeRepository(join(window.place.folder, 'project'), {
    ...passing,
    'src/n.js': 'export const n = 1;\n',
  });
  const flags = ['--max-steps', '5000', '--model', 'anthropic/scripted-model'];
  job = await window.queue('fix: n in src/n.js is wrong', repository, ...flags);
});
afterAll(async () => {
  await window?.[Symbol.asyncDispose]();
  await models?.close();
});

const approvalOn = (page: Page) => page.getByRole('region', { name: 'Approval' });

test('a command that is asked for stands there word by word; a window that is behind cannot answer what was answered', async () => {
  const { page, url } = window;
  await page.goto(`${url}/jobs/${job}`);
  for (const words of [command, 'publishing', '/project'])
    await approvalOn(page).locator('dd', { hasText: words }).first().waitFor();
  await window.look('job-approval-command');
  // It hears nothing from the server any more, and still shows the question.
  const behind = await window.another();
  await behind.goto(`${url}/jobs/${job}`);
  await armed(approvalOn(behind));
  const pending = async () =>
    (await (await page.request.get(`${url}/api/jobs/${job}`)).json()) as {
      pending: { id: string; digest: string }[];
    };
  const [asked] = (await pending()).pending;
  const answer = (id: string, digest: string) =>
    page.request.post(`${url}/api/jobs/${job}/answer`, {
      headers: { 'x-codewright': '1', origin: url },
      data: { id, digest, answer: 'approve' },
    });
  expect((await answer(asked?.id ?? '', 'another-action')).status()).toBe(409);
  // Pressed in this window, the answer leaves only after another has been given elsewhere.
  let status = 0;
  await behind.route(/\/api\/jobs\/[^/]+\/answer$/, async (route) => {
    expect(route.request().postDataJSON()).toEqual({ id: asked?.id, digest: asked?.digest, answer: 'approve' });
    await armed(approvalOn(page));
    await approvalOn(page).getByRole('button', { name: 'Reject' }).click();
    await approvalOn(page).waitFor({ state: 'detached' });
    const response = await route.fetch();
    status = response.status();
    await route.fulfill({ response });
  });
  await approvalOn(behind).getByRole('button', { name: 'Approve' }).click();
  await behind.getByText('This question is answered already').first().waitFor();
  expect(status).toBe(409);
  await approvalOn(behind).waitFor({ state: 'detached' });
  await behind.close();
  // What the first answer said holds: it was not run.
  const answers = (await window.place.history(job)).filter(({ data }) => data['event'] === 'approval-answered');
  expect(answers.map(({ data }) => data['answer'])).toEqual(['reject']);
});

test('an entry of a kind that this window does not know is shown as it is recorded', async () => {
  const { page, place } = window;
  const ledger = await place.ledger();
  await ledger.append([
    {
      job,
      kind: 'event',
      actor: { type: 'agent', id: 'a-newcomer' },
      summary: 'The moon is full tonight',
      data: { event: 'moon-phase', phase: { lit: 'all-of-it' } },
    },
  ]);
  const row = page.getByRole('log', { name: 'Transcript' }).getByText('The moon is full tonight');
  await row.waitFor();
  await row.click();
  await page.getByRole('log').getByText('all-of-it').first().waitFor();
});

test('a stop is acknowledged at once, and what was written until then is left and can be looked at', async () => {
  const { page } = window;
  await page.getByRole('log').getByText('src/n.js').first().waitFor();
  await page.evaluate(`(() => {
    const noted = (globalThis.noted = { pressed: 0, said: 0 });
    addEventListener('click', () => (noted.pressed ||= performance.now()), { capture: true });
    new MutationObserver(() => {
      if (!noted.said && /Stopped; what|It stops; what/.test(document.body.textContent)) noted.said = performance.now();
    }).observe(document, { subtree: true, childList: true, characterData: true });
  })()`);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page
    .getByText(/^(?:Stopped|It stops); what it (?:had|has) written stays under Changes/)
    .first()
    .waitFor();
  const { pressed, said } = await page.evaluate<{ pressed: number; said: number }>('globalThis.noted');
  process.stdout.write(`a stop is acknowledged after ${Math.round(said - pressed)} ms\n`);
  // Two seconds are the aim; a machine that stands still for a moment is no fault of the window.
  expect(said - pressed).toBeLessThan(6000);
  await page.locator('header').getByText('Cancelled', { exact: true }).waitFor();
  await page
    .getByRole('navigation', { name: 'Parts of the job' })
    .getByRole('button', { name: /^Changes/ })
    .click();
  await page.getByRole('region', { name: 'Changes' }).getByText('export const n = 2;').waitFor();
  // What was spent until then, and whose figures these are.
  await page.getByRole('navigation', { name: 'Parts of the job' }).getByRole('button', { name: 'Spend' }).click();
  await page.getByText('Tokens and cost: reported by the provider').waitFor();
});

test('nothing was refused, thrown or silently rejected inside of the window', () => {
  expect(window.faults).toEqual([]);
});
