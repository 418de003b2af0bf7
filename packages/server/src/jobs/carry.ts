import type { PlaceNow } from '@codewright/protocol/review';

/** What a diff without context says of one file: which lines of it became how many. */
export interface FileMoves {
  from: string;
  /** Null where the file was deleted. */
  to: string | null;
  /** `at`: first old line, or the one that new lines came after where `old` is 0. */
  hunks: { at: number; old: number; new: number }[];
}

/** Reads a unified diff that was made with no lines of context. */
export function movesOf(diff: string): FileMoves[] {
  const files: FileMoves[] = [];
  let left = 0;
  for (const line of diff.split('\n')) {
    if (left > 0 && /^[-+\\]/.test(line)) {
      if (!line.startsWith('\\')) left -= 1;
      continue;
    }
    const header = /^diff --git (?:"a\/(.+)" "b\/(.+)"|a\/(.+) b\/(.+))$/.exec(line);
    if (header) {
      left = 0;
      const from = header[1] ?? header[3] ?? '';
      files.push({ from, to: header[2] ?? header[4] ?? from, hunks: [] });
      continue;
    }
    const file = files.at(-1);
    if (!file) continue;
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
    if (hunk) {
      const [old, now] = [Number(hunk[2] ?? 1), Number(hunk[3] ?? 1)];
      file.hunks.push({ at: Number(hunk[1]), old, new: now });
      left = old + now;
    } else if (line === '+++ /dev/null') file.to = null;
    else if (line.startsWith('--- a/')) file.from = nameIn(line);
    else if (line.startsWith('+++ b/')) file.to = nameIn(line);
    else if (line.startsWith('rename from ')) file.from = line.slice(12);
    else if (line.startsWith('rename to ')) file.to = line.slice(10);
  }
  return files;
}

/** Git ends a name that holds a space with a tab. */
const nameIn = (line: string): string => line.slice(6).replace(/\t$/, '');

/** Where a range of lines is after the changes. Lines that came in right before or after it leave it what it was. */
export function carry(place: { file: string; line: number; endLine: number }, moves: readonly FileMoves[]): PlaceNow {
  const { file, line, endLine } = place;
  const moved = moves.find((one) => one.from === file && one.to !== null) ?? moves.find((one) => one.from === file);
  if (!moved) return { state: 'same', file, line };
  if (moved.to === null) return { state: 'outdated', file, line: null };
  let shift = 0;
  for (const hunk of moved.hunks) {
    // Lines that only came in stand after `at`.
    const [first, last] = hunk.old === 0 ? [hunk.at + 1, hunk.at] : [hunk.at, hunk.at + hunk.old - 1];
    if (last < line) shift += hunk.new - hunk.old;
    else if (first <= endLine && (hunk.old > 0 || first > line))
      return { state: 'outdated', file: moved.to, line: null };
  }
  const now = line + shift;
  return { state: now === line && moved.to === file ? 'same' : 'moved', file: moved.to, line: now };
}
