import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScriptedServer } from '../../server/src/llm/scripted/contract.ts';
import { startScriptedServer } from '../../server/src/llm/scripted/server.ts';
import { makeRepository, passing } from '../../server/src/main/e2e/testing-launcher.ts';
import { modelFor } from './testing-model.ts';
import { openWindow, type Window } from './testing-window.ts';

// What the page of a job says in each of its states is what the record says: nothing moves where nothing is at work, and nothing is red that is only to come.

let models: ScriptedServer;
let window: Window;
let count = 0;
/** A job that goes slowly does not come to its end as long as this holds. */
let held = true;

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
const byModel = (goal: string) => window.queue(goal, repository(), '--model', 'anthropic/scripted-model');
const header = () => window.page.locator('header');
const status = (words: string) => header().getByText(words, { exact: true }).waitFor();
const open = async (id: string, tab: string) => {
  await window.page.goto(`${window.url}/jobs/${id}?tab=${tab}`);
  await window.page.locator('dt', { hasText: 'Next' }).waitFor();
};
const fact = (name: string) => window.page.locator(`dt:text-is("${name}") + dd`).innerText();
/** `Planning the work waiting`, of each step that is listed. */
const steps = async () => {
  const list = window.page.getByRole('list', { name: 'Steps' });
  await list.waitFor();
  return (await list.getByRole('listitem').allInnerTexts()).map((line) => line.replaceAll(/\s+/g, ' '));
};
const moving = () => window.page.locator('main .pulse, main .spin').count();

test('a plan that waits for its approval shows what is to come, and goes on where it was approved', async () => {
  const { page } = window;
  const id = await byModel('add a feature: slowly double the number in src/n.js');
  await open(id, 'plan');
  await page.getByRole('region', { name: 'Approval' }).waitFor();
  const [first, ...others] = await steps();
  expect(first).toBe('Planning the work waiting');
  expect(others).toContain('Making the change waiting');
  await expect.poll(moving).toBe(0);
  // Only what has begun can be looked at by itself.
  expect(await page.getByRole('list', { name: 'Steps' }).getByRole('link').count()).toBe(1);
  await window.place.run(['jobs', 'approve', id]);
  await page.getByRole('list', { name: 'Steps' }).getByText('running', { exact: true }).waitFor();
  await expect.poll(moving).toBeGreaterThan(0);

  // While it runs, what is only made at its end is no fault.
  await open(id, 'proof');
  await page.getByText('The record is whole and unchanged so far').waitFor();
  await page.getByText('It is made and signed when the job is done.').waitFor();
  expect(await page.getByText('Something does not hold').count()).toBe(0);

  await window.place.run(['jobs', 'cancel', id]);
  await status('Cancelled');
  await open(id, 'plan');
  const stopped = await steps();
  expect(stopped).toContain('Making the change stopped');
  expect(stopped.filter((step) => / (running|waiting)$/.test(step))).toEqual([]);
  await expect.poll(moving).toBe(0);
  await open(id, 'transcript');
  await page.getByRole('region', { name: 'Outcome' }).getByText('Why: local cancelled the job.').waitFor();
});

test('of a job that failed nothing moves any more, and nothing is said to come', async () => {
  const { page } = window;
  const id = await window.queue('rename file nothing.js to something.js', repository());
  await open(id, 'plan');
  await status('Failed');
  await expect.poll(steps).toContain('Making the change failed');
  expect((await steps()).filter((step) => / (running|waiting)$/.test(step))).toEqual([]);
  await expect.poll(moving).toBe(0);
  expect([await fact('Checks'), await fact('Changes')]).toEqual(['none', 'none']);
  await open(id, 'checks');
  await page.getByText('Nothing was checked').waitFor();
  await open(id, 'changes');
  await page.getByText('Nothing was changed').waitFor();
});

test('checks, size, spend and next act are the figures of the record, and each check shows what was captured of it', async () => {
  const { page, place } = window;
  const repo = repository();
  const id = await window.queue('create file docs/notes.md with "one\ntwo\nthree"', repo);
  await open(id, 'checks');
  await status('Done');
  const job = await place.job(id);
  const ends = (await place.history(id)).filter(({ data }) => data['event'] === 'gate-finished');
  interface Evidence {
    command: string;
    exitCode: number;
    tree: string;
    at: string;
    outputHash: string;
    excerpt: string;
  }
  const gates = ends.map(
    ({ data }) => data['result'] as unknown as { gate: string; verdict: string; evidence: Evidence[] },
  );
  const passed = gates.filter(({ verdict, evidence }) => ['passed', 'warned'].includes(verdict) && evidence.length > 0);
  expect(passed.length).toBeGreaterThan(0);
  expect(passed.length).toBeLessThan(gates.length);
  expect(await fact('Checks')).toBe(`${passed.length}/${gates.length}, ${gates.length - passed.length} not run`);
  const [, branch = ''] = (job.result ?? '').split('#');
  const [added, removed] = place.git(repo, 'diff', '--numstat', `HEAD...${branch}`).split('\t');
  expect(await fact('Changes')).toBe(`1 file +${added} −${removed}`);
  expect(await fact('Next')).toBe('You merge it');
  expect(await fact('Spent')).toContain(
    `${new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(job.used.tokens)} tokens`,
  );

  for (const { gate, evidence } of gates) {
    const item = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: new RegExp(`^${gate} `) }) });
    const head = item.getByRole('button').first();
    if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
    const shown = await item.innerText();
    if (evidence.length === 0) {
      expect(shown, gate).toContain('Not run');
      expect(shown, gate).not.toContain('Passed');
      expect(shown, gate).toContain('No command ran for this check.');
    }
    for (const one of evidence) {
      expect(shown, gate).toContain(`$ ${one.command}`);
      expect(shown, gate).toContain(`exit ${one.exitCode} · `);
      expect(shown, gate).toContain(`tree ${one.tree.slice(0, 12)}`);
      expect(shown, gate).toContain(`output sha256 ${one.outputHash.slice(0, 12)}`);
      const told = await page.evaluate<string>(
        `new Date(${JSON.stringify(one.at)}).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })`,
      );
      expect(shown, gate).toContain(told);
    }
  }
});

test('the figures of all days stand below their chart until one of them is pointed at', async () => {
  const { page } = window;
  await page.goto(`${window.url}/insights`);
  const legend = page.locator('.u-legend');
  await legend.getByText('all of them').waitFor();
  const told = () => legend.locator('.u-value').allInnerTexts();
  await expect.poll(told).toEqual(['all of them', '3', '1']);
  const plot = await page.locator('.u-over').boundingBox();
  await page.mouse.move((plot?.x ?? 0) + 5, (plot?.y ?? 0) + 20);
  await expect.poll(told).toEqual([expect.stringMatching(/\d/), '0', '0']);
});

test('nothing was refused, thrown or silently rejected inside of the window', () => {
  expect(window.faults).toEqual([]);
});
