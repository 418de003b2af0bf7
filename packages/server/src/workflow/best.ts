import { type JsonObject, type JsonValue, textOf } from '@codewright/protocol/json';
import { CodewrightError } from '../shared/errors.ts';
import { mergeBranch, sideBySide } from './branches.ts';
import type { AgentStep, Kept, WorkflowStep } from './contract.ts';
import { isOfStep } from './failures.ts';
import type { Here, Made, StepRun } from './run.ts';
import { readAgentTasks } from './team.ts';

type Best = Extract<WorkflowStep, { kind: 'best' }>;

/** An attempt as it is judged. */
interface Attempt {
  number: number;
  branch: string;
  run: StepRun;
  here: Here;
  /** Why it came to no end; null when it did. */
  failed: string | null;
  kept: Kept | null;
  /** Gates that it failed. */
  unproven: string[];
  proven: boolean;
  verdict: 'approve' | 'request_changes' | null;
  /** Findings of the reviewer, the grave ones counting more. */
  findings: number;
  said: string;
}

const actor = { type: 'system', id: 'workflow' } as const;
/** How much a finding counts, by its severity. */
const severities: Record<string, number> = { critical: 100, major: 10, minor: 1 };

/**
 * Several attempts at one piece of work, each in a tree of its own. The gates judge all, a reviewer those that hold; the best one is
 * brought in. All are kept by the name of their commit, and the record says which was chosen and why.
 */
export async function runBest(run: StepRun, step: Best, key: string, here: Here): Promise<Made> {
  const { trees, journal } = run.deps;
  const attempts = Array.from({ length: step.attempts }, (_, index): Attempt => {
    const number = index + 1;
    const branch = `${key}/try-${number}`;
    const own: Here = { ...here, place: branch, prefix: `${branch}/`, gates: { report: null } };
    const none = { kept: null, unproven: [], proven: false, verdict: null, findings: 0, said: '' };
    return { number, branch, run: run.apart(), here: own, failed: null, ...none };
  });
  const branches = attempts.map(({ branch }) => branch);
  await trees.begin(key, here.place, branches);
  await sideBySide(attempts.map((attempt) => () => carryOut(attempt, step, `${key}/`)));
  for (const attempt of attempts) attempt.kept = await trees.keep(`${attempt.branch}/kept`, attempt.branch);
  const ended = attempts.filter(({ failed }) => failed === null);
  const [first] = attempts;
  if (ended.length === 0) {
    throw new CodewrightError('MODEL_FAILED', `${step.title}: no attempt came to an end. The first: ${first?.failed}`);
  }
  const fewest = Math.min(...ended.map(rankOfGates));
  const best = ended.filter((attempt) => rankOfGates(attempt) === fewest);
  // One commit for two attempts: they came to the same, and one look is enough.
  const different = best.filter(
    ({ kept }, index) => best.findIndex((other) => other.kept?.commit === kept?.commit) === index,
  );
  if (different.length > 1) await sideBySide(different.map((attempt) => () => judge(attempt, step)));
  const [chosen] = different.sort(order);
  if (!chosen) throw new CodewrightError('INTERNAL', `No attempt of ${key} could be chosen.`);
  const reason = reasonFor(chosen, ended, different.length);
  await journal.run<JsonValue>(
    `${key}/choice`,
    async () => ({ attempt: chosen.number, reason }),
    () => ({
      actor,
      summary: `${step.title}: attempt ${chosen.number} of ${step.attempts} is taken, ${reason}`,
      data: { chosen: chosen.number, reason, attempts: attempts.map(described) },
    }),
  );
  await mergeBranch(run, step, chosen.branch, `${key}/merge+try-${chosen.number}`, here);
  await trees.drop(branches);
  if (chosen.here.gates.report) here.gates.report = chosen.here.gates.report;
  const { output, text } = chosen.run.output(step.attempt.name);
  return { output, text };
}

