/** The same for runners whose hooks are global (jest) or exported (mocha). */
const named = () => globalThis.expect?.getState?.().currentTestName ?? '';
if (typeof globalThis.beforeEach === 'function' && typeof globalThis.expect?.getState === 'function') {
  globalThis.beforeEach(() => {
    globalThis.__trialTest = named();
  });
} else {
  exports.mochaHooks = {
    beforeEach() {
      globalThis.__trialTest = this.currentTest?.fullTitle() ?? '';
    },
  };
}
