import { CodewrightError } from '../shared/errors.ts';
import { readYaml } from '../shared/yaml.ts';
import type { YamlPath } from '../shared/yaml.ts';
import { z } from 'zod';
import { checkReferences, checkUntil } from './check.ts';
import type { AgentStep, Workflow, WorkflowStep } from './contract.ts';
import type { Caps } from '@codewright/protocol/job';
import { at, nearest } from './report.ts';
import type { Report, WorkflowNames } from './report.ts';
import { bestOf, nameRule, stepKinds, stepSchemas, workflowSchema } from './schema.ts';
import { faultsOf, teamForm, teamGates, teamStep, teamSteps } from './team.ts';
import type { StepKind } from './schema.ts';

/** Faults that are told; who has more has another kind of file. */
const mostTold = 30;
/** How deep workflows may call one another. */
const deepest = 8;

/**
 * Reads and checks a workflow. `file` is what messages call it.
 * @throws CodewrightError WORKFLOW_INVALID whose message holds each problem as `file:line:column: what`, with a caret.
 */
export function loadWorkflow(text: string, file: string, names: WorkflowNames): Workflow {
  return load(text, file, names, []);
}

function load(text: string, file: string, names: WorkflowNames, callers: readonly string[]): Workflow {
  const source = readYaml(text, file);
  const report: Report = { source, names, problems: [...source.problems], places: new Map(), callers };
  const workflow = source.problems.length > 0 ? null : readDocument(report);
  // What a team's steps refer to is put there by us.
  if (workflow && workflow.team !== true && report.problems.length === 0) checkReferences(workflow, report);
  if (workflow && report.problems.length === 0) return workflow;
  const sorted = [...report.problems].sort((a, b) => a.line - b.line || a.column - b.column);
  const told = sorted.slice(0, mostTold).map((problem) => source.format(problem));
  if (sorted.length > mostTold) told.push(`${file}: and ${sorted.length - mostTold} more faults.`);
  throw new CodewrightError('WORKFLOW_INVALID', told.join('\n'), {
    hint: 'Mend the marked places; docs/workflows.md describes every key.',
    details: { file, problems: sorted.map(({ line, column, message }) => ({ line, column, message })) },
  });
}

/** A mapping with name, description and steps; or `workflows`, each a list of who does what, which is turned into that. */
function readDocument(report: Report): Workflow | null {
  const { value } = report.source;
  if (typeof value === 'object' && value !== null && 'workflows' in value) return readTeam(report);
  const document = parse(workflowSchema, report.source.value, [], report);
  if (!document) return null;
  const { name, description, answers, inputs, result } = document;
  const steps = readSteps(document.steps, ['steps'], { ...report, callers: [...report.callers, name] }, true);
  const usual = Object.entries(inputs ?? {}).map(([input, declared]) => [input, declared.default] as const);
  return {
    name,
    description,
    answers,
    ...(inputs === undefined ? {} : { inputs: Object.fromEntries(usual) }),
    ...(result === undefined ? {} : { result }),
    steps: weigh(steps, report),
  };
}

/** Of `workflows: {name: …}`, the one that the file or the caller names, else the only one. */
function readTeam(report: Report): Workflow | null {
  const file = parse(
    z.strictObject({ workflows: z.record(z.string().regex(nameRule), z.unknown()) }),
    report.source.value,
    [],
    report,
  );
  const all = Object.entries(file?.workflows ?? {});
  const wanted = all.find(([name]) => name === report.names.wanted) ?? all[0];
  if (!wanted) {
    report.problems.push(at(report, ['workflows'], 'There must be at least one workflow here.'));
    return null;
  }
  const made = all.map(([name, given]) => readTeamWorkflow(name, given, ['workflows', name], report));
  return made[all.indexOf(wanted)] ?? null;
}

function readTeamWorkflow(name: string, given: unknown, path: YamlPath, report: Report): Workflow | null {
  const isList = Array.isArray(given);
  const form = parse(teamForm, isList ? { steps: given as unknown[] } : given, path, report);
  if (!form) return null;
  const tasks = report.names.tasks ?? {};
  const steps = form.steps.flatMap((item, index) => {
    const place = isList ? [...path, index] : [...path, 'steps', index];
    const step = parse(teamStep, item, place, report);
    if (!step) return [];
    const faults = faultsOf(step, tasks, report.names);
    for (const { key, message } of faults) report.problems.push(at(report, [...place, key], message));
    return faults.length === 0 ? [step] : [];
  });
  const { description, max_iterations: rounds, min_suggestions_threshold: threshold, until } = form;
  const made = teamSteps(steps, tasks, { rounds, threshold, until });
  if (until !== undefined && steps.length === form.steps.length) checkUntil(until, made, [...path, 'until'], report);
  const words = steps.map(({ agent, task }) => `${agent} ${task}`).join(' → ');
  return {
    name,
    description: description ?? words,
    answers: false,
    team: true,
    steps: made,
  };
}

