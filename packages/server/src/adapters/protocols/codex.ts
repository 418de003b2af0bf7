import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { Protocol, Said, Talk } from '../contract.ts';
import { Misspoken, misspoken } from '../misspoken.ts';
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
  #text = '';
  /** Whether what comes next belongs to a model call that was already counted. */
  #answering = false;
  /** Calls that have been told. */
  readonly #open = new Set<string>();
  failure: Misspoken | null = null;

  constructor(talk: Talk) {
    this.#talk = talk;
  }

  read(event: JsonObject): Said | null {
    const item = isObject(event['item']) ? event['item'] : {};
    switch (event['type']) {
      case 'thread.started':
        this.#talk.event({ kind: 'session', session: text(event['thread_id']), model: null });
        return null;
      case 'item.started':
        this.#started(item);
        return null;
      case 'item.completed':
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
    if (!isObject(usage)) return { text: this.#text, usage: null };
    const of = (name: string) => (typeof usage[name] === 'number' ? usage[name] : 0);
    const tokens = Math.max(0, of('input_tokens') - of('cached_input_tokens')) + of('output_tokens');
    const spent = { tokens, cents: 0 };
    this.#talk.event({ kind: 'spent', spent });
    return { text: this.#text, usage: spent };
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
