import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** What a run of tests has lost. */
export interface Lost {
  /** The files that hold failed tests, and the names of those. */
  files: { path: string; tests: string[] }[];
  /** Errors that belong to no test: nobody can try them again. */
  unhandled: number;
}

/** Writes to a file what the run has lost, for `npm test` to try it once more (docs/decisions/0024). */
export class LostReporter implements Reporter {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const files = modules
      .filter((module) => !module.ok())
      .map((module) => ({
        path: module.relativeModuleId,
        tests: [...module.children.allTests('failed')].map(({ fullName }) => fullName),
      }));
    writeFileSync(this.#file, JSON.stringify({ files, unhandled: unhandled.length } satisfies Lost));
  }
}
