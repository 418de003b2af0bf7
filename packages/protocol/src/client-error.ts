import type { JsonValue } from './json.ts';

/**
 * What every method of a client rejects with, in process and over HTTP. `code` says the kind (ABSTAINED, NOT_FOUND, CONFLICT,
 * SERVER_UNREACHABLE …), `message` is a sentence for a person, `hint` says what to do.
 */
export class ClientError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly hint: string | undefined;
  readonly details: JsonValue | undefined;

  constructor(code: Code, message: string, options: ClientErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CodewrightError';
    this.code = code;
    this.hint = options.hint;
    this.details = options.details;
  }
}

export interface ClientErrorOptions {
  /** What to do about it, as an instruction to a person. */
  hint?: string;
  details?: JsonValue;
  cause?: unknown;
}
