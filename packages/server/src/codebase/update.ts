import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { TreeFile } from '../sandbox/workspace/contract.ts';
import { throwIfAborted } from '../shared/abort.ts';
import { ToolError } from '../shared/errors.ts';
import type { CodeIndexStore, IndexedContent } from '../storage/contract.ts';
import type { CodeQuery, Coverage } from './contract.ts';
import { languageOf, type SymbolReader } from './languages.ts';
import { hashOf, identifiersOf, indexWords } from './words.ts';

/** Contents written in one transaction, and the longest time that nothing else of this process runs. */
const BATCH = 200;
const SLICE_MS = 20;
/** More than a person wrote. */
const MAX_BYTES = { source: 1024 * 1024, text: 256 * 1024 };
const MAX_IDENTIFIERS = 4000;
/** What a tool wrote: it would answer every question. */
const generated =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|go\.sum|[^/]+\.lock|[^/]+\.min\.(?:js|css)|[^/]+\.map|[^/]+\.snap|[^/]+\.svg)$/;
const vendored = /(?:^|\/)(?:node_modules|vendor|third_party|dist|\.git)\//;

/** Brings the view of this tree up to date, for at most `patienceMs`: what was read until then counts, the rest is read next time. */
export async function bringUp(
  store: CodeIndexStore,
  reader: SymbolReader,
  { tree: workspace, signal }: CodeQuery,
  patienceMs: number,
): Promise<Coverage> {
  const view = workspace.root;
  const tree = await workspace.treeHash(signal);
  const known = store.tree(view);
  if (known === tree) return whole(store.paths(view).length);
  const since = known?.endsWith(partly) === false ? known : undefined;
  const changed = since === undefined ? null : await workspace.files({ tree, since, signal });
  const files = changed ?? (await workspace.files({ tree, signal })) ?? [];
  const wanted = files.map((file) => ({ path: file.path, key: keyOf(file), blob: file.blob }));
  const missing = new Set(store.missing(wanted.flatMap(({ key }) => (key === null ? [] : [key]))));
  const toRead = [...new Map(wanted.filter(({ key }) => key && missing.has(key)).map((one) => [one.key, one])).values()]
    // If time runs out, code was read before prose.
    .sort((a, b) => Number(a.key?.endsWith(':text')) - Number(b.key?.endsWith(':text')));

  const end = performance.now() + patienceMs;
  const batch: IndexedContent[] = [];
  let done = 0;
  let pause = performance.now() + SLICE_MS;
  const keep = () => {
    store.add(batch);
    for (const { key } of batch) missing.delete(key);
    batch.length = 0;
  };
  for (const { path, key, blob } of toRead) {
    if (performance.now() > end) break;
    if (performance.now() > pause) {
      throwIfAborted(signal);
      await turn();
      pause = performance.now() + SLICE_MS;
    }
    const content = await readContent(workspace, path, key ?? '', blob ?? '', reader);
    if (content) batch.push(content);
    done++;
    if (batch.length === BATCH) keep();
  }
  keep();
  const complete = done === toRead.length;
  store.place(
    view,
    complete ? tree : `${tree}${partly}`,
    wanted.map(({ path, key }) => ({ path, key: key !== null && missing.has(key) ? null : key })),
    changed === null,
  );
  const indexed = store.paths(view).length;
  return complete ? whole(indexed) : { files: indexed + toRead.length - done, indexed };
}

/** Marks a tree of which not everything is read yet. */
const partly = '+';

function whole(files: number): Coverage {
  return { files, indexed: files };
}

function keyOf({ path, blob }: TreeFile): string | null {
  if (blob === null || generated.test(path) || vendored.test(path)) return null;
  return `${blob}:${languageOf(path)}`;
}

/** Null where the file is no longer what the tree says: the next look finds it under its new id. */
async function readContent(
  workspace: CodeQuery['tree'],
  path: string,
  key: string,
  blob: string,
  reader: SymbolReader,
): Promise<IndexedContent | null> {
  const nothing: IndexedContent = { key, lines: 0, words: '', identifiers: new Uint32Array(), symbols: [] };
  const language = languageOf(path);
  let bytes: Buffer;
  try {
    bytes = await workspace.read(path);
  } catch (error) {
    if (error instanceof ToolError) return nothing;
    throw error;
  }
  // Lines that end as on Windows may be other bytes in the tree than in the folder.
  if (blobOf(bytes, blob.length) !== blob && !bytes.includes('\r\n')) return null;
  if (bytes.length > (language === 'text' ? MAX_BYTES.text : MAX_BYTES.source) || bytes.includes(0)) return nothing;
  const text = bytes.toString('utf8');
  const identifiers = Uint32Array.from(identifiersOf(text).slice(0, MAX_IDENTIFIERS), hashOf);
  return {
    key,
    lines: text.split('\n').length,
    words: indexWords(path, text),
    identifiers: language === 'text' ? new Uint32Array() : identifiers,
    symbols: await reader.read(language, text),
  };
}

/** The id that git gives these bytes. */
function blobOf(bytes: Buffer, length: number): string {
  return createHash(length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
