import { type Draft, type DraftEntity, addRule, stated } from '../draft.ts';
import type { Field, Rule } from '../../requirements.ts';
import type { Clause } from '../words/text.ts';

/** States from which there is no way on, or not the one that is named. */

/** "closed tickets cannot be reopened", "a paid invoice cannot be changed". */
export function closedState(draft: Draft, clause: Clause, entity: DraftEntity, match: RegExpExecArray): void {
  const status = statusField(entity);
  const words = `${match[1] ?? ''} ${match[2] ?? ''}`.split(' ');
  const state = status?.values?.find(
    (candidate) => words.includes(candidate) || `${match[1]} ${match[2]}`.replaceAll(' ', '_').includes(candidate),
  );
  if (!status?.values || state === undefined) return;
  const verb = match[3] ?? '';
  if (verb !== 'reopened' && verb !== 'cancelled') return;
  const rule = draft.rules.find((other) => other.kind === 'transitions' && other.entity === entity.name);
  if (verb === 'cancelled')
    cancellable(status, status.values.indexOf(state), rule?.kind === 'transitions' ? rule : undefined);
  const blocked = (pair: readonly [string, string]): boolean =>
    pair[0] === state && (verb === 'reopened' || pair[1].startsWith('cancel'));
  if (rule?.kind === 'transitions') rule.allowed = rule.allowed.filter((pair) => !blocked(pair));
  else {
    const allowed = status.values
      .flatMap((from) => (status.values ?? []).filter((to) => to !== from).map((to): [string, string] => [from, to]))
      .filter((pair) => !blocked(pair));
    if (allowed.length > 0)
      addRule(draft, { kind: 'transitions', entity: entity.name, field: status.name, allowed, from: stated(clause) });
  }
  stated(clause);
  draft.ruled.add(clause);
}

/** What cannot be cancelled in one state can in those before it, though nobody listed the state that it then has. */
function cancellable(status: Field, at: number, rule: Extract<Rule, { kind: 'transitions' }> | undefined): void {
  const values = status.values ?? [];
  const cancelled = values.find((value) => value.startsWith('cancel')) ?? 'cancelled';
  const before = values.filter((value, place) => place < at && value !== cancelled);
  if (!values.includes(cancelled)) status.values = [...values, cancelled];
  if (!rule || rule.allowed.some(([, to]) => to === cancelled)) return;
  rule.allowed.push(...before.map((value): [string, string] => [value, cancelled]));
}

export function statusField(entity: DraftEntity): Field | undefined {
  return (
    entity.fields.find((field) => /^(?:status|state|stage|phase)$/.test(field.name)) ??
    entity.fields.find((field) => field.type === 'enum' && /[sS]tatus|[sS]tate|[sS]tage/.test(field.name))
  );
}
