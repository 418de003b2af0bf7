export type RouteMatch =
  | { status: 200; handler: unknown; params: Record<string, string> }
  | { status: 405; allow: string[] }
  | { status: 404 };

interface Route {
  method: string;
  path: string;
  parts: readonly string[];
  /** Fixed parts sort before parameters, and those before a wildcard. */
  rank: string;
  handler: unknown;
}

/** What is registered for methods and paths. */
export class HttpRouter {
  readonly #routes: Route[] = [];

  /** Registers something: `:name` stands for a part of the path, `*` at its end for all that follows. */
  add(method: string, path: string, handler: unknown): void {
    if (!path.startsWith('/')) throw new RangeError('A path begins with /.');
    const parts = partsOf(path);
    if (parts.slice(0, -1).includes('*')) throw new RangeError('* stands at the end of a path.');
    const names = parts.filter((part) => part.startsWith(':'));
    if (new Set(names).size < names.length) throw new RangeError(`${path} has a name twice.`);
    const route = { method: method.toUpperCase(), path, parts, rank: rankOf(parts), handler };
    if (this.#routes.some((other) => other.method === route.method && isSame(other, route))) {
      throw new RangeError(`${route.method} ${path} is already there.`);
    }
    this.#routes.push(route);
  }

  /** Finds what is registered for a request. */
  find(method: string, path: string): RouteMatch {
    const parts = partsOf(path.replace(/[?#].*$/s, ''));
    const fitting = this.#routes.flatMap((route) => {
      const params = paramsOf(route.parts, parts);
      return params ? [{ ...route, params }] : [];
    });
    if (fitting.length === 0) return { status: 404 };
    const [best] = fitting
      .filter((route) => route.method === method.toUpperCase())
      .sort((a, b) => (a.rank < b.rank ? -1 : 1));
    if (best) return { status: 200, handler: best.handler, params: best.params };
    return { status: 405, allow: [...new Set(fitting.map((route) => route.method))].sort() };
  }

  routes(): string[] {
    return this.#routes.map((route) => `${route.method} ${route.path}`);
  }
}

/** A slash at the end makes no difference. */
function partsOf(path: string): string[] {
  const bare = path.replace(/^\//, '').replace(/\/$/, '');
  return bare === '' ? [] : bare.split('/');
}

function rankOf(parts: readonly string[]): string {
  return parts.map((part) => (part === '*' ? '2' : part.startsWith(':') ? '1' : '0')).join('');
}

/** Whether two routes fit the same paths: names of parameters make no difference. */
function isSame(one: Route, other: Route): boolean {
  const shape = ({ parts }: Route) => parts.map((part) => part.replace(/^:.*/s, ':')).join('/');
  return shape(one) === shape(other);
}

/** What the parameters stand for; undefined where the path does not fit. */
function paramsOf(
  pattern: readonly string[],
  parts: readonly string[],
): Record<string, string> | undefined {
  const isOpen = pattern.at(-1) === '*';
  if (isOpen ? parts.length < pattern.length : parts.length !== pattern.length) return undefined;
  const params: [string, string][] = [];
  for (const [at, part] of pattern.entries()) {
    const found = decoded(part === '*' ? parts.slice(at).join('/') : (parts[at] ?? ''));
    if (part === '*') params.push(['*', found]);
    else if (part.startsWith(':')) params.push([part.slice(1), found]);
    else if (part !== found) return undefined;
  }
  return Object.fromEntries(params);
}

/** What is not well encoded stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
