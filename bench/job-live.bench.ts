import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { smoothness, watchSmoothness } from '../packages/dashboard/src/testing-smoothness.ts';
import { lengthen, turnOf } from '../packages/dashboard/src/testing-long-job.ts';
import { openWindow, type Window } from '../packages/dashboard/src/testing-window.ts';
import { makeRepository } from '../packages/server/src/main/e2e/testing-launcher.ts';
import type { Row } from './storage.bench.ts';

const perSecond = 50;
/** Rows are told by two entries each. */
const beatMs = 2000 / perSecond;

/** Marks each turn whose finished row was in the page. */
const collect = `(() => {
  const seen = { rows: new Uint8Array(400_000), count: 0 };
  globalThis.seenRows = seen;
  const look = (node) => {
    for (const [, turn] of (node.textContent ?? '').matchAll(/read src\\/part-\\d+\\/file-(\\d+)\\.ts/g)) {
      if (seen.rows[turn]) continue;
      seen.rows[turn] = 1;
      seen.count += 1;
    }
  };
  const log = document.querySelector('[role=log]');
  const rowOf = (node) => (node.parentElement ?? node).closest('[data-index]') ?? node;
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target !== log) look(rowOf(target));
      for (const node of addedNodes) look(node);
    }
  }).observe(log, { subtree: true, childList: true, characterData: true });
  look(log);
})()`;

/** `--minutes=N` (2 when absent): a job's page, watched and typed into while 50 entries a second are recorded, behind `--have=N` of before. */
export async function run(flags: string[]): Promise<Row[]> {
  const given = (name: string, usual: number) =>
    Number(flags.find((flag) => flag.startsWith(`--${name}=`))?.slice(name.length + 3) ?? usual);
  const minutes = given('minutes', 2);
  await using window = await openWindow();
  const job = await done(window);
  await lengthen(await window.place.ledger(), job, given('have', 0));
  const { page } = window;
  await page.goto(`${window.url}/jobs/${job}`);
  const log = page.getByRole('log', { name: 'Transcript' });
  await log.waitFor();
  await page.evaluate(collect);
  await watchSmoothness(page);
  const session = await page.context().newCDPSession(page);
  const rows: Row[] = [];
  const writing = write(window, job, minutes * 60);
  for (let minute = 1; minute <= minutes; minute += 1) {
    const end = Date.now() + 60_000;
    while (Date.now() < end) {
      // Somebody reads along, and types a word meanwhile.
      await page.locator('#say').press('x');
      await page.waitForTimeout(500);
      await page.locator('#say').press('Backspace');
      await page.waitForTimeout(1500);
    }
    const { slowFrames, longestFrame, presses, drawnIn, inp } = await smoothness(page);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    rows.push({ name: `minute ${minute}: heap`, value: usedSize / 1e6, unit: 'MB' });
    process.stdout.write(
      `  minute ${minute}: heap ${(usedSize / 1e6).toFixed(1)} MB, ${slowFrames} frames over 50 ms (longest ${Math.round(longestFrame)}), ${presses} presses drawn in ${Math.round(drawnIn)} ms, INP ${Math.round(inp)} ms\n`,
    );
  }
  const turns = await writing;
  await log
    .getByText(`read src/part-${turns % 50}/file-${turns}.ts`)
    .last()
    .waitFor();
  const shown = Number(await page.evaluate('seenRows.count'));
  const kept = await (await window.place.ledger()).read({ job, newestFirst: true, limit: 1 });
  return [
    ...rows.filter((_, index) => index === 0 || index === rows.length - 1),
    { name: 'entries recorded', value: kept[0]?.seq ?? 0, unit: '' },
    { name: 'rows that should have been shown', value: turns, unit: '' },
    { name: 'rows that were shown', value: shown, unit: '', aim: `${turns}` },
  ];
}

/** Resolves with the number of the last turn. */
async function write(window: Window, job: string, seconds: number): Promise<number> {
  const ledger = await window.place.ledger();
  const start = Date.now();
  let turn = 0;
  while (Date.now() - start < seconds * 1000) {
    const due = Math.floor((Date.now() - start) / beatMs);
    // What a busy machine has held up is made up for.
    const drafts = Array.from({ length: due - turn }, (_, index) => turnOf(job, turn + index + 1)).flat();
    if (drafts.length > 0) await ledger.append(drafts);
    turn = Math.max(turn, due);
    await new Promise((resolve) => setTimeout(resolve, beatMs));
  }
  return turn;
}

/** A job that is over, and goes on recording as one at work would. */
async function done(window: Window): Promise<string> {
  const repository = makeRepository(mkdtempSync(join(window.place.folder, 'p-')));
  const job = await window.queue('create file docs/a.md with "hello"', repository);
  while ((await window.place.job(job)).status !== 'succeeded') await new Promise((resolve) => setTimeout(resolve, 100));
  return job;
}
