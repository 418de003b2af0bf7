import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import type { Language, Node, Parser, Query } from 'web-tree-sitter';
import { dataFolder } from '../shared/data.ts';
import type { IndexedSymbol } from '../storage/contract.ts';
import { hashOf } from './words.ts';

/** Grammar and file of queries (symbols/<queries>.scm) for a file's ending. */
const grammars: Readonly<Record<string, { grammar: string; queries: string; endings: readonly string[] }>> = {
  typescript: { grammar: 'typescript', queries: 'typescript', endings: ['.ts', '.mts', '.cts'] },
  tsx: { grammar: 'tsx', queries: 'typescript', endings: ['.tsx'] },
  javascript: { grammar: 'javascript', queries: 'javascript', endings: ['.js', '.mjs', '.cjs', '.jsx'] },
  python: { grammar: 'python', queries: 'python', endings: ['.py', '.pyi'] },
  go: { grammar: 'go', queries: 'go', endings: ['.go'] },
  rust: { grammar: 'rust', queries: 'rust', endings: ['.rs'] },
  java: { grammar: 'java', queries: 'java', endings: ['.java'] },
  ruby: { grammar: 'ruby', queries: 'ruby', endings: ['.rb'] },
  php: { grammar: 'php', queries: 'php', endings: ['.php'] },
  csharp: { grammar: 'c-sharp', queries: 'csharp', endings: ['.cs'] },
  cpp: { grammar: 'cpp', queries: 'cpp', endings: ['.c', '.h', '.cc', '.cpp', '.cxx', '.hpp', '.hh'] },
};
const byEnding = new Map(Object.entries(grammars).flatMap(([name, { endings }]) => endings.map((end) => [end, name])));

/** Deeper than this, or longer, a definition is generated or data: nothing that a map should name. */
const MAX_SYMBOLS = 2000;
const MAX_SIGNATURE = 160;

/** The language that a path's ending stands for; `text` where no grammar reads it. */
export function languageOf(path: string): string {
  return byEnding.get(extname(path).toLowerCase()) ?? 'text';
}

interface Reader {
  parser: Parser;
  query: Query;
}

/** Finds the definitions of source text; a grammar is loaded when the first file of its language comes. */
export class SymbolReader {
  readonly #readers = new Map<string, Promise<Reader | null>>();

  /** Definitions in the order of the text; none where no grammar reads it. */
  async read(language: string, text: string): Promise<IndexedSymbol[]> {
    const known = grammars[language];
    if (!known) return [];
    let reader = this.#readers.get(language);
    if (!reader) this.#readers.set(language, (reader = load(known.grammar, known.queries)));
    const ready = await reader;
    return ready === null ? [] : definitions(ready, text);
  }
}

async function load(grammar: string, queries: string): Promise<Reader | null> {
  const { Parser, Language, Query } = await import('web-tree-sitter');
  await Parser.init();
  const folder = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/package.json'));
  const language: Language = await Language.load(join(folder, 'wasm', `tree-sitter-${grammar}.wasm`));
  const parser = new Parser();
  parser.setLanguage(language);
  const words = readFileSync(join(dataFolder('symbols'), `${queries}.scm`), 'utf8');
  return { parser, query: new Query(language, words) };
}

function definitions({ parser, query }: Reader, text: string): IndexedSymbol[] {
  const tree = parser.parse(text);
  if (!tree) return [];
  try {
    const found = new Map<number, IndexedSymbol>();
    const matches = query.matches(tree.rootNode).sort((a, b) => a.patternIndex - b.patternIndex);
    for (const { captures } of matches) {
      const name = captures.find((capture) => capture.name === 'name')?.node;
      const whole = captures.find((capture) => capture.name !== 'name');
      if (!name || !whole || found.size >= MAX_SYMBOLS) continue;
      const line = whole.node.startPosition.row + 1;
      // The first query that matches a definition names its kind.
      const key = name.startIndex;
      if (found.has(key)) continue;
      found.set(key, {
        name: name.text.slice(0, 120),
        hash: hashOf(name.text),
        kind: whole.name,
        line,
        end: whole.node.endPosition.row + 1,
        signature: signatureOf(whole.node, text),
      });
    }
    return [...found].sort(([a], [b]) => a - b).map(([, symbol]) => symbol);
  } finally {
    tree.delete();
  }
}

/** The words of a definition before its body, in one line. */
function signatureOf(node: Node, text: string): string {
  const body = bodyOf(node);
  const end = body === null ? Math.min(node.endIndex, node.startIndex + 400) : body.startIndex;
  const head = text.slice(node.startIndex, end);
  const line = (body === null ? (head.split('\n')[0] ?? '') : head).replace(/\s+/g, ' ').trim();
  const plain = line.replace(/(?:\s*(?:=>|[{:=]))+$/, '').trim();
  return plain.length > MAX_SIGNATURE ? `${plain.slice(0, MAX_SIGNATURE - 1)}…` : plain;
}

function bodyOf(node: Node): Node | null {
  const own = node.childForFieldName('body');
  if (own) return own;
  for (const field of ['value', 'declarator', 'type', 'definition']) {
    const inner = node.childForFieldName(field)?.childForFieldName('body');
    if (inner) return inner;
  }
  for (const child of node.namedChildren) {
    const inner = child?.childForFieldName('value')?.childForFieldName('body');
    if (inner) return inner;
  }
  return null;
}
