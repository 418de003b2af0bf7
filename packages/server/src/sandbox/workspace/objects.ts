import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { CodewrightError } from '../../shared/errors.ts';
import { type ObjectFormat, PackWriter } from './packs.ts';

interface TreeEntry {
  mode: string;
  /** Bytes as Latin-1, so that any name survives. */
  name: string;
  id: string;
}

/** A tracked file with new content. */
export interface ChangedFile {
  path: string;
  content: Buffer;
  executable: boolean;
}

/** Larger files than this are left to git. */
const looseBytes = 4 * 1024 * 1024;

/** Raw contents by id: of a tree, and of as many below it as come cheaply along. */
type FetchTrees = (id: string) => Promise<ReadonlyMap<string, Buffer>>;

/**
 * A tree and the first thousands below it: one start of git for all, where the next edit would want the next folder. For
 * {@link readBatch}.
 */
export const treesScript = `
{ echo "$1"; git ls-tree -r -d "$1" | sed -n 's/^040000 tree \\([0-9a-f]*\\).*/\\1/p' | head -n 4000; } | git cat-file --batch
`;

/** What `git cat-file --batch` printed, by id. */
export function readBatch(output: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(0x0a, at);
    const [id = '', type, size] = output.toString('latin1', at, end).split(' ');
    if (type === 'missing') {
      at = end + 1;
      continue;
    }
    const body = output.subarray(end + 1, end + 1 + Number(size));
    found.set(id, body);
    at = end + 1 + body.length + 1;
  }
  return found;
}

/**
 * Writes git objects without git: where it is known which tracked files changed, a checkpoint needs one blob, the trees above it
 * and a commit. That is half a millisecond where a git in the sandbox takes fifteen.
 */
export class ObjectWriter {
  /** Our own folder of objects, then those it borrows from. */
  readonly #folders: readonly string[];
  readonly #packs: PackWriter;
  readonly #algorithm: ObjectFormat;
  readonly #trees = new Map<string, TreeEntry[]>();

  constructor(places: { git: string; objects: readonly string[]; scratch: string }, algorithm: ObjectFormat) {
    const own = join(places.git, 'objects');
    this.#folders = [own, ...places.objects];
    this.#packs = new PackWriter(own, places.scratch, algorithm);
    this.#algorithm = algorithm;
  }

  /**
   * The tree with these files changed, which is there for git after the next {@link commit}; null when one of them is not a plain
   * tracked file.
   * @param fetch gives the contents of trees that lie in no file of their own.
   */
  async change(tree: string, files: readonly ChangedFile[], fetch: FetchTrees): Promise<string | null> {
    let current = tree;
    for (const { path, content, executable } of files) {
      const segments = Buffer.from(path).toString('latin1').split('/');
      const levels = await this.#levels(current, segments, fetch);
      const name = segments.at(-1) ?? '';
      const old = levels?.at(-1)?.find((entry) => entry.name === name);
      if (!levels || (old?.mode !== '100644' && old?.mode !== '100755')) return null;
      const mode = executable ? '100755' : '100644';
      current = this.#rebuild(levels, segments, { mode, name, id: this.#packs.add('blob', content) });
    }
    return current;
  }

  /** Same bytes as `git commit-tree` writes. */
  commit(tree: string, parent: string | null, signature: string, message: string): string {
    const lines = [`tree ${tree}`, ...(parent === null ? [] : [`parent ${parent}`])];
    lines.push(`author ${signature}`, `committer ${signature}`, '', `${message}\n`);
    const id = this.#packs.add('commit', Buffer.from(lines.join('\n')));
    this.#packs.flush();
    return id;
  }

  /** The tree and those below it along the path, outermost first; null when the path runs through something else. */
  async #levels(tree: string, segments: string[], fetch: FetchTrees): Promise<TreeEntry[][] | null> {
    const levels: TreeEntry[][] = [];
    let id = tree;
    for (const segment of segments) {
      const entries = await this.#load(id, fetch);
      levels.push(entries);
      if (levels.length === segments.length) break;
      const next = entries.find((entry) => entry.name === segment);
      if (next?.mode !== '40000') return null;
      id = next.id;
    }
    return levels;
  }

  async #load(id: string, fetch: FetchTrees): Promise<TreeEntry[]> {
    const known = this.#trees.get(id);
    if (known) return known;
    const loose = this.#loose(id);
    if (loose) this.#trees.set(id, this.#parse(loose));
    else for (const [other, body] of await fetch(id)) this.#trees.set(other, this.#parse(body));
    const entries = this.#trees.get(id);
    if (!entries) throw new CodewrightError('GIT_FAILED', `Git gave no content of the tree ${id}.`);
    return entries;
  }

  /** The content of a tree that lies in a file of its own; undefined where git has to look, or to say what is wrong with it. */
  #loose(id: string): Buffer | undefined {
    for (const folder of this.#folders) {
      const file = join(folder, id.slice(0, 2), id.slice(2));
      // Some are a person's own folders: only what is a file, and of a size that a tree may have.
      const stat = lstatSync(file, { throwIfNoEntry: false });
      if (!stat?.isFile() || stat.size > looseBytes) continue;
      try {
        const raw = inflateSync(readFileSync(file), { maxOutputLength: 10 * looseBytes });
        const body = raw.subarray(raw.indexOf(0) + 1);
        if (raw.toString('latin1', 0, raw.indexOf(0)) === `tree ${body.length}`) return body;
      } catch {
        return undefined;
      }
    }
    return undefined;
  }

  #parse(body: Buffer): TreeEntry[] {
    const idBytes = this.#algorithm === 'sha1' ? 20 : 32;
    const entries: TreeEntry[] = [];
    for (let at = 0; at < body.length; ) {
      const space = body.indexOf(0x20, at);
      const end = body.indexOf(0, space);
      entries.push({
        mode: body.toString('latin1', at, space),
        name: body.toString('latin1', space + 1, end),
        id: body.toString('hex', end + 1, end + 1 + idBytes),
      });
      at = end + 1 + idBytes;
    }
    return entries;
  }

  #rebuild(levels: TreeEntry[][], segments: string[], leaf: TreeEntry): string {
    let replacement = leaf;
    let id = '';
    for (let level = levels.length - 1; level >= 0; level--) {
      const entries = (levels[level] ?? []).map((entry) => (entry.name === replacement.name ? replacement : entry));
      const body = Buffer.concat(
        entries.map(({ mode, name, id: own }) =>
          Buffer.concat([Buffer.from(`${mode} ${name}\0`, 'latin1'), Buffer.from(own, 'hex')]),
        ),
      );
      id = this.#packs.add('tree', body);
      this.#trees.set(id, entries);
      replacement = { mode: '40000', name: segments[level - 1] ?? '', id };
    }
    return id;
  }
}
