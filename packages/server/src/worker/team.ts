import { mkdirSync } from 'node:fs';
import { join, dirname } from 'node:path';
import type { Emit, EntryKind } from '@codewright/protocol/event';
import type { ChangeLimits, Job } from '@codewright/protocol/job';
import type { AgentOutcome, AgentTask, Budget, Role } from '../agents/contract.ts';
import type { JsonValue } from '@codewright/protocol/json';
import type { JobMemory } from '../memory/contract.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { ToolError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import type { Journal } from '../shared/step.ts';
import type { ExecutorOptions, OpenInstall, Question, Records, Tool, ToolExecutor } from '../tools/contract.ts';
import type { At } from '../workflow/contract.ts';
import type { JobParts } from './contract.ts';
import type { Dialogue } from './dialogue.ts';
import { capOf, type Raises } from './raises.ts';
import { keepingRegistry, keepingWeb } from './remembered.ts';
import { markBranch, type Places } from './trees.ts';

interface TeamParts {
  job: Job;
  workspace: Workspace;
  /** The trees of branches. */
  places: Places;
  journal: Journal;
  emit: Emit;
  limits: ChangeLimits;
  install: OpenInstall;
  dialogue: Dialogue;
  raises: Pick<Raises, 'reached'>;
  /** Tools of tool servers. */
  more: ReadonlyMap<string, Tool>;
  /** The repository's own instructions, for whoever reads its files. */
  guide: string;
  memory: JobMemory;
  /** What was remembered when the job began, for the same; null: nothing. */
  remembered: JsonValue;
  parts: JobParts;
  signal: AbortSignal;
}

