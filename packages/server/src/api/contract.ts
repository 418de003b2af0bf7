import type { CodewrightClient } from '@codewright/protocol/client';
import type { Logger } from '../shared/logger.ts';

export interface ApiOptions {
  client: CodewrightClient;
  /** Every request but the health checks must carry it as `Authorization: Bearer …`, loopback included. */
  token: string;
  version: string;
  /** True once storage answers and, where there are workers, they run. */
  ready: () => Promise<boolean>;
  logger: Logger;
  /** Pause between two heartbeats of a stream; 10 s when absent. */
  heartbeatMs?: number;
}

export interface RunningApi {
  url: string;
  /** Ends open streams and stops listening. */
  close(): Promise<void>;
}
