import type {
  AnyMessage,
  InitializeResponse,
  LoadSessionResponse,
  NewSessionResponse,
  PromptResponse,
  RequestPermissionRequest,
  SessionUpdate,
  Stream,
  ToolCallUpdate,
} from '@agentclientprotocol/sdk';
import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import { CodewrightError, MissingFile } from '../../shared/errors.ts';
import type { MemberCall, MemberSpent, Protocol, Said, Talk } from '../contract.ts';
import { Misspoken, misspoken } from '../misspoken.ts';
import { contentOf, linesOf, permissionOf, placesOf, spentOf, titleOf } from './acp-calls.ts';
import { asJson, isObject, text } from './json.ts';

/** How long a history that is told may pause, milliseconds, and how often that is looked at. */
const quietMs = 400;
const mostLooks = 25;

/**
 * The Agent Client Protocol over stdio, as its client: one session, one prompt. Permission requests and the files that the agent
 * reads and writes through us go by our own rules.
 */
export const acp: Protocol = async (talk) => {
  const { client, methods, RequestError, PROTOCOL_VERSION } = await import('@agentclientprotocol/sdk');
  const turn = new AcpTurn(talk);
  const { stream, ended, usage } = streamOf(talk, (update) => turn.take(update));
  const refused = (error: unknown) =>
    error instanceof CodewrightError && error.code === 'TOOL_FAILED'
      ? RequestError.invalidParams(undefined, error.message)
      : error;
  // Agents ask for files that they are about to create: that one is not there is no fault.
  const missing = (path: string, error: unknown) =>
    error instanceof MissingFile ? RequestError.resourceNotFound(path) : refused(error);
  const app = client({ name: 'codewright' })
    .onRequest(methods.client.session.requestPermission, async ({ params }) => ({
      outcome: await turn.permission(params),
    }))
    .onRequest(methods.client.fs.readTextFile, async ({ params }) => {
      const content = await talk.files.read(params.path).catch((error: unknown) => {
        throw missing(params.path, error);
      });
      return { content: linesOf(content, params.line ?? 1, params.limit ?? null) };
    })
    .onRequest(methods.client.fs.writeTextFile, async ({ params }) => {
      const leave = await turn.mayWrite(params.path, params.content);
      if (!leave.allow) throw RequestError.invalidParams(undefined, leave.reason);
      await talk.files.write(params.path, params.content).catch((error: unknown) => {
        throw refused(error);
      });
      return {};
    });
  const connection = app.connect(stream);
  const { agent } = connection;
  const talked = (async (): Promise<Said> => {
    const capabilities = { fs: { readTextFile: talk.clientFiles, writeTextFile: talk.clientFiles }, terminal: false };
    const hello = await agent.request<InitializeResponse>(methods.agent.initialize, {
      protocolVersion: PROTOCOL_VERSION,
      clientCapabilities: capabilities,
    });
    if (hello.protocolVersion !== PROTOCOL_VERSION) {
      throw new Misspoken(
        `it speaks version ${hello.protocolVersion} of the Agent Client Protocol, not ${PROTOCOL_VERSION}`,
      );
    }
    const place = { cwd: talk.cwd, mcpServers: talk.servers.map((one) => ({ ...one, env: [] })) };
    const earlier = hello.agentCapabilities?.loadSession === true ? talk.task.session : null;
    const opened =
      (earlier === null ? null : await load(agent, methods.agent.session.load, { ...place, sessionId: earlier })) ??
      (await agent.request<NewSessionResponse>(methods.agent.session.new, place));
    const sessionId = 'sessionId' in opened ? text(opened.sessionId) : (earlier ?? '');
    talk.event({ kind: 'session', session: sessionId, model: modelOf(opened) });
    const { modes } = opened;
    if (talk.mode !== null && modes?.availableModes.some(({ id }) => id === talk.mode)) {
      if (modes.currentModeId !== talk.mode)
        await agent.request(methods.agent.session.setMode, { sessionId, modeId: talk.mode });
    }
    // Some tell the history of a session only after they have loaded it.
    if (!('sessionId' in opened)) await turn.quiet();
    turn.begin();
    const { stopReason } = await agent.request<PromptResponse>(methods.agent.session.prompt, {
      sessionId,
      prompt: [{ type: 'text', text: talk.task.prompt }],
    });
    if (stopReason === 'refusal') throw new Misspoken('it refused the task');
    if (stopReason !== 'end_turn') throw new Misspoken(`it stopped short (${stopReason})`, stopReason === 'max_tokens');
    return turn.end(usage());
  })();
  try {
    return await Promise.race([talked, ended]);
  } catch (error) {
    throw failureOf(error);
  } finally {
    talked.catch(() => 'the one that came first is reported');
    connection.close();
  }
};

