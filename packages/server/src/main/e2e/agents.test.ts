import type { LedgerEntry } from '@codewright/protocol/event';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScriptedServer, SeenRequest } from '../../llm/scripted/contract.ts';
import { startScriptedServer } from '../../llm/scripted/server.ts';
import { allPids, commandLine } from '../../sandbox/processes.ts';
import type { Place } from './testing-launcher.ts';
import { goal, mends, openAgentPlace, sumRepository } from './testing-agents.ts';
import { npmEnvironment } from './testing-package.ts';
import { providers } from './testing-models.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

async function jobOf(place: Place): Promise<string> {
  const [first] = await (await place.ledger()).read({ limit: 1 });
  return first?.job ?? '';
}

const gatesOf = (entries: readonly LedgerEntry[]) =>
  entries.flatMap(({ data }) => {
    const result = data['event'] === 'gate-finished' ? (data['result'] as { gate: string; verdict: string }) : null;
    return result ? [`${result.gate} ${result.verdict}`] : [];
  });
const phasesOf = (entries: readonly LedgerEntry[]) =>
  entries.flatMap(({ data, summary }) => (data['event'] === 'phase-finished' ? [summary] : []));

async function expectProven(place: Place, repository: string, id: string): Promise<LedgerEntry[]> {
  expect(await place.job(id)).toMatchObject({ status: 'succeeded', error: null });
  const branch = `codewright/${id.slice(-8)}`;
  expect(place.git(repository, 'diff', '--name-only', 'main', branch)).toBe('src/sum.js');
  expect(place.git(repository, 'status', '--porcelain')).toBe('');
  expect(await (await place.ledger()).verify(id)).toMatchObject({ ok: true });
  expect(await place.run(['verify', id])).toMatchObject({ code: 0 });
  await expect.poll(() => place.processes()).toEqual([]);
  return place.history(id);
}

test('one repository and one request give the same gates and the same record whichever of six brains does the work', async () => {
  const clis = ['claude', 'codex', 'gemini'];
  await using place = openAgentPlace(server.url, 'brains', clis);
  server.session('brains', mends());
  const models = ['anthropic', 'openai', 'google'].map((name) => ['--model', providers[name]?.model ?? '']);
  const repository = sumRepository(place);
  const records: LedgerEntry[][] = [];
  for (const brain of [...clis.map((name) => ['--agent', name]), ...models]) {
    const ended = await place.run(['run', goal, '--json', '--repo', repository, ...brain, '--max-time', '300']);
    expect(ended.code, `${brain.join(' ')}: ${ended.stderr}${ended.stdout.slice(-2000)}`).toBe(0);
    const { job: id } = JSON.parse(ended.stdout.split('\n', 1)[0] ?? '') as LedgerEntry;
    records.push(await expectProven(place, repository, id));
  }
  const [first = []] = records;
  expect(gatesOf(first)).toContain('tests passed');
  for (const record of records) {
    expect(gatesOf(record)).toEqual(gatesOf(first));
    expect(phasesOf(record)).toEqual(phasesOf(first));
    expect(record.filter(({ data }) => data['event'] === 'tool-finished').length).toBeGreaterThanOrEqual(3);
  }
  // Once more by the record of a CLI's job: the same tree, and nobody is asked.
  const asked = server.requests().length;
  const replayed = await place.run(['jobs', 'replay', first[0]?.job ?? '']);
  expect(replayed.code, replayed.stderr + replayed.stdout).toBe(0);
  expect(server.requests()).toHaveLength(asked);
  const spent = await Promise.all(records.map(async ([entry]) => (await place.job(entry?.job ?? '')).used));
  for (const used of spent) {
    expect(used.steps).toBeGreaterThanOrEqual(7);
    expect(used.tokens).toBeGreaterThan(0);
  }
});

