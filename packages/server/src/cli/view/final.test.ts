import type { JobReport } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import { describe, expect, it } from 'vitest';
import type { Terminal } from '../contract.ts';
import { finalReport } from './final.ts';

const terminal = { stdout: { isTTY: false }, noColor: true } as Terminal;
const entry = (part: Partial<LedgerEntry>) => ({ kind: 'event', summary: '', data: {}, ...part }) as LedgerEntry;
const gate = (name: string, verdict: JobReport['gates'][number]['verdict'], reason: string) => ({
  gate: name,
  verdict,
  reason,
  evidence: [],
  problems: [],
  entry: 'e',
});
const report = (job: Partial<Job>, part: Partial<JobReport> = {}): JobReport => ({
  job: {
    id: '01a1fc36-aa74-7118-b185-42d2186cd34a',
    mode: 'build',
    status: 'succeeded',
    result: '/tmp/todo',
    request: { goal: 'g' },
    used: { steps: 1, tokens: 2, seconds: 3, cents: 0 },
    startedAt: '2026-01-01T00:00:00.000Z',
    finishedAt: '2026-01-01T00:00:09.500Z',
    error: null,
    ...job,
  } as Job,
  gates: [],
  summary: null,
  pending: [],
  checkpoints: [],
  change: null,
  merged: false,
  ...part,
});

describe('the final report', () => {
  it('counts a warned gate as warned, and says below the verdict what nobody checked or built', () => {
    const text = finalReport(
      report(
        {},
        {
          gates: [
            gate('tests', 'passed', '55 tests passed.'),
            gate('dependencies', 'warned', 'No lock file. Known vulnerabilities were not checked.'),
            gate('lint', 'not-checked', 'The project declares no lint command.'),
          ],
        },
      ),
      [
        entry({ kind: 'patch', data: { files: 35, added: 2165, removed: 0 } }),
        entry({
          data: {
            event: 'packages-resolved',
            packages: [
              { name: 'zod', source: 'curated' },
              { name: 'hono', source: 'registry' },
            ],
          },
        }),
        entry({
          kind: 'analysis',
          data: { type: 'requirements', data: { unsupported: [{ words: 'payments', reason: 'no provider' }] } },
        }),
      ],
      terminal,
      ['cd /tmp/todo && npm start'],
    );
    expect(text).toContain('✓ Done: 1 of 3 checks passed, 1 warned, 1 not checked');
    expect(text).toMatch(/! dependencies +No lock file/);
    expect(text).toMatch(/– lint +The project declares no lint/);
    expect(text).toContain('! dependencies: Known vulnerabilities were not checked');
    expect(text).toContain('not built: “payments”: no provider');
    expect(text).toMatch(/the registry did not answer, so 1 of 2 package versions/);
    expect(text).toMatch(/Change +35 files, \+2165 −0 lines/);
    expect(text).toMatch(/Spent +9\.5 s · 1 steps · 2 tokens · \$0/);
    expect(text).toContain('cd /tmp/todo && npm start');
  });

  it('of a clean job claims nothing missing', () => {
    const text = finalReport(report({}, { gates: [gate('tests', 'passed', '3 tests passed.')] }), [], terminal);
    expect(text).toContain('✓ Done: 1 of 1 checks passed\n');
    expect(text).not.toMatch(/!|not /);
  });

  it('of a review is its findings; a change that was reviewed on its way is still a change', () => {
    const review = entry({
      kind: 'review',
      data: {
        verdict: 'request_changes',
        summary: 'One thing.',
        blockers: [{ severity: 'major', file: 'a.ts', line: 3, message: 'No.' }],
      },
    });
    const text = finalReport(report({ mode: 'review', result: null }), [review], terminal);
    expect(text).toMatch(/! Reviewed: 1 thing to change\nOne thing\.\n {2}major {2}a\.ts:3: No\./);
    expect(finalReport(report({ mode: 'genius' }), [review], terminal)).toContain('✓ Done');
  });

  it('of a failure names the reason, what to do and where to look; of a question how to answer', () => {
    const failed = finalReport(
      report({ status: 'failed', result: null, error: { code: 'X', message: 'It broke.', hint: 'Mend it.' } }),
      [],
      terminal,
    );
    expect(failed).toMatch(/^✗ Failed: It broke\.\nWhat to do: Mend it\./);
    expect(failed).toContain('codewright jobs logs 186cd34a');
    const pending = [
      {
        job: 'j',
        id: 'q',
        kind: 'approval' as const,
        text: 't',
        choices: [],
        action: {
          tool: 'write_file',
          input: { path: 'Jenkinsfile', content: 'node {}\n' },
          diff: '--- /dev/null\n+++ b/Jenkinsfile\n@@ -0,0 +1,1 @@\n+node {}\u001b[2J\n',
        },
        rule: 'careful',
        repository: null,
        digest: 'd',
        askedAt: '',
        expiresAt: null,
      },
    ];
    const waiting = finalReport(report({ status: 'waiting_human', waitingFor: 'May I?' }, { pending }), [], terminal);
    expect(waiting).toMatch(
      /\+\+\+ b\/Jenkinsfile\n.+\n {2}\+node \{\}\\x1b\[2J\n {2}tool +write_file\n {2}rule +careful\n/,
    );
    expect(waiting).toMatch(
      /\? Waiting for you: May I\?[^]*codewright jobs approve 186cd34a[^]*codewright jobs reject 186cd34a/,
    );
  });

  it('sends no escape sequence that a job brought along', () => {
    const text = finalReport(
      report({ status: 'failed', error: { code: 'X', message: '\u001b[2Jgone' } }),
      [],
      terminal,
    );
    expect(text).toContain('\\x1b[2Jgone');
  });
});
