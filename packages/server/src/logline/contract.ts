/**
 * LogLine: the text form of an intent. A document is one or more spans; a span is `TYPE: name`, deeper lines, and an `END`
 * that stands exactly under its first line. A line is `KEY: value`, a bare `KEY` (true), or a span of its own.
 */
export interface Span {
  /** `[A-Z][A-Z0-9_]*`. */
  readonly type: string;
  /** '' when the span has none. */
  readonly name: string;
  /** In the order of the text; no key twice. */
  readonly fields: readonly Field[];
  /** Nested spans in the order of the text; they are printed after the fields. */
  readonly children: readonly Span[];
}

export interface Field {
  readonly key: string;
  readonly value: Value;
}

export type Value = string | number | boolean | null | Reference | Table | readonly Value[];

/** `@a.b.c`: something that another part of the document or the system holds. */
export interface Reference {
  readonly kind: 'reference';
  /** Without the `@`. */
  readonly path: string;
}

/** `{k: v}`. A list of pairs, so that no key (`__proto__`) means anything to JavaScript. */
export interface Table {
  readonly kind: 'table';
  readonly fields: readonly Field[];
}

/** Something wrong at a place. Lines and columns count from 1; the excerpt is the line with a caret under the place. */
export interface LogLineProblem {
  line: number;
  column: number;
  message: string;
  excerpt: string;
}

export interface TolerantResult {
  spans: Span[];
  errors: LogLineProblem[];
  warnings: LogLineProblem[];
}

/** Spans inside spans, and lists or tables inside each other. */
export const nestingLimit = 32;

/** Types that the system itself writes; any other is legal, and a warning in tolerant mode. */
export const knownTypes: ReadonlySet<string> = new Set([
  'OPERATION',
  'JOB',
  'PLAN',
  'STEPS',
  'STEP',
  'CONTEXT',
  'BUDGET',
  'CONSTRAINTS',
  'ANALYSIS',
  'EVIDENCE',
  'RESULT',
  'EXECUTION',
  'CHANGES',
  'TESTS',
  'LINT',
  'QUALITY_CHECK',
  'EVENT',
  'AGENT',
  'PROOF',
  'REVIEW',
  'INTENT',
]);
