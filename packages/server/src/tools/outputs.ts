import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';

/** Characters of one result that a model gets to read; about 3,000 tokens. */
export const textLimit = 12_000;

/** Long texts by handle: the first digits of their own hash, so that the same output always has the same handle. */
export class OutputStore {
  readonly #folder: string;
  readonly #clean: (text: string) => string;

  constructor(folder: string, clean: (text: string) => string = (text) => text) {
    this.#folder = folder;
    this.#clean = clean;
  }

  store(given: string): string {
    const text = this.#clean(given);
    const handle = `out-${sha256(text).slice(0, 16)}`;
    const file = join(this.#folder, handle);
    if (!existsSync(file)) {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(file, text);
    }
    return handle;
  }

  /** Bytes that are no text, in base64; nothing is taken out of them. */
  storeBytes(bytes: Uint8Array): string {
    const text = Buffer.from(bytes).toString('base64');
    const handle = `out-${sha256(text).slice(0, 16)}`;
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(join(this.#folder, handle), text);
    return handle;
  }

  load(handle: string): string {
    if (!/^out-[0-9a-f]{16}$/.test(handle)) throw new ToolError(`${JSON.stringify(handle)} is no handle.`);
    try {
      return readFileSync(join(this.#folder, handle), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new ToolError(`There is no output ${handle}.`);
    }
  }
}

/** Head and tail of a long text, cut at line ends where there are some near, with a line between that says what is missing. */
export function cut(text: string, handle: string, limit: number = textLimit): string {
  if (text.length <= limit) return text;
  const headEnd = lineEnd(text, Math.floor(limit * 0.6));
  const tailStart = lineStart(text, text.length - Math.floor(limit * 0.4));
  const left = text.slice(headEnd, tailStart);
  const lines = left.split('\n').length - 1;
  const size = lines > 1 ? `${lines} lines` : `${left.length} characters`;
  return `${text.slice(0, headEnd)}\n[… ${size} left out: read_file {"handle":"${handle}"} …]\n${text.slice(tailStart)}`;
}

function lineEnd(text: string, wanted: number): number {
  const at = text.lastIndexOf('\n', wanted);
  return at > wanted * 0.7 ? at : wholeCharacter(text, wanted);
}

function lineStart(text: string, wanted: number): number {
  const at = text.indexOf('\n', wanted);
  return at !== -1 && at < text.length - (text.length - wanted) * 0.7 ? at + 1 : wholeCharacter(text, wanted);
}

/** Not between the two halves of one character. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
