import { parsePatch } from 'diff';

export interface DiffFile {
  path: string;
  from: string | null;
  added: number;
  removed: number;
  /** Written by a program: lists of versions, maps, minified files. Closed at first. */
  generated: boolean;
  hunks: { header: string; lines: string[]; oldStart: number; newStart: number }[];
}

export type DiffRow =
  | { kind: 'file'; file: DiffFile; index: number }
  | { kind: 'hunk'; header: string; file: number }
  | { kind: 'line'; file: number; sign: string; text: string; old: number | null; new: number | null }
  | { kind: 'pair'; file: number; left: Side | null; right: Side | null };
export interface Side {
  sign: string;
  text: string;
  line: number;
}

const generatedNames =
  /(^|\/)(package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|Cargo\.lock|poetry\.lock|uv\.lock|go\.sum)$|\.(min\.(js|css)|map|snap)$|(^|\/)(dist|build|vendor)\//;

export function readDiff(text: string): DiffFile[] {
  return parsePatch(text)
    .filter((file) => file.hunks.length > 0 || file.oldFileName !== undefined)
    .map((file) => {
      const [from, to] = [nameOf(file.oldFileName), nameOf(file.newFileName)];
      const lines = file.hunks.flatMap((hunk) => hunk.lines);
      return {
        path: to ?? from ?? '',
        from,
        added: lines.filter((line) => line.startsWith('+')).length,
        removed: lines.filter((line) => line.startsWith('-')).length,
        generated: generatedNames.test(to ?? from ?? ''),
        hunks: file.hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => ({
          header: `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
          lines,
          oldStart,
          newStart,
        })),
      };
    })
    .filter((file) => file.path !== '');
}

function nameOf(name: string | undefined): string | null {
  if (name === undefined || name === '/dev/null') return null;
  return name.replace(/^[ab]\//, '');
}

/** Rows of the files that are open. */
export function rowsOfDiff(files: readonly DiffFile[], closed: ReadonlySet<string>, split: boolean): DiffRow[] {
  const rows: DiffRow[] = [];
  for (const [index, file] of files.entries()) {
    rows.push({ kind: 'file', file, index });
    if (closed.has(file.path)) continue;
    for (const hunk of file.hunks) {
      rows.push({ kind: 'hunk', header: hunk.header, file: index });
      let [old, now] = [hunk.oldStart, hunk.newStart];
      let [left, right]: [Side[], Side[]] = [[], []];
      const flush = () => {
        for (let at = 0; at < Math.max(left.length, right.length); at += 1)
          rows.push({ kind: 'pair', file: index, left: left[at] ?? null, right: right[at] ?? null });
        [left, right] = [[], []];
      };
      for (const line of hunk.lines) {
        const [sign, text] = [line.slice(0, 1), line.slice(1)];
        if (split) {
          if (sign === '-') left.push({ sign, text, line: old });
          else if (sign === '+') right.push({ sign, text, line: now });
          else {
            flush();
            if (sign === ' ')
              rows.push({
                kind: 'pair',
                file: index,
                left: { sign, text, line: old },
                right: { sign, text, line: now },
              });
          }
        } else
          rows.push({
            kind: 'line',
            file: index,
            sign,
            text,
            old: sign === '+' || sign === '\\' ? null : old,
            new: sign === '-' || sign === '\\' ? null : now,
          });
        if (sign !== '+' && sign !== '\\') old += 1;
        if (sign !== '-' && sign !== '\\') now += 1;
      }
      flush();
    }
  }
  return rows;
}
