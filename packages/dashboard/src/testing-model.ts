import type { ScriptedStep, SeenRequest } from '../../server/src/llm/scripted/contract.ts';

const lastUser = ({ messages }: SeenRequest) =>
  messages.map(({ text, results }) => text + JSON.stringify(results)).join('\n');
const called = (seen: SeenRequest, word: string) =>
  seen.messages.some(({ calls }) => JSON.stringify(calls).includes(word));
const plan = {
  do: 'plan' as const,
  summary: 'Double the number',
  tasks: [
    { id: 'number', title: 'Double it', files: ['src/n.js'] },
    { id: 'words', title: 'Say so', files: ['README.md'], after: ['number'] },
  ],
};

/** A model by script that does what a job's goal says: plans, asks, goes slowly, writes what a rule wants to be asked. */
export function modelFor(held: () => boolean): (seen: SeenRequest) => ScriptedStep {
  return (seen) => {
    const has = (tool: string) => seen.tools.some(({ name }) => name === tool);
    if (has('create_plan')) return called(seen, 'Double the number') ? { text: 'Planned.' } : { calls: [plan] };
    if (has('create_review'))
      return called(seen, 'approve')
        ? { text: 'Approved.' }
        : { calls: [{ do: 'review', verdict: 'approve', summary: 'Right.' }] };
    const goal = lastUser(seen);
    if (goal.includes('ask me') && !called(seen, 'Which number'))
      return { calls: [{ do: 'ask', question: 'Which number shall it be?' }] };
    if (goal.includes('workflow') && !called(seen, 'ci.yml'))
      return { calls: [{ do: 'write', path: '.github/workflows/ci.yml', content: 'on: push\njobs: {}\n' }] };
    // Takes its time, so that there is something to pause, to stop and to speak to.
    if (goal.includes('slowly') && (held() || seen.turn < 12))
      return { waitMs: 300, calls: [{ do: 'search', pattern: `n${seen.turn}`, path: 'src' }] };
    const value = goal.includes('seven') ? 7 : 2;
    if (!called(seen, `n = ${value}`))
      return { calls: [{ do: 'write', path: 'src/n.js', content: `export const n = ${value};\n` }] };
    if (!called(seen, 'run_tests')) return { calls: [{ do: 'test' }] };
    if (!called(seen, 'commit')) return { calls: [{ do: 'commit', message: 'Another number' }] };
    return { text: `It is ${value} now.` };
  };
}
