/** Tells what Mocha's tests did, as JSON lines in the file that `TRIAL_OUT` names: the same for every version of Mocha. */
const { appendFileSync } = require('node:fs');

const shown = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

function messageOf({ message = '', actual, expected, stack = '' }) {
  const values = actual === undefined ? '' : `actual: ${shown(actual)}\nexpected: ${shown(expected)}\n`;
  return `${message}\n${values}${stack}`.replaceAll(/\?trial=\d+/g, '').slice(0, 4000);
}

const outcomeOf = (test, error) => ({
  name: test.fullTitle(),
  file: test.file,
  ok: error === null,
  message: error === null ? '' : messageOf(Object(error)),
});

/** Tells of each test and hook of a run as it ends. */
function listen(runner, tell) {
  runner.on('pass', (test) => tell(outcomeOf(test, null)));
  runner.on('fail', (test, error) => tell(outcomeOf(test, error ?? {})));
}

module.exports = function report(runner) {
  // A run that looks for leaked names (`--check-leaks`) must not find this one.
  Object.defineProperty(globalThis, '__trialTest', { value: '', writable: true, configurable: true });
  // Probes ask which test runs. Hooks of a file that is required are younger than Mocha 8.
  runner.on('test', (test) => {
    globalThis.__trialTest = test.fullTitle();
  });
  runner.on('test end', () => {
    globalThis.__trialTest = '';
  });
  listen(runner, (outcome) => appendFileSync(process.env.TRIAL_OUT, `${JSON.stringify(outcome)}\n`));
};
module.exports.listen = listen;
