import type { FieldDoc } from './stores/contract.ts';

/** The rows of every table below a heading or anywhere, cells without their code marks. */
export function tables(text: string): { heading: string; head: string[]; rows: string[][] }[] {
  const found: { heading: string; head: string[]; rows: string[][] }[] = [];
  let heading = '';
  let open: { heading: string; head: string[]; rows: string[][] } | undefined;
  for (const line of text.split('\n')) {
    if (/^#+ /.test(line)) heading = line.replace(/^#+ /, '');
    if (!line.startsWith('|')) {
      open = undefined;
      continue;
    }
    const cells = line
      .slice(1, line.lastIndexOf('|'))
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim());
    if (!open) {
      open = { heading, head: cells, rows: [] };
      found.push(open);
    } else if (!cells.every((cell) => /^:?-+:?$/.test(cell))) open.rows.push(cells);
  }
  return found;
}

const bare = (cell: string | undefined) => (cell ?? '').replaceAll('`', '');

/** What a README says of the fields of each kind of row, by the words of its heading. */
export function fieldTables(text: string): { title: string; fields: FieldDoc[] }[] {
  return tables(text)
    .filter(({ heading }) => heading.startsWith('Fields of '))
    .map(({ heading, rows }) => ({
      title: heading.replace('Fields of ', ''),
      fields: rows.map(([name, holds, needed]) => ({
        name: bare(name),
        holds: holds ?? '',
        needed: needed?.startsWith('yes') ?? false,
      })),
    }));
}

/** Rows of the table whose first column is called so, code marks taken off. */
export function rowsOf(text: string, firstColumn: string): string[][] {
  return tables(text)
    .filter(({ head }) => head[0] === firstColumn)
    .flatMap(({ rows }) => rows.map((row) => row.map(bare)));
}
