/** Adds two matrices of the same size. */
export function addMatrices(left: unknown, right: unknown): number[][] {
  const [a, b] = [soundMatrix(left), soundMatrix(right)];
  if (a.length !== b.length || a[0]?.length !== b[0]?.length) {
    throw new RangeError('Both matrices must have the same size.');
  }
  return a.map((row, y) => row.map((number, x) => number + (b[y]?.[x] ?? 0)));
}

/** Multiplies two matrices. */
export function multiplyMatrices(left: unknown, right: unknown): number[][] {
  const [a, b] = [soundMatrix(left), soundMatrix(right)];
  if (a[0]?.length !== b.length) {
    throw new RangeError('The right matrix must have as many rows as the left one has columns.');
  }
  const columns = transposeMatrix(b);
  return a.map((row) =>
    columns.map((column) => row.reduce((sum, number, at) => sum + number * (column[at] ?? 0), 0)),
  );
}

/** Turns rows into columns. */
export function transposeMatrix(matrix: unknown): number[][] {
  const rows = soundMatrix(matrix);
  return (rows[0] ?? []).map((_, x) => rows.map((row) => row[x] ?? 0));
}

/** The determinant of a square matrix. */
export function determinant(matrix: unknown): number {
  const { product } = eliminate(squareMatrix(matrix));
  return withoutNoise(product);
}

/** The inverse of a square matrix. @throws RangeError where there is none. */
export function invertMatrix(matrix: unknown): number[][] {
  const rows = squareMatrix(matrix);
  const beside = rows.map((row, y) => [...row, ...rows.map((_, x) => (x === y ? 1 : 0))]);
  const { reduced, product } = eliminate(beside);
  if (withoutNoise(product) === 0) throw new RangeError('This matrix has no inverse.');
  return reduced.map((row) => row.slice(rows.length).map(withoutNoise));
}

/** Gauss and Jordan, with the largest pivot; `product` is the determinant of the square on the left. */
function eliminate(matrix: readonly number[][]): { reduced: number[][]; product: number } {
  const rows = matrix.map((row) => [...row]);
  let product = 1;
  for (let at = 0; at < rows.length; at += 1) {
    const candidates = rows.map((row, y) => (y < at ? -1 : Math.abs(row[at] ?? 0)));
    const best = candidates.indexOf(Math.max(...candidates));
    const pivot = rows[best]?.[at] ?? 0;
    if (Math.abs(pivot) < 1e-12) return { reduced: rows, product: 0 };
    const [upper = [], lower = []] = [rows[at], rows[best]];
    rows[best] = upper;
    const scaled = lower.map((number) => number / pivot);
    rows[at] = scaled;
    product *= best === at ? pivot : -pivot;
    rows.forEach((row, y) => {
      const factor = row[at] ?? 0;
      if (y !== at) rows[y] = row.map((number, x) => number - factor * (scaled[x] ?? 0));
    });
  }
  return { reduced: rows, product };
}

/** The last digits of sums of fractions are noise. */
function withoutNoise(number: number): number {
  const rounded = Number(number.toFixed(10));
  return rounded === 0 ? 0 : rounded;
}

/** Rows of equally many numbers. @throws RangeError for anything else. */
function soundMatrix(matrix: unknown): number[][] {
  if (!Array.isArray(matrix) || matrix.length === 0 || !Array.isArray(matrix[0])) {
    throw new RangeError('A matrix has at least one row of numbers.');
  }
  const width: number = matrix[0].length;
  return matrix.map((row: unknown) => {
    if (!Array.isArray(row) || row.length === 0 || row.length !== width) {
      throw new RangeError('Each row must have as many numbers as the first.');
    }
    if (!row.every(Number.isFinite)) throw new RangeError('A matrix holds numbers only.');
    return row.map(Number);
  });
}

function squareMatrix(matrix: unknown): number[][] {
  const rows = soundMatrix(matrix);
  if (rows.length !== rows[0]?.length) throw new RangeError('The matrix must be square.');
  return rows;
}
