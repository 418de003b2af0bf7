import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScriptedServer } from '../../server/src/llm/scripted/contract.ts';
import { startScriptedServer } from '../../server/src/llm/scripted/server.ts';
import { makeRepository, passing } from '../../server/src/main/e2e/testing-launcher.ts';
import { modelFor } from './testing-model.ts';
import { armed, openWindow, type Window } from './testing-window.ts';

// What a person does with a job on its page, with the real server, its worker, and a model by script where one must think.

let models: ScriptedServer;
let window: Window;
let count = 0;
/** A job that goes slowly does not come to its end as long as this holds. */
let held = false;

beforeAll(async () => {
  models = await startScriptedServer({ sessions: { default: modelFor(() => held) } });
  window = await openWindow({ ANTHROPIC_BASE_URL: models.url, ANTHROPIC_API_KEY: 'a-key-of-the-test' });
});
afterAll(async () => {
  await window?.[Symbol.asyncDispose]();
  await models?.close();
});

const repository = () =>
  makeRepository(join(window.place.folder, `project-${(count += 1)}`), {
    ...passing,
    'src/n.js': 'export const n = 1;\n',
  });
const header = () => window.page.locator('header');
const status = (words: string) => header().getByText(words, { exact: true }).waitFor();
const tab = (name: string) =>
  window.page.getByRole('navigation', { name: 'Parts of the job' }).getByRole('button', { name });
const open = async (id: string) => {
  await window.page.goto(`${window.url}/jobs/${id}`);
  await window.page.getByRole('log', { name: 'Transcript' }).waitFor();
};
const byModel = (goal: string, ...flags: string[]) =>
  window.queue(goal, repository(), '--model', 'anthropic/scripted-model', ...flags);

