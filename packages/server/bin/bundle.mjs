// Loads the bundle: one script with V8's own form of the functions that a start needs, so that none of them is parsed again. Node's
// compile cache keeps modules as they were before anything ran, without the functions inside.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import vm from 'node:vm';

/** Where the compiled form of this very bundle lies: V8 itself would not notice another text of the same length. */
export function compiledFile(file, code) {
  return `${file}.${code.slice(-16)}.v8`;
}

/** The script and what it exports. A compiled form that another Node made is passed over. */
export function loadBundle(file) {
  // Plain ASCII: esbuild escapes the rest.
  const code = readFileSync(file, 'latin1');
  const compiled = compiledFile(file, code);
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, {
    filename: file,
    ...(existsSync(compiled) ? { cachedData: readFileSync(compiled) } : {}),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return { script, code, exports: module.exports };
}
