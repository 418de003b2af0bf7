import type { Emit } from '@codewright/protocol/event';
import type { Evidence, GateResult } from '@codewright/protocol/evidence';
import type { ChangeLimits } from '@codewright/protocol/job';
import type { JsonValue } from '@codewright/protocol/json';
import type { CleanClone, FileChange, Workspace } from '../sandbox/workspace/contract.ts';
import type { Journal } from '../shared/step.ts';
import type { OpenInstall, ProjectFacts } from '../tools/contract.ts';

/**
 * A check that Codewright runs itself on a clean clone of the result commit. `passed` needs evidence; what could not be
 * looked at is `not-checked` with its reason, never passed.
 */
export interface Gate {
  readonly name: string;
  /** Loads what every run of it needs, for the time in which git is waited for. */
  prepare?(): Promise<unknown>;
  run(context: GateContext): Promise<GateResult>;
}

export interface GateContext {
  clone: CleanClone;
  /** What the checkout turns out to be: read from its files, never from a model's word. */
  project: ProjectFacts;
  changes: FileChange[];
  diff: string;
  limits: ChangeLimits;
  /** Costs 0.3 s the first time: called only where something is installed. */
  install: OpenInstall;
  /** Installs the packages into the clone on the first call, without running their scripts; later calls get the same answer. */
  installed(): Promise<Installed>;
  /** `data` of the job's analysis (requirements) where there is one: lets start-and-answer call the operations. */
  analysis: JsonValue;
  /** A script that starts the project and calls its operations, made from the analysis; null where there is none. */
  probe: ProbeFile | null;
  emit: Emit;
  signal: AbortSignal;
}

export interface Installed {
  ok: boolean;
  /** Why not, or that there was nothing to install. */
  reason: string;
  evidence: Evidence[];
}

/** See craft/contract.ts, `probeScript`: exits 0 and prints a ProbeReport as its last line. */
export interface ProbeFile {
  path: string;
  content: string;
}

export interface GateReport {
  commit: string;
  tree: string;
  results: GateResult[];
  /** True when no gate failed and at least one passed. */
  ok: boolean;
}

/** One run of gates on a workspace's commit. */
export interface GateRun {
  names: string[];
  /** Gates that the job must prove: where one of them could not look, it fails. */
  required: readonly string[];
  /** Journal prefix, unique within the job. */
  key: string;
  workspace: Workspace;
  commit: string;
  install: OpenInstall;
  limits: ChangeLimits;
  /** Requirements or other analysis that the gates may use to know what to call. */
  analysis: JsonValue;
  journal: Journal;
  emit: Emit;
  signal: AbortSignal;
}
