import { spawn } from 'node:child_process';

export interface RunCommandOptions {
  /** Where it runs; here if not given. */
  folder?: string;
  /** Seconds after which it is ended. */
  timeoutSeconds?: number;
}

/** Of what a command prints the end is kept. */
const keptCharacters = 100_000;

/** Runs a command of the shell and gives what it printed; one that fails or takes too long is an error. */
export function runCommand(command: string, options: RunCommandOptions = {}): Promise<string> {
  const { folder = '.', timeoutSeconds = 60 } = options;
  if (command.trim() === '') throw new RangeError('There is no command.');
  if (!(timeoutSeconds > 0)) throw new RangeError('timeoutSeconds must be more than 0.');
  return new Promise((resolve, reject) => {
    // In a group of its own, so that whatever it has started ends with it.
    const child = spawn('/bin/sh', ['-c', command], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, timeoutSeconds * 1000);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (piece: string) => {
        printed = (printed + piece).slice(-keptCharacters);
      });
    }
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(printed);
      const reason = late ? `It took more than ${timeoutSeconds} seconds.` : `It ended with ${code ?? signal}.`;
      reject(new Error(printed === '' ? reason : `${reason} ${printed.trimEnd().slice(-2000)}`));
    });
  });
}
