import type { ProjectPlan, ProjectTask } from '../contract.ts';
import type { GeneratedFile } from '../requirements.ts';

/** A part of a plan in the making: it takes the files of which nobody took care yet. */
interface Part {
  id: string;
  title: string;
  after?: readonly string[];
  take: (path: string) => boolean;
  /** Title of the milestone that it belongs to; parts of one milestone need not be neighbours. */
  milestone: string;
}

/** Characters of finished code that a careful author writes in a second, tests and thinking included. */
const charactersPerSecond = 25;

/**
 * A plan over the files of a project. Parts without files fall away, and so does what others say about them. The last
 * part should take whatever is left: a file without a task is a mistake of the blueprint.
 */
export function planOf(files: readonly GeneratedFile[], parts: readonly Part[]): ProjectPlan {
  const left = new Map(files.map((file) => [file.path, file.content.length]));
  const total = [...left.values()].reduce((sum, size) => sum + size, 0);
  const tasks: ProjectTask[] = [];
  const milestones = new Map<string, string[]>();
  for (const { id, title, after = [], take, milestone } of parts) {
    const taken = [...left.keys()].filter(take);
    if (taken.length === 0) continue;
    const size = taken.reduce((sum, path) => sum + (left.get(path) ?? 0), 0);
    for (const path of taken) left.delete(path);
    const known = new Set(tasks.map((task) => task.id));
    tasks.push({
      id,
      title,
      files: taken,
      dependsOn: after.filter((other) => known.has(other)),
      weight: size / total,
      seconds: Math.max(1, Math.round(size / charactersPerSecond)),
    });
    milestones.set(milestone, [...(milestones.get(milestone) ?? []), id]);
  }
  if (left.size > 0) throw new Error(`No task of the plan takes ${[...left.keys()].join(', ')}.`);
  return {
    tasks,
    criticalPath: longestChain(tasks),
    milestones: [...milestones].map(([title, ids]) => ({ title, tasks: ids })),
  };
}

function longestChain(tasks: readonly ProjectTask[]): string[] {
  const best = new Map<string, { seconds: number; path: string[] }>();
  for (const task of tasks) {
    const before = task.dependsOn
      .flatMap((id) => best.get(id) ?? [])
      .reduce((a, b) => (b.seconds > a.seconds ? b : a), { seconds: 0, path: [] as string[] });
    best.set(task.id, { seconds: before.seconds + task.seconds, path: [...before.path, task.id] });
  }
  return [...best.values()].reduce((a, b) => (b.seconds > a.seconds ? b : a), { seconds: -1, path: [] as string[] })
    .path;
}
