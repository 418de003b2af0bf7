/** Says which test runs, so that probes know whom they count for: for Jest, whose hooks are global. */
globalThis.beforeEach(() => {
  globalThis.__trialTest = globalThis.expect.getState().currentTestName ?? '';
});
