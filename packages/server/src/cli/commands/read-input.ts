import { CodewrightError } from '../../shared/errors.ts';
import type { Host } from '../contract.ts';

/** Everything on standard input, without the line end. @throws CodewrightError USAGE where a person would be waited for. */
export async function readInput(host: Host, what: string): Promise<string> {
  const { stdin } = host.terminal;
  if (stdin.isTTY === true) {
    throw new CodewrightError('USAGE', `${what} is missing.`, { hint: 'Give it as an argument, or pipe it in.' });
  }
  const pieces: Buffer[] = [];
  for await (const piece of stdin) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
