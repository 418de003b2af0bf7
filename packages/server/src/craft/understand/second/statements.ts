import { type Token, tokenise } from '../words/tokens.ts';

/** Sentences; points below a line that ends with a colon are of its sentence. */
export function statementsOf(text: string): Token[][] {
  const statements: Token[][] = [[]];
  const tokens = tokenise(text);
  let listed = false;
  for (const [index, token] of tokens.entries()) {
    const now = statements.at(-1) ?? [];
    const next = tokens[index + 1]?.text ?? '';
    const isPoint = token.text === '\n' && /^[-*•]$/.test(next);
    if (isPoint && (listed || now.at(-1)?.text === ':')) {
      if (listed) now.push({ ...token, text: ',' });
      listed = true;
    } else if (/^[.!?;\n]$/.test(token.text)) {
      listed = false;
      statements.push([]);
    } else if (!(listed && /^[-*•]$/.test(token.text) && /^(?:,|:)$/.test(now.at(-1)?.text ?? ''))) now.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}
