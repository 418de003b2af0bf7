import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeRepository } from '../../server/src/main/e2e/testing-launcher.ts';
import { lengthen } from './testing-long-job.ts';
import { smoothness, watchSmoothness } from './testing-smoothness.ts';
import { openWindow, type Window } from './testing-window.ts';

// A job of 20,000 entries. How quick it is, `npm run bench -- long-job` says; here is what does not hang on the machine.

let window: Window;
let job: string;

beforeAll(async () => {
  window = await openWindow();
  job = await window.queue('create file docs/a.md with "hello"', makeRepository(join(window.place.folder, 'project')));
  await vi.waitFor(async () => expect((await window.place.job(job)).status).toBe('succeeded'), 240_000);
  await lengthen(await window.place.ledger(), job, 20_000);
});
afterAll(() => window?.[Symbol.asyncDispose]());

const nodes = () => window.page.evaluate('document.querySelectorAll("*").length');

test('opens at its end, and draws no more than what can be seen however far one goes', async () => {
  const { page, url } = window;
  await page.goto(`${url}/jobs/${job}`);
  const log = page.getByRole('log', { name: 'Transcript' });
  await log
    .getByText(/^read src\/part-\d+\/file-9\d\d\d\.ts/)
    .last()
    .waitFor();
  expect(await nodes()).toBeLessThan(1500);
  await page.mouse.move(700, 400);
  for (const by of [-3000, -20_000, -400_000, 5000]) await page.mouse.wheel(0, by);
  await page.getByRole('button', { name: 'To the end' }).waitFor();
  expect(await nodes()).toBeLessThan(1500);
  // The whole record has its place, though little of it is held: its beginning and its middle are shown when one goes there.
  await log.press('Home');
  await log.getByText('create file docs/a.md with "hello"').first().waitFor();
  await log.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  await log
    .getByText(/file-[45]\d\d\d\.ts/)
    .first()
    .waitFor();
  expect(await nodes()).toBeLessThan(1500);
  await page.getByRole('button', { name: 'To the end' }).click();
  await log
    .getByText(/file-9\d\d\d\.ts/)
    .last()
    .waitFor();
});

test('goes to its beginning and to its end by one key, whatever is being read meanwhile', async () => {
  const { page, url } = window;
  await page.goto(`${url}/jobs/${job}`);
  const log = page.getByRole('log', { name: 'Transcript' });
  const atEnd = () =>
    log
      .getByText(/^read src\/part-\d+\/file-9\d\d\d\.ts/)
      .last()
      .waitFor();
  await atEnd();
  await page.mouse.move(700, 400);
  for (const wait of [0, 40, 80, 120, 160, 240]) {
    for (const by of [-800, -20_000, -300_000]) await page.mouse.wheel(0, by);
    await page.waitForTimeout(wait);
    await log.press('Home');
    await log.getByText('create file docs/a.md with "hello"').first().waitFor({ timeout: 20_000 });
    await log.press('End');
    await atEnd();
  }
});

test('answers each key and click at once, however long the record is', async () => {
  const { page, url } = window;
  await page.goto(`${url}/jobs/${job}`);
  const log = page.getByRole('log', { name: 'Transcript' });
  await log
    .getByText(/^read src\/part-\d+\/file-9\d\d\d\.ts/)
    .last()
    .waitFor();
  await watchSmoothness(page);
  const parts = page.getByRole('navigation', { name: 'Parts of the job' });
  for (const name of ['Spend', 'Plan', 'Transcript']) await parts.getByRole('button', { name }).click();
  await log.waitFor();
  for (const key of ['Home', 'PageDown', 'PageDown', 'End', 'PageUp']) await log.press(key);
  await expect.poll(() => page.evaluate('globalThis.seenOfPage.drawn.length')).toBeGreaterThanOrEqual(5);
  const felt = await smoothness(page);
  process.stdout.write(`pressed ${felt.presses} times, INP ${Math.round(felt.inp)} ms\n`);
  // 200 ms is the aim; a busy machine is no fault of the window.
  expect(felt.inp).toBeLessThan(2000);
  expect(await nodes()).toBeLessThan(1500);
});

test('its plan, its spend and what it changed are asked of the server: little of the record is read for them', async () => {
  const { page, url } = window;
  let asked = 0;
  const count = (request: { url: () => string }) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith('/events')) asked += Number(searchParams.get('limit') ?? 1000);
  };
  page.on('request', count);
  const [first] = await (await window.place.ledger()).read({ job, limit: 1 });
  // By the ending of its id, as a terminal says it: the address is then that of the job.
  await page.goto(`${url}/jobs/${first?.job.slice(-8)}?tab=spend`);
  const turns = page.getByRole('row', { name: /^long/ });
  expect(await turns.getByRole('cell').nth(1).textContent()).toMatch(/^99\d\d$/);
  await page.waitForURL(`${url}/jobs/${job}?tab=spend`);
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  await page.getByRole('list', { name: 'Steps' }).getByText('done').first().waitFor();
  await page.getByText('100 % done').waitFor();
  await page.getByRole('button', { name: 'Transcript', exact: true }).click();
  await page
    .getByText(/^read src\/part-\d+\/file-9\d\d\d\.ts/)
    .last()
    .waitFor();
  page.off('request', count);
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(3000);
});

