import { boundSentences } from './about/bounds.ts';
import { choiceSentences } from './about/choices.ts';
import { conditionSentences } from './about/conditions.ts';
import { heldSentences } from './about/held.ts';
import { lifecycleSentences } from './about/lifecycles.ts';
import { onceSentences } from './about/once.ts';
import { passiveSentences } from './about/passives.ts';
import { broughtSentences, describedSentences } from './about/described.ts';
import { peopleSentences } from './about/people.ts';
import { refusalSentences } from './about/refusals.ts';
import { ruledSentences } from './about/ruled.ts';
import { stateSentences } from './about/states.ts';
import { stockSentences } from './about/stock.ts';
import { thingSentences } from './about/things.ts';
import { timedSentences } from './about/times.ts';
import { asking } from './asking.ts';
import { keptSentences } from './kept.ts';
import { lineSentences } from './lines.ts';
import { happening, someGet } from './happening.ts';
import { linkedSentences } from './linked.ts';
import { parentSentences } from './parents.ts';
import { pairedSentences } from './paired.ts';
import { reportSentences } from './reports.ts';
import { accessSentences } from './rule-access.ts';
import { listSentences } from './rule-lists.ts';
import { goingSentences } from './rule-going.ts';
import { numberSentences } from './rule-numbers.ts';
import { otherwiseSentences } from './rule-otherwise.ts';
import { ruleSentences } from './rule-sentences.ts';
import { timeSentences } from './rule-times.ts';
import { twofoldSentences } from './rule-twofold.ts';
import { plainSentences } from './sentences.ts';
import { shortSentences } from './short.ts';
import { statedSentences } from './stated.ts';
import { tiedSentences } from './tied.ts';
import type { Tell } from './words.ts';

/** Every table of sentences that are told again, in the order in which they are tried: the first that fits tells. */
const all: [RegExp, Tell][] = [
  ...parentSentences,
  ...heldSentences,
  ...otherwiseSentences,
  ...ruledSentences,
  ...conditionSentences,
  ...refusalSentences,
  ...choiceSentences,
  ...broughtSentences,
  ...peopleSentences,
  ...lifecycleSentences,
  ...stateSentences,
  ...onceSentences,
  ...timedSentences,
  ...stockSentences,
  ...describedSentences,
  ...thingSentences,
  ...lineSentences,
  ...twofoldSentences,
  ...tiedSentences,
  ...boundSentences,
  ...listSentences,
  ...ruleSentences,
  ...reportSentences,
  ...shortSentences,
  ...goingSentences,
  ...numberSentences,
  ...timeSentences,
  ...accessSentences,
  ...asking,
  ...statedSentences,
  ...linkedSentences,
  happening,
  ...plainSentences,
  ...keptSentences,
  ...pairedSentences,
  ...passiveSentences,
  someGet,
];

/** The sentences that a text amounts to; the text itself where it is plain enough. */
export function toldPlainly(text: string, told: ReadonlySet<string>): string[] {
  for (const [pattern, tell] of all) {
    const match = pattern.exec(text);
    if (!match) continue;
    const said = tell(match, told).filter((sentence) => sentence !== '');
    if (said.length > 0 && !(said.length === 1 && said[0] === text)) return said;
  }
  return [text];
}
