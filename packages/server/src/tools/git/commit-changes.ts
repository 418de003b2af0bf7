import { z } from 'zod';
import { ToolError } from '../../shared/errors.ts';
import type { Tool, ToolContext } from '../contract.ts';
import { readProjectFacts } from '../project.ts';

const input = z.lazy(() => z.object({ message: z.string().min(1).max(5000) }));
type Input = z.infer<typeof input>;

export const commitChanges: Tool<Input> = {
  name: 'commit_changes',
  input,
  risk: 'reversible',
  effect: 'write',
  async run({ message }, context) {
    const untested = await checkTests(context);
    const done = await context.workspace.commit(message, context.signal);
    const short = done.commit.slice(0, 10);
    const subject = message.trim().split('\n', 1)[0] ?? '';
    return {
      text: `Committed ${short} (${done.files} files) on ${context.workspace.branch}.${untested}`,
      data: { ...done, branch: context.workspace.branch, tested: untested === '' },
      entry: {
        kind: 'patch',
        summary: `Committed ${short}: ${subject}`,
        data: { type: 'commit', ...done, message, tested: untested === '' },
      },
    };
  },
};

/** Only what the last test run saw and passed may be committed. Returns a remark where the project has no tests at all. */
async function checkTests(context: ToolContext): Promise<string> {
  const { workspace, records, signal, limits } = context;
  if (readProjectFacts(workspace.root).test === null) return ' Not tested: the project declares no test command.';
  const last = (await records.latest('event', 'test-run'))?.data;
  const tree = await workspace.treeHash(signal);
  const trouble =
    last === undefined
      ? 'No tests were run yet.'
      : last['passed'] !== true
        ? 'The last test run failed.'
        : last['whole'] !== true
          ? 'The last run was of some tests only.'
          : last['tree'] !== tree
            ? 'The tree is not the one that the last test run saw (the run itself may have left files: ignore those in .gitignore).'
            : null;
  if (trouble === null) return '';
  if (limits.mustPassTests) throw new ToolError(`${trouble} Run run_tests until it passes, then commit.`);
  return ` Not proven: ${trouble}`;
}