/** JSON-RPC's own words for what went wrong, with what the agent says in `data`. */
function failureOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Misspoken || error instanceof CodewrightError) return error;
  if (!('code' in error) || typeof error.code !== 'number') return error;
  const data = 'data' in error && error.data !== undefined && error.data !== null ? JSON.stringify(error.data) : '';
  return misspoken(`${error.message}${data === '' || data === '{}' ? '' : ` ${data}`}`);
}

/** Null where the session cannot be loaded: then a new one is begun. */
async function load(
  agent: { request(method: string, params: unknown): Promise<unknown> },
  method: string,
  params: object,
): Promise<LoadSessionResponse | null> {
  try {
    return ((await agent.request(method, params)) ?? {}) as LoadSessionResponse;
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'number') return null;
    throw error;
  }
}

function modelOf(opened: object): string | null {
  const models = 'models' in opened && isObject(opened.models) ? opened.models : {};
  return text(models['currentModelId']) || null;
}

/**
 * The messages of its lines; other lines are passed over. Updates are taken as they come and not by the library, which complains on
 * our own stderr about those that it does not know; what agents say of usage in their own fields is kept.
 */
function streamOf(
  talk: Talk,
  onUpdate: (update: JsonObject) => void,
): { stream: Stream; ended: Promise<never>; usage: () => JsonValue } {
  let usage: JsonValue = null;
  const end = Promise.withResolvers<never>();
  end.promise.catch(() => 'whoever waits for the talk hears of it');
  const readable = new ReadableStream<AnyMessage>({
    async start(controller) {
      let spoke = false;
      let printed = false;
      for await (const line of talk.lines) {
        printed = true;
        const message = asJson(line);
        if (!isObject(message) || message['jsonrpc'] !== '2.0') continue;
        spoke = true;
        const { result } = message;
        if (isObject(result) && typeof result['stopReason'] === 'string') usage = result;
        if (message['method'] === 'session/update') {
          const { params } = message;
          if (isObject(params) && isObject(params['update'])) onUpdate(params['update']);
          continue;
        }
        controller.enqueue(message as unknown as AnyMessage);
      }
      // Not closed: the connection would fail what waits with words of its own.
      const why = printed ? 'it does not speak the Agent Client Protocol' : 'it ended without a word';
      end.reject(new Misspoken(spoke ? 'it ended without a result' : why, spoke));
    },
  });
  const writable = new WritableStream<AnyMessage>({ write: (message) => talk.send(message as unknown as JsonObject) });
  return { stream: { readable, writable }, ended: end.promise, usage: () => usage };
}

/** What happens between the prompt and its answer. */
class AcpTurn {
  readonly #talk: Talk;
  readonly #calls = new Map<string, MemberCall & { told: boolean }>();
  readonly #ended = new Set<string>();
  readonly #granted = new Set<string>();
  /** Nothing counts before the prompt: a loaded session tells its whole history again. */
  #begun = false;
  /** Updates so far. */
  #heard = 0;
  #answering = false;
  #message = '';
  #last = '';
  #context = 0;
  #counted: MemberSpent = { tokens: 0, cents: 0 };
  #cents = 0;

  constructor(talk: Talk) {
    this.#talk = talk;
  }

  begin(): void {
    this.#begun = true;
  }

