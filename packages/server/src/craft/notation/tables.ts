import { columnOf, isType } from './columns.ts';
import type { Found } from './found.ts';
import { type Thing, plainName, titled } from './things.ts';

/** Tables in Markdown, of things and their fields, of one thing's fields, of requirements, of who may do what. */

interface Table {
  head: string[];
  rows: string[][];
}

const entityHead =
  /^(?:entit(?:y|ies)|tables?|things?|objects?|models?|resources?|collections?|records?|class(?:es)?|what|entität|objekt|tabelle|entité|entidad|entità)$/i;
const fieldsHead =
  /^(?:fields?|columns?|attributes?|propert(?:y|ies)|data|details|contents?|members?|felder|spalten|champs|campos|campi)$/i;
const fieldHead = /^(?:fields?|columns?|attributes?|propert(?:y|ies)|names?|keys?|feld|spalte|champ|campo)$/i;
const typeHead = /^(?:(?:data )?types?|typ|datatype|tipo|format)$/i;
const noteHead =
  /^(?:notes?|constraints?|rules?|remarks?|comments?|description|required|mandatory|optional|null(?:able)?|values?|default|unique|validation|range|bemerkung|pflicht|anmerkung)$/i;
const sentenceHead =
  /^(?:requirements?|rules?|user stor(?:y|ies)|stor(?:y|ies)|descriptions?|business rules?|criteri(?:on|a)|anforderung(?:en)?)$/i;
const roleHead = /^(?:roles?|who|users?|actors?|user types?)$/i;
const mayHead = /^(?:may|can|permissions?|rights|allowed(?: to)?|what they (?:can|may) do|abilities|actions?)$/i;

/** Lines from `at` on that are one table, read; undefined where no table begins. */
export function tableAt(lines: readonly string[], at: number): Found | undefined {
  const line = lines[at] ?? '';
  if (!line.includes('|')) return undefined;
  const rule = lines[at + 1] ?? '';
  if (!/^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/.test(rule) || !rule.includes('-')) return undefined;
  let end = at + 2;
  while (end < lines.length && (lines[end] ?? '').includes('|')) end += 1;
  const head = cells(line);
  const table = {
    head,
    rows: lines.slice(at + 2, end).map((row) => cells(row)),
  };
  const title = titleBefore(lines, at);
  const read = readTable(table, title?.name);
  return (
    read && {
      ...read,
      from: read.titled === true && title ? title.at : at,
      to: end,
    }
  );
}

function cells(line: string): string[] {
  return line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) =>
      cell
        .replaceAll('\\|', '|')
        .trim()
        .replaceAll(/^[*_`]+|[*_`]+$/g, ''),
    );
}

/** "### Vineyard", "**Vineyard**", "Vineyard:" just above. */
function titleBefore(lines: readonly string[], at: number): { name: string; at: number } | undefined {
  let above = at - 1;
  while (above >= 0 && (lines[above] ?? '').trim() === '') above -= 1;
  const line = (lines[above] ?? '').trim();
  const name =
    /^(?:#+\s*|\*\*|__)?(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:the )?(?:table|entity|model|resource|collection)\s*:?\s+)?[`'"]?([A-Za-zÀ-ÿ][\wÀ-ÿ]*(?: [A-Za-zÀ-ÿ]\w*)?)[`'"]?(?:\*\*|__)?\s*(?:table|entity|model|fields?)?\s*:?(?:\*\*)?$/i.exec(
      line,
    )?.[1];
  return name === undefined || above < 0 ? undefined : { name, at: above };
}

function readTable(
  table: Table,
  title: string | undefined,
): (Omit<Found, 'from' | 'to'> & { titled?: boolean }) | undefined {
  const { head, rows } = table;
  const at = (pattern: RegExp): number => head.findIndex((name) => pattern.test(name));
  const entity = at(entityHead);
  const fields = head.findIndex((name, index) => index !== entity && fieldsHead.test(name));
  const type = at(typeHead);
  if (entity >= 0 && type >= 0) return { things: grouped(table, entity, type) };
  if (entity >= 0 && fields >= 0)
    return {
      sentences: rows.flatMap((row) => {
        const name = row[entity] ?? '';
        const list = row[fields] ?? '';
        const more = row.filter((cell, index) => index !== entity && index !== fields && cell !== '');
        return [`${titled(name)}: ${apart(list)}.`, ...more.map((cell) => `${cell}.`)];
      }),
    };
  const method = at(/^(?:method|verb|http method)$/i);
  const path = at(/^(?:path|endpoints?|route|url|uri)$/i);
  if (path >= 0)
    return {
      sentences: rows.map((row) =>
        [
          `${row[method] ?? ''} ${row[path] ?? ''}`.trim(),
          row.filter((_, index) => index !== method && index !== path).join(', '),
        ]
          .filter((part) => part !== '')
          .join(' – '),
      ),
    };
  const role = at(roleHead);
  const may = at(mayHead);
  if (role >= 0 && may >= 0)
    return {
      sentences: rows.map(
        (row) => `${plainName(row[role] ?? '')} can ${(row[may] ?? '').replace(/^(?:can|may) /i, '')}.`,
      ),
    };
  // "Lot field | Type": whose fields they are stands in the head itself.
  const own = /^([A-Za-zÀ-ÿ]\w*) (?:fields?|attributes?|columns?|propert(?:y|ies))$/.exec(head[0] ?? '')?.[1];
  if (own !== undefined && (type >= 0 || at(noteHead) >= 0)) return { things: [ofFields(table, own, 0, type)] };
  const field = at(fieldHead);
  if (title !== undefined && field >= 0 && (type >= 0 || at(noteHead) >= 0))
    return { things: [ofFields(table, title, field, type)], titled: true };
  const sentence = at(sentenceHead);
  if (sentence >= 0)
    return {
      sentences: rows.map((row) => `${(row[sentence] ?? '').replace(/\.$/, '')}.`),
    };
  if (title !== undefined && head.length > 1 && rows.length > 0)
    return { things: [ofSamples(table, title)], titled: true };
  return {
    sentences: rows.map(
      (row) =>
        `${row[0] ?? ''}: ${row
          .slice(1)
          .filter((cell) => cell !== '')
          .map((cell) => apart(cell))
          .join(', ')}.`,
    ),
  };
}

