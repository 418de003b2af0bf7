/** A unified diff as lists of lines; line numbers are those of the new file. */
export interface DiffFile {
  path: string;
  deleted: boolean;
  created: boolean;
  added: { line: number; text: string }[];
  removed: string[];
  /** The same, by the places where lines were replaced: what went and came between two lines that stayed. */
  blocks: { removed: string[]; added: { line: number; text: string }[] }[];
}

export function parseDiff(diff: string): DiffFile[] {
  const files: DiffFile[] = [];
  let line = 0;
  let left = { old: 0, new: 0 };
  let open: DiffFile['blocks'][number] | null = null;
  const block = (file: DiffFile) => {
    if (!open) {
      open = { removed: [], added: [] };
      file.blocks.push(open);
    }
    return open;
  };
  for (const text of diff.split('\n')) {
    const header = /^diff --git (?:a\/.+? b\/|"a\/.+?" "b\/)(.+?)"?$/.exec(text);
    const file = files.at(-1);
    if (header && left.old <= 0 && left.new <= 0) {
      files.push({ path: header[1] ?? '', deleted: false, created: false, added: [], removed: [], blocks: [] });
      open = null;
      continue;
    }
    if (!file) continue;
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(text);
    if (hunk) {
      line = Number(hunk[2]);
      left = { old: Number(hunk[1] ?? 1), new: Number(hunk[3] ?? 1) };
      open = null;
    } else if (left.old <= 0 && left.new <= 0) {
      if (text.startsWith('new file mode')) file.created = true;
      else if (text.startsWith('deleted file mode')) file.deleted = true;
    } else if (text.startsWith('+')) {
      file.added.push({ line, text: text.slice(1) });
      block(file).added.push({ line, text: text.slice(1) });
      line += 1;
      left.new -= 1;
    } else if (text.startsWith('-')) {
      file.removed.push(text.slice(1));
      block(file).removed.push(text.slice(1));
      left.old -= 1;
    } else if (!text.startsWith('\\')) {
      open = null;
      line += 1;
      left.old -= 1;
      left.new -= 1;
    }
  }
  return files;
}
