import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makeRepository,
  openPlace,
  passing,
  type Place,
  type Run,
} from '../../server/src/main/e2e/testing-launcher.ts';
import { pagesOf } from './testing-pages.ts';
import { armed, collectFaults, launchBrowser, lookAt, looks, wantedShots } from './testing-window.ts';

// The real server, worker and built-in model, seen through a real browser.

let place: Place;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let server: Run;
let url: string;
let link: string;
let repo: string;
const shots = wantedShots();
/** What went wrong inside of the window: refused by the Content-Security-Policy, thrown, rejected. */
const faults: string[] = [];

async function serve(port: string): Promise<void> {
  server = place.start(['serve', '--port', port]);
  [, link = ''] = await server.says(/Dashboard: (\S+)/);
  url = new URL(link).origin;
}

beforeAll(async () => {
  place = openPlace();
  repo = makeRepository(join(place.folder, 'project'), passing);
  await serve('0');
  browser = await launchBrowser(place.folder);
  context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  context.setDefaultTimeout(240_000);
  page = await context.newPage();
  collectFaults(page, faults);
});
afterAll(async () => {
  await browser?.close();
  await place?.[Symbol.asyncDispose]();
});

/** Writes a request into the form and starts it; resolves on the page of the job. */
async function submit(goal: string, from: 'keyboard' | 'button' = 'button'): Promise<void> {
  if (from === 'keyboard') await page.keyboard.press('c');
  else await page.getByRole('button', { name: 'New job' }).first().click();
  await page.getByLabel('What should be done').fill(goal);
  await page.getByLabel(/^Repository/).fill(repo);
  await page.getByText('Understood', { exact: true }).waitFor();
  if (from === 'keyboard') await page.keyboard.press('Control+Enter');
  else await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.waitForURL(/\/jobs\/[\w-]{36}/);
}

const status = (words: string) => page.locator('header').getByText(words, { exact: true }).waitFor();

test('the link that serve prints signs one browser in, once, and shows what to do first', async () => {
  await page.goto(`${url}/jobs`);
  await page.getByRole('heading', { name: 'Sign in to Codewright' }).waitFor();
  await page.getByLabel('Link or token').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('The server does not know this token.').waitFor();
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('heading', { name: 'Start your first job' }).waitFor();
  expect(page.url()).not.toContain('code');
  const again = await browser.newPage();
  await again.goto(link);
  await again.getByRole('heading', { name: 'Sign in to Codewright' }).waitFor();
  await again.close();
});