/** "size: small, medium; price": semicolons part the fields where commas part values. */
function apart(list: string): string {
  if (!list.includes(';')) return list;
  return list
    .split(/\s*;\s*/)
    .map((item) =>
      item.replace(
        /^([^:,]+):\s*([^()]+,[^()]+)$/,
        (_, name: string, values: string) => `${name} (${values.split(/\s*,\s*/).join(' / ')})`,
      ),
    )
    .join(', ');
}

function notesOf(
  table: Table,
  row: readonly string[],
  used: readonly number[],
): { notes: string[]; optional?: boolean } {
  const notes: string[] = [];
  let optional: boolean | undefined;
  for (const [index, cell] of row.entries()) {
    const name = table.head[index] ?? '';
    if (used.includes(index) || cell === '' || cell === '-' || cell === '–') continue;
    const no = /^(?:no|n|false|✗|✘|❌|nein|non)$/i.test(cell);
    const yes = /^(?:yes|y|true|x|✓|✔|✅|ja|oui|sí|si)$/i.test(cell);
    if (/^(?:required|mandatory|pflicht)$/i.test(name)) optional = no;
    else if (/^(?:optional|null(?:able)?)$/i.test(name)) optional = yes;
    else if (/^unique$/i.test(name)) notes.push(...(yes ? ['unique'] : []));
    else if (/^default$/i.test(name)) notes.push(`default ${cell}`);
    else if (!yes && !no) notes.push(cell);
  }
  return optional === undefined ? { notes } : { notes, optional };
}

function ofFields(table: Table, name: string, field: number, type: number): Thing {
  return {
    name,
    columns: table.rows.flatMap((row) => {
      const written = row[field] ?? '';
      return written === ''
        ? []
        : [
            columnOf({
              name: written,
              type: row[type] ?? '',
              ...notesOf(table, row, [field, type]),
            }),
          ];
    }),
  };
}

/** A row per field, each with the thing that has it; an empty cell is the thing of the row above. */
function grouped(table: Table, entity: number, type: number): Thing[] {
  const field = table.head.findIndex((name, index) => index !== entity && fieldHead.test(name));
  const things = new Map<string, Thing['columns'][number][]>();
  let name = '';
  for (const row of table.rows) {
    name = row[entity] === undefined || row[entity] === '' ? name : row[entity];
    const columns = things.get(name) ?? [];
    const written = row[field] ?? '';
    if (written !== '')
      columns.push(
        columnOf({
          name: written,
          type: row[type] ?? '',
          ...notesOf(table, row, [entity, field, type]),
        }),
      );
    things.set(name, columns);
  }
  return [...things].map(([thing, columns]) => ({ name: thing, columns }));
}

/** A sheet pasted in: the head names the fields, the rows are examples. */
function ofSamples(table: Table, name: string): Thing {
  return {
    name,
    columns: table.head.map((column, index) =>
      columnOf({
        name: column,
        type: typeOfSamples(table.rows.map((row) => row[index] ?? '')),
      }),
    ),
  };
}

/** The type of values that are given as examples; '' where they are plain words. */
export function typeOfSamples(samples: readonly string[]): string {
  const given = samples.filter((sample) => sample !== '');
  const every = (pattern: RegExp): boolean => given.length > 0 && given.every((sample) => pattern.test(sample));
  if (given.length === 1 && isType(given[0] ?? '')) return given[0] ?? '';
  if (every(/^(?:true|false|yes|no)$/i)) return 'boolean';
  if (every(/^\d{4}-\d\d-\d\d$|^\d{1,2}[./]\d{1,2}[./]\d{4}$/)) return 'date';
  if (every(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/)) return 'datetime';
  if (every(/^[^\s@]+@[^\s@]+\.[a-z]+$/i)) return 'email';
  if (every(/^https?:\/\//)) return 'url';
  if (every(/^-?\d+[.,]\d+$/)) return 'decimal';
  if (every(/^-?\d+$/)) return 'number';
  return '';
}
