import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { asJson, isObject, text } from './json.ts';

/** More than this of its record is not read at once. */
const mostBytes = 4 * 1024 * 1024;

/**
 * What Codex has spent so far. It tells that in its events only at the end of a turn, but writes it down after every model call, in the record
 * of its session in its own home. What lies there is written by a program that is not trusted: only numbers are taken from it.
 */
export class CodexUsage {
  readonly #home: string;
  readonly #since: number;
  readonly #counted = new Set<string>();
  #session = '';
  #file: string | null = null;
  #at = 0;

  constructor(home: string, since: Date) {
    this.#home = home;
    this.#since = since.getTime();
  }

  begin(session: string): void {
    this.#session = session;
  }

  /** Tokens that were not cached, of the calls that have ended since the last look. */
  take(): number {
    this.#file ??= this.#find();
    if (this.#file === null) return 0;
    let tokens = 0;
    for (const line of this.#read(this.#file).split('\n')) {
      if (!line.includes('"token_usage_record"')) continue;
      const record = asJson(line);
      const payload = isObject(record) && record['type'] === 'token_usage_record' ? record['payload'] : null;
      if (!isObject(record) || !isObject(payload) || !isObject(payload['usage'])) continue;
      // A session that goes on has the calls of earlier runs before those of this one.
      const id = text(payload['response_id']);
      if (Date.parse(text(record['timestamp'])) < this.#since || this.#counted.has(id)) continue;
      this.#counted.add(id);
      tokens += freshTokens(payload['usage']);
    }
    return tokens;
  }

  #find(): string | null {
    if (!/^[\w-]{8,}$/.test(this.#session)) return null;
    const folder = join(this.#home, '.codex', 'sessions');
    try {
      if (!realpathSync(folder).startsWith(realpathSync(this.#home) + sep)) return null;
      const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) =>
        path.endsWith(`${this.#session}.jsonl`),
      );
      return found === undefined ? null : join(folder, found);
    } catch (error) {
      return absent(error);
    }
  }

  /** What was written since the last look, to the end of its last whole line. */
  #read(file: string): string {
    let fd: number;
    try {
      fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    } catch (error) {
      return absent(error) ?? '';
    }
    try {
      const stat = fstatSync(fd);
      if (!stat.isFile()) return '';
      const piece = Buffer.alloc(Math.max(0, Math.min(mostBytes, stat.size - this.#at)));
      const read = piece.subarray(0, readSync(fd, piece, 0, piece.length, this.#at));
      const end = read.lastIndexOf(10) + 1;
      // A line that is longer than all that is read at once is none of those that count.
      this.#at += end === 0 && read.length === mostBytes ? read.length : end;
      return read.subarray(0, end).toString('utf8');
    } finally {
      closeSync(fd);
    }
  }
}

/** What a model had to read and write anew. */
export function freshTokens(usage: Readonly<Record<string, unknown>>): number {
  const of = (name: string) => (typeof usage[name] === 'number' && Number.isFinite(usage[name]) ? usage[name] : 0);
  return Math.max(0, of('input_tokens') - of('cached_input_tokens')) + Math.max(0, of('output_tokens'));
}

function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error) return null;
  throw error;
}
