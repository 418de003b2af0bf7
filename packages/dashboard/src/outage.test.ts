import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScriptedServer, ScriptedStep, SeenRequest } from '../../server/src/llm/scripted/contract.ts';
import { startScriptedServer } from '../../server/src/llm/scripted/server.ts';
import { makeRepository, passing } from '../../server/src/main/e2e/testing-launcher.ts';
import { openWindow, type Window } from './testing-window.ts';

// A minute without the server, in the middle of a job whose record is longer than the window.

let models: ScriptedServer;
let window: Window;
let held = true;

/** Looks for one thing after the other, slowly from the fiftieth on, until nobody holds it any more. */
function searching({ turn, messages }: SeenRequest): ScriptedStep {
  const done = (word: string) => messages.some(({ calls }) => JSON.stringify(calls).includes(word));
  if (turn < 50 || held)
    return { ...(turn < 50 ? {} : { waitMs: 500 }), calls: [{ do: 'search', pattern: `look${turn}x`, path: 'src' }] };
  if (!done('n = 2')) return { calls: [{ do: 'write', path: 'src/n.js', content: 'export const n = 2;\n' }] };
  if (!done('run_tests')) return { calls: [{ do: 'test' }] };
  if (!done('commit')) return { calls: [{ do: 'commit', message: 'Two' }] };
  return { text: 'It is 2 now.' };
}

beforeAll(async () => {
  models = await startScriptedServer({ sessions: { default: searching } });
  window = await openWindow({ ANTHROPIC_BASE_URL: models.url, ANTHROPIC_API_KEY: 'a-key-of-the-test' });
});
afterAll(async () => {
  held = false;
  await window?.[Symbol.asyncDispose]();
  await models?.close();
});

test('after a minute without the server the transcript is what the ledger is: nothing twice, no reload, the place and the words kept', async () => {
  const { page, place } = window;
  const files = { ...passing, 'src/n.js': 'export const n = 1;\n' };
  const repository = makeRepository(join(place.folder, 'project'), files);
  const flags = ['--model', 'anthropic/scripted-model', '--max-steps', '1000', '--max-tokens', '100000000'];
  const id = await window.queue('fix: n in src/n.js is wrong', repository, ...flags);
  await page.goto(`${window.url}/jobs/${id}`);
  const log = page.getByRole('log', { name: 'Transcript' });
  await log
    .getByText(/look52x/)
    .first()
    .waitFor();
  await page.evaluate('globalThis.never = "loaded anew"');
  await page.locator('#say').fill('not sent');
  await page.mouse.move(700, 500);
  await page.mouse.wheel(0, -900);
  await page.getByRole('button', { name: /To the end|new entr/ }).waitFor();
  /** The row that stands at the top, and where. */
  const top = () =>
    page.evaluate<[string, number]>(`(() => {
      const log = document.querySelector('[role=log]');
      const { top } = log.getBoundingClientRect();
      const row = [...log.querySelectorAll('[data-index]')].find((one) => one.getBoundingClientRect().top >= top);
      return [row.innerText.split('\\n')[0], Math.round(row.getBoundingClientRect().top - top)];
    })()`);
  await expect.poll(async () => (await top())[0]).toMatch(/look/);
  const before = await top();
  await window.kill();
  const back = Date.now() + 60_000;
  await page
    .getByTestId('link')
    .getByText(/^Reconnecting, last event \d\d:\d\d:\d\d$/)
    .waitFor();
  // Nothing looks as if it went on.
  const moving = `document.getAnimations().filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime === Infinity).length`;
  expect(await page.evaluate(moving)).toBe(0);
  const said = await page.getByTestId('link').innerText();
  await new Promise((later) => setTimeout(later, back - Date.now()));
  expect(await page.getByTestId('link').innerText()).toBe(said);
  await window.serve();
  await page.getByTestId('link').getByText('Live').waitFor();
  // The control: now something goes on.
  await expect.poll(() => page.evaluate(moving), { timeout: 60_000 }).toBeGreaterThan(0);
  const seen = (await place.history(id)).length;
  await expect.poll(async () => (await place.history(id)).length, { timeout: 60_000 }).toBeGreaterThan(seen + 4);
  expect(await top()).toEqual(before);
  held = false;
  await page.locator('header').getByText('Done', { exact: true }).waitFor();
  expect(await page.getByLabel('Ask for a follow-up').inputValue()).toBe('not sent');

  // Row by row from the first to the last, against the record.
  const rows = new Map<number, string>();
  await log.press('Home');
  await log
    .getByText(/look0x/)
    .first()
    .waitFor();
  for (let ends = false; !ends; ) {
    // Before the rows: what is shown at the end is still read.
    ends = await page.evaluate<boolean>(
      "(({ scrollTop, clientHeight, scrollHeight }) => scrollTop + clientHeight >= scrollHeight - 2)(document.querySelector('[role=log]'))",
    );
    const shown = await page.evaluate<[number, string][]>(
      "[...document.querySelectorAll('[role=log] [data-index]')].map((one) => [Number(one.dataset.index), one.innerText])",
    );
    for (const [index, text] of shown) rows.set(index, text);
    await page.mouse.move(700, 600);
    await page.mouse.wheel(0, 300);
    await page.waitForTimeout(150);
  }
  const searches = (await place.history(id)).filter(
    ({ data }) => data['tool'] === 'search_code' && data['event'] === 'tool-finished',
  );
  const named = (texts: string[]) => texts.flatMap((text) => /look\d+x/.exec(text)?.[0] ?? []);
  expect(searches.length).toBeGreaterThan(52);
  expect(named([...rows].sort(([one], [other]) => one - other).map(([, text]) => text))).toEqual(
    named(searches.map(({ summary }) => summary)),
  );
  expect(await page.evaluate('globalThis.never')).toBe('loaded anew');
});

test('nothing was refused, thrown or silently rejected inside of the window', () => {
  expect(window.faults).toEqual([]);
});
