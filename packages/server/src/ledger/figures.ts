import type { LedgerEntry } from '@codewright/protocol/event';
import { bucketOf } from '@codewright/protocol/figures';
import { finalStatuses, type Job } from '@codewright/protocol/job';
import type { JsonValue } from '@codewright/protocol/json';
import type { Figure } from '../storage/contract.ts';

const nothing = { label: '', count: 1, tokens: 0, cents: 0, seconds: 0 };
/** What stands for the model where none was needed. */
const noModel = 'none';
type Counted = Partial<Figure> & Pick<Figure, 'measure' | 'subject'>;

/**
 * What an entry adds to the figures; `before` and `after` are its job without and with it. Like the jobs table they follow from the
 * entries alone, so that a rebuilt ledger counts the same.
 */
export function figuresOf(before: Job | null, after: Job | null, entry: LedgerEntry): Figure[] {
  if (after === null) return [];
  const counted = [...stateOf(before, after, entry), ...(before === null ? [] : spendOf(entry))];
  return counted.flatMap((one) => {
    const figure: Figure = { ...nothing, day: entry.time.slice(0, 10), owner: after.createdBy, ...one };
    return [figure, { ...figure, day: '' }];
  });
}

function stateOf(before: Job | null, after: Job, entry: LedgerEntry): Counted[] {
  if (before === null) return [{ measure: 'created', subject: after.mode }];
  const [wasOver, isOver] = [before, after].map(({ status }) => finalStatuses.includes(status));
  if (isOver && !wasOver) return ended(after, 1);
  // It goes on: its end has not been one.
  if (wasOver && !isOver && before.finishedAt !== null) {
    return ended(before, -1).map((one) => ({ ...one, day: (before.finishedAt ?? entry.time).slice(0, 10) }));
  }
  return [];
}

function ended(job: Job, count: 1 | -1): Counted[] {
  const { mode, models = [], startedAt, finishedAt } = job;
  // A person's no is the end that they wanted, like a cancel: nothing has failed.
  const isRejected = job.error?.code === 'POLICY_DENIED';
  const [status, error] = isRejected ? ['aborted', null] : [job.status, job.error];
  const seconds = startedAt === null ? null : (Date.parse(finishedAt ?? startedAt) - Date.parse(startedAt)) / 1000;
  return [
    { measure: 'ended', subject: mode, label: status, count },
    ...(models.length === 0 ? [noModel] : models).map((by) => ({
      measure: 'ended-by' as const,
      subject: by,
      label: status,
      count,
    })),
    ...(seconds === null
      ? []
      : [
          {
            measure: 'duration' as const,
            subject: mode,
            label: bucketOf(seconds),
            count,
            seconds: seconds * count,
          },
        ]),
    ...(error === null ? [] : [{ measure: 'error' as const, subject: error.code, count }]),
  ];
}

/** The model or agent CLI that did what an entry tells of; null: none did. */
export function modelOf(data: LedgerEntry['data']): string | null {
  const usage = recordOf(data['usage']);
  if (Object.keys(usage).length === 0 || !(Number(usage['tokens']) > 0 || data['event'] === 'turn-finished'))
    return null;
  return textOf(recordOf(data['result'])['model']) ?? textOf(data['agent']);
}

/** Entries carry what they cost in `data.usage`. */
function spendOf({ kind, actor, data }: LedgerEntry): Counted[] {
  const found: Counted[] = [];
  const { event } = data;
  const result = recordOf(data['result']);
  const usage = recordOf(data['usage']);
  const amount = (name: string) => (Number.isFinite(usage[name]) ? Number(usage[name]) : 0);
  if (Object.keys(usage).length > 0) {
    const cost = { tokens: Math.round(amount('tokens')), cents: amount('cents'), seconds: amount('seconds') };
    if (actor.type === 'agent') found.push({ measure: 'agent', subject: actor.id, ...cost });
    const model = modelOf(data);
    if (model !== null) found.push({ measure: 'model', subject: model, ...cost });
  }
  if (kind !== 'event') return found;
  if (event === 'turn-finished') {
    found.push({ measure: 'turn', subject: actor.id, label: bucketOf(amount('seconds')), seconds: amount('seconds') });
    const turn = recordOf(result['usage']);
    if (typeof turn['cachedInputTokens'] === 'number') {
      found.push({ measure: 'cache', subject: turn['cachedInputTokens'] > 0 ? 'hit' : 'miss' });
    }
  }
  if (event === 'attempt-failed') found.push({ measure: 'agent-error', subject: actor.id });
  const gate = textOf(result['gate']);
  if (event === 'gate-finished' && gate !== null) {
    found.push({ measure: 'gate', subject: gate, label: textOf(result['verdict']) ?? '' });
  }
  return found;
}

/** The figures with the same key as one, in the order of their keys. */
export function merged(figures: Iterable<Figure>): Figure[] {
  const sums = new Map<string, Figure>();
  for (const figure of figures) {
    const { day, owner, measure, subject, label } = figure;
    const key = JSON.stringify([day, owner, measure, subject, label]);
    const known = sums.get(key);
    if (known === undefined) {
      sums.set(key, { ...figure });
      continue;
    }
    for (const name of ['count', 'tokens', 'cents', 'seconds'] as const) known[name] += figure[name];
  }
  return [...sums].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, figure]) => figure);
}

function recordOf(value: JsonValue | undefined): Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** Names come from models and users: no longer than a key of an index takes, and without what PostgreSQL does not store. */
function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value.toWellFormed().replaceAll('\0', ' ').slice(0, 200) : null;
}
