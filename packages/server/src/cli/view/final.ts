import { type BudgetRaise, capFlags, capsWords } from '@codewright/protocol/budget';
import type { JobReport } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { ExitReason } from '@codewright/protocol/errors';
import { exitOf } from '../../shared/errors.ts';
import type { Terminal } from '../contract.ts';
import { factsOf, type JobFacts } from '@codewright/protocol/job-facts';
import { askedLines } from './asked.ts';
import type { Colors } from './format.ts';
import { colorsFor, columns, duration, money, printable, thousands } from './format.ts';
import { gateMark } from './lines.ts';

const short = (id: string) => id.slice(-8);

/** How the process ends for a job in this state. */
export function exitReason(report: JobReport): ExitReason {
  const { job } = report;
  if (job.status === 'succeeded') return 'done';
  if (job.status === 'aborted') return 'cancelled';
  if (job.status === 'failed') {
    if (job.stopReason?.endsWith('_limit')) return 'budget';
    return job.error ? exitOf(job.error.code) : 'failed';
  }
  return 'waiting';
}

/**
 * The end of a job for a person: the verdict, what was proven and what was not, where the result is and how to run it.
 * `run`: lines that say how to run a new project; empty where nobody knows.
 */
export function finalReport(
  report: JobReport,
  entries: readonly LedgerEntry[],
  terminal: Terminal,
  run: readonly string[] = [],
): string {
  const colors = colorsFor(terminal.stdout, terminal.noColor);
  const facts = factsOf(entries);
  return [
    ...headline(report, facts, colors),
    ...reviewLines(facts, colors),
    ...answerLines(report, facts),
    ...report.pending.filter(({ budget }) => !budget).flatMap((decision) => askedLines(decision, colors)),
    ...gateLines(report, colors),
    ...notProven(report, facts, colors),
    '',
    ...columns(table(report, facts)),
    ...nextSteps(report, run, colors),
    '',
  ].join('\n');
}

function headline({ job, gates }: JobReport, facts: JobFacts, colors: Colors): string[] {
  switch (job.status) {
    case 'succeeded': {
      if (job.mode === 'review' && facts.review) {
        const count = facts.review.blockers.length;
        return [
          facts.review.verdict === 'approve'
            ? colors.bold(colors.green('✓ Reviewed: approved'))
            : colors.bold(colors.yellow(`! Reviewed: ${count} ${count === 1 ? 'thing' : 'things'} to change`)),
        ];
      }
      const what = gates.length > 0 && job.result === null ? 'Nothing was changed' : 'Done';
      return [colors.bold(colors.green(gates.length > 0 ? `✓ ${what}: ${counted(gates)}` : `✓ ${what}`))];
    }
    case 'failed': {
      const lines = [`${colors.bold(colors.red('✗ Failed'))}${job.error ? `: ${printable(job.error.message)}` : ''}`];
      if (job.error?.hint) lines.push(`What to do: ${printable(job.error.hint)}`);
      return lines;
    }
    case 'aborted':
      return [colors.bold(colors.yellow('■ Cancelled'))];
    case 'waiting_human':
      return [`${colors.bold(colors.yellow('? Waiting for you'))}: ${printable(job.waitingFor ?? '')}`];
    default:
      return [colors.bold(job.status)];
  }
}

/** `7 of 8 checks passed, 1 warned` */
function counted(gates: JobReport['gates']): string {
  const of = (verdict: string) => gates.filter((gate) => gate.verdict === verdict).length;
  const rest = (['warned', 'failed', 'not-checked'] as const)
    .filter((verdict) => of(verdict) > 0)
    .map((verdict) => `, ${of(verdict)} ${verdict.replace('-', ' ')}`);
  return `${of('passed')} of ${gates.length} checks passed${rest.join('')}`;
}

/** Where nothing was changed and nothing reviewed, the words are what was asked for; of a fix they say what it may be worth. */
function answerLines({ job, gates }: JobReport, { answer, review }: JobFacts): string[] {
  const isAnswer = job.status === 'succeeded' && job.result === null && gates.length === 0 && !review && answer !== '';
  const isFix = job.status === 'succeeded' && /^(?:fix|upgrade)$/.test(job.request.workflow ?? '') && answer !== '';
  return isAnswer || isFix ? ['', ...answer.split('\n').map(printable)] : [];
}

function reviewLines({ review }: JobFacts, colors: Colors): string[] {
  if (!review) return [];
  return [
    printable(review.summary),
    ...review.blockers.map(({ severity, where, message }) => {
      const text = printable(message).trimEnd().replaceAll('\n', '\n      ');
      return `  ${colors.red(severity || 'change')}  ${where ? `${printable(where)}: ` : ''}${text}`;
    }),
  ];
}

