import { expect, test } from 'vitest';
import { toCodewrightError } from '../../shared/errors.ts';
import { gitFailure } from './git.ts';

test('a full disk is called by its name, whoever meets it', () => {
  const words = 'error: unable to write file x: No space left on device';
  expect(gitFailure({ code: 128, stdout: Buffer.alloc(0), stderr: words }).code).toBe('STORAGE_FULL');
  expect(gitFailure({ code: 128, stdout: Buffer.alloc(0), stderr: 'error: other' }).code).toBe('GIT_FAILED');
  expect(toCodewrightError(Object.assign(new Error('write'), { code: 'ENOSPC' })).code).toBe('STORAGE_FULL');
});
