import type { Actor, Emit } from '@codewright/protocol/event';
import type { Usage } from '@codewright/protocol/job';
import type { FailedAttempt } from '../llm/contract.ts';
import { nothing } from './accounts.ts';

/**
 * Records each attempt at a model that came to nothing, so that a slow turn explains itself. What the attempts cost stands with the
 * turn that came of them; where none did, with the last of them.
 */
export function recordAttempts(emit: Emit, actor: Actor, task: string): (attempt: FailedAttempt) => Promise<void> {
  const wasted: Usage = { ...nothing };
  return async ({ model, attempt, failure, status, reason, usage, next }) => {
    if (usage) {
      wasted.tokens += Math.max(0, usage.inputTokens - usage.cachedInputTokens) + usage.outputTokens;
      wasted.cents += usage.cents;
    }
    await emit({
      kind: 'event',
      actor,
      summary: `${model} did not answer (${failure}): ${reason}${next ? `; ${inWords(next, model)}` : ''}`,
      data: {
        event: 'attempt-failed',
        task,
        model,
        attempt,
        failure,
        ...(status === null ? {} : { status }),
        ...(next ? { next: { ...next } } : { usage: { ...wasted } }),
      },
    });
  };
}

function inWords(next: { model: string; waitMs: number }, model: string): string {
  const when = next.waitMs < 1000 ? 'at once' : `in ${Math.round(next.waitMs / 1000)} s`;
  return next.model === model ? `it is asked again ${when}` : `${next.model} is asked instead`;
}
