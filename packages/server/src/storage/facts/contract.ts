/**
 * Something that is remembered (`memory`) or known (`knowledge`): named by space, owner, scope, place and key; it may be changed and
 * forgotten. What happened to it stands in the ledger, without the value.
 */
export interface Fact {
  id: string;
  space: 'memory' | 'knowledge';
  /** User whose it is; '' of all. */
  owner: string;
  scope: string;
  place: string;
  key: string;
  /** JSON. */
  value: string;
  /** 1, 2, 3 … */
  version: number;
  /** What it is found by. */
  words: string;
  /** ISO 8601. */
  createdAt: string;
  updatedAt: string;
  /** Unique; lists are in its order. */
  sort: string;
  /** Unix milliseconds; null: never. */
  expiresAt: number | null;
  actorType: string;
  actorId: string;
  /** Job in which this version was written. */
  job: string | null;
  /** Entry of the ledger that tells of this version. */
  entry: string;
}

export interface FactVersion extends Pick<Fact, 'version' | 'value' | 'actorType' | 'actorId' | 'job' | 'entry'> {
  fact: string;
  at: string;
}

export interface FactQuery {
  space: Fact['space'];
  /** All owners when absent. */
  owners?: readonly string[];
  scope?: string;
  place?: string;
  key?: string;
  /** Only what is in one of these. */
  within?: readonly { scope: string; place: string }[];
  /** All of them; the last one may be the beginning of a word. */
  words?: readonly string[];
  /** Only those that sort before it. */
  before?: string;
  limit: number;
  /** Unix milliseconds: what has expired by then is not there. */
  now: number;
}

export interface FactReads {
  fact(id: string, now: number): Promise<Fact | null>;
  /** Newest (greatest `sort`) first. */
  facts(query: FactQuery): Promise<Fact[]>;
  /** Facts that hold some of the words, the best first. */
  rankedFacts(query: Omit<FactQuery, 'before' | 'words'> & { words: readonly string[] }): Promise<Fact[]>;
  /** The last ones, the newest first. */
  factVersions(fact: string, limit: number): Promise<Omit<FactVersion, 'fact'>[]>;
  /** With those that have expired. */
  countFacts(space: Fact['space'], owner: string): Promise<number>;
}

export interface FactWrites {
  /** False, and nothing is changed, where one of that name is there. */
  addFact(fact: Fact): Promise<boolean>;
  /** Another value of the fact of that id; false, and nothing is changed, where it has not this version any more. */
  replaceFact(fact: Fact, expected: number): Promise<boolean>;
  /** With its versions; false, and nothing is changed, where it has not this version any more. */
  removeFact(id: string, expected: number): Promise<boolean>;
  /** Of all versions only the last `kept` stay. */
  addFactVersion(version: FactVersion, kept: number): Promise<void>;
  /** Those that have expired the longest; returns how many. */
  removeExpiredFacts(now: number, limit: number): Promise<number>;
}
