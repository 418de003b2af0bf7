import { Readable, Writable } from 'node:stream';
import type {
  AgentContext,
  ContentBlock,
  PlanEntry,
  PromptResponse,
  RequestPermissionResponse,
  SessionUpdate,
  StopReason,
  ToolKind,
} from '@agentclientprotocol/sdk';
import { askedOf } from '@codewright/protocol/asked';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { JobReport, PendingDecision } from '@codewright/protocol/client';
import { type JsonObject, textOf } from '@codewright/protocol/json';
import { toCodewrightError } from '../shared/errors.ts';
import { uuidv7 } from '../shared/ids.ts';
import type { GuestOptions } from './contract.ts';
import { GuestJobs, outcome, repositoryOf, understood, unready } from './guest-jobs.ts';

interface Session {
  id: string;
  folder: string;
  /** The newest job; its follow-ups are said to it. */
  job: string | null;
  /** A request that left something open: the next words complete it. */
  open: string | null;
  running: AbortController | null;
}

type Tell = (update: SessionUpdate) => Promise<void>;

const kinds: Readonly<Record<string, ToolKind>> = {
  read_file: 'read',
  list_files: 'read',
  get_diff: 'read',
  get_repo_state: 'read',
  search_code: 'search',
  semantic_search: 'search',
  map_repository: 'search',
  find_files: 'search',
  write_file: 'edit',
  edit_file: 'edit',
  apply_patch: 'edit',
  scaffold_project: 'edit',
  run_command: 'execute',
  run_tests: 'execute',
  run_lint: 'execute',
  latest_versions: 'fetch',
  read_page: 'fetch',
  search_web: 'fetch',
};

/** How a job that ran into a limit is told; all else ends the turn with words. */
const stops: Readonly<Record<string, StopReason>> = {
  cancelled: 'cancelled',
  token_limit: 'max_tokens',
  step_limit: 'max_turn_requests',
  time_limit: 'max_turn_requests',
  cost_limit: 'max_turn_requests',
};

