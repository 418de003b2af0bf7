import type { Workspace } from '../sandbox/workspace/contract.ts';

/** What looking something up needs of a workspace. */
export type CodeTree = Pick<Workspace, 'root' | 'treeHash' | 'files' | 'read'>;

export interface CodeQuery {
  tree: CodeTree;
  /** Workspaces of one repository share an index: its path, or that of the tree where there is no other. */
  repository: string;
  signal: AbortSignal;
}

/** How much of the tree an answer rests on: the first look at a very large one may end before everything was read. */
export interface Coverage {
  files: number;
  indexed: number;
}

export interface RepositoryMap {
  /** One block per file: its path, then its most used symbols with their lines. Never longer than asked for. */
  text: string;
  /** Files shown, best first. */
  shown: string[];
  coverage: Coverage;
}

export interface CodeHit {
  path: string;
  /** From 1, both inclusive. */
  line: number;
  end: number;
  /** The symbol that the place belongs to, where it is one. */
  symbol: string | null;
  text: string;
  /** Which search found it. */
  by: 'words' | 'meaning' | 'both';
}

/** What the search by meaning had to go by. */
export interface Meaning {
  model: string;
  /** Files that have vectors, and those that are to have some. */
  embedded: number;
  files: number;
  /** Why there was none; null: there was. */
  failure: string | null;
}

export interface CodeAnswer {
  hits: CodeHit[];
  coverage: Coverage;
  /** Null where it is not set up. */
  meaning: Meaning | null;
  /** US cents that vectors cost. */
  cents: number;
}

/** Looks things up in a repository by meaning and by structure, from an index that is brought up to the tree first. */
export interface Codebase {
  /**
   * The files and symbols that matter most, by how the code refers to them; those that `focus` names or speaks of come first.
   * `tokens`: the most that the text may cost (a token: about 3.5 characters).
   */
  map(query: CodeQuery & { focus: string; tokens: number }): Promise<RepositoryMap>;
  /** Places that best answer a description in words: by those words, and by their meaning where a model for that is set up. */
  search(query: CodeQuery & { text: string; limit: number }): Promise<CodeAnswer>;
}
