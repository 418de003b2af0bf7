import { z } from 'zod';

/** Exit codes of the command line; also how an error names the kind of its cause. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  waiting: 3,
  budget: 4,
  environment: 5,
  cancelled: 130,
} as const;
export type ExitReason = keyof typeof exitCodes;

/** Codes that the API answers with (seed 004), in the body `{error: {code, reason, message, hint, details}}`. */
export const apiErrorCodes = [
  'RATE_LIMITED',
  'VALIDATION_ERROR',
  'NOT_FOUND',
  'BAD_REQUEST',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'CONFLICT',
  'INTERNAL_ERROR',
] as const;
export type ApiErrorCode = (typeof apiErrorCodes)[number];

export const apiErrorBody = z.object({
  error: z.object({
    code: z.enum(apiErrorCodes),
    /** The exact kind, where it is one of ours (ABSTAINED, UNSUPPORTED, STORAGE_FULL …). */
    reason: z.string().optional(),
    message: z.string(),
    hint: z.string().optional(),
    details: z.unknown().optional(),
  }),
});
export type ApiErrorBody = z.infer<typeof apiErrorBody>;
