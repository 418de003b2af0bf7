import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScriptedServer, ScriptedStep, SeenRequest } from '../../server/src/llm/scripted/contract.ts';
import { startScriptedServer } from '../../server/src/llm/scripted/server.ts';
import { makeRepository, passing } from '../../server/src/main/e2e/testing-launcher.ts';
import { openWindow, type Window } from './testing-window.ts';

// What a review still holds once the work has gone on: how far it was read, what is new since, and where its comments stand.

let models: ScriptedServer;
let window: Window;
let job: string;
/** How far the model may go with its work; a turn that is held gives time to look at what it has not read yet. */
let stage = 0;
let held = false;
let turns = 0;

const lines = Array.from({ length: 60 }, (_, index) => `export const n${index + 1} = ${index + 1};`);
const changed = lines.with(9, 'export const n10 = 100;').with(44, 'export const n45 = 450;');
const [numbers, words] = ['src/numbers.js', 'src/words.js'];
const work = [
  { path: numbers, content: changed.join('\n'), of: 0 },
  { path: words, content: "export const words = 'First words.';", of: 0 },
  { path: words, content: "export const words = 'Other words.';", of: 1 },
  { path: numbers, content: ['// head', ...changed.with(9, 'export const n10 = 1000;')].join('\n'), of: 2 },
];

function goOn(seen: SeenRequest): ScriptedStep {
  const done = (content: string) =>
    seen.messages.some(({ calls }) => JSON.stringify(calls).includes(JSON.stringify(content).slice(1, -1)));
  const next = work.find(({ content, of }) => of <= stage && !done(content));
  if (next) return { calls: [{ do: 'write', path: next.path, content: `${next.content}\n` }] };
  turns += 1;
  return { waitMs: held ? 8000 : 300, calls: [{ do: 'search', pattern: `n${seen.turn}`, path: 'src' }] };
}

beforeAll(async () => {
  models = await startScriptedServer({ sessions: { default: goOn } });
  window = await openWindow({ ANTHROPIC_BASE_URL: models.url, ANTHROPIC_API_KEY: 'a-key-of-the-test' });
  const files = { ...passing, [numbers]: `${lines.join('\n')}\n`, [words]: "export const words = '';\n" };
  const repository = makeRepository(join(window.place.folder, 'project'), files);
  const limits = ['--max-steps', '5000', '--model', 'anthropic/scripted-model', '--yes'];
  job = await window.queue('fix: the numbers and the words in src are wrong', repository, ...limits);
});
afterAll(async () => {
  await window?.[Symbol.asyncDispose]();
  await models?.close();
});

const changes = (page: Page = window.page) => page.getByRole('region', { name: 'Changes' });
const comment = async (line: number, side: 'old' | 'new', text: string) => {
  const places = changes().getByRole('button', { name: `Comment on line ${line}`, exact: true });
  await (side === 'old' ? places.first() : places.last()).click();
  const field = window.page.getByLabel(
    `Comment on ${numbers}, line ${line}${side === 'old' ? ' before the change' : ''}`,
    { exact: true },
  );
  await field.fill(text);
  await window.page.getByText('Saved', { exact: true }).waitFor();
  await window.page.getByRole('button', { name: 'Done' }).click();
  await field.waitFor({ state: 'detached' });
};
const send = () =>
  window.page.getByRole('form', { name: 'Your review' }).getByRole('button', { name: 'Send to the job' }).click();
/** The files whose changes are shown. */
const shown = async (page: Page = window.page) =>
  (await changes(page).locator('span.font-mono.font-medium').allInnerTexts()).toSorted();
test('a comment that was sent is pending until it is read, then delivered, though nothing is answered yet', async () => {
  const { page, url } = window;
  await page.goto(`${url}/jobs/${job}?tab=changes`);
  await changes().getByText('First words.').waitFor();
  await comment(10, 'old', 'Why was this one too small?');
  held = true;
  const before = turns;
  await expect.poll(() => turns).toBeGreaterThan(before);
  await send();
  const card = changes().locator('div.rounded-lg').filter({ hasText: 'Why was this one too small?' });
  await card.getByText('Pending', { exact: true }).waitFor();
  held = false;
  await card.getByText('Delivered', { exact: true }).waitFor();
  await window.look('review-delivered');
});

