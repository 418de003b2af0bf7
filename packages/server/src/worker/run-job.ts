import type { Emit, LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import type { JsonValue } from '@codewright/protocol/json';
import { modeDefaults } from '../policy/modes.ts';
import type { Requirements } from '../craft/requirements.ts';
import type { GateReport } from '../gates/contract.ts';
import type { Guide } from '../agents/contract.ts';
import type { JobOutcome } from '../queue/contract.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { throwIfAborted } from '../shared/abort.ts';
import { CodewrightError, Suspended, toCodewrightError } from '../shared/errors.ts';
import { shortId } from '../shared/ids.ts';
import type { Journal } from '../shared/step.ts';
import type { Workflow } from '../workflow/contract.ts';
import type { JobParts } from './contract.ts';
import { createDialogue, type Dialogue } from './dialogue.ts';
import { createRaises } from './raises.ts';
import { conclude, failure } from './outcome.ts';
import { concludeReplay } from './replay/compare.ts';
import { readRecord } from './replay/record.ts';
import { createReplay, type Replay } from './replay/replay.ts';
import { memoryOf, readRemembered } from './remembered.ts';
import { createTeam } from './team.ts';
import { createTrees, markBranch } from './trees.ts';

/** How far back a job reads what it follows on. */
const mostEarlier = 5;
/** A new project has all of these, so not to have looked at one is a fault, not a lack. */
const provenInBuilds = ['syntax', 'types', 'lint', 'tests', 'start-and-answer'];
const system = { type: 'system', id: 'worker' } as const;

/** How the pool reaches into a run: the signal ends it at once, `interrupt` at the next step's border. */
export interface JobControl {
  signal: AbortSignal;
  /** Whether a person can be asked for a larger budget. */
  attended: boolean;
  interrupt(): 'drain' | 'pause' | null;
}

/** Unwinds a run at the border of a step, with nothing half done; the same job goes on from there later. */
export class Interrupted extends Error {
  readonly why: 'drain' | 'pause';

  constructor(why: 'drain' | 'pause') {
    super(`Interrupted between two steps: ${why}`);
    this.name = 'Interrupted';
    this.why = why;
  }
}

function interruptible(journal: Journal, control: JobControl): Journal {
  return {
    has: (key) => journal.has(key),
    entryOf: (key) => journal.entryOf(key),
    run: async (key, fn, describe) => {
      const why = journal.has(key) ? null : control.interrupt();
      if (why) throw new Interrupted(why);
      return journal.run(key, fn, describe);
    },
  };
}

/** How a run ended: with an outcome for the queue, or parked until a person answers. */
export type RunEnd = { kind: 'finished'; outcome: JobOutcome } | { kind: 'parked'; waitingFor: string };

/**
 * Carries one claimed job from its workspace to its truthpack. Everything that costs something is a journal step, so a
 * second run of the same job repeats nothing that the ledger holds.
 * @throws CodewrightError LEASE_LOST when another worker owns the job by now, CANCELLED when the signal fired.
 */
export async function runJob(job: Job, given: JobParts, control: JobControl): Promise<RunEnd> {
  const { signal } = control;
  const replay = await openReplay(job, given);
  const parts = replay?.parts(given) ?? given;
  const fence = { job: job.id, epoch: job.epoch };
  const emit: Emit = async (draft) => {
    const [entry] = await parts.ledger.append([{ job: job.id, ...draft }], { fence, durable: 'soon' });
    if (!entry) throw new CodewrightError('INTERNAL', 'The ledger returned no entry for an append.');
    return entry;
  };
  const own = interruptible(await parts.ledger.openJournal(fence), control);
  const journal = replay?.journal(own) ?? own;
  const { manager, sandbox } = await parts.workspaces(job.request.sandbox);
  const workspace = await manager.open(
    {
      job: job.id,
      branch: job.request.repository === undefined ? 'main' : `codewright/${shortId(job.id)}`,
      ...(job.request.repository ? { repository: job.request.repository } : {}),
      ...(job.request.base ? { [job.mode === 'review' ? 'since' : 'base']: job.request.base } : {}),
      ...(job.request.output ? { output: job.request.output } : {}),
      ...(await forkedFrom(parts, job)),
    },
    signal,
  );
  if (job.request.repository !== undefined) parts.learnSecrets(workspace);
  const fresh = !journal.has('open');
  if (fresh) {
    await journal.run(
      'open',
      async () => ({ sandbox, base: workspace.base }),
      () => ({
        event: 'sandbox-opened',
        actor: system,
        summary: openedWords(sandbox, workspace.userTreeDirty),
        data: { sandbox },
      }),
    );
  }
  const limits = { ...parts.limits(job.mode, job.request.repository) };
  const { install } = parts;
  const dialogue =
    replay?.dialogue(emit, () => parts.ledger.read({ job: job.id, kinds: ['event'], limit: 1_000_000 })) ??
    createDialogue({ job, ledger: parts.ledger, emit, clock: parts.clock, approvalHours: parts.approvalHours() });
  const memory = memoryOf(parts, job);
  const remembered = await readRemembered(memory, journal, { fresh, record: replay?.record });
  const guide = await instructionsOf(parts, job, workspace, journal);
  const earlier = await earlierWork(parts, job, journal);
  const repository = job.request.repository ?? workspace.root;
  const servers = await parts.toolServers.open({ repository, workspace, journal, install, signal });
  const { tools: more } = servers;
  const raises = createRaises({ job, ledger: parts.ledger, dialogue, attended: control.attended });
  const trees = createTrees({ workspace, journal, signal });
  const team = createTeam({
    job,
    workspace,
    places: trees,
    journal,
    emit,
    limits,
    install,
    dialogue,
    raises,
    more,
    guide,
    memory,
    remembered,
    parts,
    signal,
  });
  let last: GateReport | null = null;
  await raises.closeIfRefused(team.budget);
  try {
    await approveStart(parts, job, dialogue);
    const workflow = await workflowOf(parts, job, journal);
    await parts.runWorkflow(workflow, {
      journal,
      emit,
      goal: job.goal,
      job: {
        mode: job.mode,
        confirmPlan: modeDefaults(job.mode).confirmPlan,
        compared: job.mode === 'review' && job.request.base !== undefined,
      },
      signal,
      trees,
      budget: (within, caps) => (within ?? team.budget).child(caps),
      runAgent: (task, at) => team.run(earlier === null ? task : { ...task, inputs: { earlier, ...task.inputs } }, at),
      ask: (key, question) => dialogue.ask(key, question),
      runGates: async (key, names, { place, budget }) => {
        // What is over needs no tree, which may be gone by then.
        const tree = await (journal.has(`${key}/end`) ? trees.look(place) : trees.own(place));
        const marked = markBranch(place, journal, emit);
        const commit = await resultCommit(key, tree, marked.journal, job, signal);
        if (workflow.answers && commit === tree.base) return { commit, tree: '', results: [], ok: true };
        const analysis = await latestAnalysis(parts, job);
        const report = await parts.runGates({
          names,
          required: await requiredOf(job, analysis),
          key,
          workspace: tree,
          commit,
          install,
          limits,
          analysis,
          ...marked,
          signal,
        });
        // What a branch came to is not yet what the job comes to.
        if (place === '') last = report;
        // Recorded gates return the time they took: a resumed job counts it again, once.
        const took = report.results.reduce((sum, { durationMs = 0 }) => sum + durationMs, 0);
        (budget ?? team.budget).spend({ seconds: took / 1000 });
        return report;
      },
    });
    throwIfAborted(signal);
    const closing = { job, workspace, journal, emit, parts, signal, gates: last, round: await roundOf(parts, job) };
    const outcome = replay ? await concludeReplay(closing, replay, null) : await conclude(closing, workflow.answers);
    // A failed job's tree is what a person looks at; of a proven one the checkpoints are enough.
    if (outcome.status === 'succeeded') await workspace.retire();
    return { kind: 'finished', outcome };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    if (error instanceof Suspended) return { kind: 'parked', waitingFor: error.waitingFor };
    const known = toCodewrightError(error);
    if (known.code === 'CANCELLED' || known.code === 'LEASE_LOST') throw known;
    const closing = { job, workspace, journal, emit, parts, signal, gates: last, round: await roundOf(parts, job) };
    const outcome = replay ? await concludeReplay(closing, replay, known) : await failure(known, closing);
    return { kind: 'finished', outcome };
  } finally {
    await servers.close();
  }
}

/** A project's own is recorded with its text: whatever becomes of its file, the job goes on by what it began with. */
async function workflowOf(parts: JobParts, job: Job, journal: Journal): Promise<Workflow> {
  const name = job.request.workflow ?? job.mode;
  const known = journal.has('workflow') ? {} : parts.ownWorkflows(name, job.request.repository);
  if (known === null) return parts.workflow(name);
  // Nowhere: said with the name.
  if (!journal.has('workflow') && Object.keys(known).length === 0) return parts.workflow(name);
  const own = await journal.run<Record<string, string>>(
    'workflow',
    async () => ({ ...known }),
    (made) => ({ actor: system, summary: `The project’s own workflow ${Object.keys(made).join(', with ')}` }),
  );
  return parts.workflow(name, own);
}

/** For a job that is a replay: what the ledger holds of the one that it repeats. */
async function openReplay(job: Job, parts: JobParts): Promise<Replay | null> {
  if (job.request.replay === undefined) return null;
  const recorded = await parts.queue.get(job.request.replay);
  const entries = await parts.ledger.read({ job: recorded.id, limit: 1_000_000 });
  return createReplay(readRecord(recorded, entries), (tool) => parts.looksOutside(tool));
}

/**
 * What the jobs were that this one follows on, newest last: their requests, how they ended and what was said at the end. Null for
 * a job that follows on none.
 */
async function earlierWork(parts: JobParts, job: Job, journal: Journal): Promise<JsonValue> {
  if (job.parent === null || job.request.parent === undefined || job.request.replay !== undefined) return null;
  if ((await forkedFrom(parts, job)).from) return null;
  return journal.run<JsonValue>(
    'earlier',
    async () => {
      const found: JsonValue[] = [];
      for (let at: string | null = job.parent; at !== null && found.length < mostEarlier; ) {
        const before: Job = await parts.queue.get(at);
        const events = await parts.ledger.read({ job: before.id, kinds: ['event'], newestFirst: true, limit: 1_000 });
        const end = events.find((entry) => entry.data['event'] === 'agent-finished');
        const said = (end?.data['result'] as { text?: JsonValue } | undefined)?.text ?? null;
        const { goal, status, error } = before;
        found.unshift({ request: goal, ended: status, ...(error ? { because: error.message } : {}), said });
        at = before.parent;
      }
      return found;
    },
    () => ({ actor: system, summary: 'The work that this job follows on was read' }),
  );
}

/** What must be proven of a new project: all that its blueprint can be called on, or that its tests pass where there is none. */
async function requiredOf(job: Job, analysis: JsonValue): Promise<string[]> {
  if (job.mode !== 'build') return [];
  const { requirements } = await import('../craft/requirements.ts');
  const { success, data } = requirements.safeParse(analysis);
  if (!success) return ['tests'];
  const elsewhere = toolsOfMachine[data.language] ?? [];
  return provenInBuilds.filter((name) => !elsewhere.includes(name));
}

/** Gates by language whose programs no project installs: where the machine lacks them, that is said and no failure. */
const toolsOfMachine: Partial<Record<Requirements['language'], readonly string[]>> = {
  python: ['types', 'lint'],
  rust: ['lint'],
};

/** '' until a person has raised the budget of a job that had ended by it; then the end comes once more, under other keys. */
async function roundOf(parts: JobParts, job: Job): Promise<string> {
  const changes = await parts.ledger.read({ job: job.id, kinds: ['job_status'], limit: 1_000_000 });
  const times = changes.filter((entry) => entry.data['reopened'] === true).length;
  return times === 0 ? '' : `-${times + 1}`;
}

/** What the repository asks for, read once and before anything is changed: a resumed job works by the same words. */
async function instructionsOf(parts: JobParts, job: Job, workspace: Workspace, journal: Journal): Promise<string> {
  if (job.request.repository === undefined) return '';
  const read = await journal.run<JsonValue>(
    'guide',
    async () => (await parts.readGuide(workspace, job.goal)) as unknown as JsonValue,
    (made) => {
      const { files, skills, notes } = made as unknown as Guide;
      const read = files.map(({ path }) => path).join(', ') || 'none';
      return {
        actor: system,
        summary: `Instructions of the repository: ${read}${skills > 0 ? `; ${skills} skills` : ''}`,
        data: { files: files.map((file) => ({ ...file })), skills, notes },
      };
    },
  );
  return (read as unknown as Guide).text;
}

/** What is left out is said before the work begins, and not found out when it is over. */
function openedWords(sandbox: string, dirty: boolean): string {
  const opened =
    sandbox === 'process'
      ? 'Workspace opened WITHOUT a sandbox, because it was asked for by name'
      : `Workspace opened in a ${sandbox} sandbox`;
  return dirty
    ? `${opened}; the uncommitted changes of the repository are left alone, and are not part of this work`
    : opened;
}

/** The commit that the gates judge: what is in the tree now, committed by us if the agent left anything uncommitted. */
async function resultCommit(
  key: string,
  workspace: Workspace,
  journal: Journal,
  job: Job,
  signal: AbortSignal,
): Promise<string> {
  return journal.run(
    `${key}/commit`,
    async () => {
      const rest = `${firstLine(job.goal)}\n\nUncommitted work of job ${shortId(job.id)}.`;
      const commit = await workspace.result(rest, signal);
      if (commit === null)
        throw new CodewrightError('GATES_FAILED', 'Nothing was written, so there is nothing to prove.');
      return commit;
    },
    (commit) => ({
      event: 'checkpoint-made',
      actor: system,
      summary: `The checks judge commit ${commit.slice(0, 10)}`,
      data: { commit },
    }),
  );
}

/** A forked job starts from its parent's checkpoint; the copied record says which. */
async function forkedFrom(parts: JobParts, job: Job): Promise<{ from?: { job: string; checkpoint: string } }> {
  if (!job.parent) return {};
  const entries = await parts.ledger.read({ job: job.id, kinds: ['event'], limit: 1_000_000 });
  // The newest: a fork of a fork has copied the one before.
  const fork = entries.findLast((entry) => typeof entry.data['forkedJob'] === 'string');
  const checkpoint = fork?.data['checkpoint'];
  return typeof checkpoint === 'string' ? { from: { job: job.parent, checkpoint } } : {};
}

/** What intake and policy want a person to confirm is confirmed before anything is done. */
async function approveStart(parts: JobParts, job: Job, dialogue: Dialogue): Promise<void> {
  const [created] = await parts.ledger.read({ job: job.id, kinds: ['job_created'], limit: 1 });
  const intake = created?.data['intake'] as { approval?: string | null; rule?: string | null } | undefined;
  if (!intake?.approval) return;
  const reply = await dialogue.ask('start/approval', {
    kind: 'approval',
    text: intake.approval,
    choices: ['approve', 'reject'],
    action: { goal: job.goal, mode: job.mode, repository: job.repository },
    ...(intake.rule ? { rule: intake.rule } : {}),
  });
  if (reply !== 'approve') throw new CodewrightError('CANCELLED', 'The request was rejected before it began.');
}

async function latestAnalysis(parts: JobParts, job: Job): Promise<JsonValue> {
  const entries = await parts.ledger.read({ job: job.id, kinds: ['analysis'], newestFirst: true, limit: 50 });
  const found = entries.find((entry: LedgerEntry) => entry.data['type'] === 'requirements');
  return found?.data['data'] ?? null;
}

function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 72 ? `${line.slice(0, 69)}…` : line;
}
