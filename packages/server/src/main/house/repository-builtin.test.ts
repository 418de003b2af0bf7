import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitReason } from '../../cli/view/final.ts';
import { calculator, openHouse, type House } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const mended = { ...calculator, 'src/sum.js': 'export const sum = (one, other) => one + other;\n' };

describe('an errand with the built-in model', () => {
  test('creates a file as given', async () => {
    const { repository, untouched } = house.user('create', mended);
    const report = await house.run({
      goal: 'Create a file docs/notes.md with content "Add, do not subtract."',
      repository,
    });
    expect(report.job).toMatchObject({ status: 'succeeded', error: null });
    expect(house.git(repository, 'show', `${house.results(repository)[0]}:docs/notes.md`)).toBe(
      'Add, do not subtract.',
    );
    await house.client.merge(report.job.id);
    expect(house.git(repository, 'show', 'main:docs/notes.md')).toBe('Add, do not subtract.');
    await house.recorded(report);
    const again = await house.run({ goal: 'Create a file docs/notes.md with content "No."', repository });
    expect(again.job.status).toBe('failed');
    expect(again.job.error?.message).toContain('docs/notes.md exists already');
    expect(untouched).toThrow();
  });

  test('renames a file', async () => {
    const files = { ...mended, 'NOTES.txt': 'old\n' };
    const { repository, untouched } = house.user('rename', files);
    const report = await house.run({ goal: 'Rename NOTES.txt to docs/notes.txt', repository });
    expect(report.job).toMatchObject({ status: 'succeeded', error: null });
    expect(await house.client.diff(report.job.id)).toContain('rename from NOTES.txt\nrename to docs/notes.txt');
    untouched();
    await house.recorded(report);
  });

  test('mends by known fixes what the checks find, learns what worked, and merges it', async () => {
    const broken = { ...mended, 'src/sum.js': 'export const sum = (one, other) => one + othr;\n' };
    const { repository } = house.user('mend', broken);
    const report = await house.run({ goal: 'Fix the failing tests', repository });
    expect(report.job).toMatchObject({ status: 'succeeded', error: null });
    await house.client.merge(report.job.id);
    expect(house.git(repository, 'show', 'main:src/sum.js')).toContain('one + other');
    await house.recorded(report);
    const learned = await house.client.entries({ job: report.job.id, kinds: ['knowledge'], limit: 100 });
    expect(learned.map(({ data }) => data['fix'])).toContain('spelling');
    // A wrong calculation is no slip that a list of fixes mends: that is said, and nothing is changed.
    const wrong = house.user('mend-not', calculator);
    const failed = await house.run({ goal: 'make the tests pass', repository: wrong.repository });
    expect(failed.job.status).toBe('failed');
    expect(failed.job.error?.message).toContain('Not mended');
    expect(house.results(wrong.repository)).toEqual([]);
  });

  test('does not rename a file that others need: their tests say so', async () => {
    const { repository } = house.user('rename-used', mended);
    const report = await house.run({ goal: 'Rename src/sum.js to src/add.js', repository });
    expect(report.job.status).toBe('failed');
    expect(report.job.error?.message).toContain('tests');
    await house.recorded(report);
  });

  test('deletes a file after one approval, and nothing after a refusal', async () => {
    const { repository, untouched } = house.user('delete', { ...mended, 'old.txt': 'x\n' });
    const goal = 'Delete the file old.txt';
    const refused = await house.run({ goal, repository });
    expect(refused.job).toMatchObject({ status: 'waiting_human' });
    expect(refused.pending).toMatchObject([{ kind: 'approval', text: expect.stringContaining('old.txt') }]);
    const ended = await house.answer(refused.job.id, 'reject');
    expect(['failed', 'aborted']).toContain(ended.job.status);
    expect(house.results(repository)).toEqual([]);

    const waiting = await house.run({ goal, repository });
    const report = await house.answer(waiting.job.id, 'approve');
    expect(report.job).toMatchObject({ status: 'succeeded', error: null });
    expect(await house.client.diff(report.job.id)).toContain('deleted file mode');
    untouched();
    await house.recorded(report);
  });

  test('an approval cannot be given after its time; asked again it can, and the work goes on with it', async () => {
    const { loaded } = house.runtime;
    const within = (hours: number) =>
      house.runtime.reload({ ...loaded, config: { ...loaded.config, approvals: { hours } } });
    const { repository } = house.user('expires', { ...mended, 'old.txt': 'x\n' });
    within(1e-7);
    const { job } = await house.run({ goal: 'Delete the file old.txt', repository });
    const late = house.answer(job.id, 'approve');
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(/was over/) });
    // Nothing was decided by that.
    expect((await house.client.job(job.id)).job.status).toBe('waiting_human');
    within(1);
    const [before] = (await house.client.job(job.id)).pending;
    await house.client.askAgain(job.id, { id: before?.id ?? '', digest: before?.digest ?? '' });
    const report = await house.answer(job.id, 'approve');
    expect(report.job).toMatchObject({ status: 'succeeded', error: null });
    expect(await house.client.diff(job.id)).toContain('deleted file mode');
    house.runtime.reload(loaded);
  });

  test('applies the fixes of the project’s own linter and formatter', async () => {
    const lint = [
      "import { readFileSync, writeFileSync } from 'node:fs';",
      "const text = readFileSync('src/sum.js', 'utf8');",
      "if (process.argv.includes('--fix')) writeFileSync('src/sum.js', text.replaceAll(';;', ';'));",
      "else if (text.includes(';;')) { console.log('src/sum.js:1:1: error two semicolons'); process.exit(1); }",
    ].join('\n');
    const manifest = JSON.parse(calculator['package.json'] ?? '{}') as { scripts: Record<string, string> };
    manifest.scripts['lint'] = 'node tools/lint.js';
    manifest.scripts['lint:fix'] = 'node tools/lint.js --fix';
    const { repository, untouched } = house.user('lint', {
      ...mended,
      'package.json': JSON.stringify(manifest),
      'tools/lint.js': lint,
      'src/sum.js': 'export const sum = (one, other) => one + other;;\n',
    });
    const report = await house.run({ goal: 'Fix all lint errors', repository });
    expect(report.job).toMatchObject({ status: 'succeeded', error: null });
    const diff = await house.client.diff(report.job.id);
    expect(diff).toContain('+export const sum = (one, other) => one + other;\n');
    expect(diff.match(/^diff --git/gm)).toHaveLength(1);
    untouched();
    await house.recorded(report);
  });

  test('that needs a language model is refused before any job exists', async () => {
    const { repository } = house.user('beyond', mended);
    const before = (await house.client.jobs({})).length;
    for (const goal of [
      'fix: sum() subtracts',
      'Add a function triple',
      'Find out why sum is slow',
      'How does sum work?',
    ]) {
      expect(await house.client.preview({ goal, repository })).toMatchObject({
        verdict: 'refused',
        summary: expect.stringContaining('needs a language model'),
        hint: expect.stringContaining('--model'),
      });
      await expect(house.client.submit({ goal, repository })).rejects.toMatchObject({
        code: 'POLICY_DENIED',
        hint: expect.stringContaining('model.default'),
      });
    }
    expect(await house.client.jobs({})).toHaveLength(before);
    expect(await house.client.preview({ goal: 'fix: sum() subtracts', repository, model: 'ollama/one' })).toMatchObject(
      {
        verdict: 'ready',
      },
    );
  });
});

