import { z } from 'zod';
import { overrideKinds } from './contract.ts';
import type { Override } from './contract.ts';

const emergencyMs = 24 * 3_600_000;

export const override: z.ZodType<Override> = z
  .strictObject({
    kind: z.enum(overrideKinds),
    rule: z.string().min(1),
    who: z.string().trim().min(1, 'An override names who gave it.'),
    why: z.string().trim().min(1, 'An override says why.'),
    from: z.iso.datetime({ offset: true }),
    until: z.iso.datetime({ offset: true }),
  })
  .refine((given) => Date.parse(given.until) > Date.parse(given.from), 'An override ends after it begins.')
  .refine((given) => given.rule !== '*' || given.kind === 'emergency', 'Only an emergency covers every rule.')
  .refine(
    (given) => given.kind !== 'emergency' || Date.parse(given.until) - Date.parse(given.from) <= emergencyMs,
    'An emergency lasts at most 24 hours.',
  );

const lifts: Record<Override['kind'], readonly string[]> = {
  manual: ['ask'],
  waiver: ['ask', 'WARN'],
  exemption: ['ask', 'deny', 'WARN', 'BLOCK'],
  emergency: ['ask', 'deny', 'WARN', 'BLOCK'],
};

/** The override in force now that lifts this verdict of this rule. One that is malformed or lacks a reason never does. */
export function overrideFor(
  verdict: 'ask' | 'deny' | 'WARN' | 'BLOCK',
  rule: string,
  given: readonly Override[],
  now: Date | undefined,
): Override | undefined {
  if (!now) return undefined;
  return given.find(
    (one) =>
      override.safeParse(one).success &&
      (one.rule === rule || one.rule === '*') &&
      lifts[one.kind].includes(verdict) &&
      Date.parse(one.from) <= now.getTime() &&
      now.getTime() < Date.parse(one.until),
  );
}

export function describeOverride(one: Override): string {
  return `${one.kind} override by ${one.who} until ${one.until}: ${one.why}`;
}
