import { CodewrightError } from './errors.ts';

/**
 * A sandbox that somebody else ended (kill -9, the kernel out of memory): nothing is known of what ran in it, which says nothing of
 * the work. Whoever can go back to where it began tries again. `result`: what there is of the command's.
 */
export class LostSandbox extends CodewrightError {
  readonly result: object;

  constructor(result: object) {
    super('SANDBOX_FAILED', 'The sandbox was ended from outside while a command ran in it.', {
      hint: 'Look for what ends processes on this machine: memory that runs out, above all.',
    });
    this.name = 'LostSandbox';
    this.result = result;
  }
}

/** Tries of what a lost sandbox cuts off. */
const tries = 3;

/** Does a piece of work again while its sandbox is lost, after `again` has put things back. */
export async function despiteLoss<T>(work: () => Promise<T>, again: () => Promise<void> = async () => {}): Promise<T> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left === 0 || !(error instanceof LostSandbox)) throw error;
      await again();
    }
  }
}
