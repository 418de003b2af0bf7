export interface PatternOptions {
  /** i, m, s or u. */
  flags?: string;
}

export interface PatternMatch {
  text: string;
  at: number;
  groups: (string | null)[];
  named: Record<string, string | null>;
}

/** Lists what a pattern finds. @throws SyntaxError when it is no regular expression. */
export function findMatches(
  pattern: string,
  text: string,
  options: PatternOptions = {},
): PatternMatch[] {
  return [...text.matchAll(compiled(pattern, options))].map((match) => ({
    text: match[0],
    at: match.index,
    groups: match.slice(1).map((group) => group ?? null),
    named: Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, group]) => [name, group ?? null]),
    ),
  }));
}

/** Replaces what a pattern finds; $1 stands for the first group, $<name> for one with a name. */
export function replaceMatches(
  pattern: string,
  replacement: string,
  text: string,
  options: PatternOptions = {},
): string {
  return text.replace(compiled(pattern, options), replacement);
}

function compiled(pattern: string, { flags = '' }: PatternOptions): RegExp {
  if (!/^[imsu]*$/.test(flags)) throw new RangeError('The flags are i, m, s and u.');
  try {
    return new RegExp(pattern, `g${flags}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SyntaxError(`This is no regular expression: ${why}`);
  }
}
