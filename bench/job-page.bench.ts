import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDiff, rowsOfDiff } from '../packages/dashboard/src/features/job/diff-model.ts';
import { lengthen } from '../packages/dashboard/src/testing-long-job.ts';
import { smoothness, watchSmoothness } from '../packages/dashboard/src/testing-smoothness.ts';
import { openWindow, type Window } from '../packages/dashboard/src/testing-window.ts';
import { findInJob } from '../packages/server/src/jobs/find.ts';
import { reportOf } from '../packages/server/src/jobs/report.ts';
import { created, testLedger } from '../packages/server/src/ledger/testing-ledger.ts';
import { makeRepository } from '../packages/server/src/main/e2e/testing-launcher.ts';
import { systemClock } from '../packages/server/src/shared/clock.ts';
import { silentLogger } from '../packages/server/src/shared/logger.ts';
import type { Storage } from '../packages/server/src/storage/contract.ts';
import { openPostgres } from '../packages/server/src/storage/postgres/open.ts';
import { openSqlite } from '../packages/server/src/storage/sqlite/open.ts';
import { temporaryPostgres } from '../packages/server/src/storage/testing.ts';
import type { Row } from './storage.bench.ts';

const entries = 20_000;

async function took(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times.sort((one, other) => one - other)[2] ?? 0;
}

/** What the server does for the page of a long job. */
async function server(label: string, storage: Storage): Promise<Row[]> {
  const ledger = testLedger(storage, systemClock);
  const job = 'a-long-job';
  await ledger.append([created(job)]);
  await lengthen(ledger, job, entries);
  const row = (name: string, value: number, aim: string): Row => ({
    name: `${label}: ${name}`,
    value,
    unit: 'ms',
    aim,
  });
  const find = (text: string) => took(() => findInJob(ledger, { job, text }));
  const all = await ledger.read({ job, limit: 1_000_000 });
  const projected = (await storage.job(job)) ?? null;
  return [
    row('find one entry of 20,000', await find('a needle in "the" hay'), '≤ 200'),
    row('find what nearly every entry holds', await find('read'), '≤ 200'),
    row('find what no entry holds', await find('nowhere at all'), '≤ 200'),
    row('find the name of a field', await find('durationMs'), '≤ 200'),
    row('read all entries', await took(() => ledger.read({ job, limit: 1_000_000 })), ''),
    ...(projected ? [row('report', await took(() => reportOf(projected, all, () => null)), '')] : []),
  ];
}

/** A diff of 300 files and 200,000 lines, as the window reads it. */
async function diff(): Promise<Row[]> {
  const hunks = Array.from({ length: 100 }, (_, index) => {
    const at = index * 10 + 1;
    const [kept, changed] = [` const line${at} = 0;`, `-const old${at} = 1;\n+const now${at} = 1;`];
    return `@@ -${at},6 +${at},6 @@\n${kept}\n${kept}\n${changed}\n${kept}\n${kept}\n${kept}`;
  });
  const one = `--- a/x\n+++ b/x\n${hunks.join('\n')}\n`;
  const lines = one.split('\n').length;
  const files = 300;
  const text = Array.from({ length: files }, (_, index) =>
    one.replaceAll(/^(---|\+\+\+) ([ab])\/x/gm, `$1 $2/src/part-${index}.ts`),
  ).join('\n');
  const view = { isOpen: () => true, split: false, notes: [], contents: new Map(), shown: new Map() };
  const read = await took(() => readDiff(text));
  const known = readDiff(text);
  return [
    {
      name: `window: read a diff of ${known.length} files, ${(lines * files).toLocaleString('en')} lines`,
      value: read,
      unit: 'ms',
    },
    { name: 'window: make its rows', value: await took(() => rowsOfDiff(known, view)), unit: 'ms' },
  ];
}

/** In the real browser: from the address to the last rows, and on to the first ones. */
async function page(window: Window): Promise<Row[]> {
  const [short, job] = [await done(window), await done(window)];
  await lengthen(await window.place.ledger(), short, 100);
  await lengthen(await window.place.ledger(), job, entries);
  const opened = async (address: string, shows: string | RegExp) => {
    await window.page.goto('about:blank');
    const started = performance.now();
    await window.page.goto(`${window.url}${address}`);
    await window.page.getByText(shows).last().waitFor();
    return performance.now() - started;
  };
  const bare: number[] = [];
  const few: number[] = [];
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    bare.push(await opened('/healthz', 'version'));
    few.push(await opened(`/jobs/${short}`, /^read src\/part-\d+\/file-\d+\.ts/));
    times.push(await opened(`/jobs/${job}`, /^read src\/part-\d+\/file-9\d\d\d\.ts/));
  }
  const log = window.page.getByRole('log', { name: 'Transcript' });
  const started = performance.now();
  await log.press('Home');
  await log.getByText('create file docs/a.md with "hello"').first().waitFor();
  const first = performance.now() - started;
  const used = await use(window);
  const nodes = Number(await window.page.evaluate('document.querySelectorAll("*").length'));
  const middle = (all: number[]) => all.sort((one, other) => one - other)[2] ?? 0;
  return [
    { name: 'an answer of one line in the browser', value: middle(bare), unit: 'ms' },
    { name: 'page of 100 entries: usable', value: middle(few), unit: 'ms' },
    { name: 'page of 20,000 entries: usable', value: middle(times), unit: 'ms', aim: '≤ 1,000' },
    { name: 'page of 20,000 entries: from the last to the first', value: first, unit: 'ms' },
    ...used,
    { name: 'page of 20,000 entries: DOM nodes', value: nodes, unit: '', aim: '≤ 1,500' },
  ];
}

