import { emptyView, foldEntry } from '@codewright/protocol/job-view';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { GateResult } from '@codewright/protocol/evidence';
import type { ChangeLimits, Job, Usage } from '@codewright/protocol/job';
import { textOf } from '@codewright/protocol/json';
import { modeDefaults } from '../policy/modes.ts';
import { countLeftovers, type Quality, type QualityFacts, scoreQuality } from '../policy/quality.ts';
import { checkClaims } from '../render/claims.ts';
import { parseDiff } from '../shared/diff.ts';

/** What is measured at the end of a job, from its record and its gates alone; nobody's opinion counts. */
export function evaluateJob(
  job: Job,
  entries: readonly LedgerEntry[],
  gates: readonly GateResult[],
  limits: ChangeLimits,
): Quality {
  return scoreQuality(factsOf(job, entries, gates), limits, modeDefaults(job.mode).quality);
}

function factsOf(job: Job, entries: readonly LedgerEntry[], gates: readonly GateResult[]): QualityFacts {
  const measured = (gate: string, name: string) => gates.find((one) => one.gate === gate)?.measures?.[name];
  const run = measured('tests', 'run');
  const errors = measured('lint', 'errors');
  const patch = entries.findLast((entry) => entry.kind === 'patch' && typeof entry.data['added'] === 'number');
  const count = (name: string) => Number(patch?.data[name] ?? 0);
  const diff = textOf(patch?.data['result'], '');
  const added = parseDiff(diff).flatMap((file) => file.added.map(({ text }) => text));
  const said = lastWords(entries);
  return {
    tests: run === undefined ? null : { run, failed: measured('tests', 'failed') ?? 0 },
    lint: errors === undefined ? null : { errors, warnings: measured('lint', 'warnings') ?? 0 },
    coverage: null,
    files: measured('patch-limits', 'files') ?? count('files'),
    lines: measured('patch-limits', 'lines') ?? count('added') + count('removed'),
    overruns: overruns(job, entries),
    missingCitations: said === null ? 0 : checkClaims(said, entries.filter(isSource)).length,
    outputLength: said?.length ?? 0,
    leftovers: countLeftovers(added.join('\n')),
  };
}

/** What the agent that changed something said last, as far as it is recorded. */
function lastWords(entries: readonly LedgerEntry[]): string | null {
  const ended = entries.findLast((entry) => entry.data['event'] === 'agent-finished' && entry.actor.id === 'builder');
  const result = ended?.data['result'] as { text?: string } | undefined;
  return result?.text ?? null;
}

/** Words of a model are what is checked: they do not vouch for themselves. */
function isSource(entry: LedgerEntry): boolean {
  return !['turn-finished', 'agent-finished', 'phase-finished', 'step-finished'].includes(
    textOf(entry.data['event'], ''),
  );
}

function overruns(job: Job, entries: readonly LedgerEntry[]): (keyof Usage)[] {
  const { used } = entries.reduce(foldEntry, emptyView);
  return (['steps', 'tokens', 'seconds', 'cents'] as const).filter((key) => used[key] > job.caps[key]);
}