function readSteps(list: unknown[], path: YamlPath, report: Report, top: boolean): WorkflowStep[] {
  return list.flatMap((item, index) => {
    const step = readStep(item, [...path, index], report, top);
    if (step) report.places.set(step, [...path, index]);
    return step ? [step] : [];
  });
}

function readStep(value: unknown, path: YamlPath, report: Report, top: boolean): WorkflowStep | null {
  const kind = kindOf(value, path, report);
  if (!kind) return null;
  const inner = (list: unknown[]) => readSteps(list, [...path, kind], report, false);
  const read = <K extends StepKind>(key: K) => {
    type Read = z.output<(typeof stepSchemas)[K]>;
    return parse(stepSchemas[key] as unknown as z.ZodType<Read>, value, path, report);
  };
  const base = (step: {
    name: string;
    title?: string | undefined;
    weight?: number | undefined;
    optional: boolean;
    when?: string | undefined;
    caps?: Partial<Caps> | undefined;
  }) => {
    if (!top && step.weight !== undefined) {
      report.problems.push(at(report, [...path, 'weight'], 'Only steps of the outermost list have a weight.', true));
    }
    const { name, optional, caps } = step;
    const common = { name, title: step.title ?? name, weight: step.weight ?? 0, optional, when: step.when ?? null };
    return caps === undefined ? common : { ...common, caps };
  };
  switch (kind) {
    case 'agent': {
      const step = read('agent');
      if (!step) return null;
      checkRole(step.agent, [...path, 'agent'], report);
      const { instruction, inputs } = step;
      const brains = step.by === undefined ? [] : [step.by].flat();
      for (const brain of brains) checkAgent(brain, [...path, 'by'], report);
      const by = brains.length > 0 ? { brains } : {};
      const made: AgentStep = { ...base(step), kind, role: step.agent, instruction, inputs, ...by };
      return step.best_of === undefined ? made : readBest(made, step.best_of, [...path, 'best_of'], report);
    }
    case 'workflow': {
      const step = read('workflow');
      if (!step) return null;
      const called = readCalled(step.workflow, step.with, path, report);
      return called && { ...base(step), kind, workflow: called, with: step.with };
    }
    case 'gates': {
      const step = read('gates');
      if (!step) return null;
      for (const [index, gate] of step.gates.entries())
        checkGate(gate, step.gates.indexOf(gate), [...path, 'gates', index], index, report);
      return { ...base(step), kind, gates: step.gates };
    }
    case 'human': {
      const step = read('human');
      return step && { ...base(step), kind, question: step.human, choices: step.choices, inputs: step.inputs };
    }
    case 'sequence': {
      const step = read('sequence');
      return step && { ...base(step), kind, steps: inner(step.sequence) };
    }
    case 'parallel': {
      const step = read('parallel');
      return step && { ...base(step), kind, steps: inner(step.parallel) };
    }
    case 'repeat': {
      const step = read('repeat');
      return step && { ...base(step), kind, max: step.max, until: step.until, steps: inner(step.repeat) };
    }
  }
}

function kindOf(value: unknown, path: YamlPath, report: Report): StepKind | null {
  const isStep = typeof value === 'object' && value !== null && !Array.isArray(value);
  const kinds = isStep ? stepKinds.filter((kind) => Object.hasOwn(value, kind)) : [];
  const [kind, second] = kinds;
  if (kind && !second) return kind;
  report.problems.push(
    second
      ? at(report, [...path, second], `A step is one thing: ${kinds.join(' or ')}, not both.`, true)
      : at(report, path, `A step needs one of the keys ${stepKinds.join(', ')}.`),
  );
  return null;
}

/** Attempts in place of one; what they are proven by is what a team is, as far as it is known here. */
function readBest(attempt: AgentStep, given: unknown, path: YamlPath, report: Report): WorkflowStep | null {
  const whole = typeof given === 'number' ? { attempts: given } : given;
  const best = parse(bestOf, whole, path, report);
  if (!best) return null;
  const gates = best.gates ?? teamGates.filter((gate) => report.names.gates.includes(gate));
  for (const [index, gate] of (best.gates ?? []).entries()) {
    checkGate(gate, gates.indexOf(gate), [...path, 'gates', index], index, report);
  }
  checkRole(best.reviewer, typeof given === 'number' ? path : [...path, 'reviewer'], report);
  const { name, title, weight, optional, when, caps } = attempt;
  const base = { name, title, weight, optional, when, ...(caps === undefined ? {} : { caps }) };
  const one: AgentStep = { ...attempt, weight: 0, optional: false, when: null };
  delete one.caps;
  return { ...base, kind: 'best', attempts: best.attempts, gates, reviewer: best.reviewer, attempt: one };
}

