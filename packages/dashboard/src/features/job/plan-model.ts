import type { LedgerEntry } from '@codewright/protocol/event';
import { type JsonValue, textOf } from '@codewright/protocol/json';

export interface PlanStep {
  id: string;
  title: string;
  /** Ids of the steps that must be done before. */
  after: string[];
}

/** The steps of the newest recorded plan; none where no plan names any. */
export function planOf(entries: readonly LedgerEntry[]): PlanStep[] {
  const data = entries.findLast((entry) => entry.kind === 'plan')?.data ?? {};
  const inner = data['data'] as Record<string, unknown> | undefined;
  const list = [data['steps'], data['tasks'], inner?.['steps'], inner?.['tasks']].find(Array.isArray) as
    | unknown[]
    | undefined;
  return (list ?? []).flatMap((item, index) => {
    if (typeof item === 'string') return [{ id: String(index), title: item, after: [] }];
    if (typeof item !== 'object' || item === null) return [];
    const step = item as Record<string, JsonValue>;
    const title = step['title'] ?? step['description'] ?? step['name'] ?? step['id'];
    const after = step['dependsOn'] ?? step['after'] ?? step['depends'] ?? step['needs'];
    return [
      {
        id: textOf(step['id'], String(index)),
        title: textOf(title, `Step ${index + 1}`),
        after: Array.isArray(after) ? after.map(String) : [],
      },
    ];
  });
}