test('only the file that changed is to be looked at again, and one key shows what is new since a review of removed lines', async () => {
  const { page } = window;
  for (const viewed of [1, 2]) {
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/review/viewed') && answer.ok());
    await changes().getByRole('checkbox', { name: 'Viewed', checked: false }).first().check();
    await kept;
    await expect.poll(() => changes().getByRole('checkbox', { name: 'Viewed', checked: true }).count()).toBe(viewed);
  }
  stage = 1;
  await changes().getByText('Other words.').waitFor();
  expect(await changes().getByRole('checkbox', { name: 'Viewed', checked: true }).count()).toBe(1);
  expect(await changes().getByText('n45 = 450').count()).toBe(0);
  // In a field the same keys are letters.
  const field = page.getByLabel('Say something to the job');
  await field.pressSequentially('rad?');
  expect(await field.inputValue()).toBe('rad?');
  expect(page.url()).not.toContain('from=');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await field.fill('');
  await changes().focus();
  await page.keyboard.press('r');
  await page.waitForURL(/from=[0-9a-f]{40}/);
  await expect.poll(() => shown()).toEqual([words]);
  await changes().getByText('First words.').waitFor();
  await window.look('review-since');
  // The address alone leads there.
  await page.reload();
  await changes().getByText('First words.').waitFor();
  expect(await shown()).toEqual([words]);
  await changes().focus();
  await page.keyboard.press('a');
  await expect.poll(() => shown()).toEqual([numbers, words]);
  // A turn by itself: the one that wrote the numbers.
  const turn = page.getByLabel('Show changes of').locator('optgroup[label="One turn"] option').first();
  await page.getByLabel('Show changes of').selectOption((await turn.getAttribute('value')) ?? '');
  await expect.poll(() => shown()).toEqual([numbers]);
  await changes().focus();
  await page.keyboard.press('a');
});

test('comments not sent yet outlive new work: moved or outdated, with the lines they quote, on another device too', async () => {
  const { page, url } = window;
  await expect.poll(() => shown()).toEqual([numbers, words]);
  await changes().getByRole('checkbox', { name: 'Viewed', checked: true }).uncheck();
  await changes().getByText('n45 = 450').waitFor();
  await comment(10, 'new', 'This will be another.');
  await comment(45, 'new', 'This stays what it is.');
  stage = 2;
  const other = await window.browser.newContext({
    storageState: await window.context.storageState(),
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  other.setDefaultTimeout(240_000);
  const phone = await other.newPage();
  await phone.goto(`${url}/jobs/${job}?tab=changes`);
  for (const at of [page, phone]) {
    const card = (text: string) => changes(at).locator('div.rounded-lg').filter({ hasText: text });
    await changes(at).getByText('n10 = 1000').waitFor();
    await card('This will be another.').getByText('Outdated', { exact: true }).waitFor();
    await card('This will be another.').getByText('+export const n10 = 100;').waitFor();
    await card('This stays what it is.').scrollIntoViewIfNeeded();
    await card('This stays what it is.').getByText('Moved', { exact: true }).waitFor();
  }
  await window.look('review-outdated');
  await window.look('review-outdated-phone', phone);
  // What a finger has to hit; the number of a line is as high as its line.
  const small = await phone.evaluate(
    `[...document.querySelectorAll('main button, main select, main label:has(input)')]
      .filter((one) => one.tabIndex !== -1 && one.checkVisibility())
      .map((one) => [one.getAttribute('aria-label') ?? one.textContent, Math.round(one.getBoundingClientRect().height)])
      .filter(([, height]) => height < 44)`,
  );
  expect(small).toEqual([]);
  await other.close();
});

test('nothing was refused, thrown or silently rejected inside of the window', () => {
  expect(window.faults).toEqual([]);
});
