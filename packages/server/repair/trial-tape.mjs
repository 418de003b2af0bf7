/**
 * tape in a process that stays: a new harness for each file, what it prints as text, and its end. tape itself begins and ends with its process;
 * here the file begins it and the listeners that it left for the end of the process are called when the file is over.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const nothing = {
  resolve: () => null,
  load: () => null,
  begin() {},
  waiting: () => false,
  finished() {},
  end: () => null,
};
const names = ['test', 'skip', 'only', 'onFinish', 'onFailure', 'createHarness', 'createStream', 'getHarness'];

export function createTape(slot) {
  const require = createRequire(join(slot, 'package.json'));
  let path;
  let Results;
  try {
    path = require.resolve('tape');
    Results = require(join(dirname(path), 'lib/results.js'));
  } catch {
    return nothing;
  }
  let round = 0;
  let told = null;
  const create = Results.prototype.createStream;
  Results.prototype.createStream = function createStream(options) {
    const stream = create.call(this, options);
    const own = told;
    if (!own) return stream;
    own.results.push(this);
    own.open += 1;
    this.once('done', () => {
      own.open -= 1;
      if (own.open === 0) own.done();
    });
    stream.on('data', (text) => {
      own.text += text;
    });
    return stream;
  };

  return {
    resolve: (specifier, { conditions }) =>
      specifier === 'tape' && conditions.includes('import')
        ? { url: `trial:tape?${round}`, format: 'module', shortCircuit: true }
        : null,
    load: (url) =>
      url.startsWith('trial:tape?')
        ? {
            format: 'module',
            source: `const tape = globalThis.__trialTape;\nexport default tape;\nexport { tape as 'module.exports' };\nexport const { ${names.join(', ')} } = tape;\n`,
            shortCircuit: true,
          }
        : null,
    begin() {
      round += 1;
      delete require.cache[path];
      const own = { text: '', open: 0, results: [], before: process.listeners('exit') };
      own.ended = new Promise((resolve) => {
        own.done = resolve;
      });
      told = own;
      Object.defineProperty(globalThis, '__trialTape', { value: require(path), configurable: true });
    },
    /** Nothing is left that could end what still waits: it ends as it does with its process. */
    waiting() {
      if (!told || told.open === 0) return false;
      told.done();
      return true;
    },
    /** Resolves when every test that the file declared has run. */
    finished: () => (told && told.results.length > 0 ? told.ended : undefined),
    /** What was printed; null where the file had nothing of tape. `stopped`: something was thrown, and nothing more is told. */
    end(stopped) {
      const own = told;
      if (!own) return null;
      const left = process.listeners('exit').filter((one) => !own.before.includes(one));
      for (const one of own.results) one.tests.length = 0;
      const { exit } = process;
      process.exit = () => undefined;
      try {
        if (!stopped) for (const one of left) one(0);
      } finally {
        process.exit = exit;
        for (const one of left) process.removeListener('exit', one);
        told = null;
      }
      return own.results.length === 0 ? null : own.text;
    },
  };
}
