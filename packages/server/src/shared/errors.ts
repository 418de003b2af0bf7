import { ClientError, type ClientErrorOptions } from '@codewright/protocol/client-error';
import type { ApiErrorCode, ExitReason } from '@codewright/protocol/errors';

/**
 * Every code an error of ours can carry: how the command line exits and what the API answers.
 * Adding one is adding a line here.
 */
const table = {
  USAGE: ['usage', 'BAD_REQUEST'],
  INVALID_INPUT: ['usage', 'VALIDATION_ERROR'],
  NOT_FOUND: ['usage', 'NOT_FOUND'],
  CONFLICT: ['usage', 'CONFLICT'],
  METHOD_NOT_ALLOWED: ['usage', 'BAD_REQUEST'],
  UNAUTHORIZED: ['usage', 'UNAUTHORIZED'],
  FORBIDDEN: ['usage', 'FORBIDDEN'],
  ABSTAINED: ['waiting', 'VALIDATION_ERROR'],
  UNSUPPORTED: ['usage', 'VALIDATION_ERROR'],
  CONFIG_INVALID: ['usage', 'BAD_REQUEST'],
  WORKFLOW_INVALID: ['usage', 'VALIDATION_ERROR'],
  LOGLINE_INVALID: ['usage', 'VALIDATION_ERROR'],
  POLICY_DENIED: ['failed', 'FORBIDDEN'],
  TOOL_FAILED: ['failed', 'INTERNAL_ERROR'],
  MODEL_FAILED: ['failed', 'INTERNAL_ERROR'],
  AGENT_FAILED: ['failed', 'INTERNAL_ERROR'],
  AGENT_UNAVAILABLE: ['environment', 'VALIDATION_ERROR'],
  STUCK: ['failed', 'INTERNAL_ERROR'],
  GATES_FAILED: ['failed', 'INTERNAL_ERROR'],
  CONTEXT_FULL: ['failed', 'INTERNAL_ERROR'],
  BUDGET_EXCEEDED: ['budget', 'INTERNAL_ERROR'],
  CANCELLED: ['cancelled', 'INTERNAL_ERROR'],
  LEASE_LOST: ['failed', 'CONFLICT'],
  STORAGE_BUSY: ['environment', 'INTERNAL_ERROR'],
  STORAGE_FULL: ['environment', 'INTERNAL_ERROR'],
  STORAGE_CORRUPT: ['environment', 'INTERNAL_ERROR'],
  STORAGE_NEWER: ['environment', 'INTERNAL_ERROR'],
  STORAGE_UNREACHABLE: ['environment', 'INTERNAL_ERROR'],
  LEDGER_BROKEN: ['failed', 'INTERNAL_ERROR'],
  SANDBOX_UNAVAILABLE: ['environment', 'INTERNAL_ERROR'],
  SANDBOX_FAILED: ['environment', 'INTERNAL_ERROR'],
  REGISTRY_UNREACHABLE: ['environment', 'INTERNAL_ERROR'],
  WEB_UNREACHABLE: ['environment', 'INTERNAL_ERROR'],
  GIT_FAILED: ['environment', 'INTERNAL_ERROR'],
  RATE_LIMITED: ['environment', 'RATE_LIMITED'],
  SERVER_UNREACHABLE: ['environment', 'INTERNAL_ERROR'],
  SECRETS_LOCKED: ['environment', 'INTERNAL_ERROR'],
  SECRETS_BROKEN: ['environment', 'INTERNAL_ERROR'],
  REPLAY_DIFFERS: ['failed', 'CONFLICT'],
  ENVIRONMENT: ['environment', 'INTERNAL_ERROR'],
  INTERNAL: ['failed', 'INTERNAL_ERROR'],
} as const satisfies Record<string, readonly [ExitReason, ApiErrorCode]>;

export type ErrorCode = keyof typeof table;

export type ErrorOptions = ClientErrorOptions;

/**
 * The one error class that crosses a room's border. `message` is a sentence for a person: what was wrong and where.
 * Subclasses exist only where a caller must tell the audience apart (see {@link ToolError}).
 */
export class CodewrightError extends ClientError<ErrorCode> {
  get exit(): ExitReason {
    return table[this.code][0];
  }

  get api(): ApiErrorCode {
    return table[this.code][1];
  }
}

/** Goes back to the model as the result of its tool call; the turn goes on. */
export class ToolError extends CodewrightError {
  constructor(message: string, options: ErrorOptions = {}) {
    super('TOOL_FAILED', message, options);
    this.name = 'ToolError';
  }
}

/** A path at which there is no file: for whoever reads what may be missing, or is about to be made. */
export class MissingFile extends ToolError {
  constructor(path: string) {
    super(`There is no file ${path}.`);
    this.name = 'MissingFile';
  }
}

/** An unknown thrown value as one of ours, so that nothing reaches a person as a bare stack. */
export function toCodewrightError(error: unknown): CodewrightError {
  if (error instanceof CodewrightError) return error;
  if (error instanceof ClientError) {
    const { code, message, hint, details } = error;
    const options = { ...(hint === undefined ? {} : { hint }), ...(details === undefined ? {} : { details }) };
    // A newer server may know codes that are not known here.
    return new CodewrightError(isKnown(code) ? code : 'INTERNAL', message, { ...options, cause: error });
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return new CodewrightError('CANCELLED', 'The work was cancelled.', { cause: error });
  }
  const system = error instanceof Error && 'code' in error ? error.code : undefined;
  if (system === 'ENOSPC' || system === 'EDQUOT') {
    return new CodewrightError('STORAGE_FULL', 'There is no space left on the disk.', {
      hint: 'Free some disk space and run the job again; it goes on where it was.',
      cause: error,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new CodewrightError('INTERNAL', message || 'An unknown error occurred.', { cause: error });
}

/**
 * Not a failure: the job needs a person. Unwinds to the worker, which parks the job as `waiting_human` and takes
 * another; the answer requeues it, and the journal brings it back to the very step that asked.
 */
export class Suspended extends Error {
  /** What is waited for, in words for a person. */
  readonly waitingFor: string;

  constructor(waitingFor: string) {
    super(`Waiting for a person: ${waitingFor}`);
    this.name = 'Suspended';
    this.waitingFor = waitingFor;
  }
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(table, code);
}

/** How the command line exits for an error's code; unknown codes (of a newer server) count as a failure. */
export function exitOf(code: string): ExitReason {
  return isKnown(code) ? table[code][0] : 'failed';
}
