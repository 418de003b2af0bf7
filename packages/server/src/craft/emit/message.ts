/** Commit messages: a subject that fits a line, paragraphs wrapped. */

const width = 72;

/** As many of the things as a first line has room for. */
export function subject(head: string, things: readonly string[]): string {
  for (let kept = things.length; kept > 0; kept -= 1) {
    const more = kept < things.length ? ', …' : '';
    const line = `${head}: ${things.slice(0, kept).join(', ')}${more}`;
    if (line.length <= width) return line;
  }
  return head.length <= width ? head : `${head.slice(0, width - 1)}…`;
}

export function wrapped(text: string, mark = ''): string {
  const pad = ' '.repeat(mark.length);
  const rows: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) rows[rows.length - 1] = `${last} ${word}`;
    else rows.push((rows.length === 0 ? mark : pad) + word);
  }
  return rows.join('\n');
}

export function message(...paragraphs: string[]): string {
  return paragraphs.filter((text) => text !== '').join('\n\n');
}