const allClis = process.env['CODEWRIGHT_TEST_AGENTS'] === 'all';
test.each([
  ['own-acp', 'remember', 'recall'],
  ...(allClis
    ? [
        ['claude', 'mcp__codewright__remember', 'mcp__codewright__recall'],
        ['gemini', 'mcp_codewright_remember', 'mcp_codewright_recall'],
        ['codex', 'mcp__codewright.remember', 'mcp__codewright.recall'],
      ]
    : []),
])(
  '%s keeps and finds what is remembered by tools of ours, and the record says so as of any call',
  async (name = '', keeps = '', finds = '') => {
    const key = `memory-${name}`;
    await using place = openAgentPlace(server.url, key, name === 'own-acp' ? [] : [name]);
    const repository = sumRepository(place);
    const kept = await place.run(['memory', 'set', 'release day', 'On Thursdays.'], { cwd: repository });
    expect(kept.code, kept.stderr).toBe(0);
    const [look = {}, ...rest] = mends();
    server.session(key, [
      look,
      { calls: [{ tool: finds, input: { text: 'release' } }] },
      { calls: [{ tool: keeps, input: { key: 'sum', value: 'It adds its two numbers.' } }] },
      // For everybody: no agent may.
      { calls: [{ tool: keeps, input: { key: 'sum', value: 'It adds for all.', scope: 'global' } }] },
      ...rest,
    ]);
    const ended = await place.run(['run', goal, '--json', '--repo', repository, '--agent', name, '--max-time', '300']);
    expect(ended.code, ended.stderr + ended.stdout.slice(-2000)).toBe(0);
    const { job: id } = JSON.parse(ended.stdout.split('\n', 1)[0] ?? '') as LedgerEntry;
    const record = await expectProven(place, repository, id);
    const calls = record.flatMap(({ data, summary, actor }) =>
      data['event'] === 'tool-finished' && (data['tool'] === 'recall' || data['tool'] === 'remember')
        ? [[actor.id, data['status'], summary]]
        : [],
    );
    expect(calls.slice(0, 2)).toEqual([
      [name, 'ok', 'recall what is known of "release"'],
      [name, 'ok', 'remember "sum" for the project'],
    ]);
    // Gemini looks at the input itself, and asks for nothing that the schema refuses.
    expect(calls.slice(2)).toEqual(name === 'gemini' ? [] : [[name, 'error', expect.stringContaining('remember')]]);
    expect(server.requests(key).at(-1)?.body).toContain('On Thursdays.');
    const listed = await place.run(['memory', 'list'], { cwd: repository });
    expect(listed.stdout).toContain('It adds its two numbers.');
    expect(listed.stdout).not.toContain('It adds for all.');
    const replayed = await place.run(['jobs', 'replay', id]);
    expect(replayed.code, replayed.stderr + replayed.stdout).toBe(0);
  },
);

const atTests = { at: ['"event":"tool-started"', 'node --test'] };
/** How long the test run takes in whose middle the process is killed, milliseconds; no other command names it. */
const took = 4_173;
describe.each(['claude', 'own-acp'])('a job of %s', (name) => {
  const names = name === 'own-acp' ? [] : [name];

  test('that is killed in the middle goes on in its session, and asks nothing again that was answered', async () => {
    const key = `kill-${name}`;
    await using place = openAgentPlace(server.url, key, names);
    server.session(key, mends(took));
    const repository = sumRepository(place);
    const first = place.start(['run', goal, '--json', '--repo', repository, '--agent', name], { hold: atTests });
    await first.held();
    const id = await jobOf(place);
    first.child.kill('SIGKILL');
    await first.ended;
    const working = () =>
      allPids().filter((pid) => commandLine(pid).join(' ').includes(`setTimeout(() => {}, ${took})`));
    await expect.poll(working).toEqual([]);
    const resumed = await place.run(['jobs', 'resume', id, '--json']);
    expect(resumed.code, resumed.stderr + resumed.stdout.slice(-2000)).toBe(0);
    const record = await expectProven(place, repository, id);
    expect(record.filter(({ data }) => data['event'] === 'agent-finished')).toHaveLength(1);
    const beginnings = server.requests(key).filter(({ turn, tools }) => turn === 0 && tools.length > 0);
    expect(beginnings).toHaveLength(1);
  });

  test('ends at its budget, one step over at most, and goes on with a larger one', async () => {
    const key = `budget-${name}`;
    await using place = openAgentPlace(server.url, key, names);
    server.session(key, mends());
    const repository = sumRepository(place);
    const limited = await place.run(['run', goal, '--json', '--repo', repository, '--agent', name, '--max-steps', '4']);
    expect(limited.code, limited.stderr).toBe(4);
    const id = await jobOf(place);
    const job = await place.job(id);
    expect(job).toMatchObject({ status: 'failed', stopReason: 'step_limit' });
    expect(job.used.steps).toBeLessThanOrEqual(5);
    const resumed = await place.run(['jobs', 'resume', id, '--json', '--max-steps', '60']);
    expect(resumed.code, resumed.stderr + resumed.stdout.slice(-2000)).toBe(0);
    await expectProven(place, repository, id);
  });
});

