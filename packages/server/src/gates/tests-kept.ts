import { parseDiff } from '../shared/diff.ts';
import { weakenings } from '../shared/test-changes.ts';
import type { Gate } from './contract.ts';
import { conclude, ownEvidence } from './evidence.ts';
import { counted } from '../shared/words.ts';

/**
 * The change takes no test away and switches none off: tests that pass because there are fewer of them prove less than before.
 * Where the limits are soft (a refactoring may well drop tests) it warns.
 */
export const testsKept: Gate = {
  name: 'tests-kept',
  async run({ diff, changes, limits, clone }) {
    const at = new Date();
    if (changes.length === 0) return conclude(this.name, 'not-checked', 'The result changes nothing.');
    const found = weakenings(parseDiff(diff));
    const problems = found.map(({ message, file, line }) => ({
      message,
      file,
      ...(line === undefined ? {} : { line }),
    }));
    const lost = found.some(({ weight }) => weight === 'lost');
    const verdict = found.length === 0 ? 'passed' : lost && !limits.soft ? 'failed' : 'warned';
    const [first] = problems;
    const output = problems.map(({ file, message }) => `${file}: ${message}`).join('\n') || 'nothing found';
    return conclude(
      this.name,
      verdict,
      first
        ? `${first.file}: ${first.message}`
        : `${counted(changes.length, 'changed file')} ${changes.length === 1 ? 'takes' : 'take'} no test away.`,
      { evidence: [ownEvidence(this.name, verdict !== 'failed', output, clone.tree, at)], problems },
    );
  },
};
