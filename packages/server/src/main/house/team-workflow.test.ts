import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calculator, openHouse, scriptedModel, type House, type Script, type Turn } from './testing-house.ts';

/** The settings have a model stand in for each agent but Copilot, which is not installed here. */
let house: House;
beforeAll(async () => {
  const model = 'scripted/script';
  house = await openHouse({ agents: { codex: { model }, gemini: { model }, claude: { model } } });
});
afterAll(() => house[Symbol.asyncDispose]());

const mended: Script = ({ turn }) => {
  if (turn === 1) return [['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one + other' }]];
  if (turn === 2) return [['run_tests', {}]];
  return turn === 3 ? [['commit_changes', { message: 'Let sum add' }]] : 'It adds.';
};
const findings = (blockers: number): Turn => [
  [
    'create_review',
    {
      verdict: blockers === 0 ? 'approve' : 'request_changes',
      summary: `${blockers} findings`,
      blockers: Array.from({ length: blockers }, (_, at) => ({ severity: 'major', message: `finding ${at}` })),
    },
  ],
];
const review = (blockers: number): Script => [findings(blockers), 'Reviewed.'];
const run = (name: string, workflow: string, scripts: Record<string, Script>) => {
  const { repository } = house.user(name);
  const request = { goal: 'Let sum add its two numbers', repository, workflow, autoApprove: true };
  return house.run(request, scriptedModel(scripts));
};
const phases = async (job: string) =>
  (await house.events(job, 'agent-started')).map(({ summary }) => summary.replace(/ starts? (?:rounds-\d+\/)?/, ': '));

describe('A workflow that names agents and their tasks', () => {
  test('implements, reviews and refines, and is proven by the gates', async () => {
    const seen: string[] = [];
    const report = await run('default', 'default', {
      implement: mended,
      review: review(1),
      refine: ({ prompt }) => {
        seen.push(prompt);
        return 'Nothing has to change.';
      },
    });
    expect(report.job).toMatchObject({ status: 'succeeded' });
    expect(await phases(report.job.id)).toEqual(['builder: implement', 'reviewer: review', 'builder: refine']);
    // The review is handed on to whoever refines.
    expect(seen[0]).toContain('finding 0');
    expect(report.gates.find(({ gate }) => gate === 'tests')?.verdict).toBe('passed');
    await house.recorded(report);
  });

  test('goes through its steps again while a review finds enough, and no more often than it may', async () => {
    const rounds: number[] = [];
    const report = await run('rounds', 'default', {
      implement: (seen) => (rounds.length === 0 && typeof mended === 'function' ? mended(seen) : 'As it is.'),
      review: ({ turn }) => {
        if (turn > 1) return 'Reviewed.';
        return findings(rounds.push(turn) === 1 ? 4 : 1);
      },
      refine: () => 'Nothing has to change.',
    });
    expect(report.job.status).toBe('succeeded');
    expect((await phases(report.job.id)).filter((one) => one === 'reviewer: review')).toHaveLength(2);
  });

  test('leaves out an optional agent that is not there, and fails by its reason with one that has to be', async () => {
    const thorough = await run('thorough', 'thorough', {
      implement: mended,
      review: review(0),
      refine: () => 'Nothing has to change.',
      review_2: review(0),
    });
    expect(thorough.job.status).toBe('succeeded');
    const ends = (await house.events(thorough.job.id, 'step-finished')).map(({ summary }) => summary);
    expect(ends.find((one) => one.startsWith('Suggesting alternatives (copilot)'))).toMatch(/failed|skipped/);
    const { repository } = house.user('required');
    const workflow = `workflows:\n  mine:\n    - agent: copilot\n      task: implement\n`;
    const request = { goal: 'Let sum add its two numbers', repository, workflow: 'quick', autoApprove: true };
    const without = await house.run(request, scriptedModel({}, { workflow }));
    expect(without.job).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('Copilot') } });
  });

  test('goes to the fallback of an agent that cannot do it', async () => {
    const { repository } = house.user('fallback');
    const workflow = `workflows:\n  mine:\n    - agent: copilot\n      fallback: codex\n      task: implement\n`;
    const request = { goal: 'Let sum add its two numbers', repository, workflow: 'quick', autoApprove: true };
    const report = await house.run(request, scriptedModel({ implement: mended }, { workflow }));
    expect(report.job.status).toBe('succeeded');
    expect(calculator['src/sum.js']).toContain('one - other');
  });
});
