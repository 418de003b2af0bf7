/** Lists the lines of two texts as kept (space), added (+) or removed (-). */
export function diffLines(before: string, after: string): string[] {
  const left = linesOf(before);
  const right = linesOf(after);
  const common = commonLengths(left, right);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      lines.push(` ${left[i]}`);
      i += 1;
      j += 1;
    } else if (i < left.length && at(common, i + 1, j) >= at(common, i, j + 1)) {
      lines.push(`-${left[i]}`);
      i += 1;
    } else if (j < right.length) {
      lines.push(`+${right[j]}`);
      j += 1;
    } else {
      lines.push(`-${left[i]}`);
      i += 1;
    }
  }
  return lines;
}

/** Says how alike two texts are: the share of lines that are the same, 0 to 1. */
export function similarity(before: string, after: string): number {
  const left = linesOf(before);
  const right = linesOf(after);
  if (left.length + right.length === 0) return 1;
  return (2 * at(commonLengths(left, right), 0, 0)) / (left.length + right.length);
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** How many lines the ends of both texts have in common, from each place on. */
function commonLengths(left: readonly string[], right: readonly string[]): number[][] {
  const table = Array.from({ length: left.length + 1 }, () =>
    new Array<number>(right.length + 1).fill(0),
  );
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const row = table[i];
      if (!row) continue;
      row[j] =
        left[i] === right[j]
          ? at(table, i + 1, j + 1) + 1
          : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

function at(table: readonly number[][], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}
