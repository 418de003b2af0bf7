/** One field as the program's own documentation for its users tells it. */
export interface FieldDoc {
  name: string;
  /** "whole number, 1 to 12", "id of a hive", "`low`, `high`" … */
  holds: string;
  needed: boolean;
}

export interface EntityDoc {
  /** As the surface calls it: a path, a topic, the name in a mutation. */
  name: string;
  fields: FieldDoc[];
  /** Verbs of the domain that the surface offers beside the usual five. */
  actions: string[];
}

export type Row = Record<string, unknown> & { id?: unknown };

/** `refused` is an answer that says no, as opposed to a fault. */
export type Answer = { ok: true; row: Row } | { ok: false; refused: boolean; problem: string };

/** Somebody who signed in; `undefined` calls go as whoever the store took for its usual user. */
export interface User {
  login: string;
  headers: Record<string, string>;
}

/** A running program that keeps data, by whatever surface. Ends with `close`. */
export interface Store {
  readonly entities: EntityDoc[];
  create(entity: EntityDoc, values: Row, as?: User): Promise<Answer>;
  update(entity: EntityDoc, id: unknown, values: Row, as?: User): Promise<Answer>;
  read(entity: EntityDoc, id: unknown, as?: User): Promise<Answer>;
  remove(entity: EntityDoc, id: unknown, as?: User): Promise<Answer>;
  act(entity: EntityDoc, id: unknown, action: string, as?: User): Promise<Answer>;
  list(entity: EntityDoc, query: Record<string, string>, as?: User): Promise<Row[] | null>;
  /** A new user, with a role if one is named; absent where nobody signs in. */
  signUp?(role?: string): Promise<User>;
  /** Nobody. */
  readonly stranger?: User;
  /** Whether a change by one reaches somebody who listens, where the surface can tell of changes at all. */
  hears?(entity: EntityDoc, change: () => Promise<Answer>): Promise<boolean>;
  close(): Promise<void>;
}
