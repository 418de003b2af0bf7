/** Says which test runs, so that probes know whom they count for. */
import { afterEach, beforeEach } from 'node:test';

const open = [];
beforeEach((context) => {
  open.push(context.fullName ?? context.name);
  globalThis.__trialTest = open.at(-1);
});
afterEach(() => {
  open.pop();
  globalThis.__trialTest = open.at(-1) ?? '';
});
