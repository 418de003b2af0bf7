import type { Caps, Usage } from '@codewright/protocol/job';
import { createColors } from 'picocolors';

export type Colors = ReturnType<typeof createColors>;

export function colorsFor(stream: NodeJS.WriteStream, noColor: boolean): Colors {
  return createColors(stream.isTTY === true && !noColor);
}

/** 950 ms · 12.4 s · 3 min 05 s */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${String(Math.round((ms % 60_000) / 1000)).padStart(2, '0')} s`;
}

/** Cents as dollars; the smallest amount that is not nothing shows. */
export function money(cents: number): string {
  if (cents === 0) return '$0';
  return cents < 1 ? `$${(cents / 100).toFixed(4)}` : `$${(cents / 100).toFixed(2)}`;
}

export function thousands(value: number): string {
  return value < 10_000 ? String(value) : `${Math.round(value / 1000)}k`;
}

/** Spent against limit: `12/400 steps · 3k/400k tokens · $0/$50` */
export function spend(used: Usage, caps: Caps): string {
  return [
    `${used.steps}/${caps.steps} steps`,
    `${thousands(used.tokens)}/${thousands(caps.tokens)} tokens`,
    `${money(used.cents)}/${money(caps.cents)}`,
  ].join(' · ');
}

/** Cuts to the terminal's width, so that a redrawn region never wraps; control characters are shown, not sent. */
export function fit(text: string, width: number): string {
  const clean = printable(text).replaceAll('\n', ' ');
  const letters = Array.from(clean);
  return letters.length <= width ? clean : `${letters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/** What comes from a model, a file or a command may hold escape sequences; a terminal must not obey them. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (character) =>
    character === '\r' ? '' : `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`,
  );
}

/** Columns padded to their widest cell; the last is left as it is. */
export function columns(rows: string[][], gap = '  '): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
      .join(gap)
      .trimEnd(),
  );
}
