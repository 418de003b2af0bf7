/** What command lines that keep rows answer with in every language: 0 done, 1 could not be done, 2 a wrong command line. */
const meanings: readonly [RegExp, string][] = [
  [/\b(?:success|successful|succeeds?|done|ok|fine|works?|worked|normal)\b/, '0'],
  [
    /\b(?:usage|arguments?|options?|flags?|syntax|wrong(?:ly)? (?:called|used)|unknown commands?|invalid (?:input|values?|commands?))\b/,
    '2',
  ],
  [
    /\b(?:unknown|not found|missing|errors?|fail(?:s|ed|ure)?|does not exist|do not exist|cannot|refused|otherwise|no such)\b/,
    '1',
  ],
];

/** "exit code 1 for an unknown id , 2 for wrong usage": whether that is what the program does anyway. */
export function saysExitCodes(text: string): boolean {
  if (!/\bexits?\b/.test(text) || !/\b[0-9]\b/.test(text)) return false;
  const parts = text.split(
    / (?:, and|,|and|or|but) (?=(?:with |code |exits? |exit code |it exits )*(?:with |code )*\d\b)/,
  );
  return parts.every((part) => {
    const codes = [...part.matchAll(/\b\d+\b/g)].map(([code]) => code);
    const meant = meanings.find(([words]) => words.test(part.replaceAll(/\bexit codes?\b/g, '')));
    return codes.length === 1 && meant !== undefined && meant[1] === codes[0];
  });
}
