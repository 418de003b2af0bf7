import { AsyncLocalStorage } from 'node:async_hooks';
import type { Emit, LedgerEntry } from '@codewright/protocol/event';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { RecordedRun } from '../../agents/contract.ts';
import type { ModelGateway, ModelRequest, RequestDigest, Turn } from '../../llm/contract.ts';
import type { LedgerQuery } from '../../ledger/contract.ts';
import type { PackageRegistry } from '../../research/contract.ts';
import type { Journal, StepEntry } from '../../shared/step.ts';
import { timeless } from '../../shared/timeless.ts';
import type { InstallAccess, ToolResult } from '../../tools/contract.ts';
import type { JobParts } from '../contract.ts';
import { type Dialogue, questionDigest } from '../dialogue.ts';
import { type JobRecord, RecordEnds, ReplayDiffers } from './record.ts';

/** What was not as the record has it, and at which step. */
export interface Difference {
  step: string;
  what: string;
}

/** A job that is run again by its record: who asks a model, a registry or a person gets what the record holds. */
export interface Replay {
  readonly record: JobRecord;
  /** What was seen on the way, oldest first. */
  readonly differences: Difference[];
  /** First step that left another tree than the recorded one. */
  firstOtherTree(): string | null;
  /** Whether the last step that left a tree left another one. */
  endsOtherwise(): boolean;
  journal(inner: Journal): Journal;
  dialogue(emit: Emit, asked: () => Promise<readonly LedgerEntry[]>): Dialogue;
  /** The parts of the job with every way to a model, a registry and the present time closed. */
  parts(parts: JobParts): JobParts;
}

interface Scope {
  key: string;
  recorded: LedgerEntry | undefined;
}

/** Unwinds a step that asked a model: its result is the recorded one. */
class Answered extends Error {
  readonly result: JsonValue;
  constructor(result: JsonValue) {
    super('Answered from the record.');
    this.name = 'Answered';
    this.result = result;
  }
}

const isTurn = (key: string) => /\/turn-\d+$/.test(key);
/** What belongs to a turn and is no call: messages of a person, a shortened history. It happened where the record says. */
const isPartOfTurn = (key: string) => /\/turn-\d+\/(?!call-\d)[^/]+$/.test(key);

