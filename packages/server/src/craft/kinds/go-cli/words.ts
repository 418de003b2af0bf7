import type { WordStyle } from '../cli-tool/words.ts';

/** The package flag takes whatever begins with a dash for an option. */
export const goWordStyle: WordStyle = { dashed: /^-./ };
