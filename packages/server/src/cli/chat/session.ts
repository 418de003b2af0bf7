/** A conversation as it is kept: enough to go on with it another day. The jobs themselves are in the record. */
export interface ChatSession {
  /** Also the conversation of its jobs. */
  id: string;
  name: string | null;
  folder: string;
  startedAt: string;
  /** Job ids, oldest first. */
  jobs: string[];
  messages: { who: 'user' | 'codewright' | 'shell'; text: string; at: string }[];
  settings: { model?: string; agent?: string; workflow?: string };
}

/** Where conversations are kept. */
export interface ChatStore {
  save(session: ChatSession): void;
  /** By id, its ending, or name. @throws CodewrightError NOT_FOUND */
  load(id: string): ChatSession;
  /** Newest first. */
  list(): ChatSession[];
}