/** The workflow that a step calls, loaded as a whole, and whether it is given what it asks for. */
function readCalled(name: string, given: Record<string, unknown>, path: YamlPath, report: Report): Workflow | null {
  const fault = (key: YamlPath, message: string, isKey = false): null => {
    report.problems.push(at(report, [...path, ...key], message, isKey));
    return null;
  };
  const chain = [...report.callers, name];
  if (report.callers.includes(name))
    return fault(['workflow'], `Workflows call one another in a circle: ${chain.join(' → ')}.`);
  if (chain.length > deepest)
    return fault(['workflow'], `Workflows call one another more than ${deepest} deep: ${chain.join(' → ')}.`);
  const { names } = report;
  const found = names.workflow?.(name) ?? null;
  if (!found) return fault(['workflow'], `There is no workflow ${name}${nearest(name, names.workflows ?? [])}`);
  let called: Workflow;
  try {
    called = load(found.text, found.file, { ...names, wanted: name }, report.callers);
  } catch (error) {
    if (!(error instanceof CodewrightError) || error.code !== 'WORKFLOW_INVALID') throw error;
    return fault(['workflow'], `The workflow ${name} is not valid:\n${error.message}`);
  }
  const declared = called.inputs ?? {};
  for (const key of Object.keys(given).filter((input) => !Object.hasOwn(declared, input))) {
    fault(['with', key], `The workflow ${name} takes no input ${key}${nearest(key, Object.keys(declared))}`, true);
  }
  const missing = Object.keys(declared).filter((key) => declared[key] === undefined && !Object.hasOwn(given, key));
  for (const key of missing) fault(['workflow'], `The workflow ${name} has to be given the input ${key}, under with.`);
  return called;
}

function checkAgent(name: string, path: YamlPath, report: Report): void {
  const agents = report.names.agents ?? [];
  if (!agents.includes(name))
    report.problems.push(at(report, path, `There is no agent ${name}${nearest(name, agents)}`));
}

function checkRole(role: string, path: YamlPath, report: Report): void {
  const { roles, tools } = report.names;
  const known = Object.hasOwn(roles, role) ? roles[role] : undefined;
  if (!known) {
    report.problems.push(at(report, path, `There is no role ${role}${nearest(role, Object.keys(roles))}`));
    return;
  }
  for (const tool of known.filter((name) => !tools.includes(name))) {
    report.problems.push(
      at(report, path, `The role ${role} uses the tool ${tool}, which does not exist${nearest(tool, tools)}`),
    );
  }
}

function checkGate(gate: string, first: number, path: YamlPath, index: number, report: Report): void {
  const { gates } = report.names;
  if (!gates.includes(gate)) report.problems.push(at(report, path, `There is no gate ${gate}${nearest(gate, gates)}`));
  else if (first !== index) report.problems.push(at(report, path, `The gate ${gate} stands here twice.`));
}

/** All top-level steps carry a weight and they add up to 100, or none does and they share it equally. */
function weigh(steps: WorkflowStep[], report: Report): WorkflowStep[] {
  const given = steps.filter((step) => step.weight > 0);
  if (given.length === 0) {
    for (const step of steps) step.weight = 100 / steps.length;
    return steps;
  }
  const without = steps.find((step) => step.weight === 0);
  const sum = given.reduce((total, step) => total + step.weight, 0);
  const place = (step: WorkflowStep | undefined): YamlPath => (step && report.places.get(step)) ?? ['steps'];
  if (without)
    report.problems.push(at(report, place(without), `Step ${without.name} needs a weight, as the others have one.`));
  else if (Math.abs(sum - 100) > 0.01) {
    report.problems.push(at(report, [...place(given.at(-1)), 'weight'], `The weights add up to ${sum}, not to 100.`));
  }
  return steps;
}

/** A value by its schema, or null after each of its faults is reported at its place. */
function parse<T>(schema: z.ZodType<T>, value: unknown, path: YamlPath, report: Report): T | null {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const where = [...path, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
    if (issue.code === 'unrecognized_keys') {
      const known = 'shape' in schema ? Object.keys(schema.shape as object) : [];
      for (const key of issue.keys) {
        report.problems.push(at(report, [...where, key], `Unknown key ${key}${nearest(key, known)}`, true));
      }
    } else report.problems.push(at(report, where, wording(issue, where)));
  }
  return null;
}

function wording(issue: z.core.$ZodIssue, path: YamlPath): string {
  if (path.length === 0 && issue.code === 'invalid_type') {
    return 'A workflow is a mapping with name, description and steps, or with workflows.';
  }
  const key = String(path.at(-1) ?? 'the file');
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return `The key ${key} is missing.`;
  return /[.!?]$/.test(issue.message) ? issue.message : `${key}: ${issue.message}.`;
}
