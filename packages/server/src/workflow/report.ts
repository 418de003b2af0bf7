import type { YamlPath, YamlProblem, YamlSource } from '../shared/yaml.ts';
import type { WorkflowStep } from './contract.ts';
import type { AgentTasks } from './team.ts';

/** What a workflow may name. */
export interface WorkflowNames {
  /** The tools of each role, by role name. */
  roles: Readonly<Record<string, readonly string[]>>;
  tools: readonly string[];
  gates: readonly string[];
  /** Agent CLIs, brought along or of the user's own. */
  agents?: readonly string[];
  tasks?: AgentTasks;
  /** Which workflow of a file with several is meant. */
  wanted?: string;
  /** The text of another workflow, which a step calls by its name. */
  workflow?: (name: string) => { text: string; file: string } | null;
  /** All that can be called. */
  workflows?: readonly string[];
}

/** Collects what is wrong with one file, so that a person sees all of it at once. */
export interface Report {
  source: YamlSource;
  names: WorkflowNames;
  problems: YamlProblem[];
  /** Where each step of the loaded workflow stands in the file. */
  places: Map<WorkflowStep, YamlPath>;
  /** The workflows that call this one, outermost first. */
  callers: readonly string[];
}

/** A problem at the value of `path` (at its key, with `key`; `offset` characters into its text). */
export function at(report: Report, path: YamlPath, message: string, key = false, offset?: number): YamlProblem {
  return report.source.problem(path, message, { key, ...(offset === undefined ? {} : { offset }) });
}

/** The end of a sentence about an unknown word: `; did you mean planner?` where a known name is near, else a full stop. */
export function nearest(word: string, known: readonly string[]): string {
  const limit = Math.floor(word.length / 3);
  const [best] = known
    .map((name) => ({ name, distance: distance(word.toLowerCase(), name.toLowerCase()) }))
    .filter((one) => one.distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return best ? `; did you mean ${best.name}?` : '.';
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