export function createReplay(record: JobRecord, looksOutside: (tool: string) => boolean): Replay {
  const scope = new AsyncLocalStorage<Scope>();
  const differences: Difference[] = [];
  let otherTree: string | null = null;
  let endsOtherwise = false;
  /** Ids and handles of the record, and what stands for them now: later turns of the record name the former. */
  const now = new Map<string, string>();

  const differs = (step: string, what: string) => {
    if (!differences.some((one) => one.step === step && one.what === what)) differences.push({ step, what });
  };

  /** Steps that are not done again: what a person said, how a history was cut, and calls that look outside. */
  const isRecalled = (key: string, recorded: LedgerEntry): boolean => {
    const tool = recorded.data['tool'];
    return isPartOfTurn(key) || (typeof tool === 'string' && looksOutside(tool));
  };

  async function perform(
    key: string,
    recorded: LedgerEntry | undefined,
    fn: () => Promise<JsonValue>,
  ): Promise<JsonValue> {
    if (recorded && isRecalled(key, recorded)) return recorded.data['result'] ?? null;
    try {
      return await scope.run({ key, recorded }, fn);
    } catch (error) {
      if (error instanceof Answered) return error.result;
      throw error;
    }
  }

  /** A replayed step says so, and pays nothing: the money was spent when it was recorded. */
  function entryFor(key: string, recorded: LedgerEntry | undefined, made: () => StepEntry): StepEntry {
    if (!recorded) return made();
    if (!isTurn(key) && !isRecalled(key, recorded)) {
      const entry = made();
      return { ...entry, data: { ...entry.data, replays: recorded.id } };
    }
    const { step: _step, result: _result, durationMs: _duration, event: _event, usage, ...data } = recorded.data;
    const paid: JsonObject = usage === undefined ? {} : { usage: { ...(usage as object), tokens: 0, cents: 0 } };
    return {
      ...made(),
      kind: recorded.kind,
      summary: recorded.summary,
      data: { ...data, ...paid, replays: recorded.id },
    };
  }

  /** Looks at what a step gave beside what it gave before. */
  function compare(key: string, recorded: LedgerEntry | undefined, result: JsonValue, entry: StepEntry): void {
    if (!recorded || isTurn(key) || isRecalled(key, recorded)) return;
    const before = recorded.data['checkpoint'];
    const after = entry.data?.['checkpoint'];
    // Without data nothing was done now: it was recorded by an earlier attempt of this replay.
    if (entry.data && typeof before === 'string') {
      endsOtherwise = before !== after;
      if (endsOtherwise) otherTree ??= key;
    }
    if (recorded.data['event'] === 'gate-finished') {
      const [old, fresh] = [recorded.data['result'], result] as unknown as { verdict: string; reason: string }[];
      if (old?.verdict !== fresh?.verdict)
        differs(key, `${fresh?.verdict}: ${fresh?.reason}; in the record ${old?.verdict}: ${old?.reason}`);
      return;
    }
    if (recorded.data['tool'] === undefined) return;
    const old = recorded.data['result'] as unknown as ToolResult;
    const fresh = result as unknown as ToolResult;
    if (old.handle && fresh.handle) now.set(old.handle, fresh.handle);
    if (old.status !== fresh.status)
      differs(key, `${fresh.tool} ended ${fresh.status}, in the record ${old.status}: ${fresh.text.slice(0, 200)}`);
    else {
      const line = firstOther(old.text, fresh.text);
      if (line) differs(key, `${fresh.tool} answered otherwise: ${line}`);
    }
  }

  function askedOtherwise(key: string, recorded: RequestDigest | undefined, request: RequestDigest | undefined): void {
    if (!recorded || !request || recorded.all === request.all) {
      if (recorded && request && recorded.tools !== request.tools)
        differs(key, 'the tools that the model is offered are other ones');
      return;
    }
    const named: [keyof RequestDigest, string][] = [
      ['system', 'the system prompt is another one'],
      ['task', 'the task is worded otherwise'],
      ['tools', 'the tools that the model is offered are other ones'],
      ['messages', `the prompt has ${request.messages} messages, in the record ${recorded.messages}`],
    ];
    const found = named.filter(([part]) => recorded[part] !== request[part]).map(([, words]) => words);
    // Results that differ are named where they came up.
    if (found.length > 0) differs(key, found.join('; '));
  }

  function models(real: ModelGateway): ModelGateway {
    return {
      ...real,
      describe: (name) => real.describe(name),
      async call(name: string, request: ModelRequest): Promise<Turn> {
        const { key, recorded } = scope.getStore() ?? { key: 'a step outside the record', recorded: undefined };
        if (!recorded) {
          if (record.job.status !== 'succeeded') throw new RecordEnds(record, key);
          throw new ReplayDiffers(`The record has no turn ${key}: the job asked ${name} once more than before.`);
        }
        const answer = recorded.data['result'] ?? null;
        if (isTurn(key)) {
          const turn = answer as unknown as Turn;
          const digest = real.digest?.(request);
          askedOtherwise(key, turn.request, digest);
          const calls = JSON.parse(translated(JSON.stringify(turn.calls))) as Turn['calls'];
          throw new Answered({ ...turn, calls, ...(digest ? { request: digest } : {}) } as unknown as JsonValue);
        }
        throw new Answered(answer);
      },
    };
  }

  /** What a recorded turn names by ids of its own job, it names by those of this one. */
  function translated(text: string): string {
    return text.replaceAll(
      /out-[0-9a-f]{16}|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g,
      (id) => now.get(id) ?? id,
    );
  }

  const registry: PackageRegistry = {
    async resolve(needs) {
      const { key = '', recorded } = scope.getStore() ?? {};
      return needs.map(({ name, ecosystem = 'npm' }) => {
        const found = record.packageNamed(name, ecosystem, recorded);
        if (found) return found;
        throw new ReplayDiffers(`The record holds no version of ${name}, which ${key || 'a step'} looks up.`);
      });
    },
  };

  /** npm then installs what it would have installed at the time. */
  const asOfThen = (access: InstallAccess): InstallAccess => {
    const time = scope.getStore()?.recorded?.time ?? record.entries.at(-1)?.time;
    return time === undefined
      ? access
      : { ...access, env: { ...access.env, npm_config_before: time, UV_EXCLUDE_NEWER: time } };
  };

  /** What was learned from all jobs is taken as it was when the call was made, not as it is today. */
  const wasThere = (entry: LedgerEntry, { job }: LedgerQuery): boolean => {
    const call = scope.getStore()?.key;
    if (job !== undefined || call === undefined) return true;
    const asked = record.step(call.replace(/\/call-\d+$/, ''));
    return asked === undefined || entry.position < asked.position;
  };

  return {
    record,
    differences,
    firstOtherTree: () => otherTree,
    endsOtherwise: () => endsOtherwise,

    journal: (inner) => ({
      has: (key) => inner.has(key) || (isPartOfTurn(key) && record.step(key) !== undefined),
      entryOf: (key) => inner.entryOf(key),
      async run(key, fn, describe) {
        const recorded = record.step(key);
        let entry: StepEntry = { actor: { type: 'system', id: 'worker' }, summary: '' };
        const result = await inner.run(
          key,
          () => perform(key, recorded, fn as () => Promise<JsonValue>) as ReturnType<typeof fn>,
          (made) => (entry = entryFor(key, recorded, () => describe(made))),
        );
        const id = inner.entryOf(key);
        if (recorded && id) now.set(recorded.id, id);
        compare(key, recorded, result, entry);
        return result;
      },
    }),

    dialogue: (emit, asked) => ({
      async ask(key, question) {
        const known = record.question(key, questionDigest(question));
        if (!known) throw new ReplayDiffers(`The record has no question at ${key}: “${question.text}”`);
        if (!known.same) {
          throw new ReplayDiffers(
            `The question at ${key} is another one: “${question.text}”, in the record “${known.asked.summary}”`,
          );
        }
        if (known.answer === null) throw new RecordEnds(record, key);
        if (!(await asked()).some((entry) => entry.data['replays'] === known.asked.id)) {
          const { answer } = known;
          const entry = await emit({
            kind: 'event',
            actor: known.asked.actor,
            summary: known.asked.summary,
            data: { ...known.asked.data, replays: known.asked.id },
            refs: [known.asked.id],
          });
          const event = question.kind === 'approval' ? 'approval-answered' : 'question-answered';
          await emit({
            kind: 'event',
            actor: { type: 'system', id: 'worker' },
            summary: `Answered as in the record: ${answer}`,
            data: { event, question: entry.id, digest: known.asked.data['digest'] ?? '', answer },
            refs: [entry.id],
          });
        }
        return known.answer;
      },
      // Messages of people come from the steps that recorded them.
      inbox: async () => [],
    }),

    parts: (parts) => ({
      ...parts,
      ledger: {
        ...parts.ledger,
        read: async (query) => (await parts.ledger.read(query)).filter((entry) => wasThere(entry, query)),
      },
      models: models(parts.models),
      registry,
      install: async (of) => asOfThen(await parts.install(of)),
      createMemberRunner: (deps) => parts.createMemberRunner({ ...deps, recorded: (key) => recordedRun(record, key) }),
      modelFor: (role, job) => record.model(role.name) ?? parts.modelFor(role, job),
      // By the text that the job had, whatever became of the file.
      ownWorkflows: (name, repository) => {
        const texts = record.step('workflow')?.data['result'];
        return texts === undefined ? parts.ownWorkflows(name, repository) : (texts as Record<string, string>);
      },
    }),
  };
}

/** What an agent CLI did in a task, as its end was recorded. */
function recordedRun(record: JobRecord, key: string): RecordedRun {
  const end = record.step(`${key}/finish`);
  if (!end) throw new RecordEnds(record, key);
  const { text } = end.data['result'] as unknown as { text: string };
  const { session, patch } = end.data;
  return {
    text,
    session: typeof session === 'string' ? session : null,
    patch: typeof patch === 'string' ? patch : null,
  };
}

/** The first line in which two texts differ beyond times, counts, ids and paths; null where none does. */
function firstOther(old: string, fresh: string): string | null {
  const plain = (line: string) => timeless(line.replaceAll(/\/[^\s:'"]*\/(workspaces|clones)\/[^\s:'"/]+/g, '/…'));
  const before = old.split('\n');
  const after = fresh.split('\n');
  const at = before.findIndex((line, index) => plain(line) !== plain(after[index] ?? ''));
  const place = at < 0 ? (after.length > before.length ? before.length : -1) : at;
  if (place < 0) return null;
  const short = (line: string | undefined) => (line === undefined ? 'nothing' : `“${line.trim().slice(0, 120)}”`);
  return `line ${place + 1} is ${short(after[place])}, in the record ${short(before[place])}`;
}