/** The agents of one job: one budget above all of them, one executor, one record. */
export function createTeam(team: TeamParts): { run(task: AgentTask, at: At): Promise<AgentOutcome>; budget: Budget } {
  const {
    job,
    workspace,
    places,
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
  } = team;
  const budget = parts.createBudget(job.caps, parts.clock);
  const outputs = join(dirname(workspace.root), 'outputs');
  mkdirSync(outputs, { recursive: true });
  const running = new Map<string, Budget>();

  const records = createRecords(parts, job);
  const web = keepingWeb(parts.web, memory);
  const registry = keepingRegistry(parts.registry, memory);
  const executors = new Map<string, Map<Workspace, ToolExecutor>>();
  const heldBy = ({ tools, only }: Role): string[] => [...tools, ...(only[job.mode] ?? [])];
  const optionsFor = (place: string, tree: Workspace, held: (role: Role) => string[]): ExecutorOptions => ({
    job,
    workspace: tree,
    ...markBranch(place, journal, emit),
    records,
    registry,
    web,
    codebase: parts.codebase,
    more,
    memory: (by) => ({
      async remember(fact) {
        await memory.remember(fact, by);
      },
      recall: (query) => memory.recall(query, by),
    }),
    experience: () => parts.memory.experience(),
    install,
    limits,
    roles: (name) => {
      const role = parts.roles(name);
      return { tools: held(role), appends: role.appends as EntryKind[] };
    },
    ask: (key, question) => dialogue.ask(key, question),
    outputs,
    delegate: async (parent, role, instruction) => {
      const task: AgentTask = { role, key: `${parent.key}/${role}`, goal: job.goal, instruction, inputs: {} };
      const above = running.get(parentTask(parent.key)) ?? budget;
      const { stop, text, data } = await runWith(task, above, place);
      if (stop === 'completed') return { text, data };
      throw new ToolError(`The ${role} stopped short (${stop}): ${text}`);
    },
  });
  /** One executor for each tree that a branch works in, so that those who share a tree wait for one another. */
  const executorIn = (place: string, tree: Workspace): ToolExecutor => {
    const own = executors.get(place) ?? new Map<Workspace, ToolExecutor>();
    executors.set(place, own);
    const known = own.get(tree);
    if (known) return known;
    const made = parts.createExecutor(optionsFor(place, tree, heldBy));
    own.set(tree, made);
    return made;
  };

  const shared = executorIn('', workspace);
  /** A branch has a tree of its own from the first call on that may change something. */
  const executorOf = (place: string): ToolExecutor => {
    if (place === '') return shared;
    return {
      schemas: (role) => shared.schemas(role),
      image: (handle) => shared.image?.(handle) ?? null,
      effectOf: (tool) => shared.effectOf(tool),
      execute: async (call, options) => {
        const effect = shared.effectOf(call.tool);
        const changes = (effect === 'write' || effect === 'execute') && !journal.has(options.key);
        const tree = changes ? await places.own(place) : await places.look(place);
        return executorIn(place, tree).execute(call, options);
      },
    };
  };

  /** Whoever reads the project's files is told what it asks for and what is remembered of it. */
  const informed = (task: AgentTask, { tools }: { tools: readonly string[] }): AgentTask => {
    if (!tools.includes('read_file')) return task;
    const inputs = remembered === null ? task.inputs : { remembered, ...task.inputs };
    return { ...task, inputs, ...(guide === '' ? {} : { guide }) };
  };

  /** Whose limit it is, where the whole job has not reached its own. */
  function limitOf(task: AgentTask, stop: string): string {
    const cap = capOf[stop as keyof typeof capOf];
    const own = parts.roles(task.role).caps[cap];
    return own === undefined ? `the workflow's (\`caps\` of a step)` : `the role ${task.role}'s (\`caps\` in its file)`;
  }

  /** What stops at a limit of the whole job goes on from there once a person has raised it. */
  async function runWith(task: AgentTask, above: Budget, place: string): Promise<AgentOutcome> {
    const outcome = await carryOut(task, above, place);
    if (!outcome.stop.endsWith('_limit')) return outcome;
    const limit = budget.exceeded();
    if (limit === null) return { ...outcome, limitOf: limitOf(task, outcome.stop) };
    await raises.reached(limit, budget);
    return outcome;
  }

  async function carryOut(task: AgentTask, above: Budget, place: string): Promise<AgentOutcome> {
    const executor = executorOf(place);
    const marked = markBranch(place, journal, emit);
    const role = parts.roles(task.role);
    const own = above.child({ ...role.caps, ...task.caps });
    running.set(task.key, own);
    // Files and messages are data to it as to anybody: a replay asks what was asked.
    const mark = sha256(job.request.replay ?? job.id).slice(0, 8);
    const guided = informed(task, role);
    const brain = task.brain ?? job.request.agent;
    const standIn = brain === undefined ? null : parts.members.standIn(brain);
    try {
      if (brain !== undefined && standIn === null) {
        const { forbiddenPaths } = limits;
        const { autoApprove } = job.request;
        const ask = (key: string, question: Question) => dialogue.ask(key, question);
        const looks = executor.schemas(task.role).every(({ name }) => executor.effectOf(name) !== 'write');
        return await parts
          .createMemberRunner({
            member: parts.members.get(brain),
            // As the provider names it: `openai/gpt-5.2` is gpt-5.2 to the CLI.
            model: job.request.model?.replace(/^[^/]*\//, '') ?? null,
            // What is over needs no tree, which may be gone by then.
            workspace: await (looks || journal.has(`${task.key}/finish`) ? places.look(place) : places.own(place)),
            tools: executor,
            lent: parts.createExecutor(optionsFor(place, workspace, ({ lends }) => lends)),
            ...marked,
            budget: own,
            mark,
            leave: { mode: job.mode, forbiddenPaths, autoApprove, ask },
            inbox: () => dialogue.inbox(),
            clock: parts.clock,
            signal,
          })
          .run(guided);
      }
      return await parts
        .createAgentRunner({
          models: parts.models,
          modelFor: (wanted) => standIn ?? parts.modelFor(wanted, job),
          tools: executor,
          ...marked,
          budget: own,
          // A replay asks what was asked.
          mark: sha256(job.request.replay ?? job.id).slice(0, 8),
          roles: (name) => parts.roles(name),
          inbox: () => dialogue.inbox(),
          clock: parts.clock,
          signal,
        })
        .run(guided);
    } finally {
      running.delete(task.key);
    }
  }

  return { run: (task, at) => runWith(task, at.budget ?? budget, at.place), budget };
}

/** `implement/turn-3/call-0` belongs to the agent of task `implement`. */
function parentTask(callKey: string): string {
  return callKey.replace(/\/turn-\d+\/call-\d+$/, '');
}

function createRecords(parts: JobParts, job: Job): Records {
  return {
    async latest(kind, type) {
      const entries = await parts.ledger.read({ job: job.id, kinds: [kind], newestFirst: true, limit: 200 });
      return entries.find((entry) => type === undefined || entry.data['type'] === type) ?? null;
    },
    async query(options) {
      if (options.text)
        return (await parts.ledger.search(options.text, options.limit)).filter((entry) => entry.job === job.id);
      return parts.ledger.read({
        job: job.id,
        ...(options.kinds ? { kinds: options.kinds } : {}),
        newestFirst: true,
        limit: options.limit,
      });
    },
  };
}
