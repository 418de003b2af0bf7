import type { Page } from 'playwright-core';

/** What a person feels of a page. */
export interface Smoothness {
  /** Frames that came more than 50 ms after the one before, and the longest of them in milliseconds. */
  slowFrames: number;
  longestFrame: number;
  /** Key presses and clicks. */
  presses: number;
  /** Until the page had drawn what came of them, the 98th of 100, in milliseconds. */
  drawnIn: number;
  /** The same as the browser counts it, of those that it took more than 16 ms for. */
  inp: number;
}

const watch = `(() => {
  const seen = { slow: 0, longest: 0, presses: new Map(), drawn: [], at: performance.now() };
  globalThis.seenOfPage = seen;
  const frame = (at) => {
    const gap = at - seen.at;
    seen.at = at;
    if (gap > 50) seen.slow += 1;
    seen.longest = Math.max(seen.longest, gap);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame((at) => { seen.at = at; requestAnimationFrame(frame); });
  const press = ({ timeStamp }) =>
    requestAnimationFrame(() => setTimeout(() => seen.drawn.push(performance.now() - timeStamp)));
  for (const name of ['keydown', 'click']) addEventListener(name, press, { capture: true });
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId) seen.presses.set(interactionId, Math.max(duration, seen.presses.get(interactionId) ?? 0));
  }).observe({ type: 'event', durationThreshold: 16 });
})()`;

/** From now on; a page that is loaded anew is watched no more. */
export async function watchSmoothness(page: Page): Promise<void> {
  await page.evaluate(watch);
}

/** What was felt since it was last asked. */
export async function smoothness(page: Page): Promise<Smoothness> {
  return page.evaluate<Smoothness>(`(() => {
    const { seenOfPage: seen } = globalThis;
    const most = (all) => all.sort((one, other) => one - other)[Math.max(0, Math.ceil(all.length * 0.98) - 1)] ?? 0;
    const found = {
      slowFrames: seen.slow,
      longestFrame: seen.longest,
      presses: seen.drawn.length,
      drawnIn: most(seen.drawn),
      inp: most([...seen.presses.values()]),
    };
    Object.assign(seen, { slow: 0, longest: 0, presses: new Map(), drawn: [] });
    return found;
  })()`);
}
