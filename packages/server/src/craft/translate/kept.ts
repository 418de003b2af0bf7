/**
 * What German says is kept of each, as what each has: "Zu jedem Boot werden Name und Länge gespeichert" turns around so far
 * that its words in English order would name nothing.
 */

const saved =
  '(?:gespeichert|erfasst|notiert|festgehalten|aufgeschrieben|vermerkt|hinterlegt|angegeben|benötigt|gebraucht|verwaltet|geführt|eingetragen|dokumentiert|abgelegt|aufgezeichnet)';
const each = '(?:(?:Zu|Für|Von|Bei) (jede[mnrs]) |(?:zu|für|von|bei) (jede[mnrs]) )';

const passive = new RegExp(
  `^${each}(\\p{Lu}[\\p{L}-]*) (?:werden|wird|sollen|soll) (.+?) ${saved}(?: werden)?(?=[.!]?$)`,
  'u',
);
const active = new RegExp(
  `^${each}(\\p{Lu}[\\p{L}-]*) (?:(?:gibt es|gehören|gehört|brauchen wir|merken wir uns|wollen wir wissen)|(?:speichern|erfassen|notieren) wir) (.+?)(?=[.!]?$)`,
  'u',
);

export function keptOfEach(sentence: string): string {
  const lead = /^[\s*•-]*/u.exec(sentence)?.[0] ?? '';
  const rest = sentence.slice(lead.length);
  for (const pattern of [passive, active]) {
    const match = pattern.exec(rest);
    const [whole = '', upper, lower, thing = '', list = ''] = match ?? [];
    if (!match || / (?:dass|ob|wenn|höchstens|mindestens|nur) /u.test(` ${list} `)) continue;
    const article = (upper ?? lower ?? '').endsWith('r') ? 'Jede' : 'Jedes';
    return `${lead}${article} ${thing} hat ${list}${rest.slice(whole.length)}`;
  }
  return sentence;
}
