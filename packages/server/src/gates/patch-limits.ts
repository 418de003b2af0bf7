import type { GateResult } from '@codewright/protocol/evidence';
import { firstMatch } from '../policy/glob.ts';
import type { Gate } from './contract.ts';
import { conclude, ownEvidence } from './evidence.ts';
import { counted } from '../shared/words.ts';

/** Written by package managers, not by whoever made the change: they would fill any limit alone. */
const lockFiles =
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|Cargo\.lock|go\.sum|poetry\.lock|uv\.lock)$/;

/** The size of the change and the paths that it may not touch. */
export const patchLimits: Gate = {
  name: 'patch-limits',
  async run({ changes, limits, clone }) {
    const at = new Date();
    const sized = changes.filter((change) => !lockFiles.test(change.path));
    const lines = sized.reduce((sum, change) => sum + change.added + change.removed, 0);
    const size = `${counted(sized.length, 'file')} and ${counted(lines, 'line')} changed (limits ${limits.files} and ${limits.lines})`;
    const listing = changes.map(({ status, added, removed, path }) => `${status}\t+${added}\t-${removed}\t${path}`);
    if (changes.length === 0) return conclude(this.name, 'not-checked', 'The result changes nothing.');
    const problems: GateResult['problems'] = [];
    for (const { path } of changes) {
      const glob = firstMatch(limits.forbiddenPaths, path);
      if (glob !== undefined)
        problems.push({
          file: path,
          code: 'forbidden-path',
          message: `${path} matches ${glob}, which may not be changed.`,
        });
    }
    const forbidden = problems.length > 0;
    if (sized.length > limits.files) {
      problems.push({
        code: 'too-many-files',
        message: `${sized.length} files are changed; the limit is ${limits.files}.`,
      });
    }
    if (lines > limits.lines) {
      problems.push({ code: 'too-many-lines', message: `${lines} lines are changed; the limit is ${limits.lines}.` });
    }
    const verdict = problems.length === 0 ? 'passed' : forbidden || !limits.soft ? 'failed' : 'warned';
    const output = [size, ...listing].join('\n');
    const evidence = [ownEvidence(this.name, verdict !== 'failed', output, clone.tree, at)];
    return conclude(this.name, verdict, problems[0]?.message ?? `${size}.`, {
      evidence,
      problems,
      measures: { files: sized.length, lines },
    });
  },
};
