import { columnOf, isType, valuesOf } from './columns.ts';
import type { Found } from './found.ts';

/** Fields as points below the name of their thing: "### Item", and "- `title` – string, required, max 80 characters". */

const heading = /^\s*#{2,6}\s+`?([A-Za-zÀ-ÿ][\wÀ-ÿ]*(?: [A-Za-zÀ-ÿ]\w*)?)`?\s*:?\s*$/;
const point = /^\s*[-*•]\s+[`*_]*([A-Za-z]\w*(?: [a-z]\w*){0,3})[`*_]*\s*(?:(?::|–|—| - )\s*(\S.*)|\(([^()]+)\))$/;
const reference = /^(?:reference|ref|link|foreign key|fk)s? (?:to |of )?(?:an? |the )?`?([A-Za-z]\w*)`?$/i;

/** Points from the heading at `at` on; undefined where most of them name no type. */
export function pointsAt(lines: readonly string[], at: number): Found | undefined {
  const name = heading.exec(lines[at] ?? '')?.[1];
  if (name === undefined) return undefined;
  let from = at + 1;
  while (from < lines.length && (lines[from] ?? '').trim() === '') from += 1;
  let to = from;
  while (to < lines.length && point.test((lines[to] ?? '').trimEnd())) to += 1;
  const rows = lines.slice(from, to).map((line) => {
    const [, field = '', behind, bracketed = ''] = point.exec(line.trimEnd()) ?? [];
    return { field, said: (behind ?? bracketed).replace(/\.\s*$/, '') };
  });
  const typed = rows.filter(({ said }) => isTyped(said));
  if (rows.length < 2 || typed.length * 3 < rows.length * 2) return undefined;
  return { from: at, to, things: [{ name, columns: rows.map(({ field, said }) => columnOf(written(field, said))) }] };
}

function isTyped(said: string): boolean {
  const first = said.split(/\s*[,;(]/)[0] ?? '';
  return isType(first) || reference.test(first) || valuesOf(said) !== undefined;
}

function written(name: string, said: string): Parameters<typeof columnOf>[0] {
  if (valuesOf(said) !== undefined) return { name, type: said };
  const [first = '', ...notes] = said.split(/\s*[,;]\s*|\s*\((?=[^()]*\))|\)\s*/).filter((part) => part !== '');
  return { name, type: reference.exec(first)?.[1] ?? first, notes };
}
