import { Environment } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import type { JsonValue } from '@codewright/protocol/json';
import { CodewrightError } from '../shared/errors.ts';

/** Something wrong with an expression; `start` counts characters in its text. */
export interface ExpressionProblem {
  start: number;
  message: string;
}

/** What an expression reads. */
export interface References {
  steps: { name: string; start: number }[];
  gates: number[];
  /** What the workflow is called with, and facts of the job. */
  inputs: { name: string; start: number }[];
  job: { name: string; start: number }[];
  iteration: number[];
  /** Anything else: `job` or `inputs` as a whole. */
  others: number[];
  /** True when it reads nothing at all, so that its value is known already. */
  constant: boolean;
}

export interface Scope {
  steps: Record<string, { output: JsonValue; text: string; status: string }>;
  gates: JsonValue;
  job: Record<string, JsonValue>;
  inputs: Record<string, JsonValue>;
  iteration: number;
}

const stepFields = new Set(['output', 'text', 'status']);
const macros = new Set(['exists', 'exists_one', 'all', 'filter', 'map']);

const environment = new Environment({
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 500, maxDepth: 40 },
})
  .registerVariable('steps', 'map')
  .registerVariable('gates', 'dyn')
  .registerVariable('job', 'map')
  .registerVariable('inputs', 'map')
  .registerVariable('iteration', 'int');

/** Checks an expression without running it; `condition` says that it has to be true or false. */
export function checkExpression(
  text: string,
  kind: 'condition' | 'value',
): { references: References; problems: ExpressionProblem[] } {
  const references: References = {
    steps: [],
    gates: [],
    inputs: [],
    job: [],
    iteration: [],
    others: [],
    constant: true,
  };
  const problems: ExpressionProblem[] = [];
  try {
    const checked = environment.check(text);
    if (!checked.valid) throw checked.error ?? new Error('not valid');
    if (kind === 'condition' && checked.type !== 'bool' && checked.type !== 'dyn') {
      problems.push({ start: 0, message: `A condition is true or false; this is of type ${checked.type}.` });
    }
    walk(environment.parse(text).ast, new Set(), references, problems);
  } catch (error) {
    problems.push(describe(error));
  }
  return { references, problems };
}

function walk(node: ASTNode, bound: ReadonlySet<string>, found: References, problems: ExpressionProblem[]): void {
  const { op, args } = node as { op: string; args: unknown };
  if (op === 'id') {
    const name = String(args);
    if (bound.has(name)) return;
    found.constant = false;
    if (name === 'gates') found.gates.push(node.start);
    else if (name === 'iteration') found.iteration.push(node.start);
    else found.others.push(node.start);
    if (name === 'steps') problems.push({ start: node.start, message: 'Name the step: steps.<name>.output.' });
    return;
  }
  if (op === 'value') return;
  const field = fieldOf(node, bound);
  if (field) {
    found.constant = false;
    found[field.of].push({ name: field.name, start: field.start });
    return;
  }
  const access = stepAccess(node);
  if (access) {
    found.constant = false;
    found.steps.push({ name: access.name, start: access.start });
    if (access.field !== null && !stepFields.has(access.field)) {
      problems.push({ start: access.fieldStart, message: `A step has output, text and status, not ${access.field}.` });
    }
    return;
  }
  if (op === 'rcall') {
    const [name, target, list] = args as [string, ASTNode, ASTNode[]];
    walk(target, bound, found, problems);
    const variable = list[0];
    const binds = macros.has(name) && variable?.op === 'id';
    const inner = binds ? new Set([...bound, String(variable.args)]) : bound;
    for (const item of binds ? list.slice(1) : list) walk(item, inner, found, problems);
    return;
  }
  for (const child of nodesIn(args)) walk(child, bound, found, problems);
}

