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

/** A state beside the path, and the one that it has to come before. */
interface WayOut {
  path: string;
  to: string;
  before: string | undefined;
}

/** "…to delivered , or are cancelled before being picked up" */
export function wayOut(text: string): WayOut | undefined {
  const match =
    /^(.+?)(?: ,)? (?:or|and|but) (?:they |it )?(?:can |may )?(?:be|are|is|get|gets) ([a-z]+(?:ed|en|nt|wn|ld|id)) ?(?:(?:before|until) (?:being |(?:it|they) (?:is|are|has been|have been) )?([a-z]+(?: [a-z]+)?))?$/.exec(
      text,
    );
  if (!match?.[1] || !match[2]) return undefined;
  return { path: match[1], to: match[2], before: match[3]?.replaceAll(' ', '_') };
}

/** The pairs that lead there from the states of a path: from each that is not its last, or that comes before the one named. */
export function pairsOut(steps: readonly string[], out: WayOut | undefined): [string, string][] {
  if (!out) return [];
  const at = out.before === undefined ? -1 : steps.indexOf(out.before);
  return steps.slice(0, at < 0 ? -1 : at).map((step) => [step, out.to]);
}

export function statusField(entity: DraftEntity): Field | undefined {
  return (
    entity.fields.find((field) => /^(?:status|state|stage|phase)$/.test(field.name)) ??
    entity.fields.find((field) => field.type === 'enum' && /[sS]tatus|[sS]tate|[sS]tage/.test(field.name))
  );
}
