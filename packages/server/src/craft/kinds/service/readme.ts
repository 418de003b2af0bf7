import { render } from '../../emit/templates.ts';
import { plainText } from '../../emit/values.ts';
import { isOptional } from '../../modules/calls.ts';
import { type Session, showcase } from '../../modules/sessions.ts';
import type { Requirements } from '../../requirements.ts';
import { type RequestSpelling, requestsOf, type ServiceRequest } from './requests.ts';
import type { Route } from './routes.ts';

/** `README.md`: every address, and requests that work one after the other. */
export function readmeFile(
  requirements: Requirements,
  routes: readonly Route[],
  sessions: readonly Session[],
  kept: boolean,
): string {
  return render('service/README.md', readmeParts(requirements, routes, sessions, kept));
}

/** What the README of a service of functions is made of in every language. */
export function readmeParts(
  requirements: Requirements,
  routes: readonly Route[],
  sessions: readonly Session[],
  kept: boolean,
  { port = 3000, spelling }: { port?: number; spelling?: RequestSpelling } = {},
) {
  // Where data is kept, only the first session meets the data that it expects.
  const shown = showcase(sessions).slice(0, kept ? 1 : 6);
  return {
    title: requirements.title,
    summary: requirements.summary,
    name: requirements.name,
    kept,
    docker: requirements.features.some((feature) => feature.name === 'docker'),
    tryIt: shown
      .flatMap((session) => (requestsOf(session, routes, spelling) ?? []).map((request) => curlOf(request, port)))
      .join('\n\n'),
    routes: routes.map((route) => ({
      method: route.method,
      path: route.path,
      summary: route.offered.fn.summary,
      takes: [...route.inQuery, ...route.inBody].map((parameter) => takenWords(parameter, spelling)).join(', '),
      gives: route.offered.fn.redirect ? 'leads there (302)' : route.offered.fn.returns.summary,
    })),
  };
}

function takenWords(parameter: Route['inBody'][number], spelling?: RequestSpelling): string {
  const name = spelling?.name(parameter.name) ?? parameter.name;
  if (!isOptional(parameter)) return `\`${name}\``;
  const fallback = parameter.default ?? null;
  return `\`${name}\` (${fallback === null ? 'optional' : `default \`${plainText(fallback)}\``})`;
}

function curlOf({ method, path, body }: ServiceRequest, port: number): string {
  const verb = method === 'GET' || (method === 'POST' && body) ? '' : ` -X ${method}`;
  const address = `http://127.0.0.1:${port}${path}`;
  const start = `curl${verb} ${/[?&'()!*]/.test(address) ? `'${address.replaceAll("'", '%27')}'` : address}`;
  if (body === undefined) return start;
  const json = JSON.stringify(body).replaceAll("'", "'\\''");
  return `${start} \\\n  -H 'Content-Type: application/json' \\\n  -d '${json}'`;
}
