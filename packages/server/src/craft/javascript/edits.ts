/** Changes to a source by place; none may overlap another, but one may lie inside what another replaces by a function of it. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** The source with all edits made. Edits inside a removed stretch fall away with it. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  const isInsertion = (edit: Edit): number => (edit.start === edit.end ? 0 : 1);
  const ordered = edits.toSorted((a, b) => a.start - b.start || isInsertion(a) - isInsertion(b) || b.end - a.end);
  let out = '';
  let at = 0;
  for (const { start, end, text } of ordered) {
    if (start < at) continue;
    out += source.slice(at, start) + text;
    at = end;
  }
  return out + source.slice(at);
}
