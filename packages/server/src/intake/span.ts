import type { Caps, ChangeLimits, Mode } from '@codewright/protocol/job';
import type { Span, Value } from '../logline/contract.ts';
import { print } from '../logline/printer.ts';
import { span } from '../logline/tree.ts';
import { sha256 } from '../shared/hash.ts';
import type { JobFields } from './contract.ts';

export interface JobSpanInput {
  rule: string;
  goal: string;
  mode: Mode;
  readOnly: boolean;
  confirm: boolean;
  confidence: number;
  captures: Record<string, string>;
  paths: readonly string[];
  also: readonly string[];
  limits: ChangeLimits;
  caps: Caps;
  grammar: string;
  job: JobFields;
}

/** The JOB span of an intent. SPAN_HASH covers the text of everything else in it. */
export function jobSpan(input: JobSpanInput): Span {
  const { job, limits, caps } = input;
  const captures: Record<string, Value> = {};
  for (const [name, text] of Object.entries(input.captures)) captures[name.toUpperCase()] = text;
  const context = { REPO: job.repo, BRANCH: job.branch, COMMIT: job.commit };
  const children = [
    span('OPERATION', input.rule, {
      ...captures,
      PATHS: input.paths.length > 0 ? [...input.paths] : undefined,
      ALSO: input.also.length > 0 ? [...input.also] : undefined,
      CONFIDENCE: input.confidence,
    }),
    ...(Object.values(context).some((value) => value !== undefined) ? [span('CONTEXT', '', context)] : []),
    span('BUDGET', '', {
      STEP_CAP: caps.steps,
      TOKEN_CAP: caps.tokens,
      TIME_CAP_SECONDS: caps.seconds,
      COST_CAP_CENTS: caps.cents,
    }),
    span('CONSTRAINTS', '', {
      MAX_FILES: limits.files,
      MAX_LINES: limits.lines,
      SOFT: limits.soft,
      MUST_PASS_TESTS: limits.mustPassTests,
      MUST_PASS_LINT: limits.mustPassLint,
      FORBIDDEN_PATHS: [...limits.forbiddenPaths],
      READ_ONLY: input.readOnly,
      CONFIRM: input.confirm,
    }),
  ];
  const fields = {
    ID: job.id,
    TRACE_ID: job.trace,
    PARENT: job.parent,
    MODE: input.mode,
    GOAL: input.goal,
  };
  const bare = span('JOB', input.rule, fields, children);
  const proof = span('PROOF', '', {
    CREATED_BY: job.createdBy,
    GRAMMAR: input.grammar,
    SPAN_HASH: sha256(print([bare])),
  });
  return { ...bare, children: [...children, proof] };
}
