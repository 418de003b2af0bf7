import type { JsonValue } from '@codewright/protocol/json';

/** A value and the id of the ledger entry that holds it; null where nothing does, which the quality check counts. */
export interface Fact {
  value: JsonValue;
  entry: string | null;
}

/** What a template is given: facts, lists of records of facts, and null for what there is not. */
export type TemplateData = { [name: string]: Fact | TemplateData | readonly TemplateData[] | null };

export const templateNames = [
  'job_started',
  'job_delegated',
  'job_progress',
  'job_complete_success',
  'job_complete_failure',
  'job_complete_partial',
  'job_answered',
  'clarification_needed',
  'human_review_requested',
  'review_approved',
  'review_changes_requested',
  'evaluation_complete',
  'analysis_complete',
  'plan_created',
] as const;
export type TemplateName = (typeof templateNames)[number];

export interface Rendered {
  /** Words with citations [n] and, where there are any, a line of sources at the end. */
  text: string;
  /** n → ledger entry id; numbered as they first appear. */
  sources: { n: number; entry: string }[];
  /** Facts that were shown without a source. */
  uncited: number;
}

/** Something that a text says and no entry holds. */
export interface UnsupportedClaim {
  kind: 'path' | 'number';
  claim: string;
  /** Line of the text, from 1. */
  line: number;
}
