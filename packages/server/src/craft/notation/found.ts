import type { Thing } from './things.ts';

/** What a reader of a notation found between two lines of a description: things, plain sentences, or both. */
export interface Found {
  /** Index of the first line, and of the one behind the last. */
  from: number;
  to: number;
  things?: readonly Thing[];
  sentences?: readonly string[];
}
