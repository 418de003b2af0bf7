import { readFileSync } from 'node:fs';
import { isCollection, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import type { ZodType } from 'zod';
import { besideBundle } from './data.ts';
import { CodewrightError } from './errors.ts';
import type { ErrorCode } from './errors.ts';
import { sha256 } from './hash.ts';

/** Name of the file that holds the values of parsed texts by the SHA-256 of each. */
export const compiledYaml = 'yaml.json';

export type YamlPath = readonly (string | number)[];

/** Something wrong at a place of a YAML text. Lines and columns count from 1. */
export interface YamlProblem {
  line: number;
  column: number;
  message: string;
}

/** A YAML text with the places of its parts. */
export interface YamlSource {
  readonly name: string;
  /** Plain data; null for an empty text. */
  readonly value: unknown;
  /** Syntax errors and duplicate keys; with any of them `value` is null. */
  readonly problems: readonly YamlProblem[];
  /**
   * Problem at the value that `path` leads to (at its nearest existing parent, where it leads nowhere). `key` points at the key
   * itself; `offset` counts characters inside a one-line string.
   */
  problem(path: YamlPath, message: string, options?: { key?: boolean; offset?: number }): YamlProblem;
  /** `name:line:column: message`, the line and a caret under the place. */
  format(problem: YamlProblem): string;
}

/** Parses one YAML document; never throws for bad text. `name` is what messages call the file. */
export function readYaml(text: string, name: string): YamlSource {
  const known = compiledValue(text);
  return known === undefined ? parseSource(text, name) : compiledSource(text, name, known);
}

let compiled: ((hash: string) => unknown) | undefined;

/**
 * The value of a text that was parsed when the bundle was made (`scripts/bundle.ts`): the installation's own files cost a start
 * 25 ms otherwise. Known by their hash, so a file that somebody changed is parsed.
 */
function compiledValue(text: string): unknown {
  compiled ??= openCompiled(besideBundle(compiledYaml));
  return compiled(sha256(text));
}

/** What {@link compiledYaml} holds: a line of JSON that says where each value begins and how long it is, then the values. */
export function packCompiled(values: Readonly<Record<string, unknown>>): Buffer {
  const places: Record<string, [number, number]> = {};
  const parts: Buffer[] = [];
  let at = 0;
  for (const [hash, value] of Object.entries(values)) {
    const part = Buffer.from(JSON.stringify(value));
    places[hash] = [at, part.length];
    at += part.length;
    parts.push(part);
  }
  return Buffer.concat([Buffer.from(`${JSON.stringify(places)}\n`), ...parts]);
}

/** Reads a value when it is asked for, each time anew: everyone has a copy of their own, as parsing would give it. */
function openCompiled(file: string | undefined): (hash: string) => unknown {
  if (file === undefined) return () => undefined;
  const bytes = readFileSync(file);
  const end = bytes.indexOf(10);
  const places = JSON.parse(bytes.toString('utf8', 0, end)) as Record<string, [number, number]>;
  return (hash) => {
    const [at, length] = places[hash] ?? [];
    if (at === undefined || length === undefined) return undefined;
    return JSON.parse(bytes.toString('utf8', end + 1 + at, end + 1 + at + length)) as unknown;
  };
}

function compiledSource(text: string, name: string, value: unknown): YamlSource {
  let parsed: YamlSource | undefined;
  const source = () => (parsed ??= parseSource(text, name));
  return {
    name,
    value,
    problems: [],
    problem: (...where) => source().problem(...where),
    format: (problem) => source().format(problem),
  };
}

function parseSource(text: string, name: string): YamlSource {
  const counter = new LineCounter();
  const lines = text.split(/\r\n|\r|\n/);
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true, prettyErrors: false });
  const problemAt = (offset: number, message: string): YamlProblem => {
    const { line, col } = counter.linePos(Math.min(Math.max(offset, 0), text.length));
    return { line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  const problems = document.errors.map((error) => problemAt(error.pos[0], sentence(error.message)));
  let value: unknown = null;
  if (problems.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 100 }) ?? null;
    } catch (error) {
      problems.push(problemAt(0, sentence(error instanceof Error ? error.message : String(error))));
    }
  }
  return {
    name,
    value,
    problems,
    problem: (path, message, options = {}) => problemAt(offsetOf(document, path, options), message),
    format: (problem) => {
      const line = (lines[problem.line - 1] ?? '').replaceAll('\t', ' ');
      const gutter = String(problem.line);
      // Of a line that no terminal is wide enough for, what is around the place.
      const from = line.length > widest ? Math.max(0, problem.column - widest / 2) : 0;
      const caret = `${' '.repeat(gutter.length)} | ${' '.repeat(problem.column - 1 - from)}^`;
      const shown = line.slice(from, from + widest);
      return `${name}:${problem.line}:${problem.column}: ${problem.message}\n${gutter} | ${shown}\n${caret}`;
    },
  };
}

/** Characters of a line that a problem shows. */
const widest = 160;

/** More problems than these help nobody. */
const shownProblems = 5;

/**
 * Parses and checks one YAML document. `file` is what messages call it.
 * @throws CodewrightError `code`, whose message shows each problem as `file:line:column` with a caret, and whose details
 * are the {@link YamlProblem}s.
 */
export function parseYaml<T>(text: string, file: string, schema: ZodType<T>, code: ErrorCode): T {
  const source = readYaml(text, file);
  const checked = source.problems.length > 0 ? null : schema.safeParse(source.value);
  if (checked?.success) return checked.data;
  const problems = checked
    ? checked.error.issues.flatMap((issue) => {
        const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
        if (issue.code !== 'unrecognized_keys') return [source.problem(path, sentence(issue.message))];
        return issue.keys.map((key) => source.problem([...path, key], `Unknown key ${key}.`, { key: true }));
      })
    : [...source.problems];
  const shown = problems.slice(0, shownProblems).map((problem) => source.format(problem));
  const more = problems.length > shown.length ? `\n… and ${problems.length - shown.length} more` : '';
  throw new CodewrightError(code, `${shown.join('\n')}${more}`, {
    hint: 'Mend the places that the carets point at.',
    details: problems.map((problem) => ({ ...problem })),
  });
}

function sentence(message: string): string {
  const line = (message.split('\n', 1)[0] ?? message).slice(0, 2 * widest);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function offsetOf(document: Document, path: YamlPath, options: { key?: boolean; offset?: number }): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? start(node) : 0;
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
      );
      if (!pair) return offset;
      if (isNode(pair.key)) offset = start(pair.key);
      if (last && options.key) return offset;
      if (isNode(pair.value)) offset = start(pair.value);
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (!isNode(item)) return offset;
      offset = start(item);
      node = item;
    } else return offset;
  }
  if (options.offset === undefined || isCollection(node) || !isScalar(node)) return offset;
  if (node.type === 'PLAIN' || node.type === undefined) return offset + options.offset;
  if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') return offset + 1 + options.offset;
  return offset;
}

function start(node: Node): number {
  return node.range?.[0] ?? 0;
}
