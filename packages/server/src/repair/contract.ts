/** Which check found something wrong. */
export type Checker = 'syntax' | 'install' | 'types' | 'lint' | 'tests';

/** One thing that is wrong, as a check said it. Line and column count from 1; null where the check named no place. */
export interface Finding {
  checker: Checker;
  file: string | null;
  line: number | null;
  column: number | null;
  code: string | null;
  message: string;
}

/** A finding that is understood: what family it belongs to, and what most likely caused it. */
export interface Diagnosis extends Finding {
  /** The same for the same kind of mistake in any project: names, numbers and paths taken out. */
  signature: string;
  cause: string;
  /** 0 to 1. */
  confidence: number;
}

/** What may mend a diagnosis. Nothing is believed of it: it is tried, and kept only when less is wrong afterwards. */
export interface Remedy {
  /** Name of the way it mends, the same in every project: what is learned is learned of it. */
  fix: string;
  /** In a few words for a person. */
  summary: string;
  /** Whole new contents by path; null: the file goes. */
  edits: { path: string; content: string | null }[];
  /** Run after the edits, one after the other. */
  commands: { argv: string[]; network: boolean }[];
  /** 1: the toolchain's own fix; 2: what the text of the error says; 3: a plausible change to be judged by the checks. */
  trust: 1 | 2 | 3;
  /** Among remedies of the same trust: the higher first. */
  likelihood: number;
}

/** What a check of one kind found. `failed` without findings: it went wrong in a way that nobody could read. */
export interface CheckResult {
  checker: Checker;
  failed: boolean;
  findings: Finding[];
  /** For tests: how many failed; for the others the number of findings. Infinity where it cannot be counted. */
  wrong: number;
  output: string;
}

/** The tree that is mended, as far as healers may use it. Paths are relative to its root. */
export interface Site {
  readonly ecosystem: 'node' | 'python' | 'go' | 'rust' | 'unknown';
  /** null: there is no such file, or it is not text. */
  read(path: string): Promise<string | null>;
  /** Tracked and new files, ignored ones left out. */
  files(): Promise<string[]>;
  /** Runs a command in the sandbox, without network. `mounts`: folders by absolute path to see read-only, by where they appear. */
  run(
    argv: string[],
    mounts?: { path: string; at: string }[],
  ): Promise<{ ok: boolean; stdout: string; stderr: string }>;
}

/** One way of finding remedies. */
export interface Healer {
  readonly name: string;
  /** Remedies by index of the diagnosis. Looks at the tree as it is; changes nothing. */
  propose(diagnoses: readonly Diagnosis[], site: Site): Promise<Map<number, Remedy[]>>;
}

/** How a fix has done for a signature so far, over all projects. */
export interface Experience {
  signature: string;
  fix: string;
  tried: number;
  worked: number;
}
