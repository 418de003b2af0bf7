// Loads the bundle: scripts with V8's own form of the functions that a start needs, so that none of them is parsed again. Node's
// compile cache keeps modules as they were before anything ran, without the functions inside.
const { existsSync, openSync, readFileSync, readSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { setFlagsFromString } = require('node:v8');
const vm = require('node:vm');

module.exports = { loadBundle };

const neededAtStart = [
  'child_process',
  'crypto',
  'fs/promises',
  'net',
  'os',
  'sqlite',
  'stream/promises',
  'timers/promises',
  'zlib',
];

/**
 * What the script at `file` exports, `keep`, which writes down the compiled form of all that has run until now, and `taken`: the forms that
 * were there, and whether V8 refused them. A form that another Node made, or this one under other flags, is refused.
 */
function loadBundle(file) {
  const native = createRequire(file);
  // Node takes the compiled form of its own modules only under the flags that it was built with, so those that a start needs come first.
  for (const name of neededAtStart) native(`node:${name}`);
  // A command lives for seconds: its young objects need not spread over 32 MB before V8 looks at them. Here, for all: a form that was
  // compiled under other flags is not taken.
  setFlagsFromString('--semi-space-growth-factor=1');
  const first = readScript(file);
  // V8 itself would not notice another text of the same length: the name is that of these very scripts.
  const pack = `${file}.${first.slice(-16)}.v8`;
  const compiled = openPack(pack);
  const loaded = new Map();
  const taken = [];

  const load = (path, code) => {
    const name = path.slice(dirname(file).length);
    const known = loaded.get(name);
    if (known) return known.module.exports;
    const cachedData = compiled(name);
    const script = new vm.Script(
      `(function (exports, require, module, __filename, __dirname, __url) {${code ?? readScript(path)}\n})`,
      {
        filename: path,
        ...(cachedData ? { cachedData } : {}),
      },
    );
    if (cachedData) taken.push({ name, rejected: script.cachedDataRejected === true });
    const module = { exports: {} };
    loaded.set(name, { script, module });
    const require = (id) => (id.startsWith('.') ? load(join(dirname(path), id)) : native(id));
    require.resolve = native.resolve;
    script.runInThisContext()(module.exports, require, module, path, dirname(path), pathToFileURL(path).href);
    return module.exports;
  };

  const exports = load(file, first);
  const keep = () => {
    const parts = [...loaded].map(([name, { script }]) => ({ name, data: script.createCachedData() }));
    const index = Buffer.from(JSON.stringify(parts.map(({ name, data }) => [name, data.length])));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(index.length);
    writeFileSync(pack, Buffer.concat([length, index, ...parts.map(({ data }) => data)]));
  };
  return { exports, keep, taken };
}

/** Almost plain ASCII, and read as fast: esbuild escapes the rest, but not in regular expressions. */
function readScript(path) {
  return readFileSync(path, 'utf8');
}

/** Gives the compiled form of a script when it is loaded: all at once they would be held in memory for as long as we run. */
function openPack(file) {
  if (!existsSync(file)) return () => undefined;
  const pack = openSync(file, 'r');
  const read = (at, length) => {
    const bytes = Buffer.allocUnsafeSlow(length);
    return bytes.subarray(0, readSync(pack, bytes, 0, length, at));
  };
  const length = read(0, 4).readUInt32LE(0);
  const places = new Map();
  let at = 4 + length;
  for (const [name, size] of JSON.parse(read(4, length).toString('utf8'))) {
    places.set(name, [at, size]);
    at += size;
  }
  return (name) => (places.has(name) ? read(...places.get(name)) : undefined);
}