  /** Until nothing has been told for a moment. */
  async quiet(): Promise<void> {
    for (let looks = 0; looks < mostLooks; looks += 1) {
      const before = this.#heard;
      await delay(quietMs);
      if (this.#heard === before) return;
    }
  }

  /** An update as it came; one that is not as the protocol has it says nothing. */
  take(update: JsonObject): void {
    this.#heard += 1;
    if (!this.#begun) return;
    try {
      this.#update(update as unknown as SessionUpdate);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }

  #update(update: SessionUpdate): void {
    switch (update.sessionUpdate) {
      case 'agent_message_chunk':
        this.#inPassing(update._meta?.['usage']);
        if (update.content.type !== 'text' || update.content.text === '') break;
        this.#answer();
        this.#message += update.content.text;
        break;
      case 'agent_thought_chunk':
        this.#answer();
        break;
      case 'tool_call':
      case 'tool_call_update':
        this.#tool(update);
        break;
      case 'usage_update': {
        // The size of its context: what has come to it since the last look was read anew.
        this.#spend({ tokens: Math.max(0, update.used - this.#context), cents: 0 });
        this.#context = Math.max(this.#context, update.used);
        if (update.cost?.currency === 'USD') this.#cents = update.cost.amount * 100;
        break;
      }
      default:
        break;
    }
  }

  /** Some say with a piece of a message what the model call has cost. */
  #inPassing(usage: unknown): void {
    const spent = isObject(usage) ? spentOf({ usage }) : null;
    if (spent) this.#spend(spent);
  }

  /** A file that it has leave to change needs no second one when it is written through us. */
  async mayWrite(path: string, content: string): Promise<{ allow: boolean; reason: string }> {
    if (this.#granted.has(path)) return { allow: true, reason: '' };
    const call = { id: path, tool: 'write', title: `write ${path}`, input: { path } };
    const edits = [{ path, old: null, new: content, all: false }];
    return this.#talk.permission({ call, kind: 'write', paths: [path], command: null, hosts: [], edits });
  }

  async permission({ toolCall, options }: RequestPermissionRequest) {
    this.#say();
    // Some announce a call only by asking for it.
    if (!this.#calls.has(toolCall.toolCallId)) this.#answer();
    const call = this.#known(toolCall);
    this.#tell(call);
    const { allow, reason } = await this.#talk.permission(permissionOf(call, toolCall));
    // Not every agent tells the end of a call that it was refused.
    if (!allow) this.#over(call, 'failed', reason);
    else for (const path of placesOf(toolCall)) this.#granted.add(path);
    const wanted = allow ? ['allow_once', 'allow_always'] : ['reject_once', 'reject_always'];
    const option = wanted.map((kind) => options.find((one) => one.kind === kind)).find(Boolean);
    if (option) return { outcome: 'selected' as const, optionId: option.optionId };
    if (allow) throw new Misspoken('it asks for leave without a way to give it');
    return { outcome: 'cancelled' as const };
  }

  /** `raw`: the prompt's result as it came, with what the agent says of usage. */
  end(raw: JsonValue): Said {
    this.#say();
    const total = spentOf(raw);
    const { tokens, cents } = this.#counted;
    if (total || this.#cents > 0) {
      this.#spend({ tokens: Math.max(0, (total?.tokens ?? tokens) - tokens), cents: this.#cents - cents });
    }
    const reported = this.#counted.tokens > 0 || this.#counted.cents > 0;
    return { text: this.#last, usage: reported ? this.#counted : null };
  }

  #answer(): void {
    if (!this.#answering) this.#talk.event({ kind: 'turn' });
    this.#answering = true;
  }

  /** What it said in pieces, as one message. */
  #say(): void {
    const message = this.#message.trim();
    this.#message = '';
    if (message === '') return;
    this.#last = message;
    this.#talk.event({ kind: 'message', text: message });
  }

  #tool(update: ToolCallUpdate): void {
    this.#say();
    if (this.#ended.has(update.toolCallId)) return;
    const known = this.#calls.has(update.toolCallId);
    const call = this.#known(update);
    if (!known) this.#answer();
    const { status } = update;
    if (status === 'completed' || status === 'failed') {
      this.#tell(call);
      this.#over(call, status === 'failed' ? 'failed' : 'ok', contentOf(update));
    } else if (status === 'in_progress' || (isObject(call.input) && Object.keys(call.input).length > 0))
      this.#tell(call);
  }

  #over(call: MemberCall, status: 'ok' | 'failed', result: string): void {
    this.#calls.delete(call.id);
    this.#ended.add(call.id);
    this.#talk.event({ kind: 'tool-result', id: call.id, status, text: result });
    this.#answering = false;
  }

  /** Told once it is known what the call is about: some agents announce a call before they have its arguments. */
  #tell(call: MemberCall & { told: boolean }): void {
    if (call.told) return;
    call.told = true;
    const { told: _, ...plain } = call;
    this.#talk.event({ kind: 'tool-call', ...plain });
  }

  #known(update: ToolCallUpdate): MemberCall & { told: boolean } {
    const id = update.toolCallId;
    const call = this.#calls.get(id) ?? { id, tool: 'other', title: id, input: {}, told: false };
    if (update.kind) call.tool = update.kind;
    if (update.rawInput !== undefined && update.rawInput !== null) call.input = update.rawInput as JsonValue;
    if (update.title) call.title = titleOf(call, update);
    this.#calls.set(id, call);
    return call;
  }

  #spend(spent: MemberSpent): void {
    if (spent.tokens === 0 && spent.cents === 0) return;
    this.#counted = { tokens: this.#counted.tokens + spent.tokens, cents: this.#counted.cents + spent.cents };
    this.#talk.event({ kind: 'spent', spent });
  }
}
