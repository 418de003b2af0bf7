import type { Emit } from '@codewright/protocol/event';
import type { GateResult } from '@codewright/protocol/evidence';
import type { ChangeLimits } from '@codewright/protocol/job';
import type { JsonValue } from '@codewright/protocol/json';
import type { CleanClone, FileChange } from '../sandbox/workspace/contract.ts';
import type { InstallAccess } from '../tools/contract.ts';

/**
 * A check that Codewright runs itself on a clean clone of the result commit. `passed` needs evidence; what could not be
 * looked at is `not-checked` with its reason, never passed.
 */
export interface Gate {
  readonly name: string;
  run(context: GateContext): Promise<GateResult>;
}

export interface GateContext {
  clone: CleanClone;
  /** What the checkout turns out to be: read from its files, never from a model's word. */
  project: ProjectFacts;
  changes: FileChange[];
  diff: string;
  limits: ChangeLimits;
  install: InstallAccess;
  /** `data` of the job's analysis (requirements) where there is one: lets start-and-answer call the operations. */
  analysis: JsonValue;
  emit: Emit;
  signal: AbortSignal;
}

/** What kind of project a folder holds and the commands that it declares. Argv arrays; null: it has none. */
export interface ProjectFacts {
  ecosystem: 'node' | 'python' | 'go' | 'rust' | 'unknown';
  name: string | null;
  install: string[] | null;
  typecheck: string[] | null;
  lint: string[] | null;
  test: string[] | null;
  start: string[] | null;
  /** Direct dependencies as declared: name → range. */
  dependencies: Record<string, string>;
}

export interface GateReport {
  commit: string;
  tree: string;
  results: GateResult[];
  /** True when no gate failed and at least one passed. */
  ok: boolean;
}
