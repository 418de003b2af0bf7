import type { GeneratedFile, PackageNeed, Requirements } from './requirements.ts';

/** One piece of a project's work: the files that belong together and the tasks that must stand before it. */
export interface ProjectTask {
  /** Kebab-case, unique within the plan. */
  id: string;
  /** What is built, as a short phrase for a person. */
  title: string;
  /** Paths as `generateProject` names them; every generated file belongs to exactly one task. */
  files: string[];
  /** Ids of tasks of the same plan; the graph has no cycle. */
  dependsOn: string[];
  /** Share of the whole work, for progress; all weights add up to 1. */
  weight: number;
}

export interface ProjectPlan {
  tasks: ProjectTask[];
}

/**
 * Turns requirements into a project. All four are pure: the same requirements give the same bytes. They read the
 * blueprint's template files and touch nothing else.
 * @throws CodewrightError INVALID_INPUT when the requirements contradict themselves (a rule about an unknown field),
 * naming where.
 */
export interface Blueprint {
  packageNeeds(requirements: Requirements): PackageNeed[];
  /** `versions`: exact version per package of `packageNeeds`. */
  generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[];
  planProject(requirements: Requirements): ProjectPlan;
  /**
   * A script to run with the project as working directory and Node as interpreter. It prints one JSON object,
   * {@link ProbeReport}, as the last line of its output and exits 0 only when `ok`.
   */
  probeScript(requirements: Requirements): GeneratedFile;
}

export interface ProbeReport {
  started: boolean;
  /** Milliseconds until the server answered its first request. */
  startMs: number;
  /** Whether SIGTERM ended the server with exit code 0 in time. */
  stopped: boolean;
  calls: { name: string; method: string; path: string; status: number; expected: number; ok: boolean }[];
  ok: boolean;
  /** Why it is not ok, where no call says so. */
  problem?: string;
}
