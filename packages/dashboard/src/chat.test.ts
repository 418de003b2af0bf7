import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRepository, passing } from '../../server/src/main/e2e/testing-launcher.ts';
import { examples } from './features/jobs/examples.ts';
import { armed, openWindow, type Window } from './testing-window.ts';

// Chat, inbox, webhooks and the first run: the real server, worker and built-in model, seen through a real browser.

let win: Window;
let repo: string;
const hook = createServer((request, response) => {
  request.resume();
  response.writeHead(204).end();
});
beforeAll(async () => {
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const { port } = hook.address() as AddressInfo;
  win = await openWindow({
    CODEWRIGHT_API_REQUESTS_PER_MINUTE: 'null',
    CODEWRIGHT_WEBHOOKS_ALLOW_HOSTS: `["127.0.0.1:${port}"]`,
  });
  repo = makeRepository(`${win.place.folder}/project`, {
    ...passing,
    'src/discount.js': 'export function discountOf(order) {\n  return order.total > 100 ? 0.1 : 0;\n}\n',
  });
});
afterAll(async () => {
  await win[Symbol.asyncDispose]();
  hook.close();
});

const message = () => win.page.getByRole('textbox', { name: 'Message' });
const log = () => win.page.getByRole('log', { name: 'Messages' });
const state = () => win.page.getByTestId('chat-state').getAttribute('data-state');