describe('a review with the built-in model', () => {
  const flawed = {
    ...calculator,
    'src/key.js': "export const key = 'AKIAABCDEFGHIJKLMNOP';\n",
    'src/log.js': 'export function log(user) {\n  debugger;\n  console.log(user);\n  // TODO: remove\n}\n',
    'test/skip.test.js': "import test from 'node:test';\ntest.skip('later', () => {});\n",
  };

  test('of a repository finds what is wrong with it, the gravest first, and changes nothing', async () => {
    const { repository, untouched } = house.user('review', flawed);
    const report = await house.run({ goal: 'review this repository', mode: 'review', repository });
    expect(report.job).toMatchObject({ status: 'succeeded', result: null });
    expect(exitReason(report)).toBe('done');
    const review = (await house.client.history(report.job.id)).find(({ kind }) => kind === 'review')?.data;
    expect(review).toMatchObject({ verdict: 'request_changes' });
    const found = (
      (review?.['blockers'] ?? []) as { severity: string; file?: string; line?: number; message: string }[]
    ).map(({ severity, file, line, message }) => `${severity} ${file ?? '-'}:${line ?? '-'} ${message}`);
    expect(found).toEqual([
      'critical src/key.js:1 This looks like an AWS access key.',
      'critical test/sum.test.js:6 tests: sum adds',
      'major src/log.js:2 A debugger statement is left in the code.',
      'major test/skip.test.js:2 A test is skipped.',
      'minor src/log.js:3 Output for debugging seems to be left in the code.',
      'minor src/log.js:4 A marker of unfinished work is left.',
    ]);
    expect(report.summary).toContain('src/log.js:2');
    expect(report.summary).toContain('asks for changes');
    expect(house.results(repository)).toEqual([]);
    untouched();
    await house.recorded(report);
  });

  test('of the changes since a revision looks at those alone, from where the branches parted', async () => {
    const { repository } = house.user('review-base', flawed);
    house.git(repository, 'checkout', '--quiet', '-b', 'feature');
    house.put(repository, {
      'src/sum.js': 'export const sum = (one, other) => one + other;\n',
      'src/new.js': '<<<<<<< HEAD\nexport const value = 1;\n',
      'test/skip.test.js': '',
    });
    house.git(repository, 'add', '--all');
    house.git(repository, 'commit', '--quiet', '--message=Work');
    house.git(repository, 'checkout', '--quiet', 'main');
    house.put(repository, { 'src/elsewhere.js': 'debugger;\n' });
    house.git(repository, 'add', '--all');
    house.git(repository, 'commit', '--quiet', '--message=Elsewhere');
    house.git(repository, 'checkout', '--quiet', 'feature');
    const before = house.fingerprint(repository);
    const report = await house.run({ goal: 'Review the changes since main', repository });
    expect(report.job).toMatchObject({ status: 'succeeded', mode: 'review', request: { base: 'main' } });
    expect(report.summary).toContain('Reviewed 3 changed files');
    expect(report.summary).toContain('critical src/new.js:1: A merge conflict is left in the file.');
    expect(report.summary).not.toContain('src/log.js');
    expect(report.summary).not.toContain('src/elsewhere.js');
    expect(report.gates.map(({ gate }) => gate)).toContain('secrets');
    expect(house.fingerprint(repository)).toBe(before);
    await house.recorded(report);

    const none = await house.run({ goal: 'review the changes since HEAD', repository });
    expect(none.summary).toContain('Reviewed what changed, which is nothing');
    expect(none.summary).not.toContain('src/log.js');

    const unknown = await house.run({ goal: 'review the work', mode: 'review', repository, base: 'nowhere' });
    expect(unknown.job).toMatchObject({ status: 'failed', error: { code: 'INVALID_INPUT' } });
    expect(unknown.job.error?.message).toContain('"nowhere"');
  });

  test('approves what it finds nothing grave in, and says what it could not check', async () => {
    const { repository } = house.user('review-good', mended);
    house.put(repository, { 'notes.txt': 'mine\n' });
    const report = await house.run({ goal: 'review this repository', mode: 'review', repository });
    expect(report.summary).toMatch(/^Approved by reviewer/);
    expect(report.summary).toContain('uncommitted changes');
    expect(report.summary).toContain('types (');
  });
});