test('a plan is approved where it is shown, with unsent words asked about first, and its steps show as a graph and as a list', async () => {
  const { page } = window;
  await open(await byModel('add a feature: double the number in src/n.js'));
  const approval = page.getByRole('region', { name: 'Approval' });
  await approval.waitFor();
  const tasks = await approval.getByRole('list', { name: 'Tasks of the plan' }).getByRole('listitem').allInnerTexts();
  expect(tasks.map((task) => task.replaceAll(/\s+/g, ' '))).toEqual([
    'Double it src/n.js',
    'Say so · after: Double it README.md',
  ]);
  // What decides is seen without scrolling, however much there is to read.
  const bottom = async (of: Locator) => {
    const box = await of.boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  };
  expect(await bottom(approval.getByRole('button', { name: 'Approve' }))).toBeLessThan(
    await bottom(page.locator('[data-waits]').first()),
  );
  await window.look('job-plan-approval');
  // In a low window what is asked is longer than its place: that is said, and what lies below is one press away.
  const below = approval.getByRole('button', { name: 'More below' });
  expect(await below.count()).toBe(0);
  await page.setViewportSize({ width: 1280, height: 480 });
  await below.click();
  await below.waitFor({ state: 'detached' });
  await page.setViewportSize({ width: 1280, height: 720 });
  // By a finger: what decides is large enough, and stands apart from what decides otherwise.
  const byFinger = await window.browser.newContext({
    storageState: await window.context.storageState(),
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const phone = await byFinger.newPage();
  await phone.goto(page.url());
  const boxOf = (name: string) =>
    phone.getByRole('region', { name: 'Approval' }).getByRole('button', { name }).boundingBox();
  const [yes, no] = [await boxOf('Approve'), await boxOf('Reject')];
  expect(Math.min(yes?.height ?? 0, yes?.width ?? 0, no?.height ?? 0, no?.width ?? 0)).toBeGreaterThanOrEqual(44);
  expect((no?.x ?? 0) - (yes?.x ?? 0) - (yes?.width ?? 0)).toBeGreaterThanOrEqual(20);
  await byFinger.close();
  await page.getByLabel('Say something to the job').fill('Not sent yet');
  await armed(approval);
  await approval.getByRole('button', { name: 'Approve' }).click();
  await approval.getByText('has not been sent').waitFor();
  await page.getByLabel('Say something to the job').fill('');
  await approval.getByRole('button', { name: /^Approve/ }).click();
  await approval.waitFor({ state: 'detached' });
  await status('Done');
  await tab('Plan').click();
  await page.getByText('Double it').first().waitFor();
  await window.look('job-plan');
  // A step filters what happened, what was changed and what it cost.
  await page
    .getByRole('list', { name: 'Steps' })
    .getByRole('link', { name: /Making|Working|mplement/ })
    .first()
    .click();
  await page.getByText(/^Only the step /).waitFor();
  await tab('Changes').click();
  await page.getByRole('region', { name: 'Changes' }).getByText('export const n = 2;').waitFor();
  await tab('Spend').click();
  expect(await page.getByRole('group', { name: 'Spent by step' }).getByRole('row').count()).toBe(2);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect
    .poll(() => page.getByRole('group', { name: 'Spent by step' }).getByRole('row').count())
    .toBeGreaterThan(2);
});

test('a button that decides takes no press in the first half second, which was meant for something else', async () => {
  const page = await window.another();
  const presses = `new MutationObserver(() => {
    const button = [...document.querySelectorAll('[aria-label=Approval] button')].find((one) => one.textContent === 'Reject');
    if (button && !window.pressed) { window.pressed = true; button.click(); }
  }).observe(document, { childList: true, subtree: true })`;
  await page.addInitScript({ content: presses });
  await page.goto(`${window.url}/jobs/${await byModel('add a feature: double the number in src/n.js')}`);
  const approval = page.getByRole('region', { name: 'Approval' });
  await approval.waitFor();
  await expect.poll(() => page.evaluate('window.pressed')).toBe(true);
  await armed(approval);
  expect(await approval.isVisible()).toBe(true);
  await approval.getByRole('button', { name: 'Reject' }).click();
  await approval.waitFor({ state: 'detached' });
  await page.close();
});

test('a write that a rule wants to be asked is shown as the change that it is', async () => {
  const { page } = window;
  await open(await byModel('fix: n in src/n.js is wrong, and the workflow is missing'));
  const approval = page.getByRole('region', { name: 'Approval' });
  const change = approval.getByRole('region', { name: 'Change of .github/workflows/ci.yml' });
  await change.getByText('new', { exact: true }).waitFor();
  const lines = await change.getByRole('group').locator('div.flex').allInnerTexts();
  expect(lines.map((line) => line.replaceAll(/\s+/g, ' ').trim())).toEqual(['1 + on: push', '2 + jobs: {}']);
  for (const words of ['write_file', 'critical_files_protection', '/project-'])
    await approval.locator('dd', { hasText: words }).waitFor();
  await page.getByText(/^write_file .github\/workflows\/ci\.yml$/).waitFor();
  await window.look('job-approval');
  await armed(approval);
  await approval.getByRole('button', { name: 'Approve' }).click();
  await approval.waitFor({ state: 'detached' });
  await status('Done');
  // Turn by turn, from the first one on.
  await tab('Changes').click();
  const turns = page.getByLabel('Show changes of').locator('optgroup[label="One turn"] option');
  await page.getByLabel('Show changes of').selectOption((await turns.first().getAttribute('value')) ?? '');
  await expect.poll(() => page.getByRole('checkbox', { name: 'Viewed' }).count()).toBe(1);
  await page
    .getByRole('button', { name: /ci\.yml/ })
    .first()
    .waitFor();
});

test('an approval whose time is over decides nothing and is asked again, or given more time before', async () => {
  const id = await window.queue('delete the file src/n.js', repository());
  // A browser of its own: a context has one clock for all of its pages.
  const future = await window.browser.newContext({ storageState: await window.context.storageState() });
  const late = await future.newPage();
  await late.clock.setFixedTime(Date.now() + 80 * 3_600_000);
  await late.goto(`${window.url}/jobs/${id}`);
  const expired = late.getByRole('region', { name: 'Approval' });
  await expired.getByText('Nothing was decided').waitFor();
  expect(await expired.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  await window.look('job-approval-expired', late);
  await expired.getByRole('button', { name: 'Ask again' }).click();
  await late.getByText('Asked again').first().waitFor();
  await future.close();
  // The control: in its time it is approved, and of all that were asked one answer is enough.
  await open(id);
  const approval = window.page.getByRole('region', { name: 'Approval' });
  // What would be done, where, and which rule wants to be asked.
  for (const words of ['delete the file src/n.js', '/project-', 'file_delete'])
    await approval.locator('dd', { hasText: words }).waitFor();
  const asked = () => approval.locator('time').first().getAttribute('datetime');
  const before = await asked();
  await approval.getByRole('button', { name: 'Give it more time' }).click();
  await window.page.getByText('Asked again').first().waitFor();
  await expect.poll(asked).not.toBe(before);
  await approval.getByText(/^Can be approved until/).waitFor();
  await armed(approval);
  // By the keyboard alone: to what it waits for, and then the key that decides.
  await window.page.keyboard.press('t');
  await window.page.keyboard.press('w');
  await approval.getByRole('button', { name: 'Give it more time' }).and(window.page.locator(':focus')).waitFor();
  await window.page.keyboard.press('Tab');
  await window.page.keyboard.press('Enter');
  await status('Done');
  await window.page.keyboard.press('w');
  await window.page.keyboard.press('Enter');
  await window.page
    .getByText(/^Merged /)
    .first()
    .waitFor();
});

test('a question is answered in place, and the answer is what was done', async () => {
  const { page } = window;
  const id = await byModel('fix: n in src/n.js is wrong, ask me which it shall be');
  await open(id);
  const question = page.getByRole('region', { name: 'Question' });
  await question.getByText('Which number shall it be?').waitFor();
  await armed(question);
  await question.getByLabel('Your answer').fill('seven');
  await question.getByRole('button', { name: 'Answer' }).click();
  await status('Done');
  await tab('Changes').click();
  await page.getByRole('region', { name: 'Changes' }).getByText('export const n = 7;').waitFor();
});

test('a running job is paused, resumed, spoken to and stopped, and each shows at once what came of it', async () => {
  const { page } = window;
  await open(await byModel('fix: n in src/n.js is wrong, go slowly', '--max-steps', '100'));
  await status('Running');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Resume' }).click();
  await status('Running');
  await page.getByLabel('Say something to the job').fill('Keep it short');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('Keep it short').waitFor();
  await page.getByText('applied', { exact: true }).waitFor();
  await tab('Spend').click();
  await page
    .getByText(/ reserved$/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await status('Cancelled');
  await page.getByText(/^Stopped; what it had written stays|^It stops; what it has written stays/).waitFor();
});

test('what came between the first look at a job and the beginning of the stream is shown too', async () => {
  const id = await byModel('fix: n in src/n.js is wrong, go slowly', '--max-steps', '100');
  const page = await window.another();
  // With a stream of its own, as a browser has it that can share none: what a shared one asks for cannot be held up here.
  await page.addInitScript({ content: 'delete globalThis.SharedWorker' });
  // The stream goes on from where this says that the record ends: by then the job is over, and nothing more comes.
  await page.route(/\/api\/events\?limit=1&/, async (route) => {
    while ((await window.place.job(id)).status !== 'succeeded') await new Promise((later) => setTimeout(later, 100));
    await route.continue();
  });
  await page.goto(`${window.url}/jobs/${id}`);
  await page.locator('header').getByText('Running', { exact: true }).waitFor();
  await page.locator('header').getByText('Done', { exact: true }).waitFor();
  await page.getByRole('log', { name: 'Transcript' }).getByText('Truthpack signed').waitFor();
  await page.close();
});

test('a job that a limit has ended says so, and goes on once the limit is raised', async () => {
  const { page } = window;
  await open(await window.queue('create file docs/a.md with "hello"', repository(), '--max-steps', '4', '--yes'));
  await status('Failed');
  await tab('Spend').click();
  await page.getByText('A limit has ended this job.').waitFor();
  await page.getByLabel('New limits').selectOption({ label: 'Ten times' });
  await page.getByRole('button', { name: 'Raise and resume' }).click();
  await status('Done');
});

test('a job that stands at a limit waits for a larger budget, and goes on or ends as a person says', async () => {
  const { page } = window;
  const asking = page.getByRole('region', { name: 'Approval' });
  await open(await window.queue('create file docs/a.md with "hello"', repository(), '--max-steps', '4'));
  await status('Needs you');
  await asking.getByText('The budget of 4 steps is used up. Raise it to 8 steps and go on?').waitFor();
  await page.getByText('You raise the budget or end it').waitFor();
  await window.look('job-at-limit');
  await asking.getByRole('link', { name: 'Choose other limits' }).click();
  await page.getByText('This job stands at a limit.').waitFor();
  await page.getByLabel('New limits').selectOption({ label: 'Ten times' });
  await page.locator('form').getByRole('button', { name: 'Raise and resume' }).click();
  await status('Done');

  await open(await window.queue('create file docs/b.md with "hello"', repository(), '--max-steps', '4'));
  await status('Needs you');
  await armed(asking);
  await asking.getByRole('button', { name: 'End it here' }).click();
  await status('Failed');
  await page
    .getByText(/^Failed|the budget of steps is used up/)
    .first()
    .waitFor();
});

test('a link on which nothing comes any more is not called live, though it is open', async () => {
  const page = await window.another();
  await page.clock.install();
  await page.goto(`${window.url}/jobs`);
  await page.getByTestId('link').getByText('Live').waitFor();
  window.server().child.kill('SIGSTOP');
  try {
    await page.clock.runFor(26_000);
    await page
      .getByTestId('link')
      .getByText(/^Reconnecting, last event/)
      .waitFor();
  } finally {
    window.server().child.kill('SIGCONT');
  }
  await page.close();
});

test('a job is proven, merged, replayed and forked from one of its steps', async () => {
  const { page, place } = window;
  const repo = repository();
  const id = await window.queue('create file docs/a.md with "hello"', repo);
  await open(id);
  await status('Done');
  await tab('Proof').click();
  await page.getByText('The record is whole and unchanged').waitFor();
  await window.look('job-proof');
  await page.getByRole('button', { name: 'Merge' }).click();
  await page.getByText('Nothing: it is merged').waitFor();
  expect(await page.getByRole('button', { name: 'Merge' }).count()).toBe(0);
  expect(place.git(repo, 'show', 'HEAD:docs/a.md')).toBe('hello');
  const more = async (item: string | RegExp) => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: item }).first().click();
    await page.waitForURL((url) => !url.pathname.includes(id));
  };
  await more('Replay by its record');
  await status('Done');
  await open(id);
  await more(/^implement/);
  await status('Done');
  await open(id);
  await page.getByText('Nothing: it is merged').waitFor();
});

test('after a server was killed in the middle of a job, its page goes on by itself and holds what the ledger holds', async () => {
  const { page, place } = window;
  held = true;
  const id = await byModel('fix: n in src/n.js is wrong, go slowly', '--max-steps', '100');
  await open(id);
  await status('Running');
  await page.getByLabel('Say something to the job').fill('not sent');
  // Before it has begun there is no event that could have been the last.
  await page.getByTestId('link').getByText('Live').waitFor();
  await window.kill();
  await page
    .getByTestId('link')
    .getByText(/Reconnecting, last event \d\d:\d\d:\d\d/)
    .waitFor();
  const moving =
    "[...document.querySelectorAll('.pulse')].filter((one) => getComputedStyle(one).animationName !== 'none').length";
  expect(await page.evaluate(moving)).toBe(0);
  await window.serve();
  await page.getByTestId('link').getByText('Live').waitFor();
  held = false;
  await status('Done');
  expect(await page.getByLabel('Ask for a follow-up').inputValue()).toBe('not sent');
  const turns = (await place.history(id)).filter(
    ({ data }) => data['tool'] === 'search_code' && data['event'] === 'tool-finished',
  );
  const last = turns.at(-1)?.summary ?? '';
  await page.getByRole('log').getByText(last).first().waitFor();
  for (const { summary } of turns.slice(-5))
    expect(await page.getByRole('log').getByText(summary, { exact: true }).count()).toBe(1);
});

test('every part of a job is whole by axe and within its window, in both themes, on a laptop and on a phone', async () => {
  const { page } = window;
  const id = page.url().split('/').at(-1)?.split('?')[0] ?? '';
  for (const [theme, width, height] of [
    ['dark', 1280, 720],
    ['light', 390, 844],
    ['dark', 390, 844],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height });
    for (const part of ['transcript', 'changes']) {
      await page.goto(`${window.url}/jobs/${id}?tab=${part}`);
      await page.locator('main h1').first().waitFor();
      await page.locator('[role=status] .spin').first().waitFor({ state: 'detached' });
      await window.look(`job-${part}-${theme}-${width}`);
    }
    // State, checks, size, spend and who has to do something now: all of it without scrolling.
    for (const fact of ['Checks', 'Changes', 'Spent', 'Next'])
      expect((await page.locator('dt', { hasText: fact }).first().boundingBox())?.y ?? height).toBeLessThan(height / 2);
    const cut = `[...document.querySelectorAll('header dd')].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)`;
    expect(await page.evaluate(cut)).toEqual([]);
    // The names of all parts are read without scrolling, whatever the width.
    const last = await tab('Proof').boundingBox();
    expect((last?.x ?? width) + (last?.width ?? 0)).toBeLessThanOrEqual(width);
  }
});

test('nothing was refused, thrown or silently rejected inside of the window', () => {
  expect(window.faults).toEqual([]);
});
