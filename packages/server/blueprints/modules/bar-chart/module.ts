export interface BarChartOptions {
  /** Letters of the longest bar. */
  width?: number;
  /** Draws the largest first. */
  sort?: boolean;
}

export interface HistogramOptions {
  bins?: number;
}

interface Bar {
  label: string;
  value: number;
}

/** Draws a bar for each line of a text, which holds a label and a number. */
export function barChart(text: string, options: BarChartOptions = {}): string {
  const { width = 40, sort = false } = options;
  if (!Number.isInteger(width) || width < 1 || width > 500) {
    throw new RangeError('The longest bar has 1 to 500 letters.');
  }
  const bars = text.split('\n').flatMap((line, at): Bar[] => {
    if (line.trim() === '') return [];
    const [, label = '', number = ''] = /^\s*(.*?)[\s:,;=]+(-?\d+(?:\.\d+)?)\s*$/.exec(line) ?? [];
    if (number === '') throw new RangeError(`line ${at + 1} is no label with a number: ${line}`);
    if (Number(number) < 0) throw new RangeError(`line ${at + 1} is negative: ${line}`);
    return [{ label, value: Number(number) }];
  });
  return drawBars(sort ? bars.sort((a, b) => b.value - a.value) : bars, width);
}

/** Draws numbers as one line of small bars. */
export function sparkline(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const height = (number: number) => (most === least ? 0 : ((number - least) / (most - least)) * 7);
  return numbers.map((number) => '▁▂▃▄▅▆▇█'[Math.round(height(number))]).join('');
}

/** Counts numbers in ranges of equal size and draws a bar for each. */
export function histogram(numbers: readonly number[], options: HistogramOptions = {}): string {
  const { bins = 5 } = options;
  if (!Number.isInteger(bins) || bins < 1 || bins > 100) {
    throw new RangeError('There are 1 to 100 ranges.');
  }
  if (numbers.length === 0) return '';
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const size = (most - least) / bins || 1;
  const counts = Array.from({ length: bins }, () => 0);
  for (const number of numbers) {
    const bin = Math.min(bins - 1, Math.floor((number - least) / size));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const edge = (at: number) => String(Number((least + at * size).toPrecision(6)));
  const bars = counts.map((value, at) => ({ label: `${edge(at)} to ${edge(at + 1)}`, value }));
  return drawBars(bars, 40);
}

function drawBars(bars: readonly Bar[], width: number): string {
  const most = Math.max(...bars.map(({ value }) => value));
  const longest = Math.max(...bars.map(({ label }) => label.length));
  const lines = bars.map(({ label, value }) => {
    const length = most === 0 ? 0 : Math.round((value / most) * width);
    return `${label.padEnd(longest)}  ${'█'.repeat(length)} ${value}\n`;
  });
  return lines.join('');
}
