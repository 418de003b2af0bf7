import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRepository, passing } from '../../server/src/main/e2e/testing-launcher.ts';
import { collectFaults, openWindow, type Window } from './testing-window.ts';

// What opens above a page, on a phone and by a finger alone.

let window: Window;
let phone: Page;
let repository: string;

beforeAll(async () => {
  window = await openWindow();
  repository = makeRepository(join(window.place.folder, 'project'), passing);
  const byFinger = await window.browser.newContext({
    storageState: await window.context.storageState(),
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  byFinger.setDefaultTimeout(240_000);
  phone = await byFinger.newPage();
  collectFaults(phone, window.faults);
});
afterAll(() => window?.[Symbol.asyncDispose]());

const dialog = () => phone.getByRole('dialog');
const menu = () => phone.getByRole('menu');
/** Nothing in it is smaller than a finger, wider than the phone, or a fault by axe. A box within words: the words take the finger too. */
async function fits(kind: 'dialog' | 'menu', name: string): Promise<void> {
  await phone.getByRole(kind).first().waitFor();
  const small = await phone.evaluate<string[]>(
    `[...document.querySelectorAll('[role=${kind}] :is(button, select, textarea, [role=menuitem], label:has(input), input:not([type=checkbox], [type=radio]))')]
      .filter((one) => one.checkVisibility())
      .map((one) => [one, one.getBoundingClientRect()])
      .filter(([, { height, width, right }]) => width > 1 && (height < 43.5 || right > 390.5))
      .map(([one, { height }]) => one.tagName + ' ' + (one.getAttribute('aria-label') ?? one.id + one.textContent).slice(0, 40) + ' ' + Math.round(height))`,
  );
  expect(small, name).toEqual([]);
  // A menu hides what lies below it from those who hear the page, and keeps its focus: axe wants that said otherwise.
  if (kind === 'dialog') await window.look(`touch-${name}`, phone);
}

test('a job is begun in its dialog and repeated from its menu by a finger', async () => {
  await phone.goto(`${window.url}/jobs`);
  await phone.getByRole('button', { name: 'New', exact: true }).tap();
  await fits('dialog', 'new-job');
  await dialog().getByRole('button', { name: 'Close' }).tap();
  await dialog().waitFor({ state: 'detached' });
  await phone.getByRole('button', { name: 'New', exact: true }).tap();
  await phone.getByLabel('What should be done').fill('create file docs/touched.md with "hello"');
  await phone.getByLabel(/^Repository/).fill(repository);
  await phone.getByText('Understood', { exact: true }).waitFor();
  await fits('dialog', 'new-job-understood');
  await dialog().getByRole('button', { name: 'Start', exact: true }).tap();
  await phone.waitForURL(/\/jobs\/[\w-]{36}/);
  await phone.locator('header').getByText('Done', { exact: true }).waitFor();
  const before = phone.url();

  await phone.locator('header').getByRole('button', { name: 'More' }).tap();
  await fits('menu', 'job-menu');
  // Pressed elsewhere it closes, and nothing was done.
  await phone.touchscreen.tap(20, 700);
  await menu().waitFor({ state: 'detached' });
  expect(phone.url()).toBe(before);
  await phone.locator('header').getByRole('button', { name: 'More' }).tap();
  await menu()
    .getByRole('menuitem', { name: /^Replay/ })
    .tap();
  await phone.waitForURL((url) => /\/jobs\/[\w-]{36}/.test(url.href) && url.href !== before);
});

test('lists are saved, and things remembered, in dialogs that fit a finger', async () => {
  await phone.goto(`${window.url}/jobs?status=succeeded`);
  await phone.getByRole('button', { name: 'Saved lists' }).tap();
  await fits('menu', 'saved-lists');
  await menu().getByRole('menuitem').first().tap();
  await fits('dialog', 'save-list');
  await dialog().getByRole('textbox').first().fill('What is done');
  await dialog().getByRole('button', { name: 'Save' }).tap();
  await dialog().waitFor({ state: 'detached' });
  await phone.getByRole('button', { name: 'Saved lists' }).tap();
  await menu().getByText('What is done').waitFor();
  await phone.touchscreen.tap(20, 800);
  await menu().first().waitFor({ state: 'detached' });

  for (const [path, name] of [
    ['/memory', 'Remember'],
    ['/knowledge', 'Add note'],
    ['/settings/webhooks', 'New webhook'],
  ] as const) {
    await phone.goto(window.url + path);
    await phone.getByRole('button', { name }).first().tap();
    await fits('dialog', name.toLowerCase().replace(' ', '-'));
    await dialog().getByRole('button', { name: 'Close' }).tap();
    await dialog().waitFor({ state: 'detached' });
  }
});

test('nothing was refused, thrown or silently rejected inside of the window', () => {
  expect(window.faults).toEqual([]);
});