test('a newcomer with nothing configured starts a job from the first page and sees it proven', async () => {
  const { page, url } = win;
  await page.goto(`${url}/jobs`);
  await win.look('first-run');
  for (const { goal, builds } of examples) {
    const options = {
      headers: { 'x-codewright': '1', origin: url },
      data: { goal, ...(builds ? {} : { repository: repo }) },
    };
    const preview = (await (await page.request.post(`${url}/api/jobs/preview`, options)).json()) as { verdict: string };
    expect([goal, preview.verdict]).toEqual([goal, 'ready']);
  }
  await page.getByRole('button', { name: /command line tool that counts words/ }).click();
  await page.getByText('Understood', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.waitForURL(/\/jobs\/[\w-]{36}/);
  // A project is built: how long that takes hangs on the machine.
  await page.getByRole('region', { name: 'Outcome' }).getByText('Result:').first().waitFor({ timeout: 0 });
  await page.getByRole('button', { name: 'Proof' }).waitFor();
});

test('a request in the chat becomes a job whose card lives there, watched to its end, with a follow-up on top of it', async () => {
  const { page, url } = win;
  await page.goto(`${url}/chat?thread=new`);
  await page.getByLabel('Repository').fill(repo);
  await message().fill('create file docs/notes.md with "hello"');
  await page.keyboard.press('Enter');
  await log().getByText('create file docs/notes.md').first().waitFor();
  await page.waitForURL(/thread=[\w-]{36}/);
  await log().getByRole('region', { name: /^Job/ }).getByText('Done', { exact: true }).waitFor();
  await expect.poll(state).toBe('idle');
  await message().fill('how did it go?');
  await page.keyboard.press('Enter');
  await log().getByText('Rests on').waitFor();
  await message().fill('show the diff');
  await page.keyboard.press('Enter');
  await log().locator('.hljs-addition', { hasText: 'hello' }).waitFor();
  await message().fill('also create file docs/more.md with "more"');
  await page.keyboard.press('Enter');
  await log().getByText('Goes on from job').waitFor();
  await expect.poll(() => log().getByText('Done', { exact: true }).count()).toBeGreaterThan(1);
  await win.look('chat-light-laptop');
});

test('a question about the code is answered with places in colour, a file is completed after @, and drafts are kept', async () => {
  const { page, url } = win;
  await page.goto(`${url}/chat?thread=new`);
  await message().fill('where is the discount of an order worked out?');
  await page.keyboard.press('Enter');
  await log().getByText('No language model is set up').waitFor();
  await log()
    .getByText(/src\/discount\.js:\d/)
    .first()
    .waitFor();
  await log().locator('.hljs-keyword').first().waitFor();
  await message().pressSequentially('what does @disc');
  await page.getByRole('option', { name: 'src/discount.js' }).waitFor();
  await page.keyboard.press('Enter');
  expect(await message().inputValue()).toBe('what does @src/discount.js ');
  await page.reload();
  await expect.poll(() => message().inputValue()).toBe('what does @src/discount.js ');
  await message().fill('');
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('discount order');
  await page.getByRole('list', { name: 'Found messages' }).getByRole('link').first().click();
  await page.waitForURL(/at=/);
  await log().getByText('where is the discount').waitFor();
});

test('an approval is answered in the conversation, its count clears everywhere, and a reload in the middle loses nothing', async () => {
  const { page, url } = win;
  await page.goto(`${url}/chat?thread=new`);
  await page.getByLabel('Repository').fill(repo);
  await message().fill('delete file src/discount.js');
  await page.keyboard.press('Enter');
  await page.waitForURL(/thread=[\w-]{36}/);
  await log().getByText('delete file src/discount.js').first().waitFor();
  await page.reload();
  await log().getByRole('region', { name: 'Approval' }).waitFor();
  await expect.poll(() => page.title()).toMatch(/^\(\d+\) Chat/);
  expect(await log().getByText('delete file src/discount.js').count()).toBeGreaterThan(0);
  await armed(log().getByRole('region', { name: 'Approval' }));
  await log().getByRole('button', { name: 'Reject' }).click();
  await log().getByRole('region', { name: 'Approval' }).waitFor({ state: 'detached' });
  await expect.poll(async () => (await page.title()).replace(/^\(\d+\) /, '')).toMatch(/^Chat/);
  await page.goto(`${url}/inbox`);
  await page.getByText('Nothing waits for you').waitFor();
});

test('what failed stands in the inbox until it is read, and the badge with it', async () => {
  const { page, url } = win;
  await page.goto(`${url}/inbox`);
  await win.queue('rename file nothing.js to something.js', repo);
  await page.getByText(/Failed: rename file nothing/).waitFor();
  await expect.poll(() => page.title()).toMatch(/^\(\d+\) Inbox/);
  await win.look('inbox-news');
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect.poll(() => page.title()).toMatch(/^Inbox/);
});

test('a webhook is added, its secret is shown once, a ping is delivered, and it stands in the log', async () => {
  const { page, url } = win;
  const { port } = hook.address() as AddressInfo;
  await page.goto(`${url}/settings/webhooks`);
  await page.getByRole('button', { name: 'New webhook' }).click();
  await page.getByLabel('Name').fill('build server');
  await page.getByLabel('Address').fill(`http://127.0.0.1:${port}/hook`);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('region', { name: 'Secret' }).getByText('whsec_').waitFor();
  await win.look('webhooks');
  await page.getByRole('button', { name: 'I have it' }).click();
  expect(await page.getByText('whsec_').count()).toBe(0);
  await page.getByRole('button', { name: 'Deliveries' }).click();
  await page.getByRole('button', { name: 'Send a ping' }).click();
  await page.getByText('delivered', { exact: true }).waitFor();
});

test('on a phone in the dark the list and one conversation each have the window, and axe finds nothing', async () => {
  const { page, url } = win;
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${url}/chat`);
  await page.getByRole('heading', { name: 'Chat' }).waitFor();
  await win.look('chat-list-dark-phone');
  await page
    .getByRole('link', { name: /create file docs/ })
    .first()
    .click();
  await message().waitFor();
  await log().getByText('Done', { exact: true }).first().waitFor();
  await win.look('chat-dark-phone');
  await page.goto(`${url}/settings/webhooks`);
  await page.getByText('build server').waitFor();
  await win.look('webhooks-dark-phone');
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ colorScheme: 'light' });
});

test('it can be installed, and without the server the shell still opens and says so, until the server is back', async () => {
  const { page, url } = win;
  await page.goto(`${url}/chat`);
  const manifest = (await (await page.request.get(`${url}/manifest.webmanifest`)).json()) as {
    icons: { src: string }[];
  };
  for (const { src } of manifest.icons) expect((await page.request.get(url + src)).status(), src).toBe(200);
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await page.reload();
  await page.getByRole('heading', { name: 'Chat' }).waitFor();
  await expect.poll(() => page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true);
  // What the page is made from is kept on the way.
  await page.reload();
  await page.getByRole('heading', { name: 'Chat' }).waitFor();
  await win.kill();
  await page.reload();
  await page.getByRole('heading', { name: 'The server does not answer' }).waitFor();
  await win.serve();
  await page.getByRole('heading', { name: 'Chat' }).waitFor();
});

test('nothing was refused, thrown or silently rejected inside of the window', () => {
  expect(win.faults).toEqual([]);
});
