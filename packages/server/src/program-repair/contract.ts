/** One test of one run. Names are whole: suite and test, joined by ` > `. */
export interface TestOutcome {
  name: string;
  file: string;
  ok: boolean;
  /** What the runner said of a failure: its words, both sides of a comparison where there are any, the stack. */
  message: string;
  /** It was stopped because it ran too long. */
  late?: boolean;
}

/** A line that a test ran; the empty test name is what loading the files ran. */
export interface LineRun {
  test: string;
  path: string;
  line: number;
}

/** How much a line has to do with the failures, 0 to 1. */
export interface Suspect {
  path: string;
  line: number;
  suspicion: number;
  /** Tests that ran it. */
  failing: number;
  passing: number;
}

/** A change of one place. Offsets are of the file as it stands. */
export interface Candidate {
  path: string;
  start: number;
  end: number;
  text: string;
  /** Name of the kind of change. */
  operator: string;
  line: number;
  /** Higher is tried first: suspicion of the place times how often people mend in this way. */
  score: number;
  /** It takes something away that may have been wanted. */
  removes: boolean;
}

export interface SourceText {
  path: string;
  text: string;
}

/** What the failures and the person say that may help to choose. */
export interface Hints {
  /** Pairs of what came and what should have come, as text. */
  values: { actual: string; expected: string }[];
  /** Lower-case words of failing tests, messages and the request. */
  words: ReadonlySet<string>;
  /** Of these, lower case, what names of passing tests do not say. */
  telling: ReadonlySet<string>;
  /** Words and texts in names and messages of failing tests that those of passing ones lack, as written. */
  texts: readonly string[];
  /** Numbers that the lines of failing tests name. */
  numbers: ReadonlySet<string>;
  /** Some test ran too long: a loop may have no end. */
  late: boolean;
}

/** Runs tests of the project with other contents in some files. The project itself stays as it is. */
export interface Trials {
  /** Files that hold tests. */
  readonly files: readonly string[];
  run(trial: {
    edits: Record<string, string>;
    /** Only these test files; all when absent. */
    files?: readonly string[];
    timeoutMs: number;
    cover?: boolean;
    /** Only these tests, where the runner can choose. */
    names?: readonly string[];
    /** In a process that has run nothing before. */
    fresh?: boolean;
  }): Promise<{
    results: TestOutcome[];
    ms: number;
    lines: [string, string, number][];
    hits: [string, number][];
    profile: string;
  }>;
  /** How many run side by side. */
  readonly width: number;
  /** Whether single tests can be chosen, and run without the others of their file. */
  readonly chooses: boolean;
  /** What runs the tests stays from one trial to the next, and what a trial leaves behind stays with it. */
  readonly stays: boolean;
}

export interface Patch {
  candidates: Candidate[];
  /** Whole new contents by path. */
  edits: Record<string, string>;
  /** Unified diff of the lines that change, without context. */
  summary: string;
  score: number;
}

export interface Localized {
  outcomes: TestOutcome[];
  failing: TestOutcome[];
  suspects: Suspect[];
  /** Milliseconds that the failing test files took. */
  ms: number;
  hints: Hints;
}

export interface Found {
  /** The best patch, with which every test passes; null: none was found in time. */
  patch: Patch | null;
  /** Other patches with which every test passes, best first. */
  others: Patch[];
  /** Why the patch may be no more than what satisfies these tests. */
  doubts: string[];
  /** Makes some failing tests pass and breaks none. */
  partial: Patch | null;
  tried: number;
}
