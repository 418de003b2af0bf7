import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest though its file is small, in this order: what kills and waits, what builds projects, what runs from outside. */
const long = [
  /\/e2e\/(chaos|kill|package)/,
  /\.integration\.test\.ts$|\/generated\.test\.ts$/,
  /\/e2e\/|\/dashboard\/src\/[^/]+$/,
];

/** By size, as vitest orders what it has not run yet, the small ones that take long came last, and a worker stood idle beside them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isRank = (file: TestSpecification, rank: number) => {
      const at = long.findIndex((names) => names.test(file.moduleId));
      return rank === (at < 0 ? long.length : at);
    };
    return [...long, null].flatMap((_, rank) => sorted.filter((file) => isRank(file, rank)));
  }
}
