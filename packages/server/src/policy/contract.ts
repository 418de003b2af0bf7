import type { Caps, ChangeLimits, Mode } from '@codewright/protocol/job';

/** What a tool call is about to do, as far as policy must know. */
export interface Action {
  kind: 'read' | 'write' | 'execute' | 'network' | 'commit' | 'record' | 'ask';
  tool: string;
  role: string;
  /** Relative to the workspace, forward slashes. */
  paths?: string[];
  command?: string[];
  hosts?: string[];
}

export interface ActionContext {
  mode: Mode;
  /** Of the job; the globs of its mode when absent. */
  forbiddenPaths?: readonly string[];
  /** Set for analyses within a mode that may write; reviews and chats are read-only anyway. */
  readOnly?: boolean;
  /** Approvals were given in advance: asks become allowed, and the reason says so. Denials stay. */
  autoApprove?: boolean;
  /** Hosts that need no asking; `*` stands for any characters. */
  allowedHosts?: readonly string[];
  overrides?: readonly Override[];
  /** For overrides that end; an override never counts without it. */
  now?: Date;
}

export type RiskLevel = 'low' | 'medium' | 'high' | 'critical';

export interface Decision {
  verdict: 'allow' | 'ask' | 'deny';
  /** Name of the rule that decided; `default` when none matched. */
  rule: string;
  /** One sentence for a person and for a model. */
  reason: string;
  /** What to do instead; '' when allowed. */
  remediation: string;
  risk: RiskLevel;
}

export const overrideKinds = ['manual', 'exemption', 'emergency', 'waiver'] as const;
/**
 * `manual`: one person approved what would be asked. `waiver`: also accepts a warning. `exemption`: also lifts a denial by the
 * named rule. `emergency`: as an exemption, for every rule (`*`), at most 24 hours.
 */
export type OverrideKind = (typeof overrideKinds)[number];

export interface Override {
  kind: OverrideKind;
  /** Name of the rule; `*` for an emergency. */
  rule: string;
  who: string;
  why: string;
  /** ISO 8601. */
  from: string;
  until: string;
}

/** What is known of a job before it starts, or of its change once there is one. */
export interface JobFacts {
  /** Name of the intake rule (`bug_fix`, `file_delete` …); an unknown one counts as unknown. */
  operation: string;
  /** Files and lines changed or expected to be; 0 when nothing is known. */
  files: number;
  lines: number;
  destructive: boolean;
  production: boolean;
  /** Paths that are or will be touched. */
  paths: readonly string[];
  failingTests: boolean;
  limits: ChangeLimits;
}

export type JobVerdict = 'ALLOW' | 'WARN' | 'BLOCK';

export interface Violation {
  rule: string;
  verdict: 'WARN' | 'BLOCK';
  message: string;
  remediation: string;
}

export interface Risk {
  /** 0 to 100. */
  score: number;
  level: RiskLevel;
  /** What the score is made of. */
  parts: { what: string; points: number }[];
}

export interface Assessment {
  /** The most severe of the violations. */
  verdict: JobVerdict;
  violations: Violation[];
  risk: Risk;
  /** HIGH risk and above needs a person. */
  needsApproval: boolean;
  /** Overrides that changed the verdict, for the audit entry. */
  applied: Override[];
}

/** What a mode allows unless settings say otherwise. */
export interface ModeDefaults {
  caps: Caps;
  limits: ChangeLimits;
  quality: QualityTargets;
  /** The plan waits for a person. */
  confirmPlan: boolean;
  reviewers: number;
  readOnly: boolean;
}

export interface QualityTargets {
  /** 0 to 1. */
  coverage: number;
  lintErrors: number;
  lintWarnings: number;
}
