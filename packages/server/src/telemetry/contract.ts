import type { Metrics } from '@codewright/protocol/figures';
import type { Worker } from '@codewright/protocol/team';

/** What was done, what it cost and who is at work. `owner`: only what belongs to this user's jobs. */
export interface Telemetry {
  /** Days up to today, in UTC; 30 when absent. */
  metrics(options?: { days?: number; owner?: string }): Promise<Metrics>;
  queue(owner?: string): Promise<Metrics['queue']>;
  workers(owner?: string): Promise<Worker[]>;
  /** Counters since the beginning in the text format of Prometheus. */
  prometheus(owner?: string): Promise<string>;
  /** Calls back after commits; returns what ends it. */
  onChange(listener: () => void): () => void;
}
