import type { JsonValue } from '@codewright/protocol/json';
import { canonicalJson, sha256 } from '../shared/hash.ts';
import type { ToolResult } from '../tools/contract.ts';

/** What the detector keeps of one finished tool call. */
export interface Move {
  /** Tool and input. */
  action: string;
  /** What came of it, without figures that differ between equal runs. */
  result: string;
  error: boolean;
}

/** How an agent goes in circles, in words that complete "The agent …". */
export type Circle =
  | 'made the same call with the same result 4 times'
  | 'got the same error 3 times'
  | 'went back and forth between two calls 6 times';

const limits = { same: 4, error: 3, alternating: 6 } as const;
/** As many moves as the longest rule looks at; no more are kept. */
export const memory = Math.max(...Object.values(limits));

export function moveOf(call: { tool: string; input: unknown }, result: Pick<ToolResult, 'text' | 'status'>): Move {
  const input = canonicalJson((call.input ?? null) as JsonValue);
  return {
    action: sha256(`${call.tool}\n${input}`),
    result: sha256(result.text.replace(/\d+(\.\d+)?\s?(ms|s|seconds)\b/g, '#')),
    error: result.status === 'error' || result.status === 'denied',
  };
}

/** The circle that the last moves (oldest first) form, or null. */
export function findCircle(moves: readonly Move[]): Circle | null {
  const last = (count: number) => (moves.length < count ? null : moves.slice(-count));

  const same = last(limits.same);
  if (same?.every((move) => equal(move, same[0]))) return 'made the same call with the same result 4 times';

  const errors = last(limits.error);
  if (errors?.every((move) => move.error && move.result === errors[0]?.result)) return 'got the same error 3 times';

  const pair = last(limits.alternating);
  if (pair && !equal(pair[0], pair[1]) && pair.every((move, at) => equal(move, pair[at % 2]))) {
    return 'went back and forth between two calls 6 times';
  }
  return null;
}

function equal(one: Move | undefined, other: Move | undefined): boolean {
  return one !== undefined && other !== undefined && one.action === other.action && one.result === other.result;
}
