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

/** What a README says of the fields of each kind of row, by the words of its heading: "Fields of lockers", or plain "Lockers" in Python's. */
export function fieldTables(text: string): { title: string; fields: FieldDoc[] }[] {
  const past = [...text.matchAll(/\bThe ([\w ]+) of an? [\w ]+ lies in the past\b/gi)].map(([, name = '']) => name);
  const inPast = (name: string) =>
    past.some((one) => one.replaceAll(' ', '').toLowerCase() === name.replaceAll('_', '').toLowerCase());
  return tables(text)
    .filter(({ heading, head }) => heading.startsWith('Fields of ') || head[0] === 'field')
    .map(({ heading, rows }) => ({
      title: heading.replace('Fields of ', ''),
      fields: rows.map(([name, holds, needed]) => ({
        name: bare(name),
        holds: asHeld(holds ?? '') + (inPast(bare(name)) ? ', in the past' : ''),
        needed: needed?.startsWith('yes') ?? false,
      })),
    }));
}

const kinds: Record<string, string> = {
  'amount in cents': 'money in cents',
  boolean: 'true or false',
  percentage: 'percent, 0 to 100',
};

/** "at least 1, at most 5", "received, filed" and "amount in cents" in the words of the other READMEs. */
function asHeld(holds: string): string {
  const [first = ''] = holds.split(', ');
  const said = `${kinds[first] ?? first}${holds.slice(first.length)}`.replace(
    /at least (-?[\d.]+), at most (-?[\d.]+)/,
    '$1 to $2',
  );
  const words = holds.split(', ');
  const values = words.length > 1 && words.every((word) => /^[a-z0-9][\w-]*$/i.test(word)) && !known.test(first);
  return values ? words.map((word) => `\`${word}\``).join(', ') : said;
}

const known = /^(?:text|date|time|number|email|phone|url|boolean|percentage|percent|money|long|whole|id|ids)$/;

/** What the help of a command of Python's argparse says of its arguments, where a README has no table of them. */
export function fieldsInHelp(help: string): FieldDoc[] {
  const lines = help
    .replaceAll(/\n {20,}/g, '  ')
    .split('\n')
    .map((line) => /^ {2}(--)?([a-z][\w-]*)(?: [A-Z_]+| \{[^}]*\})?(?: {2,}(.*))?$/.exec(line));
  return lines.flatMap((match) => {
    const [, option, name = '', holds = ''] = match ?? [];
    if (name === '' || /^(?:json|version)$/.test(name) || !/^an? /.test(holds)) return [];
    const said = holds
      .replace(/^an? /, '')
      .replace(/^integer/, 'whole number')
      .replace(/^word/, 'text');
    const camel = name.replaceAll(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return [{ name: camel, holds: asHeld(said), needed: option === undefined }];
  });
}

/** Methods and paths that a README lists, in one column each or together ("`GET /lockers`"). */
export function addressesIn(text: string): [method: string, path: string][] {
  const apart = rowsOf(text, 'method').map(([method = '', path = '']): [string, string] => [method, path]);
  const together = rowsOf(text, 'address').flatMap(([address = '']) => {
    const match = /^([A-Z]+(?:, [A-Z]+)*) (\/\S*)$/.exec(address);
    return (match?.[1] ?? '').split(', ').map((method): [string, string] => [method, match?.[2] ?? '']);
  });
  return [...apart, ...together.filter(([method]) => method !== '')];
}

/** Rows of the table whose first column is called so, code marks taken off. */
export function rowsOf(text: string, firstColumn: string): string[][] {
  return tables(text)
    .filter(({ head }) => head[0] === firstColumn)
    .flatMap(({ rows }) => rows.map((row) => row.map(bare)));
}
