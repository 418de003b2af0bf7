import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRepository, passing } from '../../server/src/main/e2e/testing-launcher.ts';
import { openWindow, type Window } from './testing-window.ts';

// Somebody who may only look, on a phone, beside an admin.

let window: Window;
let viewer: Page;
let job: string;

beforeAll(async () => {
  window = await openWindow();
  const { page, url } = window;
  const repository = makeRepository(join(window.place.folder, 'project'), passing);
  job = await window.queue('create file docs/seen.md with "x"', repository);
  await page.goto(`${url}/settings/people`);
  const name = page.getByLabel('Name of a new user');
  await name.fill('eve');
  // Those that are there have roles to choose as well.
  await page.locator('form').filter({ has: name }).locator('select').selectOption('viewer');
  await page.getByRole('button', { name: 'Add user' }).click();
  const link = await page.getByRole('region', { name: 'Shown once' }).locator('code').innerText();
  const context = await window.browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  viewer = await context.newPage();
  await viewer.goto(link);
  await viewer.getByText('create file docs/seen.md').first().waitFor();
});
afterAll(() => window?.[Symbol.asyncDispose]());

test('who may only look is told why a button does nothing, and gets no field to type into in vain', async () => {
  const { url, page } = window;
  await viewer.goto(`${url}/jobs`);
  const refused = viewer.getByRole('button', { name: 'New' });
  await refused.click({ force: true });
  expect(await refused.getAttribute('aria-disabled')).toBe('true');
  expect(await refused.getAttribute('title')).toBe(
    'This takes the role member; you are signed in as eve, with the role viewer.',
  );
  expect(await viewer.getByRole('dialog').count()).toBe(0);
  await viewer.goto(`${url}/jobs/${job}`);
  await viewer.getByText('You can watch this job.').waitFor();
  expect(await viewer.getByRole('textbox', { name: 'Say something' }).count()).toBe(0);
  await window.look('job-viewer', viewer);
  // The control: who may, can.
  await page.goto(`${url}/jobs/${job}`);
  await page.locator('#say').waitFor();
});

test('on a phone every page is within two presses', async () => {
  const { url } = window;
  await viewer.goto(`${url}/jobs`);
  for (const name of ['Metrics', 'Team', 'Record', 'Settings']) {
    await viewer.getByRole('button', { name: 'More' }).click();
    const sheet = viewer.getByRole('dialog', { name: 'More pages' });
    if (name === 'Metrics') await window.look('more-phone', viewer);
    await sheet.getByRole('link', { name }).click();
    await viewer.getByRole('heading', { name, level: 1 }).waitFor();
    await sheet.waitFor({ state: 'detached' });
  }
});

test('a list is saved under a name, opened by its link by somebody else, and removed', async () => {
  const { url, page } = window;
  await page.goto(`${url}/jobs?status=succeeded&q=docs`);
  await page.getByRole('button', { name: 'Saved lists' }).click();
  await page.getByRole('menuitem', { name: 'Save this list' }).click();
  await page.getByLabel('Name of the list').fill('Docs that are done');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/view=local/);
  const view = new URL(page.url()).searchParams.get('view') ?? '';
  await viewer.goto(`${url}/jobs?view=${encodeURIComponent(view)}`);
  await viewer.waitForURL(/status=succeeded/);
  expect(new URL(viewer.url()).searchParams.get('q')).toBe('docs');
  await page.getByRole('button', { name: 'Saved lists' }).click();
  await page.getByRole('menuitem', { name: 'Docs that are done' }).press('ArrowRight');
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  // A notice is said aloud too, for a moment: only what is shown counts.
  await page.getByText('Docs that are done is removed', { exact: true }).waitFor();
  await viewer.goto(`${url}/jobs?view=${encodeURIComponent(view)}`);
  await viewer.getByText('There is no such saved list.').first().waitFor();
  await viewer.waitForURL(`${url}/jobs`);
});

test('a workflow gets steps of every kind, is saved into a repository, approved, and shown among its own', async () => {
  const { url, page, place } = window;
  const repository = join(place.folder, 'project');
  await page.goto(`${url}/team?tab=workflows&workflow=quick`);
  const check = page.getByRole('status', { name: 'Check' });
  await check.getByText('No faults.').waitFor();
  const text = page.getByLabel('Text of the workflow');
  const save = page.getByRole('form', { name: 'Save the workflow' });
  await save.getByText('quick comes with Codewright').waitFor();
  const first = 'name: mine\ndescription: Every kind.\nsteps:\n  - {name: look, agent: analyst, instruction: Look.}\n';
  await text.fill(first);
  for (const kind of ['parallel', 'best_of', 'repeat', 'sequence', 'human', 'gates', 'agent']) {
    await page.getByRole('button', { name: 'Add a step' }).click();
    await page.getByRole('menuitem', { name: new RegExp(`^${kind}`) }).click();
    await expect.poll(() => text.inputValue()).toMatch(kind === 'agent' ? /work-\d/ : new RegExp(`${kind}\\b`));
  }
  await check.getByText('No faults.').waitFor();
  await page.getByText('best of several').waitFor();
  await window.look('workflow-save');
  await save.getByLabel('Save it in a repository').fill(repository);
  await save.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/workflow=mine&repository=/);
  await page.getByText('Approved', { exact: true }).waitFor();
  expect(readFileSync(join(repository, '.codewright/workflows/mine.yaml'), 'utf8')).toContain('best_of');
  await page.getByRole('link', { name: 'All workflows' }).click();
  await page.getByRole('link', { name: /^mine/ }).getByText('Approved').waitFor();
  // Who may only look is told so at the same place.
  await viewer.goto(`${url}/team?tab=workflows&workflow=quick`);
  await viewer.getByRole('button', { name: 'Save' }).waitFor();
  expect(await viewer.getByRole('button', { name: 'Save' }).getAttribute('aria-description')).toContain(
    'the role admin',
  );
});

test('a mark in the words of an outcome leads to the entry that it rests on', async () => {
  const { url, page } = window;
  await expect.poll(async () => (await window.place.job(job)).status).toBe('succeeded');
  await page.goto(`${url}/jobs/${job}`);
  const mark = page.getByRole('region', { name: 'Outcome' }).getByRole('link', { name: '[1]' }).first();
  const entry = new URL((await mark.getAttribute('href')) ?? '', url).searchParams.get('entry') ?? '';
  const all = await window.place.history(job);
  expect(all.filter(({ id }) => id.endsWith(entry))).toHaveLength(1);
  await mark.click();
  await page.waitForURL(new RegExp(`entry=${entry}`));
  await page.locator('[data-sought], [aria-current=true]').first().waitFor();
});

test('nothing was refused, thrown or silently rejected inside of the window', () => {
  expect(window.faults).toEqual([]);
});
