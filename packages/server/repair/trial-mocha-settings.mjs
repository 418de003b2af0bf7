/** Prints what Mocha makes of its options and settings files in this folder: the settings, and the files with tests. */
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';

const [slot, ...args] = process.argv.slice(2);
const own = createRequire(join(slot, 'package.json'));
const mocha = createRequire(own.resolve('mocha/package.json'));
const first = (...names) => {
  for (const name of names.slice(0, -1)) {
    try {
      return mocha(name);
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return mocha(names.at(-1));
};
const { loadOptions } = first('./lib/cli/options.js', './lib/cli/options.cjs');
/** Mocha 6 and 7 look for files by a function of their own. */
const older =
  ({ lookupFiles }) =>
  ({ spec: wanted, extension, recursive }) =>
    wanted.flatMap((one) => lookupFiles(one, extension, recursive));
const given = first('./lib/cli/collect-files.js', './lib/cli/collect-files.cjs', './lib/utils.js');
const collect = typeof given === 'function' ? given : older(given);
const { _: spec = [], spec: more = [], ...settings } = loadOptions(args);
const wanted = [...spec, ...[more].flat()];
const found = collect({
  ignore: [],
  extension: ['js', 'cjs', 'mjs'],
  recursive: false,
  sort: false,
  ...settings,
  file: [],
  spec: wanted.length > 0 ? wanted : ['./test'],
});
const files = (Array.isArray(found) ? found : found.files).map((path) => relative(slot, resolve(slot, path)));
const told = { settings: { ...settings, config: undefined, package: undefined }, files };
process.stdout.write(`${JSON.stringify(told)}\n`);
