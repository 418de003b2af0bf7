import { call, done, type Program } from './program.ts';

/** Puts what earlier steps found into one answer; adds nothing that they do not say. */
export const answer: Program = function* (task) {
  const parts = Object.entries(task.inputs).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    return `${name}:\n${text}`;
  });
  if (parts.length > 0) return done(parts.join('\n\n'));
  const recorded = yield call('query_ledger', { limit: 20 });
  return done(`The built-in model holds no conversation. What is recorded of this job:\n${recorded.text}`);
};
