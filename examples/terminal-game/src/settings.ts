import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Minesweeper } from './minesweeper.ts';
import type { Game } from './play.ts';

/** The command line itself is wrong. */
export class UsageError extends Error {}

export const usage = `Squares are opened by the numbers of mines around them.

Usage: minesweeper [options]

Options:
  --width <n>   squares across [9]
  --height <n>  squares down [9]
  --mines <n>   hidden mines [10]
  --seed <n>    the same game for the same number
  --help        show this help
`;

const options = {
  width: { type: 'string' },
  height: { type: 'string' },
  mines: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

/** What the words of the command line ask for. @throws UsageError */
export function readSettings(words: readonly string[]): 'help' | { start: () => Game } {
  const values = parse(words);
  if (values.help) return 'help';
  const random = values.seed === undefined ? Math.random : seeded(whole('seed', values.seed));
  const settings = {
    width: values.width === undefined ? 9 : whole('width', values.width),
    height: values.height === undefined ? 9 : whole('height', values.height),
    mines: values.mines === undefined ? 10 : whole('mines', values.mines),
    random,
  };
  return { start: () => new Minesweeper(settings) };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value)) {
    throw new UsageError(`--${name} must be a whole number.`);
  }
  return value;
}

/** The same chance for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
