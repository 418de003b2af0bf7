import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRepository, passing } from '../../server/src/main/e2e/testing-launcher.ts';
import { collectFaults, looks, openWindow, type Window } from './testing-window.ts';

// Two people, each in a browser of their own: an admin, and the member that the admin lets in.

let window: Window;
let ann: Page;
let job: string;

beforeAll(async () => {
  window = await openWindow();
  const repository = makeRepository(join(window.place.folder, 'project'), passing);
  job = await window.queue('create file docs/admin.md with "x"', repository);
});
afterAll(() => window?.[Symbol.asyncDispose]());

test('an admin lets somebody in by a link, who sees own jobs only, and of the settings what is theirs', async () => {
  const { page, url } = window;
  await page.goto(`${url}/settings`);
  await page.getByText('Signed in as local (admin).').waitFor();
  await page.getByRole('link', { name: /^Users and tokens/ }).click();
  await page.getByLabel('Name of a new user').fill('ann');
  await page.getByRole('button', { name: 'Add user' }).click();
  const link = await page.getByRole('region', { name: 'Shown once' }).locator('code').innerText();
  expect(new URL(link).origin).toBe(url);
  const other = await page
    .context()
    .browser()
    ?.newContext({ viewport: { width: 390, height: 844 } });
  if (!other) throw new Error('There is no browser.');
  ann = await other.newPage();
  collectFaults(ann, window.faults);
  await ann.goto(link);
  await ann.getByRole('heading', { name: 'Start your first job' }).waitFor();
  expect(await ann.evaluate('document.cookie + JSON.stringify(localStorage)')).not.toMatch(/[\w-]{40}/);
  await ann.goto(`${url}/jobs/${job}`);
  await ann.getByText(`There is no job ${job}.`).waitFor();
  await ann.goto(`${url}/settings`);
  await ann.getByText('Signed in as ann (member).').waitFor();
  expect(await ann.getByRole('link', { name: /^Configuration/ }).count()).toBe(0);
  await ann.goto(`${url}/settings/configuration`);
  await ann.getByText('This takes the role admin').first().waitFor();
  // The control: the admin sees it.
  await page.goto(`${url}/jobs/${job}`);
  await page.getByText('create file docs/admin.md').first().waitFor();
});

test('a token is made, shown once and revoked; ending a session signs that browser out at once', async () => {
  const { page, url } = window;
  await page.goto(`${url}/settings/people`);
  await page.getByLabel('Name of a new token of yours').fill('a script');
  await page.getByRole('button', { name: 'Make token' }).click();
  const secret = await page.getByRole('region', { name: 'Shown once' }).locator('code').innerText();
  const status = async () =>
    (await fetch(`${url}/api/session`, { headers: { authorization: `Bearer ${secret}` } })).status;
  expect(await status()).toBe(200);
  await page.getByRole('button', { name: 'Revoke a script of local' }).click();
  await page.getByRole('button', { name: 'Really revoke a script of local' }).click();
  await page.getByText('The token a script is revoked.', { exact: true }).waitFor();
  expect(await status()).toBe(401);
  await page.reload();
  expect(await page.getByText(secret).count()).toBe(0);
  await page.getByRole('button', { name: /^End .* of ann$/ }).click();
  await page.getByRole('button', { name: /^Really end .* of ann$/ }).click();
  await ann.getByRole('heading', { name: 'Sign in to Codewright' }).waitFor();
});

test('a setting is changed by keyboard, what is wrong with it is said beside it, and it goes back', async () => {
  const { page, url, place } = window;
  const file = join(place.state, 'config.yaml');
  await page.goto(`${url}/settings/configuration`);
  await page.getByLabel('Find a setting').fill('change.maxFiles');
  await page.getByRole('button', { name: 'Change change.maxFiles' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Value of change.maxFiles').fill('many');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'change.maxFiles' }).first().waitFor();
  await page.getByLabel('Value of change.maxFiles').fill('7');
  await page.keyboard.press('Enter');
  await page.getByText('user file', { exact: true }).waitFor();
  expect(readFileSync(file, 'utf8')).toBe('change:\n  maxFiles: 7\n');
  await page.getByRole('button', { name: 'Change change.maxFiles' }).click();
  await page.getByRole('button', { name: 'Back to null' }).click();
  await page.getByText('default', { exact: true }).waitFor();
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe('');
});

test('a key is stored and removed, and no page or answer shows its value', async () => {
  const { page, url } = window;
  // The settings ask whether this browser is told: for that a key is made, which is nobody's to remove.
  await page.goto(`${url}/settings`);
  await expect.poll(async () => (await window.place.run(['secrets', 'list'])).stdout).toContain('VAPID_PRIVATE_KEY');
  await page.goto(`${url}/settings/keys`);
  await page.getByRole('listitem').filter({ hasText: 'used by notifications in browsers' }).waitFor();
  expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
  await page.getByLabel('Name', { exact: true }).fill('VAPID_PRIVATE_KEY');
  await page.getByLabel('Value; it is never shown again').fill('AAAA');
  await page.getByRole('button', { name: 'Store' }).click();
  await page.getByText('made by Codewright for notifications in browsers').first().waitFor();
  await page.getByLabel('Name', { exact: true }).fill('OPENAI_API_KEY');
  await page.getByLabel('Value; it is never shown again').fill('sk-Canary-88aa17');
  await page.getByRole('button', { name: 'Store' }).click();
  await page.getByText('OPENAI_API_KEY is stored.', { exact: true }).waitFor();
  await page.reload();
  await page.getByText(/used by openai/).waitFor();
  expect(await page.content()).not.toContain('sk-Canary');
  await page.getByRole('button', { name: 'Remove OPENAI_API_KEY' }).click();
  await page.getByRole('button', { name: 'Really remove OPENAI_API_KEY' }).click();
  await page.getByRole('button', { name: 'Remove OPENAI_API_KEY' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Really remove OPENAI_API_KEY' }).waitFor({ state: 'detached' });
});

test('no page of the administration has a fault that axe knows, in either theme, and none is wider than a phone', async () => {
  const { page, url } = window;
  for (const [colorScheme, viewport] of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    for (const path of ['', '/people', '/configuration', '/keys', '/policies']) {
      await page.goto(`${url}/settings${path}`);
      await page.locator('main h1').first().waitFor();
      await page.locator('[role=status] .spin').first().waitFor({ state: 'detached' });
      await window.look(`settings${path.replace('/', '-')}-${colorScheme}-${viewport.width}`);
    }
  }
});

test('nothing was refused, thrown or silently rejected inside of the window', () => {
  expect(window.faults).toEqual([]);
});
