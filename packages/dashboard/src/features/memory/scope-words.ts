import type { MemoryScope } from '@codewright/protocol/memory';

/** Whom something is kept for, and what its place is then called. */
export const scopeWords: Record<MemoryScope, { label: string; place: string | null }> = {
  global: { label: 'Everybody', place: null },
  project: { label: 'A project', place: 'Folder of the project' },
  task: { label: 'A job', place: 'Id of the job' },
  agent: { label: 'A role', place: 'Name of the role' },
  interaction: { label: 'A conversation', place: 'Id of the conversation' },
};
