import { parsePatch } from 'diff';

export interface DiffFile {
  path: string;
  from: string | null;
  deleted: boolean;
  added: number;
  removed: number;
  /** Written by a program: lists of versions, maps, minified files. Closed at first. */
  generated: boolean;
  /** So long that it is closed at first. */
  large: boolean;
  /** Another whenever what is shown of the file is another. */
  mark: string;
  hunks: { header: string; lines: string[]; oldStart: number; newStart: number }[];
}

export type DiffSide = 'old' | 'new';
export interface Side {
  sign: string;
  text: string;
  line: number;
  side: DiffSide;
}
/** Lines between two hunks that are not shown. `at`: the hunk below it. */
export interface Gap {
  path: string;
  at: number;
  hidden: number;
}

export type DiffRow =
  | { kind: 'file'; file: DiffFile; index: number }
  | { kind: 'gap'; gap: Gap }
  | { kind: 'line'; path: string; line: Side; old: number | null; new: number | null }
  | { kind: 'pair'; path: string; left: Side | null; right: Side | null }
  | { kind: 'note'; id: string; path: string; placed: boolean };

/** Something that a person wrote about a line, as far as rows need to know. */
export interface Note {
  id: string;
  path: string;
  side: DiffSide;
  /** The line below which it stands; null where there is none any more. */
  line: number | null;
}

export interface DiffView {
  /** Files whose lines are shown. */
  isOpen(file: DiffFile): boolean;
  split: boolean;
  notes: readonly Note[];
  /** Whole new files, where somebody asked for more than the hunks; `shown` lines of a gap by `path:at`. */
  contents: ReadonlyMap<string, readonly string[]>;
  shown: ReadonlyMap<string, number>;
}

const generatedNames =
  /(^|\/)(package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|Cargo\.lock|poetry\.lock|uv\.lock|go\.sum)$|\.(min\.(js|css)|map|snap)$|(^|\/)(dist|build|vendor)\//;
const largeFrom = 1500;
/** Lines that one press shows more of a gap. */
export const gapStep = 20;

