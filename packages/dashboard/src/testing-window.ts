import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { openPlace, type Place, type Run } from '../../server/src/main/e2e/testing-launcher.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The real server with a worker, seen through a real browser that is signed in. */
export interface Window extends AsyncDisposable {
  place: Place;
  browser: Browser;
  context: BrowserContext;
  page: Page;
  /** Of the server, without a path. */
  url: string;
  /** What went wrong inside of the window: refused by the Content-Security-Policy, thrown, rejected. */
  faults: string[];
  server(): Run;
  /** Kills it as a crash would. */
  kill(): Promise<void>;
  /** Another one at the same address. */
  serve(): Promise<void>;
  /** Queues a request; the server's worker does it. Resolves with the job's id. */
  queue(goal: string, repository: string, ...flags: string[]): Promise<string>;
  /** Another window of the same browser, signed in too. */
  another(): Promise<Page>;
  /** Keeps a picture, and fails where axe finds a fault or the page is wider than its window. */
  look(name: string, page?: Page): Promise<void>;
}

/** The system's Chromium, with a home of its own. */
export function launchBrowser(home: string): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    env: { HOME: home, PATH: '/usr/bin:/bin' },
  });
}

/** Notes what goes wrong inside of a page: refused by the Content-Security-Policy, thrown, rejected. */
export function collectFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // What the server refuses is shown to the person; the browser's own line about it is no fault of the window.
    if (message.type() === 'error' && !/Failed to load resource|ERR_CONNECTION|ERR_INCOMPLETE/.test(message.text()))
      faults.push(message.text());
  });
}

/** The folder for pictures, where somebody wants them. */
export function wantedShots(): string | undefined {
  const { CODEWRIGHT_SCREENSHOTS: shots } = process.env;
  if (shots !== undefined) mkdirSync(shots, { recursive: true });
  return shots;
}

/** Colours on their way from one to another are neither: what ends is waited for, spinners are not. */
const settled = `new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))
  .then(() => document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity))
  .then((running) => Promise.allSettled(running.map(({ finished }) => finished)))
  .then(() => undefined)`;

/** Keeps a picture where one is wanted, and fails where axe finds a fault or the page is wider than its window. */
export async function lookAt(page: Page, name: string, shots: string | undefined): Promise<void> {
  await page.evaluate(settled);
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) });
  const width = page.viewportSize()?.width ?? 0;
  expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(width);
  await page.evaluate(axe);
  const found = await page.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html.slice(0, 120)).join(' | ')))",
  );
  expect(found, name).toEqual([]);
}

const [laptop, phone] = [
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
];
/** Every page is looked at in each of them. */
export const looks = (['light', 'dark'] as const).flatMap((theme) =>
  [laptop, phone].map((viewport) => [theme, viewport] as const),
);

/** Waits until what asks for a decision takes one: in its first half second a press was meant for something else. */
export function armed(asking: Locator): Promise<void> {
  return asking.and(asking.page().locator('[data-armed=true]')).waitFor();
}

export async function openWindow(env: Record<string, string> = {}): Promise<Window> {
  const place = openPlace(env);
  const shots = wantedShots();
  const faults: string[] = [];
  const start = async (port: string): Promise<{ run: Run; link: string }> => {
    const run = place.start(['serve', '--port', port]);
    const [, link = ''] = await run.says(/Dashboard: (\S+)/);
    return { run, link };
  };
  let { run, link } = await start('0');
  const url = new URL(link).origin;
  const browser = await launchBrowser(place.folder);
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  context.setDefaultTimeout(240_000);
  const watched = async () => {
    const page = await context.newPage();
    collectFaults(page, faults);
    return page;
  };
  const page = await watched();
  await page.goto(link);
  await page.locator('main h1').first().waitFor();
  return {
    place,
    browser,
    context,
    page,
    url,
    faults,
    server: () => run,
    async kill() {
      run.child.kill('SIGKILL');
      await run.ended;
    },
    async serve() {
      ({ run, link } = await start(new URL(url).port));
    },
    async queue(goal, repository, ...flags) {
      const queued = await place.run(['run', goal, '--repo', repository, '--detach', '--json', ...flags]);
      const id = /"id":"([0-9a-f-]{36})"/.exec(queued.stdout)?.[1];
      if (id === undefined) throw new Error(`Nothing was queued: ${queued.stdout}${queued.stderr}`);
      return id;
    },
    another: watched,
    look: (name, at = page) => lookAt(at, name, shots),
    async [Symbol.asyncDispose]() {
      await browser.close();
      run.child.kill('SIGTERM');
      await run.ended;
      await place[Symbol.asyncDispose]();
    },
  };
}
