import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';

/** The blueprints' template files. They lie beside the sources, and beside the bundle that is made of them. */

const eta = new Eta({ autoEscape: false, useWith: false, cache: true });
const loaded = new Map<string, string>();

/** The folder of all blueprints. */
export function blueprintsFolder(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'blueprints', 'rest-api'))) {
    const up = dirname(at);
    if (up === at) throw new Error('The folder blueprints is missing from this installation.');
    at = up;
  }
  return join(at, 'blueprints');
}

/** `name` without its ending: `rest-api/src/main.ts`. A template that asks for what it was not given throws. */
export function render(name: string, values: Record<string, unknown>): string {
  let source = loaded.get(name);
  if (source === undefined) {
    source = readFileSync(join(blueprintsFolder(), `${name}.eta`), 'utf8');
    loaded.set(name, source);
  }
  const strict = new Proxy(values, {
    get(target, property) {
      if (typeof property === 'string' && !(property in target)) {
        throw new Error(`Template ${name} asks for ${property}, which it was not given.`);
      }
      return Reflect.get(target, property);
    },
  });
  return eta.renderString(source, strict);
}
