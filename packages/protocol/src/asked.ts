import type { PendingDecision } from './client.ts';

/** What an approval is about, as far as it names it. */
export interface Asked {
  /** What would be written, as a unified diff; null where nothing would, or where that could not be told. */
  diff: string | null;
  /** Of a change: the call that makes it, as it is recorded. */
  call: unknown;
  /** Plans among its parts, to be read as such. */
  plans: { name: string; plan: AskedPlan; recorded: unknown }[];
  /** Everything else by its name: the tool, the command, the folder, the rule that wants to be asked. */
  parts: [name: string, value: unknown][];
}

export interface AskedPlan {
  summary: string;
  tasks: { id: string; title: string; files: string[]; after: string[] }[];
}

/** Exactly what would be done, for a person who decides about it. */
export function askedOf({ action, rule, repository }: PendingDecision): Asked {
  if (action === null || typeof action !== 'object') return { diff: null, call: null, plans: [], parts: [] };
  const { inputs, input, diff, ...own } = action as Record<string, unknown>;
  const change = typeof diff === 'string' ? diff : null;
  const parts: Record<string, unknown> = {
    ...own,
    ...partsOf('inputs', inputs),
    // A change is read as one: the words of the call that makes it would say the same again.
    ...(change === null ? partsOf('input', input) : {}),
  };
  const all = { ...parts, repository: parts['repository'] ?? repository, rule };
  const given = Object.entries(all).filter(([, value]) => value && JSON.stringify(value) !== '[]');
  const plans = given.flatMap(([name, recorded]) => {
    const plan = planIn(recorded);
    return plan ? [{ name, plan, recorded }] : [];
  });
  const others = given.filter(([name]) => !plans.some((one) => one.name === name));
  return { diff: change, call: input ?? null, plans, parts: others };
}

/** The parts of what is given to a tool or a step, by their names; what has none stands under `name`. */
function partsOf(name: string, given: unknown): Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? { ...given } : { [name]: given };
}

/** A plan with its tasks; null for anything else, which is shown as it is. */
function planIn(value: unknown): AskedPlan | null {
  const { summary, tasks } = (value ?? {}) as { summary?: unknown; tasks?: unknown };
  if (!Array.isArray(tasks) || tasks.length === 0) return null;
  const listOf = (items: unknown) => (Array.isArray(items) ? items.map(String) : []);
  const all = tasks.map((task: unknown, index) => {
    const { id, title, files, after } = (task ?? {}) as Record<string, unknown>;
    const name = typeof id === 'string' ? id : String(index + 1);
    return { id: name, title: typeof title === 'string' ? title : name, files: listOf(files), after: listOf(after) };
  });
  return { summary: typeof summary === 'string' ? summary : '', tasks: all };
}
