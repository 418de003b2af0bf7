import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScriptedServer, ScriptedStep, SeenRequest } from '../../server/src/llm/scripted/contract.ts';
import { startScriptedServer } from '../../server/src/llm/scripted/server.ts';
import { makeRepository, passing } from '../../server/src/main/e2e/testing-launcher.ts';
import { modelFor } from './testing-model.ts';
import { armed, openWindow, type Window } from './testing-window.ts';

// A feature from its plan to its merge, by keys alone, whose provider does not say what it takes for it.

let models: ScriptedServer;
let window: Window;
let job: string;
let repository: string;
/** The work waits in its first step as long as this holds. */
let held = true;
/** It waits once what its reviewer wanted is written. */
let mending = true;
/** Meanwhile it writes one file more. */
let writing = false;
const mended = '# Numbers\n\nIt is doubled.\n';

/** Its reviewer wants words too, which are written in a step of their own. */
function team(seen: SeenRequest): ScriptedStep {
  const has = (tool: string) => seen.tools.some(({ name }) => name === tool);
  const said = seen.messages.map(({ text }) => text).join('\n');
  const called = (word: string) => seen.messages.some(({ calls }) => JSON.stringify(calls).includes(word));
  if (has('create_review')) {
    if (called('verdict')) return { text: 'That is all.' };
    const again = models.requests().some(({ messages }) => JSON.stringify(messages).includes('It is doubled.'));
    return again
      ? { calls: [{ do: 'review', verdict: 'approve', summary: 'Right.' }] }
      : {
          calls: [
            {
              tool: 'create_review',
              input: {
                verdict: 'request_changes',
                summary: 'Not told anywhere.',
                blockers: [{ severity: 'minor', message: 'Say so in README.md.' }],
              },
            },
          ],
        };
  }
  if (said.includes('Mend the blockers of the review') && !has('create_review')) {
    if (!called('It is doubled.')) return { calls: [{ do: 'write', path: 'README.md', content: mended }] };
    if (writing && !called('src/more.js'))
      return { calls: [{ do: 'write', path: 'src/more.js', content: 'export const more = 3;\n' }] };
    if (mending) return { waitMs: 300, calls: [{ do: 'search', pattern: `n${seen.turn}`, path: 'src' }] };
    return called('Say what it is') ? { text: 'Told.' } : { calls: [{ do: 'commit', message: 'Say what it is' }] };
  }
  return modelFor(() => held)(seen);
}

beforeAll(async () => {
  models = await startScriptedServer({ sessions: { default: (seen) => ({ ...team(seen), usage: 'missing' }) } });
  window = await openWindow({ ANTHROPIC_BASE_URL: models.url, ANTHROPIC_API_KEY: 'a-key-of-the-test' });
  repository = makeRepository(join(window.place.folder, 'project'), {
    ...passing,
    'src/n.js': 'export const n = 1;\n',
    'README.md': '# Numbers\n',
  });
  job = await window.queue(
    'add a feature: slowly double the number in src/n.js',
    repository,
    '--model',
    'anthropic/scripted-model',
  );
});
afterAll(async () => {
  await window?.[Symbol.asyncDispose]();
  await models?.close();
});

const status = (words: string) => window.page.locator('header').getByText(words, { exact: true }).waitFor();
const changes = () => window.page.getByRole('region', { name: 'Changes' });

test('a plan is approved by keys, and while the work goes on no step of the graph moves', async () => {
  const { page, url } = window;
  await page.goto(`${url}/jobs/${job}?tab=plan`);
  const approval = page.getByRole('region', { name: 'Approval' });
  await armed(approval);
  await page.keyboard.press('w');
  const focused = () => page.evaluate('document.activeElement?.textContent');
  for (let press = 0; press < 5 && (await focused()) !== 'Approve'; press += 1) await page.keyboard.press('Tab');
  expect(await focused()).toBe('Approve');
  await page.locator('.react-flow__node').nth(2).waitFor();
  // Every place and colour that a step ever has, by its name.
  await page.evaluate(`{
    globalThis.steps = {};
    const note = () => {
      for (const node of document.querySelectorAll('.react-flow__node')) {
        const seen = (globalThis.steps[node.textContent] ??= { places: [], colours: [] });
        // Within its graph, which is larger once nothing is asked any more.
        const [at, all] = [node, node.closest('.react-flow')].map((one) => one.getBoundingClientRect());
        const place = Math.round(at.x - all.x) + ' ' + Math.round(at.y - all.y);
        const colour = getComputedStyle(node).borderTopColor;
        if (!seen.places.includes(place)) seen.places.push(place);
        if (!seen.colours.includes(colour)) seen.colours.push(colour);
      }
      requestAnimationFrame(note);
    };
    note();
  }`);
  await page.keyboard.press('Enter');
  await approval.waitFor({ state: 'detached' });
  await page.getByRole('list', { name: 'Steps' }).getByText('running', { exact: true }).first().waitFor();
  held = false;
  await sinceWhileItRuns();
  mending = false;
  await status('Done');
  await expect
    .poll(() =>
      page
        .getByRole('list', { name: 'Steps' })
        .getByText(/^(running|waiting)$/)
        .count(),
    )
    .toBe(0);
  const steps = await page.evaluate<Record<string, { places: string[]; colours: string[] }>>('globalThis.steps');

  expect(Object.values(steps).filter(({ colours }) => colours.length > 1).length).toBeGreaterThan(1);
  expect(Object.entries(steps).filter(([, { places }]) => places.length !== 1)).toEqual([]);
});