test('a text is found on the server wherever it stands, and its entry opens, by a link too', async () => {
  const { page, url } = window;
  await page.keyboard.press('/');
  await page.getByRole('searchbox', { name: 'Find in the record of the job' }).fill('needle in "the"');
  await page.getByRole('status').getByText('– of 1').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('1 of 1').waitFor();
  await page.getByRole('log').getByText('read src/part-0/file-7000.ts').waitFor();
  expect(page.url()).toMatch(/entry=\d+$/);
  await page.keyboard.press('Escape');
  const other = await window.another();
  await other.goto(`${url}/jobs/${job}?entry=1`);
  await other.getByRole('log').getByText('create file docs/a.md with "hello"').first().waitFor();
  const [far] = await (await window.place.ledger()).read({ job, afterSeq: 8000, limit: 1 });
  await other.goto(`${url}/jobs/${job}?entry=${far?.id.slice(-8)}`);
  await other
    .locator('[aria-current=true]')
    .getByText(/file-\d+\.ts/)
    .waitFor();
  await other.close();
  await page.keyboard.press('/');
  await page.getByRole('searchbox').fill('no such words');
  await page.getByText('Nothing found').waitFor();
  await page.keyboard.press('Escape');
});

test('an older part that is read moves nothing of what is being looked at', async () => {
  const { page, url } = window;
  await page.goto(`${url}/jobs/${job}`);
  const log = page.getByRole('log', { name: 'Transcript' });
  await log
    .getByText(/^read src\/part-\d+\/file-9\d\d\d\.ts/)
    .last()
    .waitFor();
  // Each answer waits until one has stopped scrolling: what moves then is moved by what comes in.
  const asked: (() => Promise<void>)[] = [];
  const older = (url: URL) =>
    url.pathname.endsWith('/events') && Number(url.searchParams.get('afterSeq') ?? '20000') < 19_900;
  await page.route(older, (route) => void asked.push(() => route.continue()));
  /** Rows in view: their words, where they stand, and which of the rows held they are. */
  const rows = () =>
    log.evaluate((box) =>
      [...box.querySelectorAll('[data-index]')]
        .map((row) => ({
          words: row.textContent,
          top: Math.round(row.getBoundingClientRect().top),
          bottom: row.getBoundingClientRect().bottom,
          index: Number(row.getAttribute('data-index')),
        }))
        .filter(({ top, bottom }) => {
          const place = box.getBoundingClientRect();
          return bottom > place.top && top < place.bottom;
        })
        .map(({ words, top, index }) => ({ words, top, index })),
    );
  const still = async () => {
    let before = '';
    await expect
      .poll(
        async () => {
          const [now, last] = [JSON.stringify(await rows()), before];
          before = now;
          return now === last;
        },
        { interval: 200 },
      )
      .toBe(true);
    return rows();
  };
  await page.mouse.move(700, 400);
  for (let part = 0; part < 7; part += 1) {
    await expect
      .poll(async () => {
        if (asked.length === 0) await page.mouse.wheel(0, -600);
        await page.evaluate('new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))');
        return asked.length;
      })
      .toBe(1);
    const before = await still();
    expect(before.length).toBeGreaterThan(5);
    await asked.pop()?.();
    await expect.poll(async () => (await rows())[0]?.index).toBeGreaterThan((before[0]?.index ?? 0) + 100);
    const after = await still();
    const places = (of: typeof before) => of.map(({ words, top }) => `${words} at ${top}`);
    expect(places(after), `part ${part}`).toEqual(places(before));
  }
  await page.unroute(older);
  for (const go of asked) await go();
});

test('what is added while one reads further up moves nothing, and is counted', async () => {
  const { page } = window;
  const log = page.getByRole('log', { name: 'Transcript' });
  const seen = async () => (await log.locator('[data-index]').first().textContent()) ?? '';
  const found = await seen();
  await page.mouse.move(700, 400);
  await page.mouse.wheel(0, -60_000);
  await expect.poll(seen).not.toBe(found);
  await page.getByRole('button', { name: 'To the end' }).waitFor();
  // Until the last of the scrolling is through, and what lies there is read.
  let before = '';
  await expect
    .poll(
      async () => {
        const [now, last] = [await seen(), before];
        before = now;
        return now === last && !(await log.getByText('Reading …').isVisible());
      },
      { interval: 300 },
    )
    .toBe(true);
  await lengthen(await window.place.ledger(), job, 20_040);
  await page.getByRole('button', { name: /new entries/ }).waitFor();
  expect(await seen()).toBe(before);
  await page.getByRole('button', { name: /new entries/ }).click();
  await page.getByRole('button', { name: /new entries/ }).waitFor({ state: 'detached' });
  // From now on the end is followed, however much comes at once.
  await lengthen(await window.place.ledger(), job, 21_040);
  await log.getByText('read src/part-0/file-500.ts').last().waitFor();
});

test('nothing was refused, thrown or silently rejected inside of the window', () => {
  expect(window.faults).toEqual([]);
});
