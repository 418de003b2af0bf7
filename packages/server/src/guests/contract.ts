import type { CodewrightClient } from '@codewright/protocol/client';
import type { Readable, Writable } from 'node:stream';

/** What other programs that use Codewright as theirs need of it: this process, or a server. */
export interface GuestBackend {
  version: string;
  client(): Promise<CodewrightClient>;
  /** Before a job is made. @throws CodewrightError where it could not be carried out. */
  prepare(job: { repository: string | undefined }): Promise<unknown>;
  /** Sees to it that somebody works on the job; `done` when that is over. */
  work(job: string): Promise<{ done: Promise<void>; stop(): Promise<void> }>;
}

export interface GuestOptions {
  backend: GuestBackend;
  /** One message per line, both ways; nothing else may be written to `output`. */
  input: Readable;
  output: Writable;
  /** Where requests are about, if they do not say it. */
  folder: string;
  signal: AbortSignal;
}
