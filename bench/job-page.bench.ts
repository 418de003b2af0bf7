import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDiff, rowsOfDiff } from '../packages/dashboard/src/features/job/diff-model.ts';
import { lengthen } from '../packages/dashboard/src/testing-long-job.ts';
import { openWindow } from '../packages/dashboard/src/testing-window.ts';
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

/** In the real browser: from the address to the last rows, and until what came before is there too. */
async function page(): Promise<Row[]> {
  await using window = await openWindow();
  const job = await window.queue('create file docs/a.md with "hello"', makeRepository(join(window.place.folder, 'p')));
  while ((await window.place.job(job)).status !== 'succeeded') await new Promise((resolve) => setTimeout(resolve, 100));
  await lengthen(await window.place.ledger(), job, entries);
  const started = performance.now();
  await window.page.goto(`${window.url}/jobs/${job}`);
  await window.page
    .getByText(/^read src\/part-\d+\/file-9\d\d\d\.ts/)
    .last()
    .waitFor();
  const usable = performance.now() - started;
  await window.page.getByText('Reading what came before').waitFor({ state: 'detached' });
  const whole = performance.now() - started;
  const nodes = Number(await window.page.evaluate('document.querySelectorAll("*").length'));
  return [
    { name: 'page of 20,000 entries: usable', value: usable, unit: 'ms', aim: '≤ 1,000' },
    { name: 'page of 20,000 entries: all of it here', value: whole, unit: 'ms' },
    { name: 'page of 20,000 entries: DOM nodes', value: nodes, unit: '', aim: '≤ 1,500' },
  ];
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
  return [...rows, ...(await diff()), ...(await page())];
}
