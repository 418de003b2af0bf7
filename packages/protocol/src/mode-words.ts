import type { Mode } from './job.ts';

/** What the kinds of work are called for a person, and what they mean; commands and records have the bare name. */
export const modeWords: Record<Mode, { label: string; means: string }> = {
  build: { label: 'New project', means: 'built from your description, in a folder of its own' },
  genius: { label: 'Large change', means: 'a feature or a rebuild: you confirm its plan, and its result is reviewed' },
  mechanic: { label: 'Small change', means: 'a fix in few files, begun at once and kept within small limits' },
  review: { label: 'Review', means: 'reads, and says what it finds; changes nothing' },
  chat: { label: 'Answer', means: 'answers a question about the code; changes nothing' },
};
