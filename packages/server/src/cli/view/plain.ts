import type { Terminal } from '../contract.ts';
import type { Display } from './follow.ts';
import { colorsFor } from './format.ts';
import { createLiner } from './lines.ts';

const silenceMs = 30_000;

/** Not a terminal: one timestamped line per change, no cursor codes, a sign of life when nothing happens for long. */
export function startPlain(terminal: Terminal, quiet: boolean): Display {
  const colors = colorsFor(terminal.stderr, terminal.noColor);
  const write = (time: Date, text: string) => {
    if (!quiet) terminal.stderr.write(`${time.toISOString().slice(11, 19)} ${text}\n`);
  };
  const lineOf = createLiner(colors);
  let last = Date.now();
  let doing = 'starting';
  const alive = setInterval(() => {
    if (Date.now() - last < silenceMs) return;
    last = Date.now();
    write(new Date(), `  … still running: ${doing}`);
  }, silenceMs);
  alive.unref();
  return {
    entry(entry) {
      last = Date.now();
      if (entry.kind === 'event') doing = entry.summary;
      const line = lineOf(entry);
      if (line !== null) write(new Date(entry.time), line);
    },
    suspend() {},
    close: () => clearInterval(alive),
  };
}
