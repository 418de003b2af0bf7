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
  /** Estimate of the work, for a model that writes it by hand; the craft itself is faster. */
  seconds: number;
}

export interface ProjectPlan {
  /** Each after those that it depends on. */
  tasks: ProjectTask[];
  /** Ids of the longest chain by seconds, in order: what the duration hangs on, however many work at once. */
  criticalPath: string[];
  /** States of the project that a person would recognise, each reached when all its tasks are done. */
  milestones: { title: string; tasks: string[] }[];
}

/**
 * Turns requirements of one kind and language into a project. All are pure: the same requirements give the same bytes.
 * They read template and module files under blueprints/ and touch nothing else.
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
  /** What the first commit of the project says. */
  commitMessage(requirements: Requirements): string;
}

/** Why requirements of a supported kind can not be built all the same, and what can: `null` when they can. */
export type Obstacle = { reason: string; nearest: string } | null;

/**
 * What a probe found. A call is a request (`GET /books`), a run of a program (`RUN slugify "a b"`, status is the exit
 * code), or a call of a library (`CALL slugify`, status 0 when it gave what it should).
 */
export interface ProbeReport {
  started: boolean;
  /** Milliseconds until the first answer. */
  startMs: number;
  /** Of a web app: bytes that a browser loads for its first page, compressed. */
  bundleBytes?: number;
  /** Whether it ended in time and cleanly: a server on SIGTERM, anything else by itself. */
  stopped: boolean;
  calls: { name: string; method: string; path: string; status: number; expected: number; ok: boolean }[];
  ok: boolean;
  /** Why it is not ok, where no call says so. */
  problem?: string;
}
