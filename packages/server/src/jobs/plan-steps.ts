import type { JobDigest } from '@codewright/protocol/job-digest';
import { type JsonObject, type JsonValue, textOf } from '@codewright/protocol/json';

/** The steps that a recorded plan names, in the words that its planner chose for their fields; none where it names none. */
export function stepsOfPlan(data: JsonObject): Omit<JobDigest['plan'][number], 'state'>[] {
  const inner = fieldsOf(data['data']);
  const list = [data['steps'], data['tasks'], inner['steps'], inner['tasks']].find((one) => Array.isArray(one)) ?? [];
  return list.flatMap((item, index) => {
    if (typeof item === 'string') return [{ id: String(index), title: item, after: [] }];
    if (typeof item !== 'object' || item === null) return [];
    const step = fieldsOf(item);
    const title = step['title'] ?? step['description'] ?? step['name'] ?? step['id'];
    const after = step['dependsOn'] ?? step['after'] ?? step['depends'] ?? step['needs'];
    return [
      {
        id: textOf(step['id'], String(index)),
        title: textOf(title, `Step ${index + 1}`),
        after: Array.isArray(after) ? after.map((one) => textOf(one, '')) : [],
      },
    ];
  });
}

function fieldsOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
