import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { TaskOptions } from '../contract.ts';

/** One tool call that a program asks for. */
export interface Call {
  tool: string;
  input: JsonObject;
}

/** What came of it: the text as any model reads it, and the structured form. */
export interface Result {
  text: string;
  data: JsonValue;
  status: 'ok' | 'failed' | 'error' | 'denied';
}

/** A program's last words. `done: false` says honestly that it could not do what was asked. */
export interface Ending {
  done: boolean;
  text: string;
}

export type Steps = Generator<Call, Ending, Result>;
/** A part of a program: asks for calls and gives back a value of its own. */
export type Part<T> = Generator<Call, T, Result>;

/**
 * The whole of what the built-in model does in one kind of work. Deterministic: what it yields depends on the task and on
 * the results so far and on nothing else, because each turn runs it again from the start over the transcript.
 */
export type Program = (task: TaskOptions) => Steps;

export function call(tool: string, input: JsonObject = {}): Call {
  return { tool, input };
}

export const done = (text: string): Ending => ({ done: true, text });
export const failed = (text: string): Ending => ({ done: false, text });

/** A value as an object to look into; `{}` when it is none. */
export function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

export function listOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

export function textsOf(value: JsonValue | undefined): string[] {
  return listOf(value).filter((item) => typeof item === 'string');
}

export function stringOf(value: JsonValue | undefined, fallback = ''): string {
  return typeof value === 'string' ? value : fallback;
}

/** First lines of a tool's text, for a sentence that names what failed. */
export function excerpt(text: string, lines = 6): string {
  const all = text.trim().split('\n');
  return all.length > lines ? `${all.slice(0, lines).join('\n')}\n…` : all.join('\n');
}

/** The goal as the first line of a commit, the whole of it below where it is longer. */
export function messageOf(goal: string): string {
  const text = goal.trim();
  const line = text.split('\n', 1)[0] ?? '';
  if (line.length <= 72 && line === text) return line;
  return `${line.length > 72 ? `${line.slice(0, 71)}…` : line}\n\n${text.slice(0, 4000)}`;
}
