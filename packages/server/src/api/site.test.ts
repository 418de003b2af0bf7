import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes } from '@codewright/protocol/api';
import type { RouteDefinition } from '@codewright/protocol/route';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiBench, openApi } from './testing.ts';

let folder: string;
let bench: ApiBench;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'codewright-site-'));
  const site = join(folder, 'site');
  mkdirSync(join(site, 'assets'), { recursive: true });
  writeFileSync(join(site, 'index.html'), '<html><head></head><body>start</body></html>');
  writeFileSync(join(site, 'assets/a.js'), 'let a;');
  writeFileSync(join(site, 'preload.json'), JSON.stringify({ '/jobs/': ['/assets/job.js'] }));
  writeFileSync(join(folder, 'secret.js'), 'let secret;');
  bench = await openApi({ site });
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});
const get = (path: string, accept = 'text/html') => bench.call(path, { token: null, headers: { accept } });

test('pages need no token, carry a strict policy with a nonce of their own, and answer every page address', async () => {
  const nonces = new Set<string | undefined>();
  for (const path of ['/', '/jobs', '/jobs/abcd']) {
    const response = await get(path);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toContain('unsafe');
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(await response.text()).toContain(`content="${nonce}"`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
  expect((await get('/assets/a.js', '*/*')).headers.get('cache-control')).toContain('immutable');
});

test('a page names the scripts that it needs beside the first ones, and no other page does', async () => {
  const link = '<link rel="modulepreload" href="/assets/job.js" />';
  expect(await (await get('/jobs/abcd')).text()).toContain(link);
  expect(await (await get('/jobs')).text()).not.toContain('modulepreload');
  expect((await get('/preload.json')).status).toBe(404);
});

test('the reference is a page with every route, its role, and no script', async () => {
  const response = await get('/reference');
  const page = await response.text();
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'nonce-/);
  for (const route of Object.values<RouteDefinition>(routes)) {
    expect(page).toContain(`${route.method} ${route.path}`);
    expect(page).toContain(`<span class="role">${route.role ?? 'anybody'}</span>`);
  }
  expect(page).not.toContain('<script');
});

test('no file outside of the folder is given away, and what is for programs stays theirs', async () => {
  expect(await (await get('/assets/a.js')).text()).toBe('let a;');
  for (const path of ['/../secret.js', '/..%2fsecret.js', '/assets/..%2f..%2fsecret.js', '/assets/b.js']) {
    expect((await get(path)).status, path).toBe(404);
  }
  expect((await get('/api/jobs')).status).toBe(401);
  expect((await get('/nothing', 'application/json')).status).toBe(404);
});
