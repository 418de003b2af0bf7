import type { FailureKind, TurnUsage } from './contract.ts';
import { WireError } from './wire-error.ts';

/** Why an attempt came to nothing. */
export interface Failure {
  kind: FailureKind;
  status: number | null;
  /** In words for a person: what the provider said, or what was wrong with the wire. */
  reason: string;
  /** Whether the same call may do better in a moment. */
  passing: boolean;
  /** How long the provider asks to wait; null: it does not say. */
  retryAfterMs: number | null;
  usage: TurnUsage | null;
}

/** Carries what an attempt had cost when it failed. */
export class AttemptError extends Error {
  readonly usage: TurnUsage | null;

  constructor(cause: unknown, usage: TurnUsage | null) {
    super('attempt', { cause });
    this.usage = usage;
  }
}

const passingFaults = new Set<FailureKind>(['unreachable', 'cut', 'no-answer', 'stalled', 'broken-off', 'unreadable']);

/** What providers and local servers say when a prompt is longer than the model can read; each by its own documentation. */
const contextWords =
  /prompt is too long|context[ _]length|context[ _]window|context size|maximum context|exceeds? (the )?context|input (token count|is too long)|too many (input )?tokens in|reduce the length of the (messages|prompt)|exceeds the maximum number of tokens|prompt (contains|has) [\d,]+ tokens.*(too large|maximum)/i;
const perMinute = /per (minute|day|hour)|\bTPM\b|\bRPM\b|rate.?limit/i;
const quotaWords =
  /insufficient_quota|exceeded your current quota|credit balance|billing|payment required|out of credits/i;

/** Reads what was thrown, whatever package threw it. `now` is for dates in Retry-After. */
export function readFailure(thrown: unknown, now: Date): Failure {
  const usage = thrown instanceof AttemptError ? thrown.usage : null;
  const error = thrown instanceof AttemptError ? thrown.cause : thrown;
  const wire = findWire(error);
  if (wire) {
    const { fault, message } = wire;
    return { kind: fault, status: null, reason: message, passing: passingFaults.has(fault), retryAfterMs: null, usage };
  }
  const said = isRecord(error) ? error : {};
  const status = statusOf(said);
  const body = typeof said['responseBody'] === 'string' ? said['responseBody'] : '';
  const words = wordsOf(error, body);
  const kind = kindOf(status, said, `${words} ${body.slice(0, 2000)}`);
  return {
    kind,
    status,
    reason: shortened(words),
    passing: kind === 'rate-limit' || kind === 'server-error' || passingFaults.has(kind),
    retryAfterMs: retryAfter(said['responseHeaders'], body, now),
    usage,
  };
}

function kindOf(status: number | null, said: Record<string, unknown>, text: string): FailureKind {
  const type = [said['type'], said['code'], isRecord(said['data']) ? said['data']['type'] : null].join(' ');
  if (status === 429 || /rate_limit|resource_exhausted/i.test(type))
    return quotaWords.test(text) ? 'quota' : 'rate-limit';
  if (status === 402 || quotaWords.test(type)) return 'quota';
  if (status === null || status === 400 || status === 413 || status === 422 || status >= 500) {
    if (contextWords.test(text) && !perMinute.test(text)) return 'context-full';
  }
  if (status === 413) return perMinute.test(text) ? 'rate-limit' : 'context-full';
  if (status === 401 || status === 403 || /authentication_error|permission_error/.test(type)) return 'unauthorized';
  if (status === 404 || /not_found/.test(type)) return 'not-found';
  if (status === 408 || status === 409 || status === 425 || (status !== null && status >= 500)) return 'server-error';
  if (/overloaded|api_error|server_error|internal|unavailable/i.test(type)) return 'server-error';
  if (status !== null && status >= 400) return 'bad-request';
  if (/invalid_request/.test(type)) return 'bad-request';
  const name = typeof said['name'] === 'string' ? said['name'] : '';
  if (/JSONParse|TypeValidation|InvalidResponse|NoContent|EmptyResponse/.test(name) || /invalid json/i.test(text))
    return 'unreadable';
  if (said['isRetryable'] === true) return 'server-error';
  return 'unknown';
}

function statusOf(said: Record<string, unknown>): number | null {
  for (const value of [said['statusCode'], said['status'], said['code']])
    if (typeof value === 'number' && value >= 300 && value < 600) return value;
  return null;
}

/** The provider's own sentence, whatever shape it comes in. */
function wordsOf(error: unknown, body: string): string {
  const own = sentenceIn(parsed(body)) ?? sentenceIn(error);
  const name = isRecord(error) && typeof error['name'] === 'string' ? error['name'] : '';
  if (/JSONParse|TypeValidation/.test(name)) return 'what it sent cannot be read';
  if (own !== null && own.trim() !== '') return own;
  if (error instanceof Error && error.message !== '') return error.message;
  return typeof error === 'string' ? error : body.trim() || JSON.stringify(error ?? null);
}

function sentenceIn(value: unknown, depth = 0): string | null {
  if (Array.isArray(value)) return sentenceIn(value[0], depth + 1);
  if (!isRecord(value) || depth > 4) return null;
  if (typeof value['message'] === 'string') return value['message'];
  if (typeof value['error'] === 'string') return value['error'];
  return sentenceIn(value['error'], depth + 1) ?? sentenceIn(value['response'], depth + 1);
}

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON after all: the words are looked for elsewhere.
    return null;
  }
}

function shortened(words: string): string {
  const line = words
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/[.!]+$/, '');
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

function findWire(error: unknown): WireError | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1)
    if (at instanceof WireError) return at;
  return null;
}

/** Milliseconds by `Retry-After` (seconds or a date), `Retry-After-Ms`, or the delay that Google names in the body. */
function retryAfter(headers: unknown, body: string, now: Date): number | null {
  const header = (name: string) => (isRecord(headers) && typeof headers[name] === 'string' ? headers[name] : '');
  const ms = Number(header('retry-after-ms') || Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  const value = header('retry-after');
  if (value !== '') {
    const seconds = Number(value);
    if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
    const date = Date.parse(value);
    if (Number.isFinite(date)) return Math.max(0, date - now.getTime());
  }
  const delay = /"retryDelay":\s*"(\d+(?:\.\d+)?)s"/.exec(body)?.[1];
  return delay === undefined ? null : Number(delay) * 1000;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
