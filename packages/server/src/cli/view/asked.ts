import { askedOf } from '@codewright/protocol/asked';
import type { PendingDecision } from '@codewright/protocol/client';
import { type Colors, columns, printable } from './format.ts';

/** What a job waits to be allowed: what would be written, line by line, a plan by its tasks, and the rest by its names. */
export function askedLines(decision: PendingDecision, colors: Colors): string[] {
  const { diff, plans, parts } = askedOf(decision);
  const named = parts.map(([name, value]) => [
    name.replaceAll(/[-_]/g, ' '),
    printable(typeof value === 'string' ? value : JSON.stringify(value)),
  ]);
  const change = (diff ?? '').trimEnd().split('\n').filter(Boolean);
  const tasks = plans.flatMap(({ plan }) => [
    printable(plan.summary),
    ...plan.tasks.map(({ title, files, after }, index) => {
      const first = after.map((id) => plan.tasks.findIndex((task) => task.id === id) + 1);
      const behind = first.length > 0 ? ` (after ${first.join(', ')})` : '';
      return `${index + 1}. ${printable(title)}${behind}${files.length > 0 ? `: ${printable(files.join(', '))}` : ''}`;
    }),
  ]);
  const lines = [...tasks, ...change.map((line) => painted(printable(line), colors)), ...columns(named)];
  return lines.length === 0 ? [] : ['', ...lines.map((line) => `  ${line}`)];
}

function painted(line: string, colors: Colors): string {
  if (/^(?:---|\+\+\+) /.test(line)) return colors.bold(line);
  if (line.startsWith('+')) return colors.green(line);
  return line.startsWith('-') ? colors.red(line) : colors.dim(line);
}
