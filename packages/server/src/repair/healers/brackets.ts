const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** What a line opens and does not close, in the order in which it would be closed; strings are looked through. */
export function unbalanced(text: string): string[] {
  const open: string[] = [];
  for (const [mark] of withoutTexts(text).matchAll(/[()[\]{}]/g)) {
    const closer = closers[mark];
    if (closer !== undefined) open.push(closer);
    else if (open.at(-1) === mark) open.pop();
  }
  return open.reverse();
}

/** The same lines without what stands in quotes and comments, so that a bracket is a bracket. */
function withoutTexts(text: string): string {
  const lines = (found: string) => '\n'.repeat(found.split('\n').length - 1);
  return text.replaceAll(
    /\/\/.*$|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/gm,
    (found) => (found.startsWith('/') ? lines(found) : `""${lines(found)}`),
  );
}

/**
 * Where a block was left open, by how far the lines stand from the left: a line that is no further in than the one that opened the block,
 * and does not close it. Of several the first, since what follows it leans on it. Lines count from 1.
 */
export function openByIndent(text: string): { after: number; closer: string; indent: string }[] {
  const open: { closer: string; indent: string }[] = [];
  let last = 0;
  for (const [at, line] of withoutTexts(text).split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '') continue;
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    const top = open.at(-1);
    const closes = /^[)\]}]/.test(trimmed) || /^(?:case\b|default\s*:)/.test(trimmed) || /^\w+:$/.test(trimmed);
    // A closer that stands where an outer block began belongs to that one.
    const inner =
      /^[)\]}]/.test(trimmed) && open.length > 1 && indent === open.at(-2)?.indent && top?.indent !== indent;
    if (top && last > 0 && indent.length <= top.indent.length && (!closes || inner))
      return [{ after: last, closer: top.closer, indent: top.indent }];
    for (const [mark] of trimmed.matchAll(/[()[\]{}]/g)) {
      const closer = closers[mark];
      if (closer !== undefined) open.push({ closer, indent });
      else if (open.at(-1)?.closer === mark) open.pop();
    }
    last = at + 1;
  }
  const top = open[0];
  return top ? [{ after: last, closer: top.closer, indent: top.indent }] : [];
}
