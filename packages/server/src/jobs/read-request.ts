import type { Preview } from '@codewright/protocol/client';
import type { JobRequest, Mode } from '@codewright/protocol/job';
import type { Requirements } from '../craft/requirements.ts';
import type { IntakeMatch, IntakeOptions, IntakeResult } from '../intake/contract.ts';
import { understandRequest } from '../intake/intake.ts';
import { assess } from '../policy/assess.ts';
import { modeDefaults } from '../policy/modes.ts';

/** What is known of the models that would do the work. */
export interface Judge {
  /** True when a language model will read the words, whatever the rules make of them. */
  readsWords(request: JobRequest): boolean;
  /** What the model can do with a request; null: whatever it says. */
  ableTo(wish: { goal: string; mode: Mode; rule: string }, request: JobRequest): Ability | null;
}
export type Ability =
  | { can: true; workflow: string | null; approval: string | null }
  | { can: false; reason: string; suggestions: string[]; hint: string };

/**
 * Reads a request without starting anything: which mode, what it may touch, what policy says, what the model can do with it, and
 * for a new project what the craft understands and what it cannot do. Whoever submits reads this first.
 */
export async function readRequest(request: JobRequest, judgement: Judge): Promise<Preview> {
  const modelReads = judgement.readsWords(request);
  const intake = await readWords(request.goal, {
    ...(request.mode ? { mode: request.mode } : {}),
    repository: request.repository !== undefined,
    // Who said yes in advance wants no question back; what follows on earlier work need not say it all again.
    ...(modelReads ? { reader: request.autoApprove || request.parent !== undefined ? 'model-decides' : 'model' } : {}),
  });
  const base: Preview = {
    verdict: 'needs-answer',
    mode: request.mode ?? 'chat',
    workflow: request.workflow ?? request.mode ?? 'chat',
    intent: '',
    approval: null,
    rule: intake.rule,
    confidence: intake.confidence,
    risk: 0,
    summary: '',
    questions: [],
    suggestions: [],
    assumptions: [],
    unsupported: [],
    name: null,
    estimateSeconds: null,
  };
  if (intake.verdict === 'abstain') {
    return {
      ...base,
      verdict: intake.abstainReason === 'dangerous' ? 'refused' : 'needs-answer',
      summary: intake.clarification,
      questions: [intake.clarification],
      suggestions: intake.suggestions,
    };
  }
  const judged = judge(intake, request);
  const unattended = modelReads && isUnattended(request);
  // What only looks runs as a review: its roles and policy cannot write. A bare question may be an order in other words, and
  // who said yes in advance will not be there to say it again.
  const mode = unattended && intake.rule === 'question' ? 'genius' : intake.readOnly ? 'review' : intake.mode;
  const settled = understandRequest(request.goal, { mode, reader: 'model-decides' });
  const known: Preview = {
    ...base,
    mode,
    workflow: request.workflow ?? (modelReads ? workflowFor(intake, unattended, request) : null) ?? mode,
    // As it is read again when the truthpack is verified: by words and mode alone.
    intent: settled.verdict === 'match' ? settled.logline : intake.logline,
    approval: approvalFor(intake, judged.needsApproval),
    risk: judged.risk.score,
    summary: `Understood as ${intake.rule.replaceAll('_', ' ')} (mode ${mode}, risk ${judged.risk.level}).`,
  };
  if (judged.verdict === 'BLOCK') {
    const first = judged.violations.find((violation) => violation.verdict === 'BLOCK');
    return {
      ...known,
      verdict: 'refused',
      summary: first ? `${first.message} ${first.remediation}` : 'Policy refuses this.',
    };
  }
  const ability = judgement.ableTo({ goal: request.goal, mode, rule: intake.rule }, request);
  if (ability && !ability.can) {
    const { reason, suggestions, hint } = ability;
    return { ...known, verdict: 'refused', intent: '', summary: reason, suggestions, hint };
  }
  const fitted: Preview = {
    ...known,
    workflow: request.workflow ?? ability?.workflow ?? known.workflow,
    approval: known.approval ?? ability?.approval ?? null,
  };
  if (mode !== 'build') return { ...fitted, verdict: 'ready' };
  const described = await readDescription(request, fitted);
  return modelReads && described.verdict !== 'ready' ? byModel(request, fitted, described) : described;
}

/**
 * A new program may be described in a language that the craft has a dictionary of: its words are kept, and only what kind of order
 * they are is read from the English. Orders about files and code are asked for in English.
 */
async function readWords(goal: string, options: IntakeOptions): Promise<IntakeResult> {
  const intake = understandRequest(goal, options);
  if (intake.verdict === 'match' || !intake.foreign) return intake;
  const { translate } = await import('../craft/translate/translate.ts');
  const words = translate(goal);
  const read = words && understandRequest(words.english, options);
  if (read?.verdict === 'abstain' && read.abstainReason === 'dangerous') return read;
  if (read?.verdict !== 'match' || read.rule !== 'build') return intake;
  return understandRequest(goal, { ...options, mode: 'build', reader: 'model-decides' });
}

/** Everything was approved in advance, and nothing says how the work is to be done. */
function isUnattended({ autoApprove, mode, workflow }: JobRequest): boolean {
  return autoApprove && mode === undefined && workflow === undefined;
}