test('at a limit of a job of a server an agent waits for a larger budget, and asks its model nothing more once that is refused', async () => {
  await using place = openAgentPlace(server.url, 'asks');
  server.session('asks', mends());
  const repository = sumRepository(place);
  const house = place.start(['serve', '--port', '0']);
  await house.says(/Dashboard/);
  const atLimit = async () => {
    const limited = ['run', goal, '--repo', repository, '--agent', 'own-acp', '--max-steps', '4', '--detach'];
    const id = (await place.run(limited)).stdout.trim();
    expect((await place.run(['jobs', 'wait', id])).code).toBe(3);
    return id;
  };
  const refused = await atLimit();
  const asked = server.requests('asks').length;
  expect(asked).toBeGreaterThan(0);
  expect((await place.run(['jobs', 'reject', refused])).code).toBe(4);
  expect(await place.job(refused)).toMatchObject({ status: 'failed', stopReason: 'step_limit' });
  expect(server.requests('asks')).toHaveLength(asked);
  const raised = await atLimit();
  const done = await place.run(['jobs', 'resume', raised, '--max-steps', '60']);
  expect(done.code, done.stderr + done.stdout).toBe(0);
  house.child.kill('SIGTERM');
  expect((await house.ended).code).toBe(0);
  await expectProven(place, repository, raised);
});

test('words of success without a change end a fix as failed', async () => {
  await using place = openAgentPlace(server.url, 'claims');
  server.session('claims', () => ({ text: 'All done: sum() adds and all tests pass.' }));
  const repository = sumRepository(place);
  const ended = await place.run(['run', goal, '--json', '--repo', repository, '--agent', 'own-acp']);
  expect(ended.code, ended.stdout.slice(-2000)).toBe(1);
  expect(await place.job(await jobOf(place))).toMatchObject({ status: 'failed' });
});

test('a review ends with a verdict in the record, and without one it is a failure that keeps its words', async () => {
  await using place = openAgentPlace(server.url, 'review');
  const verdict = { verdict: 'approve', summary: 'It is small and clear.' };
  server.session('review', (seen) =>
    seen.turn === 0
      ? { calls: [{ do: 'shell', command: 'echo changed > src/sum.js; cat src/sum.js' }] }
      : { text: `I looked.\n\n\`\`\`json\n${JSON.stringify(verdict)}\n\`\`\`` },
  );
  const repository = sumRepository(place);
  const good = await place.run(['review', repository, '--json', '--agent', 'own-acp']);
  expect(good.code, good.stderr + good.stdout.slice(-1500)).toBe(0);
  const record = await place.history(await jobOf(place));
  expect(record.filter(({ kind }) => kind === 'review').map(({ data }) => data['verdict'])).toEqual(['approve']);
  expect(server.requests('review').at(-1)?.results[0]?.text).toContain('a - b');

  const words = 'Looks good to me!';
  server.session('review', () => ({ text: words }));
  const bad = await place.run(['review', repository, '--json', '--agent', 'own-acp']);
  expect(bad.code).toBe(1);
  const failed = JSON.parse(bad.stdout.split('\n', 1)[0] ?? '') as LedgerEntry;
  expect(await place.job(failed.job)).toMatchObject({ error: { code: 'AGENT_FAILED' } });
  expect(JSON.stringify(await place.history(failed.job))).toContain(words);
});

test('what an agent asks leave for is refused, or asked of a person, by the policy of the job', async () => {
  await using place = openAgentPlace(server.url, 'leave');
  const wrote = (seen: SeenRequest) => seen.messages.some(({ results }) => results.some(({ text }) => text === 'done'));
  server.session('leave', (seen) => {
    if (seen.turn === 0) return { calls: [{ do: 'write', path: '.env.local', content: 'KEY=1' }] };
    if (!wrote(seen)) return { calls: [{ do: 'write', path: 'Jenkinsfile', content: 'node {}' }] };
    if (seen.results.at(-1)?.tool !== 'edit_file')
      return { calls: [{ do: 'edit', path: 'src/sum.js', old: 'a - b', new: 'a + b' }] };
    return { text: 'src/sum.js adds, and there is a Jenkinsfile.' };
  });
  const repository = sumRepository(place);
  const asked = await place.run(['run', goal, '--json', '--repo', repository, '--agent', 'own-acp']);
  expect(asked.code, asked.stderr + asked.stdout.slice(-1500)).toBe(3);
  const id = await jobOf(place);
  expect(await place.job(id)).toMatchObject({
    status: 'waiting_human',
    waitingFor: expect.stringContaining('Jenkinsfile'),
  });
  const [decision] = (await place.history(id)).filter(({ data }) => data['event'] === 'approval-requested');
  expect(decision?.data['action']).toMatchObject({
    diff: expect.stringMatching(/^--- \/dev\/null\n\+\+\+ b\/Jenkinsfile\n@@ .+ @@\n\+node \{\}/),
  });
  const approved = await place.run(['jobs', 'approve', id, '--json']);
  expect(approved.code, approved.stderr + approved.stdout.slice(-1500)).toBe(0);
  const branch = `codewright/${id.slice(-8)}`;
  expect(place.git(repository, 'diff', '--name-only', 'main', branch).split('\n')).toEqual([
    'Jenkinsfile',
    'src/sum.js',
  ]);
  const answers = (await place.history(id)).filter(({ data }) => data['event'] === 'permission-answered');
  expect(answers.map(({ data, summary }) => [data['allow'], summary.includes('.env.local')])).toEqual(
    expect.arrayContaining([
      [false, true],
      [true, false],
    ]),
  );
});

