import { blocks, imports, indented, lines, quote } from '../../emit/layout.ts';
import { valueSource } from '../../emit/values.ts';
import { isOptional } from '../../modules/calls.ts';
import type { Parameter } from '../../modules/manifest.ts';
import { classOptions, holderOf, type Offered, stateType, type Used } from '../../modules/uses.ts';

/** Where an offered function is found over HTTP, and how each of its parameters travels. */
export interface Route {
  offered: Offered;
  method: string;
  /** With `:name` for parameters of the path. */
  path: string;
  inPath: Parameter[];
  inQuery: Parameter[];
  inBody: Parameter[];
}

export function routesOf(offered: readonly Offered[]): Route[] {
  const taken = new Set<string>();
  return offered.map((one) => {
    const [wanted = 'POST', address = `/${one.name}`] = one.fn.http?.split(' ') ?? [];
    const clash = taken.has(`${wanted} ${shapeOf(address)}`) || address === '/health';
    const [method, path] = clash ? ['POST', `/${one.fn.command}`] : [wanted, address];
    taken.add(`${method} ${shapeOf(path)}`);
    const inPath = one.parameters.filter(({ name }) => path.split('/').includes(`:${name}`));
    const others = one.parameters.filter((parameter) => !inPath.includes(parameter));
    const plain = method === 'GET' || method === 'DELETE';
    return { offered: one, method, path, inPath, inQuery: plain ? others : [], inBody: plain ? [] : others };
  });
}

/** Paths that differ in names of parameters only are the same to a router. */
function shapeOf(path: string): string {
  return path.replace(/:\w+/g, ':');
}

/** `src/routes.ts`. Addresses with fixed words come first, so that `/:code` does not swallow them. */
export function routesFile(used: readonly Used[], routes: readonly Route[], kept: boolean): string {
  const holders = used.filter(({ module }) => module.class).map(holderSource);
  const ordered = routes.toSorted((a, b) => firstParameter(b.path) - firstParameter(a.path));
  const body = [...(holders.length > 0 ? [holders.join('\n')] : []), ...ordered.map(routeSource)].join('\n\n');
  const text = lines(
    '/** One address for each function. */',
    `export function addRoutes(app: Hono${kept ? ', dataFolder: string' : ''}): void {`,
    indented(body, 2),
    '}',
  );
  const uses = (name: string): boolean => new RegExp(`(?<![.\\w])${name}\\(`).test(text);
  return blocks(
    imports({
      ...(kept ? { 'node:path': ['join'], './storage.ts': ['Kept'] } : {}),
      hono: ['type Hono'],
      zod: /\bz\./.test(text) ? ['z'] : [],
      './http.ts': ['answer', 'lead', 'readBody', 'readPath', 'readQuery'].filter(uses),
      ...Object.fromEntries(
        used.map(({ module }) => [
          `./${module.id}.ts`,
          module.class
            ? [module.class.name, ...(module.class.state ? [`type ${stateType(module)}`] : [])]
            : module.functions.map((fn) => fn.name).filter(uses),
        ]),
      ),
    }),
    text,
  );
}

export function firstParameter(path: string): number {
  const at = path.split('/').findIndex((part) => part.startsWith(':'));
  return at === -1 ? 99 : at;
}

function holderSource({ module, use }: Used): string {
  const name = module.class?.name ?? '';
  const set = classOptions(module, use);
  const options = Object.keys(set).length > 0 ? valueSource(set) : '';
  if (!module.class?.state) return `const ${holderOf(module)} = new ${name}(${options});`;
  return lines(
    `const ${holderOf(module)} = new Kept(`,
    `  join(dataFolder, ${quote(`${module.id}.json`)}),`,
    `  (state) => new ${name}(${options || '{}'}, state as ${stateType(module)} | undefined),`,
    ');',
  );
}

function routeSource(route: Route): string {
  const { offered, method, path, inPath, inQuery, inBody } = route;
  const { module, fn, parameters } = offered;
  const needed = parameters.filter((parameter) => !isOptional(parameter)).map(({ name }) => name);
  const optional = parameters.some(isOptional);
  const call = `${fn.name}(${[...needed, ...(optional ? ['options'] : [])].join(', ')})`;
  const held = module.class
    ? module.class.state
      ? `${holderOf(module)}.${fn.changes ? 'change' : 'read'}((it) => it.${call})`
      : `${holderOf(module)}.${call}`
    : call;
  const refused = inPath.length > 0 && (method === 'GET' || method === 'DELETE') ? ', 404' : '';
  const reads = [
    readSource('readPath', inPath, true, false),
    readSource('readQuery', inQuery, true, optional),
    readSource('await readBody', inBody, false, optional),
  ].filter((line): line is string => line !== undefined);
  const work = fn.redirect ? `lead(c, () => ${held})` : `answer(c, () => ${held}${refused})`;
  const start = `app.${method.toLowerCase()}(${quote(path)}, ${inBody.length > 0 ? 'async ' : ''}(c) =>`;
  if (reads.length === 0) return `// ${fn.summary}\n${start} ${work});`;
  return lines(`// ${fn.summary}`, `${start} {`, ...reads.map((line) => `  ${line}`), `  return ${work};`, '});');
}

function readSource(
  reader: string,
  parameters: readonly Parameter[],
  asText: boolean,
  optional: boolean,
): string | undefined {
  if (parameters.length === 0) return undefined;
  const needed = parameters.filter((parameter) => !isOptional(parameter)).map(({ name }) => name);
  const takes = optional && parameters.some(isOptional);
  const pattern =
    needed.length === 0 && takes ? 'options' : `{ ${[...needed, ...(takes ? ['...options'] : [])].join(', ')} }`;
  const fields = parameters.map((parameter) => `${parameter.name}: ${schemaOf(parameter, asText)}`);
  const schema =
    reader === 'readPath' ? `z.object({ ${fields.join(', ')} })` : `z.strictObject({ ${fields.join(', ')} })`;
  return `const ${pattern} = ${reader}(c, ${schema});`;
}

/** The zod schema of a parameter; `asText`: it comes in a path or a query. */
export function schemaOf(parameter: Parameter, asText: boolean): string {
  const base = baseSchema(parameter, asText);
  if (!isOptional(parameter)) return base;
  if (parameter.default === undefined || parameter.default === null) return `${base}.optional()`;
  return `${base}.default(${valueSource(parameter.default)})`;
}

function baseSchema({ type, values }: Parameter, asText: boolean): string {
  if (values) return `z.enum(${valueSource(values)})`;
  switch (type) {
    case 'integer':
      return asText ? 'z.coerce.number().int()' : 'z.int()';
    case 'number':
      return asText ? 'z.coerce.number()' : 'z.number()';
    case 'boolean':
      return asText ? 'z.stringbool()' : 'z.boolean()';
    // What a function takes of it, it looks at itself.
    case 'json':
      return 'z.any()';
    case 'string[]':
      return 'z.array(z.string())';
    case 'number[]':
      return 'z.array(z.number())';
    default:
      return 'z.string()';
  }
}
