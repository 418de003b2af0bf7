import { CodewrightError, type ErrorCode, ToolError } from '../../shared/errors.ts';

const tellable: readonly ErrorCode[] = [
  'FORBIDDEN',
  'NOT_FOUND',
  'INVALID_INPUT',
  'WEB_UNREACHABLE',
  'UNSUPPORTED',
  'UNAUTHORIZED',
  'CONFIG_INVALID',
];

/** A page that cannot be had is a result for the model, which can try another; anything else ends the step. */
export async function forTheModel<T>(look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof CodewrightError) || !tellable.includes(error.code)) throw error;
    throw new ToolError(error.message, error.hint === undefined ? {} : { hint: error.hint });
  }
}
