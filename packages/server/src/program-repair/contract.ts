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

/** A changed function as one more function beside the one that stands there. */
export interface Variant {
  path: string;
  /** Where the function that stands there begins its work: what goes over to the changed one is put in there. */
  at: number;
  /** The statement that goes over. */
  call: string;
  /** The changed function, under a name of its own. */
  text: string;
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
  /**
   * Where many changes can be tried in one program: what the tests tell of each, the failing ones run first and the others only where one
   * of these passes. No results: it cannot be made; null: that could not be tried in this way, or not in time.
   */
  readonly screen?: (trial: {
    edits: Record<string, string>;
    files: readonly string[];
    variants: readonly Variant[];
    names: readonly string[];
    timeoutMs: number;
    /** How long all may take. */
    spendMs: number;
  }) => Promise<(readonly Pick<TestOutcome, 'name' | 'ok'>[] | null)[]>;
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
  /** Tests that fail for what is around them: nothing is judged by them. */
  aside: TestOutcome[];
  /** Lines as `path:line` that each failing test is known to have run, by its name. */
  ran: ReadonlyMap<string, ReadonlySet<string>>;
  suspects: Suspect[];
  /** Milliseconds that the failing test files took. */
  ms: number;
  /** Those that failing tests took by themselves, where that is known. */
  aloneMs: number;
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
  /** Tests that fail with the patch as they did before, none of which runs what it changes. */
  still?: readonly TestOutcome[];
  tried: number;
}
