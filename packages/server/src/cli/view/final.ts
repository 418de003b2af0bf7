import type { JobReport } from '@codewright/protocol/client';
import type { ExitReason } from '@codewright/protocol/errors';
import { exitOf } from '../../shared/errors.ts';
import type { Terminal } from '../contract.ts';
import type { Colors } from './format.ts';
import { colorsFor, columns, duration, money, printable } from './format.ts';

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

/** The end of a job for a person: verdict, gates, size, cost, time, where it is, what to do next. */
export function finalReport(report: JobReport, terminal: Terminal): string {
  const colors = colorsFor(terminal.stdout, terminal.noColor);
  return [
    headline(report, colors),
    ...gateLines(report, colors),
    ...(report.summary ? ['', printable(report.summary).trim()] : []),
    '',
    ...columns(facts(report)),
    ...nextSteps(report, colors),
    '',
  ].join('\n');
}

function headline({ job }: JobReport, colors: Colors): string {
  switch (job.status) {
    case 'succeeded':
      return colors.bold(colors.green(job.mode === 'review' ? '✓ Reviewed' : '✓ Done, and proven'));
    case 'failed':
      return `${colors.bold(colors.red('✗ Failed'))}${job.error ? `: ${printable(job.error.message)}` : ''}${job.error?.hint ? `\n  ${printable(job.error.hint)}` : ''}`;
    case 'aborted':
      return colors.bold(colors.yellow('■ Cancelled'));
    case 'waiting_human':
      return `${colors.bold(colors.yellow('? Waiting for you'))}: ${printable(job.waitingFor ?? '')}`;
    default:
      return colors.bold(job.status);
  }
}

function gateLines({ gates }: JobReport, colors: Colors): string[] {
  const rows = gates.map((gate) => {
    const evidence = gate.evidence.at(-1);
    const proof = evidence ? `${evidence.command} → exit ${evidence.exitCode ?? evidence.outcome}` : '';
    return {
      gate,
      row: [`  ${gate.gate}`, gate.verdict === 'not-checked' ? 'not checked' : gate.verdict, proof || gate.reason],
    };
  });
  return columns(rows.map(({ row }) => row.map((cell) => printable(cell)))).map((line, index) => {
    const verdict = rows[index]?.gate.verdict;
    return verdict === 'failed' ? colors.red(line) : verdict === 'passed' ? line : colors.yellow(line);
  });
}

function facts({ job }: JobReport): string[][] {
  const rows: string[][] = [];
  if (job.result) rows.push(['Result', job.result]);
  const ms = job.startedAt && job.finishedAt ? Date.parse(job.finishedAt) - Date.parse(job.startedAt) : null;
  rows.push([
    'Spent',
    `${ms === null ? '' : `${duration(ms)}, `}${job.used.steps} steps, ${job.used.tokens} tokens, ${money(job.used.cents)}`,
  ]);
  rows.push(['Job', job.id]);
  return rows;
}

function nextSteps({ job, pending }: JobReport, colors: Colors): string[] {
  const lines: string[] = [];
  const id = short(job.id);
  if (job.status === 'waiting_human') {
    const [first] = pending;
    if (first?.kind === 'approval') lines.push(`codewright jobs approve ${id}`, `codewright jobs reject ${id}`);
    else if (first) lines.push(`codewright jobs say ${id} "<your answer>"`);
    else lines.push(`codewright jobs resume ${id}`);
  } else if (job.result && job.request.repository === undefined) {
    lines.push(`cd ${quote(job.result)} && npm install && npm start`, `codewright verify ${id}`);
  } else if (job.result) {
    lines.push(`codewright jobs diff ${id}`, `codewright jobs merge ${id}`, `codewright verify ${id}`);
  } else {
    lines.push(`codewright jobs logs ${id}`);
  }
  return ['', ...lines.map((line) => colors.dim(`  ${line}`))];
}

function quote(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
