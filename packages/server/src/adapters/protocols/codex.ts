import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { Protocol, Said, Talk } from '../contract.ts';
import { Misspoken, misspoken } from '../misspoken.ts';
import { CodexUsage, freshTokens } from './codex-usage.ts';
import { asJson, isObject, objects, text } from './json.ts';

/** `codex exec --json`: the task on stdin, then one event a line. It asks for nothing; the sandbox is its border. */
export const codex: Protocol = async (talk) => {
  talk.sendText(talk.task.prompt);
  talk.end();
  const reader = new Reader(talk);
  for await (const line of talk.lines) {
    const event = asJson(line);
    const said = isObject(event) ? reader.read(event) : null;
    if (said) return said;
  }
  throw reader.failure ?? new Misspoken('it ended without a result', true);
};

class Reader {
  readonly #talk: Talk;
  readonly #usage: CodexUsage;
  #counted = 0;
  #text = '';
  /** Whether what comes next belongs to a model call that was already counted. */
  #answering = false;
  /** Calls that have been told. */
  readonly #open = new Set<string>();
  failure: Misspoken | null = null;

  constructor(talk: Talk) {
    this.#talk = talk;
    this.#usage = new CodexUsage(talk.home, new Date());
  }

  read(event: JsonObject): Said | null {
    const item = isObject(event['item']) ? event['item'] : {};
    switch (event['type']) {
      case 'thread.started':
        this.#usage.begin(text(event['thread_id']));
        this.#talk.event({ kind: 'session', session: text(event['thread_id']), model: null });
        return null;
      case 'item.started':
        this.#count();
        this.#started(item);
        return null;
      case 'item.completed':
        this.#count();
        this.#completed(item);
        return null;
      case 'turn.completed':
        return this.#end(event['usage']);
      case 'error':
        // It tries again by itself; `turn.failed` says when it has given up.
        this.failure = misspoken(text(event['message']) || 'it reported an error without words');
        return null;
      case 'turn.failed': {
        const error = isObject(event['error']) ? text(event['error']['message']) : '';
        throw misspoken(error || this.failure?.message || 'its turn failed without a reason');
      }
      default:
        return null;
    }
  }

  /** Counted while it runs, so that a limit ends it in the middle. */
  #count(): void {
    const tokens = this.#usage.take();
    if (tokens === 0) return;
    this.#counted += tokens;
    this.#talk.event({ kind: 'spent', spent: { tokens, cents: 0 } });
  }

  #turn(): void {
    if (!this.#answering) this.#talk.event({ kind: 'turn' });
    this.#answering = true;
  }

  #started(item: JsonObject): void {
    const call = callOf(item);
    if (!call) return;
    this.#turn();
    this.#open.add(call.id);
    this.#talk.event({ kind: 'tool-call', ...call });
  }

  #completed(item: JsonObject): void {
    if (item['type'] === 'agent_message') {
      this.#turn();
      this.#text = text(item['text']);
      this.#talk.event({ kind: 'message', text: this.#text });
      return;
    }
    const call = callOf(item);
    if (!call) return;
    if (!this.#open.delete(call.id)) {
      this.#turn();
      this.#talk.event({ kind: 'tool-call', ...call });
    }
    const failed = item['status'] === 'failed' || item['status'] === 'declined';
    const output = text(item['aggregated_output']) || (isObject(item['error']) ? text(item['error']['message']) : '');
    this.#talk.event({ kind: 'tool-result', id: call.id, status: failed ? 'failed' : 'ok', text: output });
    this.#answering = false;
  }

  #end(usage: JsonValue | undefined): Said {
    this.#count();
    const whole = isObject(usage) ? freshTokens(usage) : 0;
    // Of a session that goes on it may be the sum of all runs: then what was counted is the whole.
    const goesOn = this.#talk.task.session !== null && this.#counted > 0;
    const left = goesOn ? 0 : Math.max(0, whole - this.#counted);
    if (left > 0 || this.#counted === 0) this.#talk.event({ kind: 'spent', spent: { tokens: left, cents: 0 } });
    const known = isObject(usage) || this.#counted > 0;
    return { text: this.#text, usage: known ? { tokens: this.#counted + left, cents: 0 } : null };
  }
}

/** What an item calls; null for what is no call (messages, reasoning, notices). */
function callOf(item: JsonObject): { id: string; tool: string; title: string; input: JsonValue } | null {
  const id = text(item['id']);
  switch (item['type']) {
    case 'command_execution': {
      const command = text(item['command']);
      // Its shell around the command says nothing.
      const title = /^\S*sh -lc (['"])([\s\S]*)\1$/.exec(command)?.[2] ?? command;
      return { id, tool: 'shell', title, input: { command } };
    }
    case 'file_change': {
      const changes = objects(item['changes']);
      const paths = changes.map((change) => text(change['path']));
      return { id, tool: 'edit', title: `edit ${paths.join(', ')}`, input: { changes } };
    }
    case 'mcp_tool_call': {
      const tool = `${text(item['server'])}.${text(item['tool'])}`;
      return { id, tool, title: tool, input: item['arguments'] ?? {} };
    }
    case 'web_search':
      return { id, tool: 'web_search', title: text(item['query']), input: { query: text(item['query']) } };
    default:
      return null;
  }
}
