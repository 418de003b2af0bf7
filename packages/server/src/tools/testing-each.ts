import { onTestFinished } from 'vitest';
import { openToolBench } from './testing.ts';
import type { ToolBench } from './testing.ts';

/** A tool bench for the running test, closed at its end. */
export async function toolBench(...options: Parameters<typeof openToolBench>): Promise<ToolBench> {
  const bench = await openToolBench(...options);
  onTestFinished(() => bench[Symbol.asyncDispose]());
  return bench;
}
