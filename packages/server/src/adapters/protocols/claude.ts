import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { MemberEdit, MemberSpent, PermissionRequest, Protocol, Said, Talk } from '../contract.ts';
import { Misspoken, misspoken } from '../misspoken.ts';
import { asJson, isObject, objects, text } from './json.ts';

/**
 * Claude Code's stream-json, both ways: the task as a user message, its messages and tool results as events, permission requests as
 * control requests that are answered over its input.
 */
export const claude: Protocol = async (talk) => {
  const { prompt } = talk.task;
  talk.send({ type: 'user', message: { role: 'user', content: [{ type: 'text', text: prompt }] } });
  const reader = new Reader(talk);
  for await (const line of talk.lines) {
    const said = await reader.read(line);
    if (said) return said;
  }
  throw new Misspoken('it ended without a result', true);
};

class Reader {
  readonly #talk: Talk;
  readonly #counted: MemberSpent = { tokens: 0, cents: 0 };
  #message = '';
  #session = '';

  constructor(talk: Talk) {
    this.#talk = talk;
  }

  async read(line: string): Promise<Said | null> {
    const event = asJson(line);
    if (!isObject(event)) return null;
    switch (event['type']) {
      case 'system':
        if (event['subtype'] === 'init') this.#begin(event);
        // It would ask ten times more, for minutes: a key does not get better by that.
        if (event['subtype'] === 'api_retry' && (event['error_status'] === 401 || event['error_status'] === 403)) {
          throw new Misspoken(`its provider refuses the key (status ${event['error_status']})`);
        }
        return null;
      case 'assistant':
        this.#assistant(event);
        return null;
      case 'user':
        this.#results(event);
        return null;
      case 'control_request':
        await this.#control(event);
        return null;
      case 'result':
        return this.#end(event);
      default:
        return null;
    }
  }

  #begin(event: JsonObject): void {
    const session = text(event['session_id']);
    if (session === '' || session === this.#session) return;
    this.#session = session;
    this.#talk.event({ kind: 'session', session, model: text(event['model']) || null });
  }

  /** One model call comes as several events, one a content block, all with one id. */
  #assistant(event: JsonObject): void {
    const message = isObject(event['message']) ? event['message'] : {};
    const id = text(message['id']);
    if (id !== this.#message) {
      this.#message = id;
      this.#talk.event({ kind: 'turn' });
      // What the answer costs is only said at the end.
      this.#count({ tokens: tokensOf(message['usage']), cents: 0 });
    }
    for (const block of objects(message['content'])) {
      if (block['type'] === 'text' && text(block['text']).trim() !== '') {
        this.#talk.event({ kind: 'message', text: text(block['text']) });
      } else if (block['type'] === 'tool_use') {
        const [tool, input] = [text(block['name']), block['input'] ?? {}];
        this.#talk.event({ kind: 'tool-call', id: text(block['id']), tool, title: titleOf(tool, input), input });
      }
    }
  }

  #results(event: JsonObject): void {
    const message = isObject(event['message']) ? event['message'] : {};
    for (const block of objects(message['content'])) {
      if (block['type'] !== 'tool_result') continue;
      const status = block['is_error'] === true ? 'failed' : 'ok';
      this.#talk.event({ kind: 'tool-result', id: text(block['tool_use_id']), status, text: words(block['content']) });
    }
  }

  async #control(event: JsonObject): Promise<void> {
    const request = isObject(event['request']) ? event['request'] : {};
    const respond = (response: JsonObject) => this.#talk.send({ type: 'control_response', response });
    const id = text(event['request_id']);
    if (request['subtype'] !== 'can_use_tool') {
      respond({ subtype: 'error', request_id: id, error: 'Not supported here.' });
      return;
    }
    const { allow, reason } = await this.#talk.permission(permissionOf(request));
    const answer: JsonObject = allow
      ? { behavior: 'allow', updatedInput: request['input'] ?? {} }
      : { behavior: 'deny', message: reason };
    respond({ subtype: 'success', request_id: id, response: answer });
  }

  #end(event: JsonObject): Said {
    const result = text(event['result']);
    const total = { tokens: tokensOf(event['usage']), cents: number(event['total_cost_usd']) * 100 };
    const { tokens, cents } = this.#counted;
    this.#talk.event({ kind: 'spent', spent: { tokens: total.tokens - tokens, cents: total.cents - cents } });
    if (event['subtype'] === 'success' && event['is_error'] !== true) return { text: result, usage: total };
    const status = event['api_error_status'];
    const why = result || objectsWords(event['errors']) || text(event['subtype']) || 'no reason given';
    throw misspoken(typeof status === 'number' ? `${why} (status ${status})` : why);
  }

  #count(spent: MemberSpent): void {
    this.#counted.tokens += spent.tokens;
    this.#talk.event({ kind: 'spent', spent });
  }
}

const number = (value: JsonValue | undefined): number => (typeof value === 'number' ? value : 0);

function tokensOf(usage: JsonValue | undefined): number {
  if (!isObject(usage)) return 0;
  return number(usage['input_tokens']) + number(usage['cache_creation_input_tokens']) + number(usage['output_tokens']);
}

function objectsWords(value: JsonValue | undefined): string {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string').join('; ') : '';
}

function words(content: JsonValue | undefined): string {
  return typeof content === 'string'
    ? content
    : objects(content)
        .map((part) => text(part['text']))
        .join('\n');
}

/** The argument that says most of a call. */
function titleOf(tool: string, input: JsonValue): string {
  if (!isObject(input)) return tool;
  const main = ['command', 'file_path', 'path', 'pattern', 'url', 'query', 'description']
    .map((name) => text(input[name]))
    .find((value) => value !== '');
  return main === undefined ? tool : `${tool} ${main}`;
}

const kinds: Readonly<Record<string, PermissionRequest['kind']>> = {
  Read: 'read',
  Glob: 'read',
  Grep: 'read',
  NotebookEdit: 'write',
  Edit: 'write',
  MultiEdit: 'write',
  Write: 'write',
  Bash: 'execute',
  BashOutput: 'read',
  KillShell: 'execute',
  WebFetch: 'network',
  WebSearch: 'network',
};

function permissionOf(request: JsonObject): PermissionRequest {
  const tool = text(request['tool_name']);
  const input = request['input'] ?? {};
  const of = (name: string) => (isObject(input) ? text(input[name]) : '');
  const path = of('file_path') || of('notebook_path') || of('path');
  const url = of('url');
  return {
    call: { id: text(request['tool_use_id']), tool, title: titleOf(tool, input), input },
    kind: kinds[tool] ?? 'other',
    paths: path === '' ? [] : [path],
    command: tool === 'Bash' ? ['sh', '-c', of('command')] : null,
    hosts: URL.canParse(url) ? [new URL(url).hostname] : [],
    edits: isObject(input) && kinds[tool] === 'write' ? editsOf(path, input) : [],
  };
}

/** `Write` gives a whole file, `Edit` one text for another, `MultiEdit` several such. */
function editsOf(path: string, input: JsonObject): MemberEdit[] {
  if (typeof input['content'] === 'string') return [{ path, old: null, new: input['content'], all: false }];
  const parts = Array.isArray(input['edits']) ? objects(input['edits']) : [input];
  return parts
    .filter((part) => typeof part['new_string'] === 'string')
    .map((part) => ({
      path,
      old: text(part['old_string']),
      new: text(part['new_string']),
      all: part['replace_all'] === true,
    }));
}
