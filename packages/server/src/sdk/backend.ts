import type { CodewrightClient } from '@codewright/protocol/client';
import type { JobRequestInput } from '@codewright/protocol/job';
import type { MemoryClient } from '@codewright/protocol/memory';

/** Where requests go: this process, or a server. */
export interface Backend {
  client: CodewrightClient;
  memory: MemoryClient;
  /** Before a job is made. @throws where it could not be carried out. */
  prepare(sandbox?: JobRequestInput['sandbox']): Promise<void>;
  /** Sees to it that somebody works on the job; `done` when that is over. */
  work(job: string): Promise<{ done: Promise<void> }>;
  /** Ends what runs here at its next step and gives it back, then lets go of everything. */
  close(): Promise<void>;
}
