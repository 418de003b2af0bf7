import { dirname } from 'node:path';
import { ToolError } from '../../shared/errors.ts';
import type { ToolContext } from '../contract.ts';

/**
 * Runs ripgrep on the tree, in the sandbox and unable to write. No configuration is read; hidden files count, `.git` does not.
 * The answer is the lines of its output; none when nothing was found.
 */
export async function ripgrep(args: string[], context: ToolContext): Promise<string[]> {
  // Loaded here: few turns search, and every start loads the tools.
  const { rgPath } = await import('@vscode/ripgrep');
  const result = await context.workspace.exec({
    argv: [rgPath, '--no-config', '--hidden', '--no-messages', '--color=never', '--sort=path', '--glob=!.git', ...args],
    mounts: [{ path: dirname(rgPath), access: 'read' }],
    tree: 'read',
    limits: { timeMs: 30_000, outputBytes: 32 * 1024 * 1024 },
    signal: context.signal,
  });
  if (result.outcome === 'timeout')
    throw new ToolError('The search took longer than 30 seconds. Narrow it with a path or glob.');
  if (result.outcome === 'output-limit') throw new ToolError('The search found far too much. Narrow it.');
  // 1: nothing found. 2: the pattern or a glob is wrong, or a file could not be read: then what was found still counts.
  if (result.exitCode === 2 && result.stdout === '') {
    throw new ToolError(result.stderr.trim().slice(0, 1000) || 'The search failed. Check the pattern and the path.');
  }
  return result.stdout.split('\n').filter((line) => line !== '');
}