/** What is neither a plain change nor a review has a way of its own with a language model. */
function workflowFor({ rule, mode, readOnly }: IntakeMatch, unattended: boolean, { agent }: JobRequest): string | null {
  if (rule === 'task') return 'task';
  // An agent CLI plans for itself.
  if (agent !== undefined && (mode === 'genius' || mode === 'build')) return 'task';
  // Nobody is there to raise the small budget of a small fix: it ends by what an open task may spend.
  if (unattended && (rule === 'question' || (mode === 'mechanic' && !readOnly))) return 'task';
  return rule === 'question' || rule === 'analyze' ? 'answer' : null;
}

/** "Review the changes since main": what a review is against, where the words say it and nothing else does. */
export function baseOf(request: JobRequest, mode: Mode): { base?: string } {
  if (mode !== 'review' || request.base !== undefined) return {};
  const said =
    /\b(?:changes?|commits?|diff|work)\b.*\b(?:since|after|against|compared (?:to|with))\s+["'`]?([\w./@~^-]+?)["'`]?[.!?]?$/i;
  const base = said.exec(request.goal.trim())?.[1];
  return base === undefined ? {} : { base };
}

/** Why a person must say yes before the work begins; null where nobody has to. */
function approvalFor(intake: IntakeMatch, risky: boolean): string | null {
  if (intake.destructive) return `This takes something away for good: ${intake.normalised}`;
  if (risky) return `This is risky by policy: ${intake.normalised}`;
  return intake.confirm ? `Please confirm: ${intake.normalised}` : null;
}

function judge(intake: IntakeMatch, request: JobRequest) {
  return assess({
    operation: intake.rule,
    files: 0,
    lines: 0,
    destructive: intake.destructive,
    production: intake.production,
    paths: intake.paths,
    failingTests: false,
    limits: request.mode ? modeDefaults(request.mode).limits : intake.constraints,
  });
}

/** What the craft makes of the description of a new project. */
async function readDescription(request: JobRequest, known: Preview): Promise<Preview> {
  // Loaded here: its language library is no part of any other command's start.
  const [{ understand }, { architectureOf }] = await Promise.all([
    import('../craft/understand/understand.ts'),
    import('../craft/understand/architecture.ts'),
  ]);
  const understanding = understand(request.goal, {
    constraints: request.constraints,
    preferences: request.preferences,
  });
  if (understanding.verdict === 'abstained') {
    return {
      ...known,
      verdict: understanding.reason === 'unsupported' ? 'refused' : 'needs-answer',
      intent: '',
      summary: understanding.questions[0] ?? 'The description leaves too much open.',
      questions: understanding.reason === 'unsupported' ? [] : understanding.questions,
      suggestions: understanding.suggestions,
      unsupported:
        understanding.reason === 'unsupported'
          ? [{ words: request.goal.slice(0, 200), reason: understanding.questions[0] ?? 'it cannot be generated yet' }]
          : [],
    };
  }
  const { requirements } = understanding;
  const blocking = requirements.unsupported.filter((item) => item.blocking === true);
  const told: Preview = {
    ...known,
    name: requirements.name,
    summary: describe(requirements),
    assumptions: requirements.assumptions,
    unsupported: requirements.unsupported.map(({ blocking: _blocking, ...item }) => item),
    estimateSeconds: requirements.complexity.seconds,
    design: {
      architecture: architectureOf(requirements),
      complexity: requirements.complexity.level,
      risks: requirements.risks,
    },
  };
  if (blocking.length > 0) {
    const list = blocking.map(({ words, reason }) => `${reason} (“${words}”)`).join('; ');
    return {
      ...told,
      verdict: 'refused',
      intent: '',
      summary: `${list.charAt(0).toUpperCase()}${list.slice(1)}.`,
      suggestions: blocking.flatMap((item) => item.nearest ?? []),
      unsupported: told.unsupported.filter((_, at) => requirements.unsupported[at]?.blocking === true),
      assumptions: [],
      estimateSeconds: null,
    };
  }
  return { ...told, verdict: 'ready' };
}

/**
 * What the craft cannot build or asks about, a language model builds from the words themselves; only words that say hardly anything
 * are asked about all the same.
 */
function byModel(request: JobRequest, known: Preview, { unsupported, ...described }: Preview): Preview {
  const words = request.goal.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const telling = words.filter(
    (word) => !/^(?:an?|the|in|with|for|of|to|and|please|build|create|make|write|me)$/.test(word),
  );
  if (telling.length < 2 && !request.autoApprove) return { ...described, unsupported };
  return {
    ...known,
    verdict: 'ready',
    name: telling.slice(0, 3).join('-').slice(0, 40) || 'project',
    summary: 'The model builds this from your words: the built-in craft has no blueprint for all of it.',
  };
}

function describe({ title, kind, language, stack, entities, rules, operations, ...found }: Requirements): string {
  const name = kind.replaceAll('_', ' ').replace(/\b(?:api|cli)\b/, (word) => word.toUpperCase());
  const parts = [`${name.replace('rest', 'REST').replace('graphql', 'GraphQL')} “${title}” in ${language}`];
  parts.push(...[stack.framework, stack.database].filter((used) => used !== 'none'));
  if (stack.auth !== 'none') parts.push(`${stack.auth} authentication`);
  const held =
    entities.length > 0
      ? `${entities.map((entity) => entity.name).join(', ')} (${operations.length} operations, ${rules.length} rules)`
      : [...found.modules.map((use) => use.module), ...found.screens.map((screen) => screen.title)].join(', ');
  return `A ${parts.join(', ')}${held === '' ? '' : `: ${held}`}.`;
}
