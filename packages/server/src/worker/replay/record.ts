import type { LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import type { JsonValue } from '@codewright/protocol/json';
import type { ResolvedPackage } from '../../research/contract.ts';
import { CodewrightError } from '../../shared/errors.ts';
import { isMeant } from '../../shared/record.ts';
import { shortId } from '../../shared/ids.ts';

/** What the ledger holds of a job that is run again. */
export interface JobRecord {
  readonly job: Job;
  readonly entries: readonly LedgerEntry[];
  /** The entry of a finished step. */
  step(key: string): LedgerEntry | undefined;
  /** Keys of the model turns, in the order in which they were taken. */
  readonly turns: readonly string[];
  /** The question that was asked under a key, and its answer; null while it has none. */
  question(key: string, digest: string): { asked: LedgerEntry; same: boolean; answer: string | null } | undefined;
  /** Models by role, as the agents said when they began. */
  model(role: string): string | undefined;
  /** A package as it was looked up, best within the step that asks now. */
  packageNamed(name: string, ecosystem: string, within: LedgerEntry | undefined): ResolvedPackage | undefined;
}

export function readRecord(job: Job, entries: readonly LedgerEntry[]): JobRecord {
  const steps = new Map<string, LedgerEntry>();
  const models = new Map<string, string>();
  for (const entry of entries) {
    const { step, result, event } = entry.data;
    if (typeof step !== 'string' || result === undefined) continue;
    // The first record of a key is the one that later steps were built on.
    if (!steps.has(step)) steps.set(step, entry);
    if (event === 'agent-started' && typeof result === 'string') models.set(entry.actor.id, result);
  }
  return {
    job,
    entries,
    step: (key) => steps.get(key),
    // What an agent CLI says is no turn of ours: it is replayed as a whole.
    turns: [...steps]
      .filter(([key, entry]) => entry.data['event'] === 'turn-finished' && /\/turn-\d+$/.test(key))
      .map(([key]) => key),
    question(key, digest) {
      const all = entries.filter((entry) => entry.data['key'] === key && typeof entry.data['digest'] === 'string');
      const asked = all.find((entry) => entry.data['digest'] === digest) ?? all[0];
      if (!asked) return undefined;
      const forms = all.filter((entry) => entry.data['digest'] === asked.data['digest']);
      const answered = entries.find((entry) => forms.some((form) => isMeant(form, entry.data['question'])));
      const answer = answered?.data['answer'];
      return { asked, same: asked.data['digest'] === digest, answer: typeof answer === 'string' ? answer : null };
    },
    model: (role) => models.get(role),
    packageNamed(name, ecosystem, within) {
      const places = within ? [within, ...entries] : entries;
      for (const entry of places) {
        const found = packagesOf(entry).find((one) => one.name === name && one.ecosystem === ecosystem);
        if (found) return found;
      }
      return undefined;
    },
  };
}

/** What an entry says of packages; older ones do not say all that a look-up does. */
function packagesOf({ data }: LedgerEntry): ResolvedPackage[] {
  const inside = (data['result'] as { data?: { packages?: JsonValue } } | null | undefined)?.data?.packages;
  const list = Array.isArray(inside) ? inside : data['packages'];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => {
    const one = item as unknown as Partial<ResolvedPackage> | null;
    if (typeof one?.name !== 'string' || typeof one.version !== 'string') return [];
    const { name, version } = one;
    const unsaid = { latest: version, publishedAt: null, deprecated: null, engines: null, peers: {}, asOf: '' };
    return [{ ecosystem: 'npm', source: 'cache', ...unsaid, ...one, name, version } satisfies ResolvedPackage];
  });
}

/** What differs from the record, said exactly; it ends the replay. */
export class ReplayDiffers extends CodewrightError {
  constructor(message: string) {
    super('REPLAY_DIFFERS', message, {
      hint: 'The record was made by another version, or something outside of it has changed.',
    });
    this.name = 'ReplayDiffers';
  }
}

/** The record goes no further: the job ended here, and so does its replay. */
export class RecordEnds extends CodewrightError {
  constructor({ job }: JobRecord, key: string) {
    const { code, message } = job.error ?? { code: job.status, message: 'it was ended by a person' };
    super('REPLAY_DIFFERS', `Job ${shortId(job.id)} ended before ${key}: ${message} (${code})`);
    this.name = 'RecordEnds';
  }
}