/** Serves the Agent Client Protocol on two streams, so that an editor has Codewright as its agent, until it leaves or the signal fires. */
export async function serveAcp({ backend, input, output, folder, signal }: GuestOptions): Promise<void> {
  const { agent, methods, ndJsonStream, PROTOCOL_VERSION, RequestError } = await import('@agentclientprotocol/sdk');
  const jobs = new GuestJobs(backend);
  const sessions = new Map<string, Session>();
  const known = (id: string): Session => {
    const session = sessions.get(id);
    if (!session) throw RequestError.invalidParams(undefined, `There is no session ${id}.`);
    return session;
  };
  const teller =
    (client: AgentContext, sessionId: string): Tell =>
    (update) =>
      client.notify(methods.client.session.update, { sessionId, update });

  const app = agent({ name: 'codewright' })
    .onRequest(methods.agent.initialize, ({ params }) => ({
      protocolVersion: Math.min(params.protocolVersion, PROTOCOL_VERSION),
      agentInfo: { name: 'codewright', title: 'Codewright', version: backend.version },
      agentCapabilities: { loadSession: true, promptCapabilities: { embeddedContext: true } },
      authMethods: [],
    }))
    .onRequest(methods.agent.session.new, ({ params }) => {
      const session: Session = { id: uuidv7(), folder: params.cwd || folder, job: null, open: null, running: null };
      sessions.set(session.id, session);
      return { sessionId: session.id };
    })
    .onRequest(methods.agent.session.load, async ({ params, client }) => {
      const { sessionId, cwd } = params;
      const earlier = await (await jobs.client()).jobs({ conversation: sessionId, limit: 50 });
      if (earlier.length === 0) throw RequestError.invalidParams(undefined, `There is no session ${sessionId}.`);
      const tell = teller(client, sessionId);
      for (const { id, goal } of earlier.toReversed()) {
        await tell({ sessionUpdate: 'user_message_chunk', content: { type: 'text', text: goal } });
        await say(tell, outcome(await (await jobs.client()).job(id)));
      }
      sessions.set(sessionId, {
        id: sessionId,
        folder: cwd || folder,
        job: earlier[0]?.id ?? null,
        open: null,
        running: null,
      });
      return {};
    })
    .onRequest(methods.agent.session.prompt, async ({ params, client }): Promise<PromptResponse> => {
      const session = known(params.sessionId);
      const tell = teller(client, session.id);
      const words = wordsOf(params.prompt);
      try {
        return {
          stopReason: await answerPrompt(jobs, session, words, tell, (decision) => choose(client, session, decision)),
        };
      } catch (error) {
        const { message, hint } = toCodewrightError(error);
        await say(tell, hint ? `${message}\n${hint}` : message);
        return { stopReason: 'end_turn' };
      }
    })
    .onNotification(methods.agent.session.cancel, async ({ params }) => {
      const session = sessions.get(params.sessionId);
      if (!session?.running || session.job === null) return;
      session.running.abort();
      await (await jobs.client()).cancel(session.job).catch(() => 'it is over already: the prompt ends by itself');
    });

  async function choose(client: AgentContext, session: Session, decision: PendingDecision): Promise<string | null> {
    const options = decision.choices.map((choice) => ({
      optionId: choice,
      name: choice,
      kind: choice === 'reject' ? ('reject_once' as const) : ('allow_once' as const),
    }));
    const { outcome: answer } = await client.request<RequestPermissionResponse>(
      methods.client.session.requestPermission,
      {
        sessionId: session.id,
        options,
        toolCall: {
          toolCallId: decision.id,
          title: decision.text,
          status: 'pending',
          content: [{ type: 'content', content: { type: 'text', text: shown(decision) } }],
        },
      },
    );
    return answer.outcome === 'selected' ? answer.optionId : null;
  }

  const stream = ndJsonStream(
    Writable.toWeb(output) as WritableStream<Uint8Array>,
    Readable.toWeb(input) as ReadableStream<Uint8Array>,
  );
  const connection = app.connect(stream);
  const leave = () => connection.close();
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  await connection.closed;
  signal.removeEventListener('abort', leave);
  for (const { running } of sessions.values()) running?.abort();
  await jobs.close();
}

/** One prompt: a new job, an answer to what one waits for, or a word to the one before. */
async function answerPrompt(
  jobs: GuestJobs,
  session: Session,
  words: string,
  tell: Tell,
  choose: (decision: PendingDecision) => Promise<string | null>,
): Promise<StopReason> {
  const client = await jobs.client();
  if (session.running && session.job !== null) {
    await client.say(session.job, words);
    await say(tell, 'Said to the job; it hears it at its next turn.');
    return 'end_turn';
  }
  let after = 0;
  const before = session.job === null ? null : await client.job(session.job);
  const [waiting] = before?.pending ?? [];
  if (before && waiting) {
    after = (await client.history(before.job.id)).at(-1)?.position ?? 0;
    await client.answer(before.job.id, { id: waiting.id, digest: waiting.digest, answer: words });
    await jobs.work(before.job.id);
  } else if (before && before.job.status === 'succeeded') {
    const next = await client.say(before.job.id, words);
    session.job = next.id;
    await jobs.work(next.id);
  } else {
    const repository = repositoryOf(session.folder);
    const goal = session.open === null ? words : `${session.open}. ${words}`;
    const { preview, job } = await jobs.submit({
      goal,
      folder: session.folder,
      conversation: session.id,
      createdBy: 'acp',
      ...(repository === undefined ? {} : { repository }),
    });
    session.open = preview.verdict === 'needs-answer' ? goal : null;
    if (job === null) {
      await say(tell, unready(preview));
      return preview.verdict === 'refused' ? 'refusal' : 'end_turn';
    }
    session.job = job.id;
    await say(tell, understood(preview));
  }
  return followJob(jobs, session, after, tell, choose);
}

