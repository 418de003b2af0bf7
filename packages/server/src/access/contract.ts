import type { Asker, Credential, NewToken, Role, User } from '@codewright/protocol/access';

/** Somebody who has shown who they are. */
export interface Identity {
  asker: Asker;
  /** Id of what they have shown it with; null: the token of the installation. */
  credential: string | null;
}

/** A session that has just begun; its secret is in nobody's hands but the browser's. */
export interface NewSession {
  identity: Identity;
  secret: string;
  expiresAt: Date;
}

/**
 * Users, and what they sign in with. Secrets are 256 random bits, of which only the SHA-256 is kept. Every change is recorded in
 * the ledger. The user `local` is there always, an admin: whoever holds the token of the installation owns it anyway.
 */
export interface Access {
  /** Null where the secret is unknown, has expired or was revoked. */
  byToken(secret: string): Promise<Identity | null>;
  bySession(secret: string): Promise<Identity | null>;
  /** A new session for a token or for the code of a link, which is used up by it; null as above. */
  signIn(secret: string, name: string): Promise<NewSession | null>;
  /** Calls back once what the identity rests on does not hold any more, within a second. Returns what ends the watching. */
  watch(identity: Identity, onEnd: () => void): () => void;

  users(): Promise<User[]>;
  /** @throws CodewrightError CONFLICT where there is one of this name. */
  addUser(user: { id: string; role: Role }, by: string): Promise<User>;
  /** @throws CodewrightError NOT_FOUND; CONFLICT for `local`. */
  setRole(id: string, role: Role, by: string): Promise<User>;
  removeUser(id: string, by: string): Promise<void>;
  /** A code that signs one browser in, once, within so many hours. @throws CodewrightError NOT_FOUND */
  link(user: string, hours: number): Promise<string>;

  /** Tokens and sessions, of one user or of all. */
  tokens(user?: string): Promise<Credential[]>;
  /** @throws CodewrightError NOT_FOUND */
  addToken(token: { user: string; name: string; days?: number }, by: string): Promise<NewToken>;
  /** Of any user, or only of the named one; also by an ending of the id. @throws CodewrightError NOT_FOUND */
  revoke(id: string, by: string, options?: { only?: string }): Promise<void>;
}
