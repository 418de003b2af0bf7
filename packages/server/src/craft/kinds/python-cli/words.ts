import type { WordStyle } from '../cli-tool/words.ts';

/** argparse takes what begins with a dash for an option, unless it is a number. */
export const pythonWordStyle: WordStyle = {
  dashed: /^-(?!\d+$|\d*\.\d+$)./,
};
