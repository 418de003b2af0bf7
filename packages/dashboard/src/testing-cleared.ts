import type { Page } from 'playwright-core';

/** Notes when a page shows no more of what it showed: `shows` is an expression that is true while it does. */
export async function watchUntilGone(page: Page, shows: string): Promise<void> {
  await page.evaluate(`(() => {
    const look = () => {
      if (globalThis.goneAt || (${shows})) return;
      globalThis.goneAt = Date.now();
    };
    globalThis.goneAt = 0;
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  })()`);
}

/** When that was, Unix milliseconds; 0 while it is still shown. */
export const goneAt = (page: Page): Promise<number> => page.evaluate<number>('globalThis.goneAt');