/** The work, and its proof. An attempt that fails is one attempt less. */
async function carryOut(attempt: Attempt, step: Best, prefix: string): Promise<void> {
  const base = { weight: 0, optional: false, when: null };
  const { run, here, number } = attempt;
  const { brains = [] } = step.attempt;
  // By turns: with three agents and three attempts each makes one.
  const mine = brains.length === 0 ? {} : { brains: [brains[(number - 1) % brains.length] ?? ''] };
  const whole: WorkflowStep = {
    ...base,
    kind: 'sequence',
    name: `try-${number}`,
    title: `${step.title}, attempt ${number}`,
    optional: true,
    steps: [
      { ...step.attempt, ...mine },
      { ...base, kind: 'gates', name: 'proof', title: 'Proving it', gates: step.gates },
    ],
  };
  const end = await run.step(whole, { ...here, prefix });
  if (end.status === 'failed') attempt.failed = end.reason ?? 'it failed';
  const { report } = here.gates;
  attempt.proven = report?.ok === true;
  attempt.unproven = (report?.results ?? []).filter(({ verdict }) => verdict === 'failed').map(({ gate }) => gate);
}

async function judge(attempt: Attempt, step: Best): Promise<void> {
  const words = readAgentTasks()['review'];
  const review: AgentStep = {
    kind: 'agent',
    name: 'review',
    title: `${words?.title ?? 'Reviewing'} (attempt ${attempt.number})`,
    weight: 0,
    optional: false,
    when: null,
    role: step.reviewer,
    instruction: words?.instruction ?? '',
    inputs: [],
  };
  try {
    const { output, text } = await attempt.run.agent(review, `${attempt.branch}/review`, attempt.here);
    const found = (typeof output === 'object' ? output : null) as JsonObject | null;
    const blockers = Array.isArray(found?.['blockers']) ? (found['blockers'] as JsonObject[]) : [];
    attempt.verdict = found?.['verdict'] === 'approve' ? 'approve' : found ? 'request_changes' : null;
    attempt.findings = blockers.reduce((sum, { severity }) => sum + (severities[textOf(severity, '')] ?? 1), 0);
    attempt.said = typeof found?.['summary'] === 'string' ? found['summary'] : text;
  } catch (error) {
    // Nobody's word: the gates have judged it, and the choice says that no review did.
    if (!isOfStep(error)) throw error;
    attempt.said = `not reviewed: ${error.message}`;
  }
}

const rankOfGates = ({ proven, unproven }: Attempt) => (proven ? 0 : 1 + unproven.length);
const rankOfVerdict = ({ verdict }: Attempt) => (verdict === 'approve' ? 0 : verdict === null ? 1 : 2);

/** Approved before not; then fewer findings, a smaller change, the earlier one. */
function order(one: Attempt, other: Attempt): number {
  return (
    rankOfVerdict(one) - rankOfVerdict(other) ||
    one.findings - other.findings ||
    (one.kept?.lines ?? 0) - (other.kept?.lines ?? 0) ||
    one.number - other.number
  );
}

function reasonFor(chosen: Attempt, ended: Attempt[], judged: number): string {
  const gates = chosen.proven ? 'it passes its checks' : `it fails the fewest checks (${chosen.unproven.join(', ')})`;
  if (ended.length === 1) return `the only one that came to an end; ${gates}`;
  if (judged === 1) return `${gates}, and no other does better or otherwise`;
  const size = `${chosen.kept?.lines ?? 0} changed lines`;
  const verdict =
    chosen.verdict === 'approve'
      ? 'the reviewer approves it'
      : chosen.verdict
        ? 'the reviewer wants changes'
        : 'no review';
  return `${gates}; ${verdict} (${chosen.said.slice(0, 300)}); ${size}`;
}

function described(attempt: Attempt): JsonObject {
  const { number, failed, kept, proven, unproven, verdict, findings, said } = attempt;
  return {
    attempt: number,
    failed,
    commit: kept?.commit ?? null,
    files: kept?.files ?? 0,
    lines: kept?.lines ?? 0,
    proven,
    unproven,
    verdict,
    findings,
    said: said.slice(0, 2_000),
  };
}
