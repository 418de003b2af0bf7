import { saysConcurrency } from '../../kinds/worker/concurrency.ts';
import { findModule } from '../../modules/library.ts';
import type { Manifest } from '../../modules/manifest.ts';
import { type Draft, cannot } from '../draft.ts';
import { lexicon } from '../words/lexicon.ts';
import { stem } from '../words/stem.ts';
import { type ModuleFound, vocabularyOf } from './modules.ts';
import { isOrdinary } from './ordinary.ts';
import { stems } from './spots.ts';

/** What a worker with a queue of jobs is, whatever its jobs do: words that ask for nothing of their own, and the job where none is named. */

const words = new Set(
  `background worker workers queue queues job jobs task tasks consumer process processes processing processor persistent persist persisted durable survive survives crash crashes restart restarts sqlite
  retry retries retried retrying backoff exponential exponentially increasing growing fail fails failed failing failure failures again attempt attempts
  dead letter deadletter requeue requeued schedule schedules scheduled scheduler scheduling cron status concurrency concurrent concurrently parallel simultaneous graceful gracefully shutdown
  enqueue enqueued dequeue submit submitted wait waits waiting pending once`
    .split(/\s+/)
    .map(stem),
);

/** Of every worker with a queue. */
export const queueWords: ReadonlySet<string> = words;

/** Pieces of a sentence that say how many jobs are done at a time. */
export function saysOfQueue(text: string): boolean {
  return saysConcurrency(text);
}

/** Functions by themselves can be jobs; times, retries and queues are what the worker has anyway. */
function isJob({ id, form, functions }: Manifest): boolean {
  return form === 'functions' && id !== 'cron' && functions.some((fn) => !fn.libraryOnly);
}

function speaksOnlyOf({ spots }: ModuleFound, known: ReadonlySet<string>): boolean {
  return spots.every(({ clause, from, to }) =>
    stems(clause)
      .slice(from, to)
      .every((word) => known.has(word)),
  );
}

/**
 * The modules that are the jobs of a worker, without those that only speak of its queue or of what the others do. Where none is left, and hardly
 * anything but a queue is spoken of, a job is a command of the shell, which is said.
 * @param odd the share of what is told that neither a queue nor a module answers to.
 */
export function jobModules(draft: Draft, found: readonly ModuleFound[], odd: () => number): ModuleFound[] {
  const named = found.filter((one) => !speaksOnlyOf(one, words));
  const able = named.filter(({ module }) => isJob(module)).map(({ module }) => module);
  const known = vocabularyOf(able);
  const jobs = named.filter((one) => isJob(one.module) || !speaksOnlyOf(one, known));
  const command = findModule('shell-command');
  const [spot] = draft.clauses.flatMap((clause) =>
    stems(clause).flatMap((word, at) =>
      /^(?:queue|job|task|schedul)$/.test(word) ? [{ clause, from: at, to: at + 1 }] : [],
    ),
  );
  if (jobs.length > 0 || !command || !spot || odd() > 0.34) return jobs;
  const told = toldOfJobs(draft);
  if (told === undefined)
    draft.assumptions.push(
      'What its jobs do was not said: a job runs a command of the shell, and src/jobs.ts is where others are added.',
    );
  else cannot(draft, told, 'no part of the library of modules does this', 'a job that runs a command of the shell');
  return [{ module: command, spots: [spot] }];
}

/** "processes image resize jobs": what the jobs are, in words that speak of no queue. */
function toldOfJobs(draft: Draft): string | undefined {
  for (const clause of draft.clauses) {
    const tokens = stems(clause);
    const isTelling = (at: number): boolean => {
      const word = tokens[at] ?? '';
      const plain = words.has(word) || isOrdinary(word) || lexicon().functionWords.has(clause.tokens[at]?.text ?? '');
      return /^[a-z]{3,}$/.test(word) && !plain;
    };
    const job = tokens.findIndex((word, at) => /^(?:job|task)$/.test(word) && isTelling(at - 1));
    let from = job;
    while (from > 0 && isTelling(from - 1)) from -= 1;
    if (job > 0)
      return clause.tokens
        .slice(from, job)
        .map(({ text }) => text)
        .join(' ');
  }
  return undefined;
}
