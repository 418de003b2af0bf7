import type { ToolCallUpdate } from '@agentclientprotocol/sdk';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import { parsePatch, type StructuredPatch } from 'diff';
import type { MemberCall, MemberEdit, MemberSpent, PermissionRequest } from '../contract.ts';
import { isObject, text } from './json.ts';

/** Many a title does not say what the call is about: the command or the file does. */
export function titleOf(call: MemberCall, update: ToolCallUpdate): string {
  const command = isObject(call.input) ? text(call.input['command']) : '';
  if (call.tool === 'execute' && command !== '') return command;
  const { title } = update;
  const path = placesOf(update)[0] ?? '';
  return kinds[call.tool] === 'read' || kinds[call.tool] === 'write'
    ? `${call.tool}${path === '' ? ` ${title ?? ''}` : ` ${path}`}`
    : (title ?? call.title);
}

/** Agents put what a prompt has cost into `usage`, or into fields of their own in `_meta`. */
export function spentOf(raw: JsonValue): MemberSpent | null {
  if (!isObject(raw)) return null;
  const { usage } = raw;
  const of = (from: JsonObject, name: string) => (typeof from[name] === 'number' ? from[name] : 0);
  if (isObject(usage)) {
    const fresh = of(usage, 'inputTokens') - of(usage, 'cachedReadTokens');
    return { tokens: Math.max(0, fresh) + of(usage, 'outputTokens'), cents: 0 };
  }
  const meta = isObject(raw['_meta']) ? raw['_meta'] : {};
  const quota = isObject(meta['quota']) ? meta['quota'] : {};
  const count = isObject(quota['token_count']) ? quota['token_count'] : null;
  return count && { tokens: of(count, 'input_tokens') + of(count, 'output_tokens'), cents: 0 };
}

export function contentOf(update: ToolCallUpdate): string {
  const parts = (update.content ?? []).map((part) => {
    if (part.type === 'content') return part.content.type === 'text' ? part.content.text : `(${part.content.type})`;
    return part.type === 'diff' ? `changed ${part.path}` : '';
  });
  const said = parts.filter((part) => part !== '').join('\n');
  if (said !== '' || !isObject(update.rawOutput)) return said;
  return text(update.rawOutput['content']) || text(update.rawOutput['output']);
}

/** How our policy names what ACP calls a call. */
const kinds: Readonly<Record<string, PermissionRequest['kind']>> = {
  read: 'read',
  search: 'read',
  edit: 'write',
  delete: 'write',
  move: 'write',
  execute: 'execute',
  fetch: 'network',
};

/** The files that a call is about. */
export function placesOf({ locations, content }: ToolCallUpdate): string[] {
  const diffs = (content ?? []).flatMap((part) => (part.type === 'diff' ? [part.path] : []));
  return [...new Set([...(locations ?? []).map(({ path }) => path), ...diffs])];
}

export function permissionOf(call: MemberCall, update: ToolCallUpdate): PermissionRequest {
  const input = isObject(call.input) ? call.input : {};
  const command = text(input['command']);
  const url = text(input['url']);
  return {
    call,
    kind: kinds[call.tool] ?? 'other',
    paths: placesOf(update),
    command: call.tool === 'execute' ? ['sh', '-c', command || call.title] : null,
    hosts: URL.canParse(url) ? [new URL(url).hostname] : [],
    edits: editsOf(update, text(input['diff'])),
  };
}

/** What it would write: as the protocol says it, or as the diff that some put into a call's input instead. */
function editsOf(update: ToolCallUpdate, diff: string): MemberEdit[] {
  const told = (update.content ?? []).flatMap((part) =>
    part.type === 'diff' ? [{ path: part.path, old: part.oldText ?? null, new: part.newText, all: false }] : [],
  );
  const [path, ...others] = placesOf(update);
  if (told.length > 0 || path === undefined || others.length > 0) return told;
  const side = (lines: string[], without: string) =>
    lines
      .filter((line) => !line.startsWith(without) && !line.startsWith('\\'))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  return patchesIn(diff).flatMap(({ hunks, oldFileName }) =>
    hunks.map(({ lines }) => ({
      path,
      old: oldFileName?.endsWith('/dev/null') ? null : side(lines, '+'),
      new: side(lines, '-'),
      all: false,
    })),
  );
}

function patchesIn(diff: string): StructuredPatch[] {
  try {
    return parsePatch(diff);
  } catch {
    // It is called so, and is none.
    return [];
  }
}

/** Lines from `first` (from 1), `limit` of them. */
export function linesOf(content: string, first: number, limit: number | null): string {
  if (first <= 1 && limit === null) return content;
  const lines = content.split('\n');
  const from = Math.max(0, first - 1);
  return lines.slice(from, limit === null ? undefined : from + limit).join('\n');
}
