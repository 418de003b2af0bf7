/** A right program, slips in it, and calls whose answers the right program gives. */
export interface Program {
  name: string;
  source: string;
  /** What stands in the right program, and what a slip makes of it. */
  slips: [string, string][];
  /** Calls that the tests make. */
  calls: string[];
  /** The test file as somebody wrote it, in place of one made of calls. */
  tests?: string;
  /** Calls that nobody sees before the patch is judged. */
  held: string[];
  /** The same as test files, of programs that are more than one file. */
  heldTests?: Record<string, string>;
}

/** How programs of one language are tried: as a project with tests, and asked for their answers. */
export interface Language {
  name: string;
  file: string;
  files(program: Program, answers: string[]): Record<string, string>;
  /** Puts into the project what its tests need and its repository does not hold. */
  prepare?: ((root: string) => void) | undefined;
  /** Runs the tests, where whether they see a slip is not told by the answers of calls. */
  testing?: string[];
  /** Files that print the answers of calls, one a line, as the language writes them; and how they are run, from their folder. */
  asking(source: string, calls: string[]): { argv: string[]; files: Record<string, string> };
}
