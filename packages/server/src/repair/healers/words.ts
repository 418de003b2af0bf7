/** Distance of Damerau and Levenshtein, adjacent letters swapped counting once; `most` and more are not told apart. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let twoBack: number[] = [];
  let back = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((back[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (back[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (twoBack[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
    twoBack = back;
    back = row;
  }
  return back[b.length] ?? 0;
}

/** Words most like `word`, nearest first, without itself. Short words must be nearer than long ones. */
export function nearest(word: string, among: Iterable<string>, limit = 3): string[] {
  const most = word.length <= 3 ? 1 : word.length <= 7 ? 2 : 3;
  const found: { other: string; far: number }[] = [];
  for (const other of new Set(among)) {
    if (other === word || other.length < 2) continue;
    const far =
      other.toLowerCase() === word.toLowerCase() ? 0.5 : distance(word.toLowerCase(), other.toLowerCase(), most);
    if (far <= most) found.push({ other, far });
  }
  return found
    .sort((a, b) => a.far - b.far || Math.abs(a.other.length - word.length) - Math.abs(b.other.length - word.length))
    .slice(0, limit)
    .map(({ other }) => other);
}

/** The names that a source uses. */
export function namesIn(text: string): Set<string> {
  return new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []);
}

/** A file's text with one line changed; null where there is no such line or nothing changes. */
export function withLine(text: string, line: number, change: (line: string) => string): string | null {
  const lines = text.split('\n');
  const old = lines[line - 1];
  if (old === undefined) return null;
  const changed = change(old);
  if (changed === old) return null;
  lines[line - 1] = changed;
  return lines.join('\n');
}

/** A name as a whole word. */
export function wholeWord(name: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_$])${name.replaceAll(/[$.*+?^(){}|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}_$])`, 'u');
}
