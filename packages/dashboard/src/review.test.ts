import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScriptedServer, ScriptedStep, SeenRequest } from '../../server/src/llm/scripted/contract.ts';
import { startScriptedServer } from '../../server/src/llm/scripted/server.ts';
import { makeRepository, passing } from '../../server/src/main/e2e/testing-launcher.ts';
import { openWindow, type Window } from './testing-window.ts';

// Reviewing the work of a running job, whose model takes its time until it has heard of the review.

let models: ScriptedServer;
let window: Window;
let job: string;
let repository: string;
const lines = Array.from({ length: 60 }, (_, index) => `export const n${index + 1} = ${index + 1};`);
const changed = lines.with(9, 'export const n10 = 100;').with(44, 'export const n45 = 450;');

const heard = ({ messages }: SeenRequest) => messages.some(({ text }) => text.includes('Comment 1:'));
/** Edits, waits until it is told what to do better, does that and says so. */
function slow(seen: SeenRequest): ScriptedStep {
  const last = seen.messages.findLast(({ role }) => role === 'assistant');
  const done = (word: string) => seen.messages.some(({ calls }) => JSON.stringify(calls).includes(word));
  if (seen.turn === 0) return { calls: [{ do: 'write', path: 'src/numbers.js', content: `${changed.join('\n')}\n` }] };
  if (!heard(seen) && seen.turn < 60)
    return { waitMs: 400, calls: [{ do: 'search', pattern: `n${seen.turn}`, path: 'src' }] };
  if (!done('one hundred'))
    return { calls: [{ do: 'edit', path: 'src/numbers.js', old: 'n10 = 100;', new: 'n10 = 100; // one hundred' }] };
  if (!done('run_tests')) return { calls: [{ do: 'test' }] };
  if (!done('commit')) return { calls: [{ do: 'commit', message: 'Larger numbers' }] };
  return { text: `Done.${last ? '' : ' '}\nComment 1: I said what it is.\nComment 2: It was asked for.` };
}

beforeAll(async () => {
  models = await startScriptedServer({ sessions: { default: slow } });
  window = await openWindow({ ANTHROPIC_BASE_URL: models.url, ANTHROPIC_API_KEY: 'a-key-of-the-test' });
  repository = makeRepository(join(window.place.folder, 'project'), {
    ...passing,
    'src/numbers.js': `${lines.join('\n')}\n`,
  });
  job = await window.queue(
    'fix: n10 and n45 in src/numbers.js are ten times too small',
    repository,
    '--model',
    'anthropic/scripted-model',
    '--yes',
  );
});
afterAll(async () => {
  await window?.[Symbol.asyncDispose]();
  await models?.close();
});

const region = () => window.page.getByRole('region', { name: 'Changes' });

test('a comment is on the server soon after the last key, and is there in another window and after a reload', async () => {
  const { page, url } = window;
  await page.goto(`${url}/jobs/${job}?tab=changes`);
  await region().getByText('export const n10 = 100;').waitFor();
  await region().getByRole('button', { name: 'Comment on line 10', exact: true }).last().click();
  await page.getByLabel('Comment on src/numbers.js, line 10').fill('Say what it is.');
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await region().getByText('Say what it is.').waitFor();
  await window.look('review-draft');
  const other = await window.another();
  await other.goto(`${url}/jobs/${job}?tab=changes`);
  await other.getByText('Say what it is.').waitFor();
  await other.close();
});

test('by the keyboard alone: lines are chosen, commented on, looked at side by side and with what stands around them', async () => {
  const { page } = window;
  await region().focus();
  for (let press = 0; press < 2; press += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Enter');
  const field = page.getByLabel(/^Comment on src\/numbers.js, lines \d+–\d+$/);
  await field.fill('Why?');
  await page.keyboard.press('Control+Enter');
  await field.waitFor({ state: 'detached' });
  await region().getByText('Why?').waitFor();
  await page.getByRole('button', { name: 'Split' }).click();
  await region().getByText('Why?').waitFor();
  await region()
    .getByRole('button', { name: /lines not shown/ })
    .first()
    .press('Enter');
  await region().getByText('export const n6 = 6;').first().waitFor();
  await page.getByRole('button', { name: 'Unified' }).click();
  await window.look('review-two');
});

test('sent as one review they reach the agent, and each shows when it was read, what was changed for it and what was said', async () => {
  const { page } = window;
  await page.getByRole('form', { name: 'Your review' }).getByRole('button', { name: 'Send to the job' }).click();
  await page.getByRole('form', { name: 'Your review' }).waitFor({ state: 'detached' });
  await region()
    .getByText(/^Addressed by [0-9a-f]{9}$/)
    .waitFor();
  await region().getByText('I said what it is.').waitFor();
  await page.keyboard.press('.');
  await window.look('review-addressed');
  const told = models
    .requests()
    .flatMap(({ messages }) => messages.map(({ text }) => text))
    .find((text) => text.includes('Comment 1:'));
  expect(told).toContain('Say what it is.');
  expect(told).toContain('> +export const n10 = 100;');
  await page.getByLabel('Show changes of').selectOption({ label: 'Since my last review' });
  await region().getByText('// one hundred').waitFor();
  expect(await region().getByText('n45 = 450').count()).toBe(0);
});

test('an address leads to a comment, and a key that a person chose to what it stands for', async () => {
  const { page } = window;
  await region()
    .getByRole('link', { name: /^#2 · src\/numbers.js/ })
    .click();
  await page.waitForURL(/comment=[0-9a-f]{24}/);
  await page.reload();
  await region().getByText('Say what it is.').waitFor();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.getByRole('button', { name: /Transcript of the job, now t$/i }).click();
  await page.keyboard.press('x');
  await dialog.getByRole('button', { name: /Transcript of the job, now x$/i }).waitFor();
  await window.look('shortcuts');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('t');
  await region().waitFor();
  await page.keyboard.press('x');
  await page.getByRole('log', { name: 'Transcript' }).waitFor();
  await page.keyboard.press('d');
  await region().waitFor();
});

test('a file that was looked at closes, and all files of the work can be read', async () => {
  const { page } = window;
  await page.getByLabel('Show changes of').selectOption({ label: 'All changes' });
  await region().getByText('export const n10 = 100;').first().waitFor();
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/review/viewed') && answer.ok());
  await region().getByLabel('Viewed').check();
  await region().getByText('export const n10 = 100;').first().waitFor({ state: 'detached' });
  await kept;
  // Kept for whoever looks, on whatever device: this browser knows nothing of it any more.
  await page.evaluate('localStorage.clear()');
  await page.reload();
  await region().getByRole('checkbox', { name: 'Viewed', checked: true }).waitFor();
  await page.getByRole('button', { name: 'All files' }).click();
  await page.getByRole('navigation', { name: 'Files' }).getByRole('button', { name: 'package.json' }).click();
  await page.getByText('"name":"r"').waitFor();
  await window.look('files');
  expect(page.url()).toContain('file=package.json');
});

test('nothing was refused, thrown or silently rejected inside of the window', () => {
  expect(window.faults).toEqual([]);
});
