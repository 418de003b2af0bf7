import type { CodewrightClient } from '@codewright/protocol/client';
import type { Logger } from '../shared/logger.ts';
import type { SignInCodes } from './sign-in.ts';

export interface ApiOptions {
  client: CodewrightClient;
  /** Every request but the health checks and the document must carry it as `Authorization: Bearer …`, loopback included. */
  token: string;
  version: string;
  /** Folder of the dashboard's files; without it there is no page. */
  site?: string;
  /** Codes that sign a browser in; without them the token must be typed. */
  signIn?: SignInCodes;
  /** True once storage answers and, where there are workers, they run. */
  ready: () => Promise<boolean>;
  logger: Logger;
  /** Names that a request may give as its Host or Origin, beside loopback and the address that is listened on. */
  hostNames?: readonly string[];
  /** Requests a minute from one address; null: as many as come. 30 and 100 when absent. */
  jobsPerMinute?: number | null;
  requestsPerMinute?: number | null;
  /** Pause between two heartbeats of a stream; 10 s when absent. */
  heartbeatMs?: number;
  /** How long a stream waits for a reader that takes nothing before it is cut; 30 s when absent. */
  stallMs?: number;
  /** How long a request's headers, and the whole of it, may take to come in; 10 s and 30 s when absent. */
  headersMs?: number;
  requestMs?: number;
}

export interface RunningApi {
  url: string;
  /** Ends open streams and stops listening. */
  close(): Promise<void>;
}
