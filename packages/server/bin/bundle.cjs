// Loads the bundle: scripts with V8's own form of the functions that a start needs, so that none of them is parsed again. Node's
// compile cache keeps modules as they were before anything ran, without the functions inside.
const { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, writeFileSync } = require('node:fs');
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
 * A command lives for seconds: its young objects need not spread over 32 MB before V8 looks at them. And what V8 optimises in the
 * first seconds costs more than it saves: 8 MB and, beside the processes that we start, an eighth of a start's CPU time.
 */
const start = ['--semi-space-growth-factor=1', '--no-opt', '--no-maglev'];
const startMs = 3000;
const later = ['--opt', '--maglev'];

function setFlags(flags) {
  for (const flag of flags) setFlagsFromString(flag);
}

/**
 * What the script at `file` exports, `keep`, which writes down the scripts that have run until now with their compiled form, and
 * `taken`: the forms that were there, and whether V8 refused them. A form that another Node made, or this one under other flags,
 * is refused.
 */
function loadBundle(file) {
  const native = createRequire(file);
  // Node takes the compiled form of its own modules only under the flags that it was built with, so those that a start needs come first.
  for (const name of neededAtStart) native(`node:${name}`);
  // Here, for all: a form that was compiled under other flags is not taken.
  setFlags(start);
  setTimeout(setFlags, startMs, later).unref();
  // V8 itself would not notice another text of the same length: the name is that of these very scripts.
  const pack = `${file}.${endOf(file)}.pack`;
  const packed = openPack(pack);
  const loaded = new Map();
  const taken = [];

  const load = (path) => {
    const name = path.slice(dirname(file).length);
    const known = loaded.get(name);
    if (known) return known.module.exports;
    const { code, cachedData } = packed(name) ?? { code: readFileSync(path, 'utf8') };
    const script = new vm.Script(
      `(function (exports, require, module, __filename, __dirname, __url) {${code}\n})`,
      cachedData ? { filename: path, cachedData } : { filename: path },
    );
    if (cachedData) taken.push({ name, rejected: script.cachedDataRejected === true });
    const module = { exports: {} };
    loaded.set(name, { script, module });
    const require = (id) => (id.startsWith('.') ? load(join(dirname(path), id)) : native(id));
    require.resolve = native.resolve;
    script.runInThisContext()(module.exports, require, module, path, dirname(path), urlOf(path));
    return module.exports;
  };

  const exports = load(file);
  const keep = () => {
    setFlags(start);
    const parts = [...loaded].map(([name, { script }]) => [
      name,
      readFileSync(join(dirname(file), name)),
      script.createCachedData(),
    ]);
    const index = Buffer.from(JSON.stringify(parts.map(([name, code, data]) => [name, code.length, data.length])));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(index.length);
    writeFileSync(pack, Buffer.concat([length, index, ...parts.flatMap(([, code, data]) => [code, data])]));
  };
  return { exports, keep, taken };
}

const urlOf = (path) => (/^\/[\w./-]*$/.test(path) ? `file://${path}` : pathToFileURL(path).href);

/** The last letters of a bundle's first script: the hash of all its scripts. */
function endOf(file) {
  const script = openSync(file, 'r');
  const bytes = Buffer.alloc(16);
  readSync(script, bytes, 0, 16, fstatSync(script).size - 16);
  closeSync(script);
  return bytes.toString('latin1');
}

/**
 * Gives a script and its compiled form when it is loaded: all at once they would be held in memory for as long as we run, and each
 * from a file of its own would be a hundred files to open.
 */
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
  for (const [name, code, data] of JSON.parse(read(4, length).toString('utf8'))) {
    places.set(name, [at, code, data]);
    at += code + data;
  }
  return (name) => {
    const [start, code, data] = places.get(name) ?? [];
    if (start === undefined) return undefined;
    const both = read(start, code + data);
    return { code: both.toString('utf8', 0, code), cachedData: both.subarray(code) };
  };
}
