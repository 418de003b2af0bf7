import { CodewrightError } from '../../shared/errors.ts';

/** Requirements that can not all be true, or that name something that is not described. */
export function contradiction(message: string): CodewrightError {
  return new CodewrightError('INVALID_INPUT', message, {
    hint: 'Correct the requirements; they must be consistent before code is written.',
  });
}
