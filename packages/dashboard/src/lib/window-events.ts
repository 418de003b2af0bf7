/** What a form for a new job begins with. */
export interface NewJobStart {
  goal?: string;
  repository?: string;
}
const listeners = new Set<(start: NewJobStart) => void>();

/** Opens the form for a new job, from wherever in the window. */
export function openNewJob(start: NewJobStart = {}): void {
  for (const listener of listeners) listener(start);
}

export function onNewJob(listener: (start: NewJobStart) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
