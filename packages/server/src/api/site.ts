import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Context, Hono } from 'hono';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** Nothing from elsewhere, nothing inline but the styles that carry this answer's nonce. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

interface Known {
  body: Buffer;
  gzipped: Buffer;
}

/** The dashboard's files; every other page address is answered with its start page, which knows its own pages. */
export function addSite(app: Hono, folder: string): void {
  const known = new Map<string, Known>();
  const read = (path: string): Known | null => {
    const kept = known.get(path);
    if (kept) return kept;
    const file = normalize(join(folder, path));
    if (!file.startsWith(folder + sep) || types[extname(file)] === undefined || !existsSync(file)) return null;
    const body = readFileSync(file);
    const made = { body, gzipped: gzipSync(body) };
    known.set(path, made);
    return made;
  };
  app.get('*', async (context, next) => {
    const { path } = context.req;
    const isFile = extname(path) !== '';
    if (isApi(path) || (!isFile && !takesHtml(context))) return next();
    // The start page is read each time: it names the files of the newest build.
    if (!isFile) return startPage(context, folder) ?? next();
    const found = read(path);
    if (!found) return next();
    const zipped = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '');
    return context.body(new Uint8Array(zipped ? found.gzipped : found.body), 200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    });
  });
}

/** Addresses that answer programs. */
function isApi(path: string): boolean {
  return /^\/(api|webhooks|hooks|metrics|healthz|readyz|openapi\.json)(\/|$)/.test(path);
}

function takesHtml(context: Context): boolean {
  return (context.req.header('accept') ?? '').includes('text/html');
}

/** Every page begins with this question: it is answered while the scripts are still being read. */
const whoIsIt = '<link rel="preload" href="/api/session" as="fetch" crossorigin="anonymous" />';

function startPage(context: Context, folder: string): Response | null {
  const file = join(folder, 'index.html');
  if (!existsSync(file)) return null;
  const nonce = randomBytes(16).toString('base64');
  const ahead = scriptsOf(folder, context.req.path).map((script) => `<link rel="modulepreload" href="${script}" />`);
  const html = readFileSync(file, 'utf8').replace(
    '<head>',
    `<head><meta name="csp-nonce" content="${nonce}" />${whoIsIt}${ahead.join('')}`,
  );
  return context.html(html, 200, { 'content-security-policy': policy(nonce), 'cache-control': 'no-cache' });
}

/** What the build says that the page of an address needs beside the first scripts: asked for at once, not after those were run. */
function scriptsOf(folder: string, path: string): string[] {
  const file = join(folder, 'preload.json');
  if (!existsSync(file)) return [];
  const pages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>;
  return Object.entries(pages).flatMap(([beginning, scripts]) => (path.startsWith(beginning) ? scripts : []));
}
