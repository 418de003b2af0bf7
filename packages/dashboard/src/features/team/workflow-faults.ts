export interface WorkflowFault {
  file: string;
  line: number;
  column: number;
  what: string;
}

/** What a check says, as faults with their places. Lines that only show the place, with a caret, fall away; others stay as words. */
export function readFaults(said: readonly string[]): { placed: WorkflowFault[]; others: string[] } {
  const placed: WorkflowFault[] = [];
  const others: string[] = [];
  for (const line of said) {
    const [, file, row, column, what] = /^(\S+):(\d+):(\d+): (.+)$/.exec(line) ?? [];
    if (file !== undefined && what !== undefined)
      placed.push({ file, line: Number(row), column: Number(column), what });
    else if (!/^\s*\d* \| /.test(line)) others.push(line);
  }
  return { placed, others };
}

/** Where a fault stands in the text, counted from 0: as far as there is text. */
export function offsetOf(text: string, { line, column }: Pick<WorkflowFault, 'line' | 'column'>): number {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return Math.min(before + Math.min(column - 1, lines[line - 1]?.length ?? 0), text.length);
}
