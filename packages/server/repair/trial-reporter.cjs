/** Tells node:test's results as JSON lines: the full name of each test that is no suite, whether it passed, and why not. */
const { inspect } = require('node:util');

module.exports = async function* report(source) {
  const path = [];
  for await (const { type, data } of source) {
    if (type === 'test:start') {
      path.length = data.nesting;
      path.push(data.name);
    }
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite' || data.skip !== undefined || data.todo !== undefined) continue;
    const { error } = data.details ?? {};
    if (error?.failureType === 'subtestsFailed') continue;
    const name = [...path.slice(0, data.nesting), data.name].join(' > ');
    const cause = error?.cause ?? error;
    yield `${JSON.stringify({ name, ok: type === 'test:pass', message: type === 'test:pass' ? '' : words(cause) })}\n`;
  }
};

function words(cause) {
  if (typeof cause !== 'object' || cause === null) return String(cause);
  const values =
    'expected' in cause && 'actual' in cause
      ? `actual: ${inspect(cause.actual, { depth: 4, breakLength: Infinity })}\nexpected: ${inspect(cause.expected, { depth: 4, breakLength: Infinity })}\n`
      : '';
  return `${cause.message ?? ''}\n${values}${cause.stack ?? ''}`.slice(0, 4000);
}

module.exports.words = words;