export function readDiff(text: string): DiffFile[] {
  return parsePatch(text)
    .filter((file) => file.hunks.length > 0 || file.oldFileName !== undefined)
    .map((file) => {
      const [from, to] = [nameOf(file.oldFileName), nameOf(file.newFileName)];
      let [added, removed, mark] = [0, 0, 7];
      for (const { lines, newStart } of file.hunks) {
        mark = (mark * 31 + newStart) | 0;
        for (const line of lines) {
          if (line.startsWith('+')) added += 1;
          else if (line.startsWith('-')) removed += 1;
          else continue;
          for (let at = 0; at < line.length; at += 1) mark = (mark * 31 + line.charCodeAt(at)) | 0;
        }
      }
      return {
        path: to ?? from ?? '',
        from,
        deleted: to === null,
        added,
        removed,
        generated: generatedNames.test(to ?? from ?? ''),
        large: added + removed > largeFrom,
        mark: `${added}-${removed}-${(mark >>> 0).toString(36)}`,
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

/** Rows of the files that are open, with what was written about their lines right below them. */
export function rowsOfDiff(files: readonly DiffFile[], view: DiffView): DiffRow[] {
  const rows: DiffRow[] = [];
  const placed = new Set<string>();
  for (const [index, file] of files.entries()) {
    rows.push({ kind: 'file', file, index });
    const notes = view.notes.filter((note) => note.path === file.path || note.path === file.from);
    for (const note of notes) placed.add(note.id);
    if (!view.isOpen(file)) continue;
    const header = rows.length;
    const left = new Map(notes.map((note) => [note.id, note]));
    const below = (lines: readonly (Side | null)[]) => {
      for (const note of left.values()) {
        if (!lines.some((line) => line && line.side === note.side && line.line === note.line)) continue;
        left.delete(note.id);
        rows.push({ kind: 'note', id: note.id, path: file.path, placed: true });
      }
    };
    fileRows(file, view, rows, below);
    // What has no line here any more stands at the top of its file; nothing that was written vanishes.
    const homeless = [...left.keys()].map((id): DiffRow => ({ kind: 'note', id, path: file.path, placed: false }));
    rows.splice(header, 0, ...homeless);
  }
  const elsewhere = view.notes.filter((note) => !placed.has(note.id));
  return [...elsewhere.map(({ id, path }): DiffRow => ({ kind: 'note', id, path, placed: false })), ...rows];
}

function fileRows(file: DiffFile, view: DiffView, rows: DiffRow[], below: (lines: (Side | null)[]) => void): void {
  const content = view.contents.get(file.path);
  const context = (from: number, to: number, shift: number) => {
    for (let line = from; line <= to; line += 1) {
      const text = content?.[line - 1] ?? '';
      pushContext(file, view.split, rows, below, { text, old: line - shift, now: line });
    }
  };
  let oldNext = 1;
  let newNext = 1;
  for (const [at, hunk] of file.hunks.entries()) {
    // A hunk that only takes away or only adds names the line before it.
    const oldStart = hunk.oldStart === 0 ? 1 : hunk.oldStart;
    const newStart = hunk.newStart === 0 ? 1 : hunk.newStart;
    const hidden = Math.max(0, newStart - newNext);
    const shown = content ? Math.min(hidden, view.shown.get(`${file.path}:${at}`) ?? 0) : 0;
    if (hidden > shown) rows.push({ kind: 'gap', gap: { path: file.path, at, hidden: hidden - shown } });
    context(newStart - shown, newStart - 1, newNext - oldNext);
    [oldNext, newNext] = hunkRows(file, hunk.lines, { old: oldStart, now: newStart }, view.split, rows, below);
  }
  if (file.hunks.length === 0 || file.from === null || file.deleted) return;
  const at = file.hunks.length;
  const total = content ? content.length : null;
  const hidden = total === null ? Number.POSITIVE_INFINITY : Math.max(0, total - newNext + 1);
  const shown = total === null ? 0 : Math.min(hidden, view.shown.get(`${file.path}:${at}`) ?? 0);
  context(newNext, newNext + shown - 1, newNext - oldNext);
  if (hidden > shown) rows.push({ kind: 'gap', gap: { path: file.path, at, hidden: hidden - shown } });
}

function pushContext(
  file: DiffFile,
  split: boolean,
  rows: DiffRow[],
  below: (lines: (Side | null)[]) => void,
  { text, old, now }: { text: string; old: number; now: number },
): void {
  const line: Side = { sign: ' ', text, line: now, side: 'new' };
  if (split) rows.push({ kind: 'pair', path: file.path, left: { ...line, line: old }, right: line });
  else rows.push({ kind: 'line', path: file.path, line, old, new: now });
  below([line]);
}

function hunkRows(
  file: DiffFile,
  lines: readonly string[],
  { old, now }: { old: number; now: number },
  split: boolean,
  rows: DiffRow[],
  below: (lines: (Side | null)[]) => void,
): [old: number, now: number] {
  let [left, right]: [Side[], Side[]] = [[], []];
  const flush = () => {
    for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
      const pair = [left[at] ?? null, right[at] ?? null] as const;
      rows.push({ kind: 'pair', path: file.path, left: pair[0], right: pair[1] });
      below([...pair]);
    }
    [left, right] = [[], []];
  };
  for (const raw of lines) {
    const [sign, text] = [raw.slice(0, 1), raw.slice(1)];
    if (sign === '-') {
      const line: Side = { sign, text, line: old, side: 'old' };
      if (split) left.push(line);
      else {
        rows.push({ kind: 'line', path: file.path, line, old, new: null });
        below([line]);
      }
      old += 1;
    } else if (sign === '+') {
      const line: Side = { sign, text, line: now, side: 'new' };
      if (split) right.push(line);
      else {
        rows.push({ kind: 'line', path: file.path, line, old: null, new: now });
        below([line]);
      }
      now += 1;
    } else if (sign !== '\\') {
      flush();
      pushContext(file, split, rows, below, { text, old, now });
      old += 1;
      now += 1;
    }
  }
  flush();
  return [old, now];
}

/** The lines from one to another of a side, as a diff shows them: what a comment quotes. */
export function quoteOf(file: DiffFile, side: DiffSide, from: number, to: number): string {
  const quoted: string[] = [];
  for (const { lines, oldStart, newStart } of file.hunks) {
    let [old, now] = [oldStart, newStart];
    for (const raw of lines) {
      const sign = raw.slice(0, 1);
      const own = side === 'old' ? sign === '-' && old : sign !== '-' && sign !== '\\' && now;
      if (own !== false && own >= from && own <= to) quoted.push(raw);
      if (sign !== '+' && sign !== '\\') old += 1;
      if (sign !== '-' && sign !== '\\') now += 1;
    }
  }
  return quoted.join('\n').slice(0, 20_000);
}
