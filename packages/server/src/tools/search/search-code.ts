import { z } from 'zod';
import { ToolError } from '../../shared/errors.ts';
import type { Tool } from '../contract.ts';
import { ripgrep } from './ripgrep.ts';

const input = z.lazy(() =>
  z.object({
    pattern: z.string().min(1),
    path: z.string().optional(),
    glob: z.string().optional(),
    literal: z.boolean().optional(),
  }),
);
type Input = z.infer<typeof input>;

const maxMatches = 500;

export const searchCode: Tool<Input> = {
  name: 'search_code',
  input,
  risk: 'safe',
  effect: 'read',
  touches: ({ path }) => ({ paths: path === undefined ? [] : [path] }),
  says: ({ pattern, path }) => `search ${JSON.stringify(pattern)}${path === undefined ? '' : ` in ${path}`}`,
  async run({ pattern, path, glob, literal }, context) {
    const where = path === undefined ? '.' : await inside(path, context.workspace);
    const lines = await ripgrep(
      [
        '--line-number',
        '--no-heading',
        '--with-filename',
        '--null',
        '--max-columns=300',
        '--max-columns-preview',
        ...(literal ? ['--fixed-strings'] : []),
        ...(glob === undefined ? [] : ['--glob', glob]),
        '--regexp',
        pattern,
        '--',
        where,
      ],
      context,
    );
    const matches = lines.slice(0, maxMatches).map(readMatch);
    if (matches.length === 0) return { text: 'Nothing found.', data: { matches, total: 0 } };
    const text = matches.map(({ file, line, text }) => `${file}:${line}: ${text}`).join('\n');
    const note = lines.length > maxMatches ? `\n[${lines.length - maxMatches} more matches; narrow the search]` : '';
    return { text: text + note, data: { matches: matches.slice(0, 100), total: lines.length } };
  },
};

async function inside(
  path: string,
  workspace: { resolve(path: string, intent: 'read'): Promise<string>; root: string },
) {
  const real = await workspace.resolve(path, 'read');
  if (real === workspace.root) return '.';
  if (!real.startsWith(`${workspace.root}/`)) throw new ToolError(`${path} is not in the repository.`);
  return `./${real.slice(workspace.root.length + 1)}`;
}

/** `file NUL line:text`. */
function readMatch(record: string): { file: string; line: number; text: string } {
  const end = record.indexOf('\0');
  const colon = record.indexOf(':', end);
  return {
    file: record.slice(0, end).replace(/^\.\//, ''),
    line: Number(record.slice(end + 1, colon)),
    text: record.slice(colon + 1),
  };
}
