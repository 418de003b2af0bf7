import { enumerate } from './enumerate.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { type Edit, edited } from './edits.ts';
import { flagEdits } from './rewrite-flags.ts';
import { pairEdits } from './rewrite-pairs.ts';
import { stateEdits } from './rewrite-states.ts';

const edits: readonly Edit[] = [...pairEdits, ...flagEdits, ...stateEdits];

/** Shapes that lists would tear apart, made whole: ranges, value lists, "start and end date". */
export function rewrite(clause: Clause): Clause {
  let tokens = edited(clause.tokens, edits);
  for (let guard = 0; guard < 6; guard += 1) {
    const listed = enumerate(tokens);
    if (!listed) break;
    tokens = listed;
  }
  return tokens === clause.tokens ? clause : makeClause(clause.source, tokens, clause.bullet, clause.heading);
}
