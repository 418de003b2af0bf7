import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Actor } from '@codewright/protocol/event';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { StopReason } from '@codewright/protocol/job';
import type { MemberOutcome } from '../adapters/contract.ts';
import { raceAbort, throwIfAborted } from '../shared/abort.ts';
import type { Breaker } from '../shared/breaker.ts';
import { CodewrightError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import { readProjectFacts } from '../tools/project.ts';
import { difference, limitText } from './accounts.ts';
import type { AgentOutcome, AgentTask, InboxMessage, MemberRunnerDeps, RecordedRun } from './contract.ts';
import { askLeave } from './member-leave.ts';
import { lentTools } from './member-lent.ts';
import { detailsOf, isPassing, resting } from './member-failures.ts';
import { MemberRecord, recall, recount } from './member-record.ts';
import { type AnswerTool, answerIn, answerTool, onlyLooks } from './member-words.ts';
import { taskFacts } from './prompt.ts';
import type { AgentWords } from './words.ts';

/** What all runs of one process share. */
interface Shared {
  words: AgentWords;
  /** Keeps from asking one that fails and fails. */
  breaker: Breaker;
}

/** Waits before another try of what may pass, milliseconds. */
const waits = [2_000, 8_000, 30_000];

/** Characters of a change that the record keeps. */
const longestPatch = 4_000_000;

const installSeconds = 900;

/** Unwinds a run that has used up its budget. */
class OverBudget extends Error {
  readonly limit: StopReason;

  constructor(limit: StopReason) {
    super(`Over budget: ${limit}`);
    this.name = 'OverBudget';
    this.limit = limit;
  }
}

/** Has tasks carried out by an agent CLI: each is one recorded run, from a checkpoint, inside the budget. */
export function createMemberRunner(
  deps: MemberRunnerDeps,
  shared: Shared,
): { run(task: AgentTask): Promise<AgentOutcome> } {
  return { run: (task) => new TaskRun(deps, shared, task).run() };
}

class TaskRun {
  readonly #deps: MemberRunnerDeps;
  readonly #words: AgentWords;
  readonly #breaker: Breaker;
  readonly #task: AgentTask;
  readonly #actor: Actor;
  readonly #answer: AnswerTool | null;
  readonly #readOnly: boolean;
  readonly #home: string;
  /** What people have said to it, in the harness's words; how many times it has looked and found something. */
  readonly #heard: string[] = [];
  #letters = 0;
  #turns = 0;

  constructor(deps: MemberRunnerDeps, { words, breaker }: Shared, task: AgentTask) {
    this.#deps = deps;
    this.#words = words;
    this.#breaker = breaker;
    this.#task = task;
    this.#actor = { type: 'agent', id: task.role };
    this.#answer = answerTool(deps.tools, task);
    this.#readOnly = onlyLooks(deps.tools, task.role);
    this.#home = join(dirname(deps.workspace.root), 'members', sha256(task.key).slice(0, 12));
  }

  async run(): Promise<AgentOutcome> {
    const { journal, budget, member } = this.#deps;
    const { key, role } = this.#task;
    const last = `${key}/finish`;
    if (journal.has(last)) {
      const outcome = await recall<AgentOutcome>(journal, last);
      budget.spend(outcome.used);
      return outcome;
    }
    const before = budget.used();
    await this.#step(
      `${key}/start`,
      'agent-started',
      `${role} starts ${key} (${member.about})`,
      async () => member.name,
      { caps: { ...budget.caps } },
    );
    try {
      const { recorded } = this.#deps;
      const { outcome, record } = recorded ? await this.#replay(recorded(key)) : await this.#tries();
      const data = this.#answer ? await this.#recorded(outcome.text) : null;
      const usage = record.settle();
      const used = difference(budget.used(), before);
      const made: AgentOutcome = { stop: 'completed', text: outcome.text, data, used, turns: this.#turns };
      const left = this.#readOnly ? {} : await this.#left();
      await this.#step(last, 'agent-finished', `${role} ends ${key}: completed`, async () => ({ ...made }), {
        usage: { ...usage },
        session: outcome.session,
        deniedHosts: outcome.deniedHosts,
        ...left,
      });
      rmSync(this.#home, { recursive: true, force: true });
      return made;
    } catch (error) {
      if (!(error instanceof OverBudget)) throw error;
      // A stop at a limit is no recorded end: with more budget the same job goes on from here.
      const text = limitText(error.limit);
      const data = { event: 'agent-finished', task: key, agent: member.name, stop: error.limit, text };
      await this.#deps.emit({
        kind: 'event',
        actor: this.#actor,
        summary: `${role} ends ${key}: ${error.limit}`,
        data,
      });
      return { stop: error.limit, text, data: null, used: difference(budget.used(), before), turns: this.#turns };
    }
  }

  /** Whether the tree is as the task found it. */
  async #isUnchanged(): Promise<boolean> {
    const { workspace, signal } = this.#deps;
    const { commit } = await workspace.checkpoint(`${this.#task.key}.after`, signal);
    return commit === (await workspace.findCheckpoint(`${this.#task.key}.before`));
  }

  /** The tree as the run left it, and how it came to be that: what a replay goes by. */
  async #left(): Promise<JsonObject> {
    const { workspace, signal } = this.#deps;
    const { commit: to } = await workspace.checkpoint(`${this.#task.key}.after`, signal);
    const from = await workspace.findCheckpoint(`${this.#task.key}.before`);
    const patch = from === null ? null : await workspace.diff({ from, to, signal });
    return { checkpoint: to, patch: patch !== null && patch.length <= longestPatch ? patch : null };
  }

  /** As recorded: nobody is asked, and the same changes are made. */
  async #replay({ text, session, patch }: RecordedRun): Promise<{ outcome: MemberOutcome; record: MemberRecord }> {
    const { workspace, signal, journal, budget, clock, member } = this.#deps;
    if (!this.#readOnly) {
      await this.#setBack(null);
      if (patch) await workspace.applyPatch(patch, signal);
    }
    const { key } = this.#task;
    const record = new MemberRecord({
      journal,
      budget,
      clock,
      actor: this.#actor,
      member: member.name,
      task: key,
      key,
    });
    return { outcome: { text, session, usage: null, raw: { stdout: '', stderr: '' }, deniedHosts: [] }, record };
  }

  /** Tries until one succeeds. What an earlier process began counts, and its session goes on where that can be. */
  async #tries(): Promise<{ outcome: MemberOutcome; record: MemberRecord }> {
    const { journal, budget, member, signal } = this.#deps;
    const breaker = this.#breaker;
    let number = 1;
    let session: string | null = null;
    for (; journal.has(this.#try(number)); number++) {
      await recount(journal, budget, this.#try(number));
      const known = `${this.#try(number)}/session`;
      session = journal.has(known) ? await recall<string>(journal, known) : null;
      await this.#hearAgain(this.#try(number));
    }
    if (!this.#readOnly && session === null) await this.#install();
    for (let failures = 0; ; number++) {
      throwIfAborted(signal);
      this.#checkBudget();
      const blocked = breaker.wait(member.name);
      if (blocked > 0) throw resting(member, blocked);
      if (!member.resumes || !existsSync(this.#home)) session = null;
      try {
        const made = await this.#attempt(number, session);
        breaker.succeeded(member.name);
        return made;
      } catch (error) {
        const passing = isPassing(error);
        // Whoever is killed by another has not failed.
        if (passing && detailsOf(error)['killed'] !== true) breaker.failed(member.name);
        else breaker.abandoned(member.name);
        const again = passing && failures < member.retries;
        const waitMs = waits[Math.min(failures, waits.length - 1)] ?? 0;
        await this.#tellFailure(number, error, again ? waitMs : null);
        if (!again) throw error;
        failures += 1;
        await raceAbort(new Promise((resolve) => setTimeout(resolve, waitMs)), signal);
        // Once: a session that fails again is given up.
        const known = `${this.#try(number)}/session`;
        session = session === null && journal.has(known) ? await recall<string>(journal, known) : null;
      }
    }
  }

  async #attempt(number: number, session: string | null): Promise<{ outcome: MemberOutcome; record: MemberRecord }> {
    const { workspace, journal, budget, member, clock, signal } = this.#deps;
    const key = this.#try(number);
    this.#letters = 0;
    const task = this.#task.key;
    if (!this.#readOnly) await this.#setBack(session);
    await this.#step(key, 'step-finished', `${member.about} ${session === null ? 'begins' : 'goes on'}`, async () => ({
      session,
    }));
    const record = new MemberRecord({ journal, budget, clock, actor: this.#actor, member: member.name, task, key });
    const talk = async (prompt: string, goesOn: string | null): Promise<MemberOutcome> => {
      const left = budget.caps.seconds - budget.used().seconds;
      try {
        return await member.run(
          { prompt, session: goesOn, model: this.#deps.model, readOnly: this.#readOnly },
          {
            workspace,
            home: this.#home,
            seconds: left,
            signal,
            emit: async (event) => {
              this.#checkBudget();
              if (event.kind === 'turn') this.#turns += 1;
              await record.take(event);
            },
            lent: lentTools(this.#deps, this.#task.role, key),
            permissions: (request) =>
              askLeave(request, {
                ...this.#deps,
                key: task,
                role: this.#task.role,
                readOnly: this.#readOnly,
                actor: this.#actor,
              }),
          },
        );
      } catch (error) {
        // Its time is what the budget left it: then the budget is what ended it.
        record.settle();
        if (detailsOf(error)['outcome'] === 'timeout') this.#checkBudget();
        throw error;
      }
    };
    const facts = { task: this.#text(), readOnly: this.#readOnly, answer: this.#answer?.schema ?? '' };
    const whole = (resumed: boolean) => [this.#words.member({ ...facts, resumed }), ...this.#heard].join('\n\n');
    await this.#hear(key);
    let outcome = await talk(whole(session !== null), session);
    // What a person says while it works, it hears when it would be done.
    for (let said = await this.#hear(key); said.length > 0; said = await this.#hear(key)) {
      const goesOn = member.resumes ? outcome.session : null;
      outcome = await talk(goesOn === null ? whole(true) : said.join('\n\n'), goesOn);
    }
    if (this.#answer && answerIn(outcome.text) === undefined && outcome.session !== null && member.resumes) {
      const { schema: answer } = this.#answer;
      outcome = await talk(this.#words.memberAnswer({ why: 'there is no JSON in it.', answer }), outcome.session);
    }
    if (outcome.text === '' && (this.#readOnly || (await this.#isUnchanged()))) {
      const how = this.#readOnly ? 'without a word' : 'without a word and without a change';
      throw new CodewrightError('AGENT_FAILED', `${member.about}: it ended ${how}.`, {
        details: { member: member.name, passing: true, raw: outcome.raw },
      });
    }
    return { outcome, record };
  }

  /**
   * A checkout has no packages, and the member no way to a registry: what the project declares is installed for it, as the tools of
   * our own agents would. Where that fails it works without, and the record says so.
   */
  async #install(): Promise<void> {
    const { tools, workspace, signal } = this.#deps;
    const { key, role } = this.#task;
    const facts = readProjectFacts(workspace.root);
    if (facts.install === null || Object.keys(facts.dependencies).length === 0) return;
    if (facts.ecosystem === 'node' && existsSync(join(workspace.root, 'node_modules'))) return;
    // Whoever has no lock file shall not get one by the way.
    const lockless = facts.install.join(' ').startsWith('npm install') ? ['--no-package-lock'] : [];
    const input = { command: [...facts.install, ...lockless], network: 'install', seconds: installSeconds };
    await tools.execute(
      { id: `${key}/install`, tool: 'run_command', input },
      { role, agent: role, key: `${key}/install`, signal },
    );
  }

  /** What people have said since the last look, in the harness's words. */
  async #hear(key: string): Promise<string[]> {
    const waiting = await this.#deps.inbox();
    if (waiting.length === 0) return [];
    const { role } = this.#task;
    await this.#step(
      `${key}/inbox-${this.#letters + 1}`,
      'step-finished',
      `${role} reads what the user said meanwhile`,
      async () => waiting as unknown as JsonValue,
      { applied: waiting.map(({ id }) => id) },
    );
    this.#letters += 1;
    const said = waiting.map(({ text }) => this.#words.message(text));
    this.#heard.push(...said);
    return said;
  }

  /** What an earlier process heard in a try: its session may have ended before it was told. */
  async #hearAgain(key: string): Promise<void> {
    const { journal } = this.#deps;
    for (let letter = 1; journal.has(`${key}/inbox-${letter}`); letter++) {
      const messages = await recall<InboxMessage[]>(journal, `${key}/inbox-${letter}`);
      this.#heard.push(...messages.map(({ text }) => this.#words.message(text)));
    }
  }

  /** The tree as the task found it: what an earlier try left half done is undone, unless its session goes on with it. */
  async #setBack(session: string | null): Promise<void> {
    const { workspace, signal } = this.#deps;
    const label = `${this.#task.key}.before`;
    const earlier = await workspace.findCheckpoint(label);
    if (earlier === null) await workspace.checkpoint(label, signal);
    else if (session === null) {
      await workspace.restore(earlier, signal);
      rmSync(this.#home, { recursive: true, force: true });
    }
  }

  /** What its last words promise, recorded as the role's own tool would. */
  async #recorded(text: string): Promise<JsonValue> {
    const { tools, member, signal } = this.#deps;
    const { name: tool } = this.#answer ?? { name: '' };
    const input = answerIn(text);
    const failed = (why: string) =>
      new CodewrightError('AGENT_FAILED', `${member.about} did not end as the task asks: ${why}`, {
        hint: 'Its last words are kept in the record of the job.',
        details: { member: member.name, passing: false, raw: { stdout: text, stderr: '' } },
      });
    if (input === undefined) throw failed('there is no JSON in its last words.');
    const { role, key } = this.#task;
    const result = await tools.execute(
      { id: `${key}/record`, tool, input },
      { role, agent: role, key: `${key}/record`, signal },
    );
    if (result.status !== 'ok') throw failed(result.text);
    return result.data;
  }

  /** What a try came to nothing by, with what it printed. Whatever else ends a run is told elsewhere. */
  async #tellFailure(number: number, error: unknown, waitMs: number | null): Promise<void> {
    if (!(error instanceof CodewrightError) || error.code !== 'AGENT_FAILED') return;
    const { message } = error;
    const { member, emit } = this.#deps;
    await emit({
      kind: 'event',
      actor: this.#actor,
      summary: waitMs === null ? message : `${message} It is tried again in ${Math.round(waitMs / 1000)} s`,
      data: {
        event: 'attempt-failed',
        task: this.#task.key,
        agent: member.name,
        attempt: number,
        ...(detailsOf(error)['raw'] === undefined ? {} : { raw: detailsOf(error)['raw'] as JsonObject }),
      },
    });
  }

  /** Recorded runs were paid for; only what comes needs budget. */
  #checkBudget(): void {
    const limit = this.#deps.budget.exceeded();
    if (limit) throw new OverBudget(limit);
  }

  #try = (number: number): string => `${this.#task.key}/try-${number}`;

  #text(): string {
    return this.#words.task(taskFacts(this.#task), { mark: this.#deps.mark, guide: this.#task.guide ?? '' });
  }

  async #step(
    key: string,
    event: 'agent-started' | 'agent-finished' | 'step-finished',
    summary: string,
    result: () => Promise<JsonValue>,
    data: JsonObject = {},
  ): Promise<void> {
    const { journal, member } = this.#deps;
    const facts = { task: this.#task.key, agent: member.name, ...data };
    await journal.run(key, result, () => ({ event, actor: this.#actor, summary, data: facts }));
  }
}
