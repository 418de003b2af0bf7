import type { LedgerEntry } from '@codewright/protocol/event';
import type { Colors } from './format.ts';
import { duration, printable } from './format.ts';

/** What ledger entries say in a scrolling log, one after another; null where one is no news for a person. */
export function createLiner(colors: Colors): (entry: LedgerEntry) => string | null {
  let before = '';
  return (entry) => {
    // The state a job ends in repeats the error that ended it.
    const again = entry.kind === 'job_status' && entry.summary === before;
    before = entry.summary;
    return again ? null : lineOf(entry, colors);
  };
}

/** What one ledger entry says in a scrolling log, or null where it is no news for a person. */
export function lineOf(entry: LedgerEntry, colors: Colors): string | null {
  // Branches work at once: each line says whose it is.
  const { branch } = entry.data;
  const where = typeof branch === 'string' ? `${printable(branch.replace(/^.*\//, ''))}: ` : '';
  const text = `${where}${printable(entry.summary).split('\n', 1)[0] ?? ''}`;
  const took = typeof entry.data['durationMs'] === 'number' ? colors.dim(` ${duration(entry.data['durationMs'])}`) : '';
  switch (entry.kind) {
    case 'job_status':
      return entry.data['to'] === 'running' ? null : colors.bold(text);
    case 'analysis':
    case 'plan':
    case 'review':
    case 'evaluation':
      return `  ${colors.cyan(entry.kind)} ${text}`;
    case 'error':
    case 'escalation':
      return `  ${colors.red('✗')} ${text}`;
    case 'message':
      return `  ${colors.bold(entry.actor.id)}: ${text}`;
    case 'event':
      return eventLine(entry, text, { took, where }, colors);
    default:
      return null;
  }
}

function eventLine(
  entry: LedgerEntry,
  text: string,
  { took, where }: { took: string; where: string },
  colors: Colors,
): string | null {
  const result = entry.data['result'] as
    | { status?: string; verdict?: string; gate?: string; reason?: string }
    | null
    | undefined;
  switch (entry.data['event']) {
    case 'phase-started':
      return colors.bold(`▸ ${text}`);
    case 'tool-finished': {
      const good = result?.status === undefined || result.status === 'ok';
      return `  ${good ? colors.green('✓') : colors.yellow('!')} ${text}${took}`;
    }
    case 'gate-finished': {
      const verdict = String(result?.verdict ?? '');
      return `  ${gateMark(verdict, colors)} ${where}${String(result?.gate ?? text)}: ${printable(String(result?.reason ?? verdict))}`;
    }
    case 'approval-requested':
    case 'question-asked':
      return `  ${colors.yellow('?')} ${text}`;
    case 'sandbox-opened':
      return entry.data['sandbox'] === 'process' ? `  ${colors.red('!')} ${text}` : `  ${colors.dim('·')} ${text}`;
    case 'attempt-failed':
      return `  ${colors.yellow('!')} ${text}`;
    case 'packages-resolved':
    case 'result-delivered':
    case 'result-merged':
    case 'truthpack-signed':
    case 'approval-answered':
    case 'question-answered':
      return `  ${colors.dim('·')} ${text}`;
    default:
      // Which attempt was taken, and that a branch came back.
      return 'chosen' in entry.data || 'merged' in entry.data ? `  ${colors.dim('·')} ${text}` : null;
  }
}

/** Only `passed` is a tick. */
export function gateMark(verdict: string, colors: Colors): string {
  if (verdict === 'passed') return colors.green('✓');
  if (verdict === 'failed') return colors.red('✗');
  return colors.yellow(verdict === 'warned' ? '!' : '–');
}