test('a job is submitted by keyboard alone, watched to its end, and shows its checks with their evidence, changes and proof', async () => {
  await submit('create file docs/notes.md with "hello"', 'keyboard');
  await status('Done');
  await page.getByText('write docs/notes.md').first().waitFor();
  for (const fact of ['Checks', 'Changes', 'Spent', 'Next'])
    expect(await page.locator('dt', { hasText: fact }).first().isVisible()).toBe(true);
  await page.getByRole('button', { name: /^Checks/ }).click();
  await page.getByRole('button', { name: /^tests .*Passed/ }).click();
  await page
    .getByText(/exit 0 · .* tree [0-9a-f]{12} · output sha256/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Changes', exact: true }).click();
  await page.getByRole('region', { name: 'Changes' }).getByText('hello').waitFor();
  await page.getByRole('button', { name: 'Proof' }).click();
  await page.getByText('The record is whole and unchanged').waitFor();
  await page.getByRole('button', { name: 'Merge' }).click();
  await page
    .getByText(/^Merged /)
    .first()
    .waitFor();
  await page.getByText('Nothing: it is merged').waitFor();
  expect(place.git(repo, 'show', 'HEAD:docs/notes.md')).toContain('hello');
});

test('what waits for a person is answered in the inbox, and every count clears with it', async () => {
  await submit('delete file math.js');
  await status('Needs you');
  // Whoever hears the page is told at once, and whoever looks at the job elsewhere sees it too.
  await page
    .getByRole('alert')
    .getByText(/^Approval needed: /)
    .waitFor();
  const elsewhere = await context.newPage();
  collectFaults(elsewhere, faults);
  await elsewhere.goto(page.url());
  await elsewhere.getByRole('region', { name: 'Approval' }).waitFor();
  await page.getByRole('link', { name: /Inbox/ }).first().click();
  // The page of the job asks too: it must have gone.
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  await armed(page.getByRole('region', { name: 'Approval' }));
  await page.getByRole('button', { name: 'Reject' }).click();
  await page.getByText('Nothing waits for you').waitFor();
  await elsewhere.getByRole('region', { name: 'Approval' }).waitFor({ state: 'detached' });
  await elsewhere.close();
});

test('where nothing can be pushed the settings say why', async () => {
  const plain = await context.newPage();
  collectFaults(plain, faults);
  await plain.addInitScript({ content: "Object.defineProperty(window, 'isSecureContext', { value: false })" });
  await plain.goto(`${url}/settings`);
  await plain.getByText(/^Push needs HTTPS: put a reverse proxy/).waitFor();
  const push = { name: 'Push to this browser' };
  expect(await plain.getByRole('button', push).count()).toBe(0);
  await plain.close();
  // The control: by loopback it can.
  await page.goto(`${url}/settings`);
  await page.getByRole('button', push).waitFor();
});

test('after the server was killed the window says so, and goes on by itself with the words that were typed', async () => {
  await page.goto(`${url}/jobs`);
  await page.getByRole('link', { name: /create file docs/ }).click();
  await page.getByTestId('link').getByText('Live').waitFor();
  await page.locator('#say').fill('words that were not sent');
  server.child.kill('SIGKILL');
  await server.ended;
  await page
    .getByTestId('link')
    .getByText(/Reconnecting, last event \d\d:\d\d:\d\d/)
    .waitFor();
  await serve(new URL(url).port);
  await page.getByTestId('link').getByText('Live').waitFor();
  expect(await page.locator('#say').inputValue()).toBe('words that were not sent');
  await page.locator('#say').fill('');
});

test('a workflow is drawn, and its text is checked while it is written, with each fault at its place', async () => {
  await page.goto(`${url}/jobs`);
  await page.getByRole('link', { name: 'Team' }).first().click();
  await page.getByRole('list', { name: 'Agent CLIs' }).waitFor();
  await page.getByRole('button', { name: 'Workflows' }).click();
  await page.getByRole('link', { name: /^best\b/ }).click();
  await page.getByText('3 attempts by builder').waitFor();
  const check = page.getByRole('status', { name: 'Check' });
  // The control: what comes with it has no fault.
  await check.getByText('No faults.').waitFor();
  const text = page.getByLabel('Text of the workflow');
  const good = await text.inputValue();
  const place = good.slice(0, good.indexOf('builder')).split('\n');
  await text.fill(good.replace('builder', 'buildr'));
  await check.getByText('There is no role buildr; did you mean builder?').waitFor();
  const shown = check.getByRole('button', { name: /^Go to line/ });
  expect(await shown.allInnerTexts()).toEqual([`${place.length}:${(place.at(-1)?.length ?? 0) + 1}`]);
  await shown.click();
  await page.keyboard.press('Shift+End');
  expect(await page.evaluate('getSelection().toString()')).toBe('buildr');
  await page.reload();
  await check.getByText('There is no role buildr').waitFor();
  await page.getByRole('button', { name: 'Back to how it was' }).click();
  await check.getByText('No faults.').waitFor();
  expect(await check.getByRole('button').count()).toBe(0);
});

test('no page has a fault that axe knows, in either theme, on a laptop and on a phone, and none is wider than its window', async () => {
  await page.goto(`${url}/jobs`);
  const address = await page.getByRole('link', { name: /create file docs/ }).getAttribute('href');
  // The others are looked at by those tests that put something into them.
  const pages = pagesOf(address ?? '').filter(({ name }) => !/^(?:memory|knowledge|settings-)/.test(name));
  for (const [colorScheme, viewport] of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    for (const { name, path } of pages) {
      await page.goto(url + path);
      await page.locator('main h1').first().waitFor();
      await page.locator('[role=status] .spin').first().waitFor({ state: 'detached' });
      await lookAt(page, `${name}-${colorScheme}-${viewport.width}`, shots);
    }
  }
  await page.setViewportSize({ width: 1280, height: 720 });
});

test('what is looked for stands in the address: after a reload the same is shown', async () => {
  await page.goto(`${url}/jobs`);
  const jobs = page.getByRole('list', { name: 'Jobs' }).getByRole('link');
  await expect.poll(() => jobs.count()).toBeGreaterThan(1);
  await page.getByLabel('Filter by words').fill('docs/notes');
  await expect.poll(() => jobs.count()).toBe(1);
  await page.getByLabel('Kind of work').selectOption({ label: 'Small change' });
  await page.waitForURL(/q=docs.*mode=|mode=.*q=docs/);
  await page.reload();
  await expect.poll(() => jobs.count()).toBe(1);
  expect(await page.getByLabel('Filter by words').inputValue()).toBe('docs/notes');
  expect(await page.getByLabel('Kind of work').locator('option:checked').innerText()).toBe('Small change');
  await page.goto(`${url}/insights`);
  await page.getByLabel('Days').selectOption('7');
  const ended = page.getByRole('img', { name: /jobs? ended in the last 7 days/ });
  await ended.waitFor();
  await page.reload();
  await ended.waitFor();
  await page.goto(`${url}/record`);
  await page.getByRole('searchbox').fill('Delivered as branch');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=Delivered/);
  const found = page.locator('main li').filter({ hasText: 'Delivered as branch' });
  await found.first().waitFor();
  await page.reload();
  await found.first().waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('Delivered as branch');
});

test('whatever decides or chooses is large enough for a finger, on every page of a phone', async () => {
  const byFinger = await browser.newContext({
    storageState: await context.storageState(),
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const phone = await byFinger.newPage();
  collectFaults(phone, faults);
  await page.goto(`${url}/jobs`);
  const address = await page.getByRole('link', { name: /create file docs/ }).getAttribute('href');
  const small: string[] = [];
  for (const { name, path } of pagesOf(address ?? '')) {
    await phone.goto(url + path);
    await phone.locator('main h1').first().waitFor();
    await phone.locator('[role=status] .spin').first().waitFor({ state: 'detached' });
    // Number of a line: as high as its line. A box or a switch within words: the words take the finger too.
    const found = await phone.evaluate<string[]>(
      `[...document.querySelectorAll('button, select, [role=button], [role=tab], input, label:has(input), nav a, li > a')]
        .filter((one) => one.tabIndex !== -1 && one.checkVisibility() && !one.closest('label:has(input)')?.contains(one.parentElement))
        .map((one) => [one, one.getBoundingClientRect()])
        .filter(([, { width, height }]) => width > 1 && height < 43.5)
        .map(([one, { height }]) => one.tagName + ' ' + (one.getAttribute('aria-label') ?? one.textContent).slice(0, 40) + ' ' + Math.round(height))`,
    );
    small.push(...found.map((one) => `${name}: ${one}`));
  }
  await byFinger.close();
  expect(small).toEqual([]);
});

test('nothing was refused, thrown or silently rejected inside of the window', () => {
  expect(faults).toEqual([]);
});