function gateLines({ gates }: JobReport, colors: Colors): string[] {
  const width = Math.max(0, ...gates.map((gate) => gate.gate.length));
  return gates.map(
    (gate) => `  ${gateMark(gate.verdict, colors)} ${printable(gate.gate).padEnd(width)}  ${printable(gate.reason)}`,
  );
}

/** What nobody should take for granted; a green headline must not hide it. */
function notProven({ job, gates }: JobReport, facts: JobFacts, colors: Colors): string[] {
  const lines: string[] = [];
  for (const { gate, verdict, reason } of gates) {
    if (verdict === 'not-checked') continue;
    // A gate that passed may still say what it did not look at.
    lines.push(...(reason.match(/[^.]*\bnot checked\b[^.]*/gi) ?? []).map((part) => `${gate}: ${part.trim()}`));
  }
  for (const text of facts.unsupported) lines.push(`not built: ${text}`);
  if (facts.curated.length > 0) {
    lines.push(
      `not the newest for sure: the registry did not answer, so ${facts.curated.length} of ${facts.packages} package versions come from the list that Codewright brings along`,
    );
  }
  if (job.request.sandbox === 'process' || facts.sandbox === 'process') {
    lines.push('not isolated: every command of this job ran on this machine WITHOUT a sandbox');
  }
  if (lines.length === 0) return [];
  return ['', ...lines.map((line) => colors.yellow(`  ! ${printable(line)}`))];
}

function table({ job }: JobReport, { change, sandbox, quality }: JobFacts): string[][] {
  const rows: string[][] = [];
  if (job.result) {
    const [path = '', branch] = job.result.split('#');
    rows.push(['Result', branch ? `branch ${branch} in ${path}` : path]);
  }
  if (change)
    rows.push([
      'Change',
      `${change.files} ${change.files === 1 ? 'file' : 'files'}, +${change.added} −${change.removed} lines`,
    ]);
  if (quality) rows.push(['Quality', quality]);
  // A clock that was set back meanwhile has nothing to say.
  const between = job.startedAt && job.finishedAt ? Date.parse(job.finishedAt) - Date.parse(job.startedAt) : null;
  const ms = between !== null && between >= 0 ? between : null;
  const spent = [`${job.used.steps} steps`, `${thousands(job.used.tokens)} tokens`, money(job.used.cents)];
  rows.push(['Spent', [...(ms === null ? [] : [duration(ms)]), ...spent].join(' · ')]);
  rows.push(['Job', `${job.id}${sandbox ? ` · ${sandbox === 'process' ? 'no sandbox' : `${sandbox} sandbox`}` : ''}`]);
  return rows;
}

function budgetSteps(id: string, { limit, raise }: BudgetRaise): string[] {
  return [
    `codewright jobs approve ${id}  # goes on with ${capsWords(raise)}`,
    `codewright jobs resume ${id} ${capFlags[limit]} N  # goes on with as much as you say`,
    `codewright jobs reject ${id}  # ends it here`,
  ];
}

function nextSteps({ job, pending }: JobReport, run: readonly string[], colors: Colors): string[] {
  const lines: string[] = [];
  const id = short(job.id);
  if (job.status === 'waiting_human') {
    const [first] = pending;
    if (first?.budget) lines.push(...budgetSteps(id, first.budget));
    else if (first?.kind === 'approval') lines.push(`codewright jobs approve ${id}`, `codewright jobs reject ${id}`);
    else if (first) lines.push(`codewright jobs say ${id} "<your answer>"`);
    else lines.push(`codewright jobs resume ${id}`);
  } else if (job.status === 'succeeded' && job.result && job.request.repository === undefined) {
    lines.push(...run, `codewright verify ${id}`);
  } else if (job.status === 'succeeded' && job.result) {
    lines.push(`codewright jobs diff ${id}`, `codewright jobs merge ${id}`, `codewright verify ${id}`);
  } else if (job.status === 'succeeded') {
    lines.push(`codewright verify ${id}`);
  } else if (job.status === 'queued' || job.status === 'running') {
    lines.push(`codewright jobs logs -f ${id}`);
  } else {
    if (job.result) lines.push(`codewright jobs diff ${id}`);
    lines.push(`codewright jobs logs ${id}`);
  }
  return ['', ...lines.map((line) => colors.dim(`  ${line}`))];
}
