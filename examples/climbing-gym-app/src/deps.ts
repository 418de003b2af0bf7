import type { DatabaseSync } from 'node:sqlite';
import type { Config } from './config.ts';

/** What the application is made from; tests hand in their own. */
export interface Deps {
  database: DatabaseSync;
  config: Config;
  /** The present as ISO 8601 in UTC. */
  now: () => string;
}