async function followJob(
  jobs: GuestJobs,
  session: Session,
  from: number,
  tell: Tell,
  choose: (decision: PendingDecision) => Promise<string | null>,
): Promise<StopReason> {
  const client = await jobs.client();
  const id = session.job ?? '';
  const plan = new Map<string, PlanEntry>();
  let after = from;
  for (;;) {
    session.running = new AbortController();
    let report: JobReport;
    try {
      const entries = jobs.follow(id, after, new AbortController().signal);
      for (;;) {
        const next = await entries.next();
        if (next.done) {
          report = next.value;
          break;
        }
        after = Math.max(after, next.value.position);
        await tellEntry(next.value, plan, tell);
      }
    } finally {
      session.running = null;
    }
    const [decision] = report.pending;
    const given = decision && decision.choices.length > 0 ? await choose(decision) : null;
    if (!decision || given === null) {
      await say(tell, outcome(report));
      return stops[report.job.stopReason ?? ''] ?? 'end_turn';
    }
    await client.answer(id, { id: decision.id, digest: decision.digest, answer: given });
    await jobs.work(id);
  }
}

/** Phases are the plan, tools and gates are tool calls, what was found and planned is said. */
async function tellEntry(entry: LedgerEntry, plan: Map<string, PlanEntry>, tell: Tell): Promise<void> {
  const { kind, data, summary } = entry;
  const call = callOf(entry);
  switch (data['event']) {
    case 'phase-started':
    case 'phase-finished': {
      const content = textOf(data['title'] ?? data['name'], summary);
      const status = data['event'] === 'phase-started' ? 'in_progress' : 'completed';
      if (status === 'completed' && !plan.has(content)) return;
      plan.set(content, { content, priority: 'medium', status });
      return tell({ sessionUpdate: 'plan', entries: [...plan.values()] });
    }
    case 'tool-finished': {
      const status = call.status === 'ok' ? 'completed' : 'failed';
      return tell({ sessionUpdate: 'tool_call', toolCallId: entry.id, title: summary, kind: call.kind, status });
    }
    case 'gate-finished': {
      const status = call.verdict === 'passed' ? 'completed' : 'failed';
      return tell({ sessionUpdate: 'tool_call', toolCallId: entry.id, title: summary, kind: 'execute', status });
    }
    default:
      if (kind === 'analysis' || kind === 'plan' || kind === 'review') {
        await tell({ sessionUpdate: 'agent_thought_chunk', content: { type: 'text', text: `${summary}\n` } });
      }
  }
}

function callOf({ data }: LedgerEntry): { kind: ToolKind; status: string; verdict: string } {
  const result = typeof data['result'] === 'object' && data['result'] !== null ? data['result'] : {};
  const field = (name: string) => textOf((result as JsonObject)[name] ?? data[name], '');
  return { kind: kinds[field('tool')] ?? 'other', status: field('status'), verdict: field('verdict') };
}

function say(tell: Tell, text: string): Promise<void> {
  return tell({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text: `${text}\n` } });
}

/** What an approval is about, exactly. */
function shown(decision: PendingDecision): string {
  const { diff, plans, parts } = askedOf(decision);
  const said = [...plans.map(({ name, recorded }) => [name, recorded] as const), ...parts].map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}`,
  );
  return [decision.text, ...(diff === null ? [] : [`\`\`\`diff\n${diff}\`\`\``]), ...said].join('\n');
}

/** What was written, and what was attached to it. */
function wordsOf(blocks: readonly ContentBlock[]): string {
  const parts = blocks.map((block) => {
    if (block.type === 'text') return block.text;
    if (block.type === 'resource_link') return `(${block.uri})`;
    if (block.type === 'resource' && 'text' in block.resource)
      return `\n${block.resource.uri}:\n${block.resource.text}\n`;
    return '';
  });
  return parts.join(' ').trim();
}