/** On the page of a long job: scrolled by the wheel, then operated by keys and clicks. */
async function use({ page }: Window): Promise<Row[]> {
  const log = page.getByRole('log', { name: 'Transcript' });
  await watchSmoothness(page);
  await page.mouse.move(700, 500);
  for (let step = 0; step < 100; step += 1) {
    await page.mouse.wheel(0, step % 20 === 19 ? 20_000 : 250);
    await page.waitForTimeout(16);
  }
  const scrolled = await smoothness(page);
  for (const key of ['End', 'PageUp', 'PageUp', 'Home', 'PageDown', 'End', 'Home', 'End']) {
    await log.press(key);
    await page.waitForTimeout(200);
  }
  for (const tab of ['Plan', 'Spend', 'Checks', 'Transcript']) {
    await page.getByRole('navigation', { name: 'Parts of the job' }).getByText(tab).click();
    await page.waitForTimeout(200);
  }
  await log
    .getByText(/^read src/)
    .last()
    .waitFor();
  for (let step = 0; step < 5; step += 1) {
    await log
      .getByRole('button', { name: /read src/ })
      .nth(step)
      .click();
    await page.waitForTimeout(200);
  }
  await page.locator('#say').pressSequentially('words for the job', { delay: 30 });
  await page.locator('#say').fill('');
  const operated = await smoothness(page);
  return [
    { name: 'scrolled by the wheel: frames over 50 ms', value: scrolled.slowFrames, unit: '' },
    { name: 'scrolled by the wheel: longest frame', value: scrolled.longestFrame, unit: 'ms' },
    { name: 'operated: frames over 50 ms', value: operated.slowFrames, unit: '' },
    { name: 'operated: until what a press does is drawn', value: operated.drawnIn, unit: 'ms', aim: '< 200' },
    { name: 'operated: INP', value: operated.inp, unit: 'ms', aim: '< 200' },
  ];
}

/** In the real browser: what the page of a job needs while the job records 20,000 entries before its eyes. */
async function watched(window: Window): Promise<Row[]> {
  const job = await done(window);
  const ledger = await window.place.ledger();
  await window.page.goto(`${window.url}/jobs/${job}`);
  const session = await window.page.context().newCDPSession(window.page);
  const rows: Row[] = [];
  for (let to = 500; to <= entries; to += 500) {
    await lengthen(ledger, job, to);
    const last = (await ledger.read({ job, newestFirst: true, limit: 10 })).find(
      ({ data }) => data['event'] === 'tool-finished',
    );
    await window.page
      .getByRole('log', { name: 'Transcript' })
      .getByText(last?.summary ?? '')
      .last()
      .waitFor();
    if (![2000, 10_000, entries].includes(to)) continue;
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const aim = to === 2000 ? '' : `≤ ${((rows[0]?.value ?? 0) * 1.25).toFixed(1)}`;
    rows.push({
      name: `page watched for ${to.toLocaleString('en')} entries: heap`,
      value: usedSize / 1e6,
      unit: 'MB',
      aim,
    });
  }
  return rows;
}

/** A job that is over. */
async function done(window: Window): Promise<string> {
  const repository = makeRepository(mkdtempSync(join(window.place.folder, 'p-')));
  const job = await window.queue('create file docs/a.md with "hello"', repository);
  while ((await window.place.job(job)).status !== 'succeeded') await new Promise((resolve) => setTimeout(resolve, 100));
  return job;
}

async function browser(): Promise<Row[]> {
  await using window = await openWindow();
  return [...(await page(window)), ...(await watched(window))];
}

export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'codewright-job-page-'));
  const sqlite = await openSqlite({ file: join(folder, 'codewright.db'), logger: silentLogger });
  const rows = await server('SQLite', sqlite);
  await sqlite.close();
  rmSync(folder, { recursive: true, force: true });
  const pg = await temporaryPostgres();
  const storage = await openPostgres({ url: await pg.createDatabase(), logger: silentLogger });
  rows.push(...(await server('PostgreSQL', storage)));
  await storage.close();
  await pg.stop();
  return [...rows, ...(await diff()), ...(await browser())];
}
