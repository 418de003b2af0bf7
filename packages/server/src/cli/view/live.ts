import type { Job } from '@codewright/protocol/job';
import { emptyView, foldEntry, type JobView } from '@codewright/protocol/job-view';
import type { Terminal } from '../contract.ts';
import type { Display } from './follow.ts';
import { colorsFor, duration, fit, spend } from './format.ts';
import { createLiner } from './lines.ts';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
/** After this long without an entry the region says so: an animation alone would claim life that nobody has seen. */
const silentMs = 25_000;

/** On a terminal: finished lines stay in the scrollback, only a small region at the bottom is redrawn. */
export function startLive(terminal: Terminal, job: Job, from: JobView = emptyView): Display {
  const { stderr } = terminal;
  const colors = colorsFor(stderr, terminal.noColor);
  const lineOf = createLiner(colors);
  const started = Date.now();
  let view = from;
  let heard = Date.now();
  let frame = 0;
  let drawn = 0;
  let shown = true;

  const region = (): string[] => {
    const width = (stderr.columns ?? 80) - 1;
    // A narrow terminal needs its room for words.
    const bar = Math.max(6, Math.min(24, width - 50));
    const filled = Math.round((view.percent / 100) * bar);
    const silent = Date.now() - heard > silentMs;
    const mark = silent ? '·' : (frames[frame++ % frames.length] ?? '·');
    const who = view.agents.at(-1) ?? 'worker';
    const doing = silent
      ? `nothing heard for ${duration(Date.now() - heard)}; last: ${view.action ?? '–'}`
      : (view.action ?? '…');
    return [
      fit(
        `${mark} ${'█'.repeat(filled)}${'░'.repeat(bar - filled)} ${String(Math.round(view.percent)).padStart(3)} %  ${view.phase ?? ''}`,
        width,
      ),
      fit(`  ${who}: ${doing}`, width),
      fit(`  ${duration(Date.now() - started)} · Ctrl-C cancels · ${spend(view.used, job.caps)}`, width),
    ];
  };
  const erase = () => {
    if (drawn > 0) stderr.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };
  const draw = () => {
    if (!shown) return;
    const lines = region();
    erase();
    stderr.write(`${lines.map((line, index) => (index === 0 ? line : colors.dim(line))).join('\n')}\n`);
    drawn = lines.length;
  };
  const timer = setInterval(draw, 120);
  timer.unref();

  return {
    entry(entry) {
      heard = Date.now();
      view = foldEntry(view, entry);
      const line = lineOf(entry);
      if (line === null) return;
      erase();
      stderr.write(`${line}\n`);
      draw();
    },
    suspend() {
      shown = false;
      erase();
    },
    close() {
      shown = false;
      clearInterval(timer);
      erase();
    },
  };
}
