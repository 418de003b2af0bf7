import type { Command } from 'commander';
import type { Host } from './contract.ts';
import { createProgram } from './program.ts';

export interface CommandDescription {
  usage: string;
  about: string;
  options: { flags: string; about: string }[];
}

const forAll = 'flags of every command';

/** Every command with its flags, from the definitions themselves: for docs/cli.md. */
export function describeCommands(): CommandDescription[] {
  const stream = { write: () => true };
  const terminal = {
    stdin: process.stdin,
    stdout: stream,
    stderr: stream,
    noColor: true,
    ci: true,
    closed: new AbortController().signal,
  };
  // Only definitions are read: no action runs, so no other part of a host is ever touched.
  const host = { version: '', terminal } as unknown as Host;
  const walk = (command: Command, path: string): CommandDescription[] => {
    const usage = `${path} ${command.usage()}`.replace(' [options]', '').replace(' [command]', '').trim();
    const own = {
      usage,
      about: command.description(),
      options: command.options.map((option) => ({ flags: option.flags, about: option.description })),
    };
    // The flags of the program itself may stand before and after every command.
    const isProgram = command.parent === null;
    return [
      ...(command.commands.length === 0 || isProgram ? [isProgram ? { ...own, about: forAll } : own] : []),
      ...command.commands.flatMap((sub) => walk(sub, `${path} ${sub.name()}`)),
    ];
  };
  return walk(
    createProgram(host, async () => {}),
    'codewright',
  );
}
