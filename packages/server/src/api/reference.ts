import { routes } from '@codewright/protocol/api';
import { errorsOf, type RouteDefinition } from '@codewright/protocol/route';
import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { z } from 'zod';

/** The contract as a page to read, made from the same table; what a program needs is /openapi.json. */
export function addReference(app: Hono): void {
  app.get('/reference', (context) => {
    const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
    context.header(
      'Content-Security-Policy',
      `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    return context.html(pageOf(nonce));
  });
}

function pageOf(nonce: string) {
  const all = Object.entries<RouteDefinition>(routes);
  const tags = [...new Set(all.map(([, { tag }]) => tag))];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Codewright API</title>
        <style nonce="${nonce}">
          :root { color-scheme: light dark; }
          body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
          code { font-size: 0.9em; overflow-wrap: anywhere; }
          article { border-top: 1px solid #8886; padding: 0.75rem 0; }
          h3 { font-size: 1rem; margin: 0; }
          p { margin: 0.25rem 0; }
          dt { font-weight: 600; }
          dd { margin: 0 0 0.25rem 1rem; }
          .role { font-weight: 400; font-size: 0.85em; }
        </style>
      </head>
      <body>
        <main>
          <h1>Codewright API</h1>
          <p>
            For programs: <a href="/openapi.json">openapi.json</a>. Each route names the least role that may ask; a member meets
            own jobs only.
          </p>
          <nav aria-label="Parts">${tags.map((tag) => html`<a href="#${tag}">${tag}</a> `)}</nav>
          ${tags.map(
            (tag) => html`<section id="${tag}">
              <h2>${tag}</h2>
              ${all.filter(([, route]) => route.tag === tag).map(([name, route]) => entryOf(name, route))}
            </section>`,
          )}
        </main>
      </body>
    </html>`;
}

function entryOf(name: string, route: RouteDefinition) {
  const { method, path, summary, query, headers, body, answer, status } = route;
  const parts: [string, string][] = [
    ...fieldsOf('Query', query),
    ...fieldsOf('Headers', headers),
    ...(body ? [['Body', 'JSON'] as [string, string]] : []),
    [
      'Answer',
      `${status} ${answer.type === 'events' ? `stream of ${Object.keys(answer.events).join(', ')}` : answer.type}`,
    ],
    ['Errors', [...errorsOf(route).keys()].sort((one, other) => one - other).join(', ')],
  ];
  return html`<article id="${name}">
    <h3><code>${method} ${path}</code> <span class="role">${route.role ?? 'anybody'}</span></h3>
    <p>${summary}</p>
    <dl>
      ${parts.map(([term, words]) => html`<dt>${term}</dt><dd>${words}</dd>`)}
    </dl>
  </article>`;
}

function fieldsOf(term: string, schema: z.ZodObject | undefined): [string, string][] {
  const fields = Object.entries((schema?.shape ?? {}) as Record<string, z.ZodType>);
  if (fields.length === 0) return [];
  const words = fields.map(([name, { description }]) =>
    description === undefined ? name : `${name} (${description})`,
  );
  return [[term, words.join('; ')]];
}
