// `npm run docs:screens`: a picture of every page in both themes, by the real server and browser, into docs/images/screens, and their list
// in docs/screens.md. WebP, at most 60 kB each: the quality falls until a picture fits.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pagesOf } from '../packages/dashboard/src/testing-pages.ts';
import { openWindow } from '../packages/dashboard/src/testing-window.ts';
import { makeRepository } from '../packages/server/src/main/e2e/testing-launcher.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/images/screens');
const mostBytes = 60_000;

const files = {
  'package.json': '{"name":"shop","type":"module","scripts":{"test":"node --test"}}\n',
  'src/discount.js': 'export function discountOf(order) {\n  return order.total > 100 ? 0.1 : 0;\n}\n',
  'src/discount.test.js':
    "import test from 'node:test';\nimport assert from 'node:assert';\nimport { discountOf } from './discount.js';\n\ntest('large orders get a discount', () => assert.equal(discountOf({ total: 200 }), 0.1));\n",
};

async function shoot(take: (quality: number) => Promise<{ data: string }>): Promise<Buffer> {
  for (let quality = 80; ; quality -= 15) {
    const { data } = await take(quality);
    const picture = Buffer.from(data, 'base64');
    if (picture.length <= mostBytes || quality <= 20) return picture;
  }
}

async function main(): Promise<void> {
  await using window = await openWindow();
  const { page, url, place } = window;
  const repository = makeRepository(join(place.folder, 'shop'), files);
  /** Waits until a job has come as far as it goes. */
  const over = async (job: string) => {
    while (['queued', 'running'].includes((await place.job(job)).status)) await delay(100);
    return job;
  };
  const job = await over(await window.queue('create file docs/prices.md with "Prices in euro."', repository));
  await over(await window.queue('delete file src/discount.test.js', repository));
  const post = (path: string, data: object) =>
    page.request.post(url + path, { headers: { 'x-codewright': '1', origin: url }, data });
  await post('/api/chat', { text: 'where is the discount decided?', folder: repository });
  await post('/api/memory', { scope: 'project', place: repository, key: 'currency', value: 'euro' });
  await post('/api/knowledge', { title: 'Prices are in euro', text: 'The shop keeps all prices in euro cents.' });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const session = await page.context().newCDPSession(page);
  const take = (quality: number) => session.send('Page.captureScreenshot', { format: 'webp', quality });
  const pages = pagesOf(`/jobs/${job}`);
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const { name, path } of pages) {
      await page.goto(url + path);
      await page.locator('main h1').first().waitFor();
      await page.locator('[role=status] .spin').first().waitFor({ state: 'detached' });
      await page.evaluate('document.fonts.ready.then(() => true)');
      await delay(150);
      writeFileSync(join(folder, `${name}-${theme}.webp`), await shoot(take));
    }
  }
  const rows = pages.map(({ name }) => {
    const cell = (theme: string) => `![${name}, ${theme}](images/screens/${name}-${theme}.webp)`;
    return `| ${cell('light')} | ${cell('dark')} |`;
  });
  const head =
    '# Every page of the dashboard\n\nMade by `npm run docs:screens` from the real server; a job by the built-in model.\n\n';
  writeFileSync(join(root, 'docs/screens.md'), `${head}| light | dark |\n| --- | --- |\n${rows.join('\n')}\n`);
  process.stdout.write(`${readdirSync(folder).length} pictures in docs/images/screens\n`);
}

await main();
