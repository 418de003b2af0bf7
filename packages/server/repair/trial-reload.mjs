/** Loads what belongs to the project anew for each round, while what it only uses stays loaded. */
import { createRequire, registerHooks, stripTypeScriptTypes } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** `resolve` and `load` may answer first, for modules of the runner's own. */
export function createReload(slot, { resolve = () => null, load = () => null } = {}) {
  const isOurs = (path) => path.startsWith(slot + sep) && !path.includes(`${sep}node_modules${sep}`);
  const stripped = new Map();
  /** Files of the project that this round loaded. */
  const now = new Set();
  let round = 0;
  let loaded = 0;

  registerHooks({
    resolve(specifier, context, next) {
      const given = resolve(specifier, context);
      if (given) return given;
      const found = next(specifier, context);
      if (!found.url.startsWith('file:') || !context.conditions.includes('import')) return found;
      const [plain] = found.url.split('?');
      return isOurs(fileURLToPath(plain)) ? { ...found, url: `${plain}?trial=${round}` } : found;
    },
    load(url, context, next) {
      const given = load(url, context);
      if (given) return given;
      const found = next(url, context);
      if (url.startsWith('file:')) {
        const path = fileURLToPath(url.split('?')[0]);
        if (isOurs(path)) now.add(path);
      }
      if (!url.includes('?trial=')) return found;
      loaded += 1;
      if (found.format !== 'module-typescript' || !found.source) return found;
      const text = String(found.source);
      if (!stripped.has(text)) {
        if (stripped.size > 500) stripped.clear();
        stripped.set(text, stripTypeScriptTypes(text));
      }
      return { ...found, format: 'module', source: stripped.get(text) };
    },
  });

  return {
    /** The next loading of anything of the project reads it from its file. */
    next() {
      round += 1;
      now.clear();
      for (const path of Object.keys(require.cache)) if (isOurs(path)) delete require.cache[path];
    },
    /** Whether each of these files was loaded in this round: else its old text may have run. */
    isFresh: (paths) => paths.every((path) => now.has(path)),
    /** How many modules were loaded; they all stay in memory. */
    loaded: () => loaded,
  };
}

/** `process.exit` as an error; says whether it was called. What ends its process needs one of its own. */
export function catchExit() {
  let exited = false;
  process.exit = () => {
    exited = true;
    throw new Error('process.exit');
  };
  return {
    begin: () => {
      exited = false;
    },
    exited: () => exited,
  };
}