test('what a person says meanwhile is heard before the work is done, and Ctrl-C ends it with all its processes', async () => {
  await using place = openAgentPlace(server.url, 'meanwhile');
  const last = (seen: SeenRequest) =>
    seen.messages.findLast(({ role, text }) => role === 'user' && text !== '')?.text ?? '';
  server.session('meanwhile', (seen) => {
    if (last(seen).includes('a note, too')) {
      return seen.results.some(({ tool }) => tool === 'write_file')
        ? { text: 'With a note.' }
        : { calls: [{ do: 'write', path: 'NOTE.md', content: 'It adds.' }] };
    }
    return mends(2_000)[seen.turn] ?? { text: 'Too far.' };
  });
  const repository = sumRepository(place);
  const args = ['run', goal, '--json', '--repo', repository, '--agent', 'own-acp'];
  const running = place.start(args, { hold: atTests });
  await running.held();
  const id = await jobOf(place);
  expect(await place.run(['jobs', 'say', id, 'Please write a note, too.'])).toMatchObject({ code: 0 });
  running.child.kill('SIGCONT');
  const ended = await running.ended;
  expect(ended.code, ended.stderr + ended.stdout.slice(-1500)).toBe(0);
  const branch = `codewright/${id.slice(-8)}`;
  expect(place.git(repository, 'diff', '--name-only', 'main', branch).split('\n')).toEqual(['NOTE.md', 'src/sum.js']);

  const other = place.start(args, { hold: atTests });
  await other.held();
  other.child.kill('SIGINT');
  other.child.kill('SIGCONT');
  expect((await other.ended).code).toBe(130);
  await expect.poll(() => place.processes()).toEqual([]);
});

test('an agent finds the packages of the project installed, which it has no way to', async () => {
  await using place = openAgentPlace(server.url, 'packages');
  server.session('packages', [
    { calls: [{ do: 'edit', path: 'src/sum.js', old: 'a - b', new: 'a + b' }] },
    { calls: [{ do: 'shell', command: 'ls node_modules; npm install left-pad 2>&1 | tail -1; git status --short' }] },
    { text: 'src/sum.js adds.' },
  ]);
  const repository = sumRepository(place, { 'is-number': '7.0.0' });
  const args = ['run', goal, '--json', '--repo', repository, '--agent', 'own-acp'];
  const ended = await place.run(args, { env: npmEnvironment() });
  expect(ended.code, ended.stderr + ended.stdout.slice(-1500)).toBe(0);
  const told = server.requests('packages').at(-1)?.results[0]?.text ?? '';
  expect(told).toMatch(/^is-number$/m);
  expect(told).not.toMatch(/added|left-pad@/);
  const branch = `codewright/${(await jobOf(place)).slice(-8)}`;
  expect(place.git(repository, 'diff', '--name-only', 'main', branch)).toBe('src/sum.js');
});

test('a provider that is overloaded is asked again, and what each try came to is in the record', async () => {
  await using place = openAgentPlace(server.url, 'overloaded');
  const [first, ...rest] = mends();
  server.session('overloaded', [{ ...first, fault: { kind: 'status', status: 529, times: 1 } }, ...rest]);
  const repository = sumRepository(place);
  const ended = await place.run(['run', goal, '--json', '--repo', repository, '--agent', 'own-acp']);
  expect(ended.code, ended.stderr + ended.stdout.slice(-1500)).toBe(0);
  const record = await expectProven(place, repository, await jobOf(place));
  const failed = record.filter(({ data }) => data['event'] === 'attempt-failed');
  expect(failed.map(({ data }) => [data['agent'], JSON.stringify(data['raw']).includes('529')])).toEqual([
    ['own-acp', true],
  ]);
});

test('an agent that is not there is said before any work, with what to do', async () => {
  await using place = openAgentPlace(server.url, 'absent');
  const repository = sumRepository(place);
  const absent = await place.run(['run', goal, '--repo', repository, '--agent', 'claude']);
  expect(absent).toMatchObject({
    code: 5,
    stderr: expect.stringContaining('npm install -g @anthropic-ai/claude-code'),
  });
  const unknown = await place.run(['run', goal, '--repo', repository, '--agent', 'nobody']);
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no agent "nobody"') });
  expect(await jobOf(place)).toBe('');
});
