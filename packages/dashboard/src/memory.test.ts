import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRepository, passing } from '../../server/src/main/e2e/testing-launcher.ts';
import { openWindow, type Window } from './testing-window.ts';

let window: Window;
let repository: string;

beforeAll(async () => {
  window = await openWindow();
  repository = makeRepository(join(window.place.folder, 'project'), passing);
});
afterAll(() => window?.[Symbol.asyncDispose]());

const themes = async (name: string) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.page.emulateMedia({ colorScheme });
    for (const width of [1280, 390]) {
      await window.page.setViewportSize({ width, height: 800 });
      await window.look(`${name}-${colorScheme}-${width}`);
    }
  }
  await window.page.emulateMedia({ colorScheme: 'light' });
  await window.page.setViewportSize({ width: 1280, height: 720 });
};

test('what a project should know is kept, found, corrected with its history, and forgotten', async () => {
  const { page, url, place } = window;
  await page.goto(`${url}/memory`);
  await page.getByText('Nothing is remembered yet').waitFor();
  await themes('memory-empty');
  await page.getByRole('button', { name: 'Remember' }).click();
  await page.getByLabel('Folder of the project').fill(repository);
  await page.getByLabel('Name', { exact: true }).fill('test command');
  await page.getByLabel('What is to be remembered').fill('{"run": "node --test"');
  await page.getByLabel('It is JSON').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Remember' }).click();
  await page.getByText(/This is not JSON/).waitFor();
  await page.getByLabel('What is to be remembered').fill('{"run": "node --test"}');
  await page.getByRole('dialog').getByRole('button', { name: 'Remember' }).click();
  await page.getByText('test command is remembered.', { exact: true }).waitFor();
  // It is open, and its address names it.
  await page.waitForURL(/record=[0-9a-f-]{36}/);
  await page.getByText('by local').first().waitFor();

  // Somebody else changes it while it is being written: nothing is lost under it.
  await page.getByRole('button', { name: 'Change test command' }).click();
  await page.getByLabel('Value of test command').fill('{"run": "vitest"}');
  const other = await place.run(['memory', 'set', 'test command', 'npm test', '--repo', repository]);
  expect(other.code, other.stderr).toBe(0);
  await page.getByRole('button', { name: 'Save' }).click();
  await page
    .getByText(/was changed or forgotten meanwhile/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Change test command' }).click();
  await page.getByLabel('Value of test command').fill('npm run test');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('test command is changed.', { exact: true }).waitFor();
  const history = page.getByRole('region', { name: 'History of test command' });
  await history.getByText('v3').waitFor();
  expect(await history.locator('li').count()).toBe(3);
  await themes('memory');

  await page.getByLabel('Find in memory').fill('nothing like it');
  await page.getByText('Nothing fits').waitFor();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByLabel('Find in memory').fill('npm te');
  await page
    .getByRole('button', { name: /test command/ })
    .first()
    .click();
  // By the record one comes to the entry that says who wrote it.
  await page.getByRole('link', { name: 'in the record' }).first().click();
  await page
    .getByText(/local wrote down project\/test command/)
    .first()
    .waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Forget test command' }).click();
  await page.getByRole('button', { name: 'Really forget test command' }).click();
  await page.getByText('test command is forgotten.', { exact: true }).waitFor();
  expect((await place.run(['memory', 'list'])).stderr).toContain('Nothing is remembered here');
});

test('knowledge is found by kind and words; a note is added, corrected, marked as stale and forgotten', async () => {
  const { page, url, faults } = window;
  await page.goto(`${url}/knowledge`);
  await page.getByLabel('Kind').selectOption('fix');
  await page.getByText('No learned fixes yet').waitFor();
  await page.getByLabel('Kind').selectOption('');
  await page.getByLabel('Find in knowledge').fill('hono 4');
  await page.getByRole('button', { name: /hono 4\.\S+ \(npm\)/ }).click();
  await page.getByText('Came with Codewright; not edited.').waitFor();
  expect(await page.getByRole('button', { name: /^Correct/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Add note' }).click();
  await page.getByLabel('Title').fill('Hono 5');
  await page.getByLabel('What is so').fill('Needs **Node 22**.\n\n<iframe src="https://evil.example"></iframe>');
  await page.getByLabel('Source').fill('https://hono.dev/blog');
  await page.getByRole('dialog').getByRole('button', { name: 'Add note' }).click();
  await page.getByText('Hono 5 is noted.', { exact: true }).waitFor();
  await page.getByRole('region', { name: 'Hono 5', exact: true }).getByText('Node 22').waitFor();
  expect(await page.locator('iframe').count()).toBe(0);
  await page.getByRole('button', { name: 'Correct Hono 5' }).click();
  await page.getByLabel('What is so').fill('Needs Node 24.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Hono 5 is changed.', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Mark as stale: Hono 5' }).click();
  await page.getByLabel('Why it holds no longer').fill('Hono 6 is out.');
  await page.getByLabel('Why it holds no longer').press('Enter');
  await page.getByText('Stale: Hono 6 is out.').waitFor();
  await themes('knowledge');
  await page.getByLabel('Stale only').check();
  await page.getByRole('button', { name: /^Note Hono 5/ }).click();
  await page.getByRole('button', { name: 'Forget Hono 5' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByText('Hono 5 is forgotten.', { exact: true }).waitFor();
  expect(faults).toEqual([]);
});

test('an open line of memory or knowledge, a part of the team and a workflow stand in the address: after a reload they are open', async () => {
  const { page, url } = window;
  const post = (path: string, data: object) =>
    page.request.post(url + path, { headers: { 'x-codewright': '1', origin: url }, data });
  await post('/api/memory', { scope: 'global', key: 'currency', value: 'All prices are in euro.' });
  await post('/api/knowledge', { title: 'Where prices lie', text: 'They lie in cents.' });
  for (const [path, line, within] of [
    ['/memory', /^currency/, 'by local'],
    ['/knowledge', /Where prices lie/, 'They lie in cents.'],
  ] as const) {
    await page.goto(url + path);
    const row = page.getByRole('button', { name: line }).first();
    await row.click();
    const inner = page.locator('main li').filter({ has: row }).getByText(within).first();
    await inner.waitFor();
    await page.reload();
    await inner.waitFor();
    expect(await row.getAttribute('aria-expanded')).toBe('true');
    // The control: closed it is closed after a reload too.
    await row.click();
    await inner.waitFor({ state: 'detached' });
    await page.reload();
    await row.waitFor();
    expect(await row.getAttribute('aria-expanded')).toBe('false');
  }
  await page.goto(`${url}/team`);
  const part = (name: string) =>
    page.getByRole('navigation', { name: 'Parts of the team' }).getByRole('button', { name });
  for (const name of ['Roles', 'Models', 'Workers', 'Workflows']) {
    await part(name).click();
    await page.reload();
    await part(name).and(page.locator('[aria-current=page]')).waitFor();
  }
  await page.getByRole('link', { name: /^best\b/ }).click();
  const drawn = page.getByText('3 attempts by builder');
  await drawn.waitFor();
  await page.reload();
  await drawn.waitFor();
});
