import { expect, test } from 'vitest';
import { readOutcome } from './browser-tests.ts';

/** Ends of what Playwright 1.65 printed; the whole way is tried by building a project that asks for it. */
const launch = `  1) e2e/app.spec.ts:5:1 › opens the page runners ────
    Error: browserType.launch: Executable doesn't exist at /root/.cache/ms-playwright/chromium-1200/chrome
    ║     npx playwright install                        ║
  1 failed
    e2e/app.spec.ts:5:1 › opens the page runners ────`;

test('tests that passed are counted', () => {
  expect(readOutcome(0, '  ✓  1 e2e/app.spec.ts:5:1 › opens (2.0s)\n\n  6 passed (18.3s)\n')).toEqual({
    failed: false,
    told: '6 tests in a browser passed.',
  });
});

test('tests that failed fail, also where others passed', () => {
  expect(readOutcome(1, '  1 failed\n    e2e/app.spec.ts:5:1 › opens\n  5 passed (20.1s)\n')).toEqual({
    failed: true,
    told: '1 of 6 tests in a browser failed.',
  });
});

test('where no browser starts, they are named as not run', () => {
  expect(readOutcome(1, launch)).toMatchObject({ failed: false, told: expect.stringMatching(/not run: no browser/) });
});

test('an end without a word proves nothing', () => {
  expect(readOutcome(0, '')).toMatchObject({ failed: false, told: expect.stringMatching(/not run/) });
  expect(readOutcome(null, 'Error: Timed out waiting 60000ms from config.webServer.')).toMatchObject({ failed: false });
});