/** What came since a step is shown by itself while the work still goes on, and goes on with it. */
async function sinceWhileItRuns(): Promise<void> {
  const beside = await window.another();
  await beside.goto(`${window.url}/jobs/${job}?tab=changes`);
  const shown = beside.getByRole('region', { name: 'Changes' });
  await shown.getByText('It is doubled.').waitFor();
  await shown.getByText('export const n = 2;').waitFor();
  await beside.getByLabel('Show changes of').selectOption({ label: 'Since “Making the change”' });
  await beside.waitForURL(/from=[0-9a-f]{40}/);
  await shown.getByText('export const n = 2;').waitFor({ state: 'detached' });
  await shown.getByText('It is doubled.').waitFor();
  expect((await window.place.job(job)).status).toBe('running');

  // A comment on what a step does is written on while that step goes on.
  await beside.goto(`${window.url}/jobs/${job}?tab=plan`);
  await beside
    .getByRole('list', { name: 'Steps' })
    .getByRole('link')
    .filter({ has: beside.getByText('running', { exact: true }) })
    .click();
  await beside.waitForURL(/step=/);
  await beside.keyboard.press('d');
  await shown.getByText('It is doubled.').waitFor();
  await shown.focus();
  await beside.keyboard.press('ArrowDown');
  await beside.keyboard.press('ArrowDown');
  await beside.keyboard.press('Enter');
  const field = beside.getByRole('textbox', { name: /^Comment on / });
  await field.waitFor();
  await beside.keyboard.type('Half of it');
  writing = true;
  await shown.getByText('export const more = 3;').waitFor();
  await beside.keyboard.type(', and the rest.');
  expect(await field.inputValue()).toBe('Half of it, and the rest.');
  await beside.getByRole('button', { name: 'Discard' }).click();
  await field.waitFor({ state: 'detached' });
  await beside.close();
}

test('what a provider does not report is said as estimated, beside each limit', async () => {
  const { page } = window;
  await page
    .locator('header')
    .getByText(/^about \$\d/)
    .waitFor();
  const parts = page.getByRole('navigation', { name: 'Parts of the job' });
  await parts.getByRole('button', { name: 'Spend' }).press('Enter');
  await page.getByText('Tokens and cost: estimated, the provider reports none').waitFor();
  const { caps } = await window.place.job(job);
  expect(await page.getByRole('progressbar', { name: /^Steps: / }).getAttribute('aria-label')).toMatch(
    new RegExp(`^Steps: \\d+ of ${caps.steps}$`),
  );
});

test('what came since a step of the work is shown by itself, and by its address alone', async () => {
  const { page } = window;
  await page.keyboard.press('d');
  await changes().getByText('export const n = 2;').waitFor();
  await changes().getByText('It is doubled.').waitFor();
  const range = page.getByLabel('Show changes of');
  const since = range.locator('optgroup[label=Since] option');
  await expect.poll(() => since.allInnerTexts()).toEqual(['Since “Making the change”', 'Since “Reviewing the change”']);
  await range.focus();
  await page.keyboard.press('ArrowDown');
  await page.waitForURL(/from=[0-9a-f]{40}/);
  for (const again of [false, true]) {
    if (again) await page.reload();
    await changes().getByText('It is doubled.').waitFor();
    expect(await changes().getByText('export const n = 2;').count()).toBe(0);
    expect(await range.locator('option:checked').innerText()).toBe('Since “Making the change”');
  }
  await changes().focus();
  await page.keyboard.press('a');
  await changes().getByText('export const n = 2;').waitFor();
});

test('the work is read, commented on line by line, sent back and merged by keys alone', async () => {
  const { page } = window;
  const focused = () =>
    page.evaluate<string>('document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent');
  const tabTo = async (name: string) => {
    for (let press = 0; press < 40 && !(await focused()).startsWith(name); press += 1) await page.keyboard.press('Tab');
    expect(await focused()).toContain(name);
  };
  await page.reload();
  await changes().getByText('export const n = 2;').waitFor();
  await tabTo('Changes');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('v');
  await expect.poll(() => changes().getByRole('checkbox', { name: 'Viewed', checked: true }).count()).toBe(1);
  await page.keyboard.press('v');
  await expect.poll(() => changes().getByRole('checkbox', { name: 'Viewed', checked: true }).count()).toBe(0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const field = page.getByRole('textbox', { name: /^Comment on / });
  await field.waitFor();
  expect(await page.evaluate('document.activeElement?.tagName')).toBe('TEXTAREA');
  await page.keyboard.type('Is a comma missing?');
  await page.keyboard.press('Control+Enter');
  await field.waitFor({ state: 'detached' });
  await changes().getByText('Is a comma missing?').waitFor();
  await page
    .locator('header')
    .getByText(/comments? not sent/)
    .waitFor({ state: 'attached' });
  await page.keyboard.press('w');
  expect(await focused()).toBe('Merge');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing: it is merged').waitFor();
  expect(window.place.git(repository, 'show', 'HEAD:README.md')).toContain('It is doubled.');
  await tabTo('Remark on all of it');
  await page.keyboard.type('Thank you.');
  await page.keyboard.press('Enter');
  await page.getByRole('form', { name: 'Your review' }).waitFor({ state: 'detached' });
});

test('nothing was refused, thrown or silently rejected inside of the window', () => {
  expect(window.faults).toEqual([]);
});