/** `job.name` or `inputs.name`, itself and not what lies in it. */
function fieldOf(
  node: ASTNode,
  bound: ReadonlySet<string>,
): { of: 'job' | 'inputs'; name: string; start: number } | null {
  const { op, args } = node as { op: string; args: unknown };
  if (op !== '.' && op !== '[]') return null;
  const [target, key] = args as [ASTNode, ASTNode | string];
  const word = typeof key === 'string' ? key : key.op === 'value' && typeof key.args === 'string' ? key.args : null;
  const of = target.op === 'id' ? target.args : null;
  if (word === null || (of !== 'job' && of !== 'inputs') || bound.has(of)) return null;
  return { of, name: word, start: target.start };
}

/** `steps.name.field…` or `steps["name"]…`, looked at from its outer end. */
function stepAccess(node: ASTNode): { name: string; start: number; field: string | null; fieldStart: number } | null {
  const { op, args } = node as { op: string; args: unknown };
  if (op !== '.' && op !== '[]') return null;
  const [target, key] = args as [ASTNode, ASTNode | string];
  const word = typeof key === 'string' ? key : key.op === 'value' && typeof key.args === 'string' ? key.args : null;
  if (target.op === 'id') {
    if (target.args !== 'steps' || word === null) return null;
    return { name: word, start: target.start, field: null, fieldStart: node.start };
  }
  const inner = stepAccess(target);
  if (inner && inner.field === null && word !== null) {
    return { ...inner, field: word, fieldStart: typeof key === 'string' ? node.pos : key.start };
  }
  return inner;
}

function nodesIn(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(nodesIn);
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : [];
}

/** @throws CodewrightError WORKFLOW_INVALID when the data is not what the expression takes it for. */
export function evaluate(text: string, scope: Scope): JsonValue {
  try {
    const context = { ...scope, iteration: BigInt(scope.iteration) };
    return plain(environment.evaluate(text, context));
  } catch (error) {
    throw new CodewrightError(
      'WORKFLOW_INVALID',
      `The expression \`${text}\` has no value here: ${describe(error).message}`,
      {
        cause: error,
      },
    );
  }
}

export function holds(text: string, scope: Scope): boolean {
  const value = evaluate(text, scope);
  if (typeof value === 'boolean') return value;
  throw new CodewrightError(
    'WORKFLOW_INVALID',
    `The condition \`${text}\` gave ${JSON.stringify(value)}, not true or false.`,
  );
}

/** A value with its expressions worked out: a text that is one expression and nothing else is what that gives. */
export function value(given: JsonValue, scope: Scope): JsonValue {
  if (Array.isArray(given)) return given.map((item) => value(item, scope));
  if (typeof given === 'object' && given !== null) {
    return Object.fromEntries(Object.entries(given).map(([key, item]) => [key, value(item, scope)]));
  }
  if (typeof given !== 'string') return given;
  const [only] = expressionsIn(given);
  const whole = given.trim();
  if (only?.closed && whole.startsWith('${{') && whole.indexOf('}}') === whole.length - 2) {
    return evaluate(only.text, scope);
  }
  return render(given, scope);
}

const marker = /\$\{\{([\s\S]*?)(\}\}|$)/g;

/** The expressions of a text with `${{ … }}` in it, with where each begins. */
export function expressionsIn(text: string): { text: string; start: number; closed: boolean }[] {
  return [...text.matchAll(marker)].map((match) => {
    const inner = match[1] ?? '';
    const lead = inner.length - inner.trimStart().length;
    return { text: inner.trim(), start: match.index + 3 + lead, closed: match[2] === '}}' };
  });
}

/** Replaces each `${{ … }}` by its value: strings as they are, everything else as JSON. */
export function render(text: string, scope: Scope): string {
  return text.replaceAll(marker, (_whole, inner: string) => {
    const value = evaluate(inner.trim(), scope);
    return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  });
}

/** CEL's own kinds of value as JSON. */
function plain(value: unknown): JsonValue {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item)]));
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  }
  return value === undefined ? null : (value as JsonValue);
}

function describe(error: unknown): ExpressionProblem {
  const { summary, range, message } = error as { summary?: string; range?: { start?: number }; message?: string };
  const words = (summary ?? message ?? String(error)).split('\n', 1)[0] ?? '';
  return { start: range?.start ?? 0, message: /[.!?]$/.test(words) ? words : `${words}.` };
}
