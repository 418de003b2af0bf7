import type { ScriptedFinish, ScriptedUsage, SeenCall, SeenMessage, SeenResult, SeenTool, Wire } from '../contract.ts';

/** One answer, ready to be put on any wire. */
export interface Answer {
  /** Letters and digits; the same for the same place of a script. */
  id: string;
  model: string;
  reasoning: string;
  text: string;
  calls: AnswerCall[];
  finish: ScriptedFinish;
  /** Null: none is sent. NaN stands as JSON writes it: null. */
  usage: ScriptedUsage | null;
}
export interface AnswerCall {
  id: string;
  tool: string;
  /** The text of the arguments: JSON, unless the script wants otherwise or the tool takes free text. */
  text: string;
  free: boolean;
}

/** What a request says, in neutral words. */
export interface Conversation {
  model: string;
  stream: boolean;
  system: string;
  tools: SeenTool[];
  messages: SeenMessage[];
}

/** One event of a stream, as it goes over the wire. `call`: it is part of that call. */
export interface WireEvent {
  text: string;
  call?: number;
}

export interface Speaker {
  wire: Wire;
  contentType: { whole: string; stream: string };
  /** Of a body that is a JSON object. `path` has no query. */
  read(body: Json, path: string): Conversation;
  whole(answer: Answer, body: Json): unknown;
  stream(answer: Answer, body: Json): WireEvent[];
  error(status: number, message: string | null, retryAfter?: number): unknown;
  /** The vendor's words for a prompt that is too long, with status 400. */
  overflow(): unknown;
  /** An error that is told in the middle of a stream. */
  errorEvent(): string;
}

export type Json = { [key: string]: unknown };

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Text in pieces as a model sends it: some letters at a time, at most about 40 pieces. */
export function pieces(whole: string, least = 24): string[] {
  const size = Math.max(least, Math.ceil(whole.length / 40));
  const found: string[] = [];
  for (let at = 0; at < whole.length; ) {
    let end = at + size;
    // Never through a surrogate pair: half of one is no letter.
    if (end < whole.length && /[\uD800-\uDBFF]/.test(whole.charAt(end - 1))) end += 1;
    found.push(whole.slice(at, end));
    at = end;
  }
  return found;
}

/** Arguments in at least two pieces, so that a stream can break off between them. */
export const argumentPieces = (whole: string): string[] => pieces(whole, Math.max(1, Math.ceil(whole.length / 3)));

export const sse = (data: unknown, event?: string): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

/** Parsed where it is JSON, else the text itself. */
export function parsed(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

export const emptyMessage = (role: SeenMessage['role']): SeenMessage => ({
  role,
  text: '',
  reasoning: '',
  calls: [],
  results: [],
  files: 0,
});

/** Messages by whose turn it is: what one side says in one go is one message, however the wire divides it. */
export class Transcript {
  readonly messages: SeenMessage[] = [];
  readonly #tools = new Map<string, string>();

  of(role: SeenMessage['role']): SeenMessage {
    const last = this.messages.at(-1);
    if (last?.role === role) return last;
    const made = emptyMessage(role);
    this.messages.push(made);
    return made;
  }

  say(role: SeenMessage['role'], words: string): void {
    const message = this.of(role);
    message.text += (message.text === '' ? '' : '\n') + words;
  }

  call(call: SeenCall): void {
    this.#tools.set(call.id, call.tool);
    this.of('assistant').calls.push(call);
  }

  result(result: Omit<SeenResult, 'tool'> & { tool?: string }): void {
    this.of('user').results.push({ ...result, tool: result.tool ?? this.#tools.get(result.id) ?? '' });
  }
}

/** Text of content that is a string or a list of parts; how many of its parts are no text. */
export function contentOf(content: unknown): { words: string; files: number } {
  if (typeof content === 'string') return { words: content, files: 0 };
  const parts = objects(content);
  const texts = parts.flatMap((part) => (typeof part.text === 'string' ? [part.text] : []));
  return { words: texts.join('\n'), files: parts.length - texts.length };
}
