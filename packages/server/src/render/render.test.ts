import { readdirSync } from 'node:fs';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { JsonValue } from '@codewright/protocol/json';
import { job as jobSchema } from '@codewright/protocol/job';
import type { Job } from '@codewright/protocol/job';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataFolder } from '../shared/data.ts';
import { checkClaims } from './claims.ts';
import { templateNames } from './contract.ts';
import type { Fact, TemplateData, TemplateName } from './contract.ts';
import { renderOutcome } from './outcome.ts';
import { render, renderTemplate } from './render.ts';

const id = (n: number) => `0195d0a0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const fact = (value: JsonValue, n = 1): Fact => ({ value, entry: id(n) });

const full: Record<TemplateName, TemplateData> = {
  job_started: {
    goal: fact('Fix it'),
    mode: fact('mechanic'),
    steps: fact(20),
    tokens: fact(50_000),
    seconds: fact(60),
    repository: null,
  },
  job_delegated: { from: fact('planner'), role: fact('builder'), instruction: fact('write src/a.ts') },
  job_progress: { phase: fact('Building'), percent: fact(40), action: null, steps: fact(3), tokens: fact(120) },
  job_complete_success: { goal: fact('Fix it'), result: fact('/tmp/x'), proven: [], truthpack: null },
  job_answered: { answer: fact('Hello', 4), truthpack: null },
  job_complete_partial: {
    goal: fact('Fix it'),
    result: null,
    proven: [{ name: fact('tests'), verdict: fact('passed'), reason: fact('12 passed', 2) }],
    open: [{ name: fact('lint', 3), verdict: fact('not-checked', 3), reason: fact('no linter', 3) }],
    truthpack: null,
  },
  job_complete_failure: {
    goal: fact('Fix it'),
    status: fact('failed'),
    reason: fact('stuck'),
    hint: null,
    open: [],
    result: null,
  },
  clarification_needed: { question: fact('Which one?'), suggestions: [{ text: fact('Fix the tests') }] },
  human_review_requested: { question: fact('May it?'), action: fact('npm publish'), reason: null, risk: fact('high') },
  review_approved: { reviewer: fact('reviewer'), summary: fact('good'), findings: [] },
  review_changes_requested: {
    reviewer: fact('reviewer'),
    summary: fact('one problem'),
    findings: [{ severity: fact('major'), place: fact('src/a.ts:3'), message: fact('leaks') }],
  },
  evaluation_complete: {
    overall: fact(0.9),
    correctness: fact(1),
    efficiency: fact(0.8),
    honesty: fact(0.9),
    safety: fact(1),
    flags: [],
  },
  analysis_complete: {
    summary: fact('a bug'),
    cause: null,
    location: fact('src/a.ts'),
    evidence: [],
    confidence: fact(0.8),
  },
  plan_created: { summary: fact('two steps'), steps: [{ number: fact(1), title: fact('read') }], risk: null },
};

describe('templates', () => {
  test('there is a file for each name and no other', () => {
    const files = readdirSync(dataFolder('templates')).filter((file) => file.endsWith('.eta'));
    expect(files.sort()).toEqual(templateNames.map((name) => `${name}.eta`).sort());
  });

  test.each(templateNames)('%s reads well and cites everything it says', (name) => {
    const { text, uncited, sources } = render(name, full[name]);
    expect(uncited).toBe(0);
    expect(sources.length).toBeGreaterThan(0);
    expect(text).not.toMatch(/undefined|null|\[object|\uE000| $/m);
    const [body = ''] = text.split('\n\nSources');
    for (const line of body.split('\n').filter((one) => /: \S/.test(one))) expect(line).toMatch(/\[\d+\]/);
    expect(text.length).toBeLessThan(600);
  });

  test.each(templateNames)('%s throws for anything that is missing', (name) => {
    for (const missing of Object.keys(full[name])) {
      const { [missing]: _, ...rest } = full[name];
      expect(() => render(name, rest)).toThrow(`The template ${name} asks for ${missing}`);
    }
  });

  test('a mistake inside a list throws too', () => {
    const broken = { ...full.plan_created, steps: [{ number: fact(1) }] };
    expect(() => render('plan_created', broken)).toThrow('asks for steps[0].title');
  });
});

describe('citations', () => {
  test('number the sources as they appear, once per line, with a list at the end', () => {
    expect(render('job_complete_partial', full.job_complete_partial).text).toBe(
      [
        'Done, with something left open: Fix it [1]',
        'Proven:',
        '  tests [1]: 12 passed [2]',
        'Not proven:',
        '  lint (not-checked): no linter [3]',
        '',
        'Sources  [1] 00000001  [2] 00000002  [3] 00000003',
      ]
        .join('\n')
        .replace('  tests [1]: 12 passed [2]', '  tests [1]: 12 passed [2]'),
    );
  });

  test('what has no source is counted', () => {
    const { text, uncited } = render('clarification_needed', {
      question: { value: 'Which?', entry: null },
      suggestions: [],
    });
    expect({ text, uncited }).toEqual({ text: 'Which?', uncited: 1 });
  });

  test('no value can forge a citation mark, act on a terminal or break a line', () => {
    const { text, sources } = renderTemplate('<%= it.a %>\n', 'x', {
      a: fact('x\n\u001b[2J\uE0009\uE001\u202Ey <%= 1 %>'),
    });
    expect(text).toBe('x [2J9y <%= 1 %> [1]\n\nSources  [1] 00000001');
    expect(sources).toHaveLength(1);
  });

  test('any value is shown with its source', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { text, sources } = renderTemplate('<%= it.a %>.\n', 'x', {
          a: { value: value as JsonValue, entry: 'e1234567' },
        });
        expect(sources).toEqual([{ n: 1, entry: 'e1234567' }]);
        expect(text.endsWith(' [1].\n\nSources  [1] e1234567') || text.startsWith('[1].')).toBe(true);
      }),
    );
  });
});

describe('unsupported claims', () => {
  const entries = [
    {
      summary: 'Ran 12 tests in src/a.test.ts',
      data: { files: ['/work/x/src/a.ts', 'b.ts'], cents: 150, coverage: 0.834, at: 'lib/c.ts:7:3' },
    },
  ];
  const claims = (text: string) => checkClaims(text, entries).map((one) => one.claim);

  test.each([
    'Changed src/a.ts and `b.ts`; 12 tests pass.',
    'It cost $1.50 with 83% coverage over 2 files.',
    'See ./src/a.ts, src/ and lib/c.ts:7.',
    'Everything is fine [1] [22].\n\nSources  [1] 12345678  [2] 99999999',
    'The sha256 of v2 is 3f2a77.',
    '1. read\n2. write',
  ])('%j is held by the entries', (text) => expect(claims(text)).toEqual([]));

  test.each([
    ['Changed src/b.ts.', ['src/b.ts']],
    ['Changed other/src/a.ts.', ['other/src/a.ts']],
    ['All 13 tests pass.', ['13']],
    ['It is 99% done with 1,200 lines', ['99%', '1,200']],
    ['See lib/c.ts:8', ['8']],
    ['Wrote `Dockerfile`', ['Dockerfile']],
  ])('%j is not', (text, expected) => expect(claims(text)).toEqual(expected));

  test('the line is named', () => {
    expect(checkClaims('a\nb 99\n', entries)).toEqual([{ kind: 'number', claim: '99', line: 2 }]);
  });

  test('what a template says of entries is held by them', () => {
    const safe = fc.stringMatching(/^[a-z]{1,8}$/);
    const path = fc.array(safe, { minLength: 1, maxLength: 4 }).map((parts) => `${parts.join('/')}/x.ts`);
    fc.assert(
      fc.property(path, fc.nat(), fc.double({ min: 0, max: 1e6, noNaN: true }), (where, count, share) => {
        const data = { where, count, share: Number(share.toFixed(2)) };
        const { text } = renderTemplate('<%= it.where %> <%= it.count %> (<%= it.share %>)\n', 'x', {
          where: fact(where),
          count: fact(count),
          share: fact(data.share),
        });
        expect(checkClaims(text, [{ summary: '', data }])).toEqual([]);
      }),
    );
  });

  test.each([
    ['dots', '.'.repeat(1_000_000)],
    ['digits', '1'.repeat(1_000_000)],
    ['commas', '1,'.repeat(500_000)],
    ['segments', 'a/'.repeat(500_000)],
    ['colons', `${':1'.repeat(500_000)}x`],
    ['numbers', '1 '.repeat(500_000)],
  ])('a megabyte of %s is looked through in one go', (_, text) => {
    // Quadratic time would be minutes and run into the test's own limit.
    expect(checkClaims(text, [{ summary: text, data: {} }])).toBeDefined();
  });
});

describe('the outcome of a job', () => {
  const job = (more: Partial<Job>): Job =>
    jobSchema.parse({
      id: id(0),
      trace: 't',
      conversation: null,
      parent: null,
      goal: 'Create a REST API',
      mode: 'build',
      status: 'succeeded',
      stopReason: 'completed',
      repository: null,
      intent: '',
      intentHash: '',
      request: { goal: 'Create a REST API' },
      caps: { steps: 1, tokens: 1, seconds: 1, cents: 1 },
      used: { steps: 0, tokens: 0, seconds: 0, cents: 0 },
      currentAction: null,
      waitingFor: null,
      worker: null,
      epoch: 1,
      attempts: 1,
      cancelRequestedAt: null,
      pauseRequestedAt: null,
      truthpack: null,
      result: '/tmp/out',
      error: null,
      createdBy: 'local',
      createdAt: '',
      startedAt: null,
      finishedAt: null,
      heartbeatAt: null,
      ...more,
    });
  const entry = (n: number, kind: LedgerEntry['kind'], data: LedgerEntry['data'], summary = ''): LedgerEntry => ({
    position: n,
    id: id(n),
    job: id(0),
    seq: n,
    time: '',
    kind,
    actor: { type: 'system', id: 'worker' },
    summary,
    data,
    refs: [],
    prev: '',
    hash: '',
  });
  const gate = (n: number, name: string, verdict: string, reason: string) =>
    entry(n, 'event', { event: 'gate-finished', result: { gate: name, verdict, reason, evidence: [], problems: [] } });
  const created = entry(1, 'job_created', { goal: 'Create a REST API' });
  const ended = (n: number) => entry(n, 'job_status', { to: 'succeeded' });
  const delivered = entry(8, 'event', { event: 'result-delivered', result: '/tmp/out' });

  test('is nothing while the job runs', () => {
    expect(renderOutcome(job({ status: 'running' }), [created])).toBeNull();
  });

  test('names the result and what was proven, the newest result of each gate', () => {
    const entries = [
      created,
      gate(2, 'tests', 'failed', '1 failed'),
      gate(3, 'tests', 'passed', '12 passed'),
      delivered,
      ended(9),
    ];
    expect(renderOutcome(job({}), entries)).toMatchObject({
      text: expect.stringMatching(
        /^Done: Create a REST API \[1\]\nResult: \/tmp\/out \[2\]\nProven:\n {2}tests: 12 passed \[3\]/,
      ),
      uncited: 0,
    });
  });

  test('never says done of what was not checked without saying so', () => {
    const entries = [created, gate(2, 'lint', 'not-checked', 'there is no linter'), delivered, ended(9)];
    expect(renderOutcome(job({}), entries)?.text).toContain(
      'Not proven:\n  lint (not-checked): there is no linter [3]',
    );
  });

  test('of a failure says why, what failed and what helps', () => {
    const failed = job({
      status: 'failed',
      result: null,
      error: { code: 'GATES_FAILED', message: 'A gate failed.', hint: 'Look at it.' },
    });
    const text = renderOutcome(failed, [created, gate(2, 'tests', 'failed', '1 of 12 failed'), ended(9)])?.text;
    expect(text).toContain('Not done: Create a REST API [1]');
    expect(text).toContain('Why: A gate failed.');
    expect(text).toContain('What helps: Look at it.');
    expect(text).toContain('Failed:\n  tests: 1 of 12 failed');
  });
});
