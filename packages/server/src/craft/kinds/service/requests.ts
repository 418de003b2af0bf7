import type { Example } from '../../modules/manifest.ts';
import type { Session } from '../../modules/sessions.ts';
import { plainText } from '../../emit/values.ts';
import type { Route } from './routes.ts';

/** An example as a request over HTTP, and the answer that it must get. */
export interface ServiceRequest {
  route: Route;
  method: string;
  path: string;
  body: Record<string, unknown> | undefined;
  status: number;
  /** What the body must be; undefined: anything. */
  gives: unknown;
  matches: string | undefined;
  location: string | undefined;
}

/** How a language writes names that travel, and results. */
export interface RequestSpelling {
  name: (name: string) => string;
  value: (value: unknown) => unknown;
}

const asInManifest: RequestSpelling = { name: (name) => name, value: (value) => value };

/** Null where a call can not be a request: an empty value in a path, an option that the description changed. */
export function requestsOf(
  session: Session,
  routes: readonly Route[],
  spelling: RequestSpelling = asInManifest,
): ServiceRequest[] | null {
  const requests: ServiceRequest[] = [];
  for (const { offered, example } of session.calls) {
    const route = routes.find((candidate) => candidate.offered === offered);
    const request = route && requestOf(route, example, spelling);
    if (!request) return null;
    requests.push(request);
  }
  return requests;
}

function requestOf(route: Route, example: Example, spelling: RequestSpelling): ServiceRequest | null {
  const { offered, inPath, inQuery, inBody } = route;
  for (const parameter of offered.parameters) {
    const original = offered.fn.parameters.find(({ name }) => name === parameter.name);
    if (!(parameter.name in example.args) && original?.default !== parameter.default) return null;
  }
  let path = route.path;
  for (const { name } of inPath) {
    const value = plainText(example.args[name]);
    if (value === '' || value === '.' || value === '..') return null;
    path = path.replace(`:${name}`, encodeURIComponent(value));
  }
  const query = inQuery.filter(({ name }) => name in example.args && example.args[name] !== null);
  if (query.length > 0) {
    path += `?${query.map(({ name }) => `${spelling.name(name)}=${encodeURIComponent(plainText(example.args[name]))}`).join('&')}`;
  }
  const given = inBody.filter(({ name }) => name in example.args);
  const body =
    inBody.length > 0
      ? Object.fromEntries(given.map(({ name }) => [spelling.name(name), example.args[name]]))
      : undefined;
  return { route, method: route.method, path, body, ...expected(route, example, spelling) };
}

/** What is no number of its kind is refused before anything is looked for. */
function isReadable({ inPath }: Route, { args }: Example): boolean {
  return inPath.every(({ name, type }) => type !== 'integer' || Number.isInteger(Number(args[name])));
}

function expected(
  route: Route,
  example: Example,
  spelling: RequestSpelling,
): Pick<ServiceRequest, 'status' | 'gives' | 'matches' | 'location'> {
  const nothing = { gives: undefined, matches: undefined, location: undefined };
  if (example.fails !== undefined) {
    const missing = route.inPath.length > 0 && (route.method === 'GET' || route.method === 'DELETE');
    return { ...nothing, status: missing && isReadable(route, example) ? 404 : 422 };
  }
  if (route.offered.fn.redirect) {
    return { ...nothing, status: 302, location: plainText(example.gives) };
  }
  if (example.matches !== undefined) return { ...nothing, status: 200, matches: example.matches };
  const empty = example.gives === null || (example.gives === undefined && route.offered.fn.returns.type === 'void');
  if (empty) return { ...nothing, status: 204 };
  if (example.gives === undefined) return { ...nothing, status: 200 };
  const plain = typeof example.gives === 'object' && example.gives !== null;
  return { ...nothing, status: 200, gives: plain ? spelling.value(example.gives) : { result: example.gives } };
}
