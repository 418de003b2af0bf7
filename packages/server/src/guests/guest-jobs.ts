import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { CodewrightClient, JobReport, Preview } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses, type Job, type JobRequestInput } from '@codewright/protocol/job';
import type { GuestBackend } from './contract.ts';

/** The jobs of one guest: whoever asks for one here has it worked on here, and ends it by leaving. */
export class GuestJobs {
  readonly #backend: GuestBackend;
  readonly #working = new Map<string, { done: Promise<void>; stop(): Promise<void> }>();
  readonly #failures = new Map<string, unknown>();
  #left = false;

  constructor(backend: GuestBackend) {
    this.#backend = backend;
  }

  client(): Promise<CodewrightClient> {
    return this.#backend.client();
  }

  /** A job that is being worked on, or what has to be said before there can be one. */
  async submit(request: JobRequestInput): Promise<{ preview: Preview; job: Job | null }> {
    const client = await this.#backend.client();
    const preview = await client.preview(request);
    if (preview.verdict !== 'ready') return { preview, job: null };
    await this.#backend.prepare({ repository: request.base === undefined ? request.repository : undefined });
    const submitted = await client.submit(request);
    await this.work(submitted.job.id);
    return submitted;
  }

  /** Works on a job that is queued, unless that is under way already. */
  async work(id: string): Promise<void> {
    if (this.#working.has(id) || this.#left) return;
    const working = await this.#backend.work(id);
    this.#working.set(id, working);
    void working.done.catch((error: unknown) => this.#failures.set(id, error)).finally(() => this.#working.delete(id));
  }

  /**
   * Entries after a position as they come, until the job has ended or waits for a person, and the work on it is over.
   * Ends without an error when the signal fires.
   */
  async *follow(id: string, after: number, signal: AbortSignal): AsyncGenerator<LedgerEntry, JobReport> {
    const client = await this.#backend.client();
    const stop = new AbortController();
    const working = this.#working.get(id);
    // Work that could not even be recorded: its entries would never come.
    working?.done.catch(() => stop.abort());
    const until = AbortSignal.any([signal, stop.signal]);
    let position = after;
    if (!(await this.#settled(id))) {
      for await (const entry of client.events({ job: id, after, signal: until })) {
        position = entry.position;
        yield entry;
        if (entry.kind === 'job_status' && (await this.#settled(id))) break;
      }
    }
    if (!signal.aborted) await working?.done.catch(() => 'thrown below');
    const failure = this.#failures.get(id);
    this.#failures.delete(id);
    if (failure !== undefined) throw failure;
    for (const entry of await client.entries({ job: id, after: position, limit: 1000 })) yield entry;
    return client.job(id);
  }

  async #settled(id: string): Promise<boolean> {
    const { status } = (await (await this.#backend.client()).job(id)).job;
    return finalStatuses.includes(status) || status === 'waiting_human';
  }

  /** Gives what runs here back to the queue at its next step. */
  async close(): Promise<void> {
    this.#left = true;
    await Promise.allSettled([...this.#working.values()].map((working) => working.stop()));
  }
}

/** The git repository that a folder lies in; undefined where there is none. */
export function repositoryOf(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** Why there is no job, and what would make it one. */
export function unready(preview: Preview): string {
  const choices = preview.suggestions.map((one) => `- ${one}`);
  return [
    preview.summary,
    ...preview.questions,
    ...(preview.hint ? [preview.hint] : []),
    ...(choices.length > 0 ? ['For example:', ...choices] : []),
  ].join('\n');
}

/** How the request was understood, before anything is done. */
export function understood(preview: Preview): string {
  const assumed = preview.assumptions.map((one) => `Assumed: ${one}`);
  const cannot = preview.unsupported.map(
    ({ words, reason, nearest }) => `Not done: ${words}. ${reason}${nearest ? ` Nearest: ${nearest}` : ''}`,
  );
  return [preview.summary, ...assumed, ...cannot].join('\n');
}

/** How a job ended, or what it waits for, with its evidence. */
export function outcome({ job, gates, summary, pending }: JobReport): string {
  const lines = [summary ?? job.waitingFor ?? job.error?.message ?? `The job is ${job.status}.`];
  for (const { gate, verdict, reason } of gates) lines.push(`${verdict === 'passed' ? '✓' : '✗'} ${gate}: ${reason}`);
  if (job.result !== null) lines.push(`Result: ${job.result}`);
  if (job.status === 'failed' && job.error?.hint) lines.push(`What to do: ${job.error.hint}`);
  for (const { text, choices } of pending) {
    lines.push(`Waits for an answer: ${text}${choices.length > 0 ? ` (${choices.join(', ')})` : ''}`);
  }
  return lines.join('\n');
}
