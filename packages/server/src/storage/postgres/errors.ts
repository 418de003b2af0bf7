import { CodewrightError } from '../../shared/errors.ts';

const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOENT',
  'EACCES',
  'EPIPE',
  'EAI_AGAIN',
]);
/** What the driver says without a code when the connection is gone. */
const lostConnection =
  /connection terminated|timeout exceeded when trying to connect|not queryable|connection timeout/i;

/** Two transactions got in each other's way; running one again is right. */
export function isRetryable(error: unknown): boolean {
  const code = codeOf(error);
  return code === '40P01' || code === '40001';
}

/** What PostgreSQL or its driver threw, as one of our errors; others stay as they are. */
export function fromPostgres(error: unknown, where: string): unknown {
  if (error instanceof CodewrightError || !(error instanceof Error)) return error;
  const code = codeOf(error) ?? '';
  const options = { cause: error };
  if (code === '53100') {
    return new CodewrightError(
      'STORAGE_FULL',
      `There is no space left for the database ${where}; nothing was recorded.`,
      {
        ...options,
        hint: 'Free some space on the disk of the PostgreSQL server and try again.',
      },
    );
  }
  if (code === '55P03' || code === '53300' || code === '40P01' || code === '40001') {
    return new CodewrightError('STORAGE_BUSY', `The database ${where} is locked or has no free connection.`, {
      ...options,
      hint: 'Try again; if it stays so, look into pg_stat_activity for long transactions.',
    });
  }
  if (code === 'XX001' || code === 'XX002') {
    return new CodewrightError('STORAGE_CORRUPT', `The database ${where} is damaged: ${error.message}`, {
      ...options,
      hint: 'Restore it from a backup.',
    });
  }
  // 08 connection, 28 authentication, 3D no such database, 57P0x shutting down or starting.
  if (network.has(code) || /^(08|28|3D|57P)/.test(code) || lostConnection.test(error.message)) {
    return new CodewrightError('STORAGE_UNREACHABLE', `PostgreSQL at ${where} cannot be reached: ${reason(error)}`, {
      ...options,
      hint: 'Check that the server runs, and the address, user, password and database name.',
    });
  }
  return error;
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error.code;
}

/** Connecting to several addresses at once fails with an empty message and the reasons inside. */
function reason(error: Error): string {
  if (error.message !== '') return error.message;
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  return inner instanceof Error ? inner.message : (codeOf(error) ?? error.name);
}
