#!/usr/bin/env node
import { createInterface } from 'node:readline';
import { play } from './play.ts';
import { readSettings, UsageError, usage } from './settings.ts';

try {
  const settings = readSettings(process.argv.slice(2));
  if (settings === 'help') process.stdout.write(usage);
  else {
    const input = createInterface({ input: process.stdin });
    await play(settings.start, input, (text) => process.stdout.write(text));
    input.close();
  }
} catch (error) {
  // What was typed is at fault; anything else is a mistake of the program and shows where it happened.
  if (!(error instanceof UsageError || error instanceof RangeError)) throw error;
  process.stderr.write(`minesweeper: ${error.message}\n`);
  process.exitCode = 2;
}
