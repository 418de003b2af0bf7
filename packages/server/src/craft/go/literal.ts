/** Blocks of lines as gofmt lays them out. */

export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '\t');
}

/** `key: value,` for each entry; the values of neighbours on one line each stand below one another. */
export function keyedLines(entries: readonly (readonly [key: string, value: string])[]): string {
  const lines: string[] = [];
  let run: (readonly [string, string])[] = [];
  const flush = (): void => {
    const width = Math.max(0, ...run.map(([key]) => key.length));
    lines.push(...run.map(([key, value]) => `${key}:${' '.repeat(width - key.length + 1)}${value},`));
    run = [];
  };
  for (const entry of entries) {
    if (!entry[1].includes('\n')) run.push(entry);
    else {
      flush();
      lines.push(`${entry[0]}: ${entry[1]},`);
    }
  }
  flush();
  return lines.join('\n');
}

/** `type{…}` with an entry on each line. */
export function keyed(type: string, entries: readonly (readonly [string, string])[]): string {
  return entries.length === 0 ? `${type}{}` : `${type}{\n${indent(keyedLines(entries))}\n}`;
}

/** `type{…}` on one line where it is short enough. */
export function shortKeyed(type: string, entries: readonly (readonly [string, string])[], width = 100): string {
  const flat = `${type}{${entries.map(([key, value]) => `${key}: ${value}`).join(', ')}}`;
  return flat.length <= width && !flat.includes('\n') ? flat : keyed(type, entries);
}

/** Lines of cells, each below those of its column. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join(' ')
        .trimEnd(),
    )
    .join('\n');
}

/** `type{a, b}`, or an item on each line. */
export function list(type: string, items: readonly string[], width = 100): string {
  const flat = `${type}{${items.join(', ')}}`;
  return flat.length <= width && !flat.includes('\n')
    ? flat
    : `${type}{\n${indent(items.map((item) => `${item},`).join('\n'))}\n}`;
}

/** A function as a value: on one line where gofmt leaves it there, which is up to 100 characters without the brackets. */
export function functionValue(head: string, body: readonly string[]): string {
  const [only] = body;
  if (body.length === 0) return `${head} {}`;
  const flat = body.length === 1 && only !== undefined && !only.includes('\n');
  return flat && head.length + only.length <= 96 ? `${head} { ${only} }` : `${head} {\n${indent(body.join('\n'))}\n}`;
}
