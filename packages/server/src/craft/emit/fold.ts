/** Lays expressions out as formatters for bracketed languages do: on one line where it fits, else one part a line. */

export type Folded =
  | string
  | {
      open: string;
      items: readonly Folded[];
      close: string;
      /** Between parts on one line, and behind each part on its own line. */
      separator?: string;
    };

export interface FoldStyle {
  width: number;
  indent: string;
}

/** `lead` is what stands before it on its first line, the indentation included; the result begins with it. */
export function fold(lead: string, folded: Folded, { width, indent }: FoldStyle, tail = ''): string {
  const flat = flatten(folded);
  if (typeof folded === 'string' || folded.items.length === 0) return lead + flat + tail;
  const cells = lead.replaceAll('\t', '    ').length;
  if (!flat.includes('\n') && cells + flat.length + tail.length <= width) return lead + flat + tail;
  const base = /^[ \t]*/.exec(lead)?.[0] ?? '';
  const separator = folded.separator ?? ',';
  const inner = folded.items.map((item) => fold(base + indent, item, { width, indent }, separator));
  // A comma that stands before the bracket on one line stands behind the last part already.
  const close = folded.close.replace(/^[\s,]+/, '');
  return `${lead}${folded.open.trimEnd()}\n${inner.join('\n')}\n${base}${close}${tail}`;
}

export function flatten(folded: Folded): string {
  if (typeof folded === 'string') return folded;
  const { open, items, close, separator = ',' } = folded;
  return open + items.map(flatten).join(`${separator} `) + close;
}
