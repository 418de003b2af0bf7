import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ToolError } from '../../shared/errors.ts';
import type { Tool } from '../contract.ts';

const input = z.lazy(() => z.object({ path: z.string().default('.'), depth: z.int().min(1).max(10).default(1) }));
type Input = z.infer<typeof input>;

const maxEntries = 1000;
/** Shown, never opened: what lies in them is not the project's own. */
const closed = new Set(['node_modules', '.venv', '__pycache__']);

export const listFiles: Tool<Input> = {
  name: 'list_files',
  input,
  risk: 'safe',
  effect: 'read',
  touches: ({ path }) => ({ paths: [path] }),
  says: ({ path }) => `list ${path}`,
  async run({ path, depth }, context) {
    const found: string[] = [];
    const visit = async (folder: string, inside: string, left: number): Promise<void> => {
      const entries = await readdir(folder, { withFileTypes: true });
      entries.sort((a, b) => (a.name < b.name ? -1 : 1));
      for (const entry of entries) {
        if (found.length >= maxEntries) return;
        if (entry.name === '.git') continue;
        const name = inside + entry.name;
        if (!entry.isDirectory()) found.push(entry.isSymbolicLink() ? `${name}@` : name);
        else {
          found.push(`${name}/`);
          if (left <= 1 || closed.has(entry.name)) continue;
          await visit(join(folder, entry.name), `${name}/`, left - 1).catch((error: unknown) => {
            // It is closed, or its name is no UTF-8.
            if (!['EACCES', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
            found.push(`${name}/ [cannot be read]`);
          });
        }
      }
    };
    const folder = await context.workspace.resolve(path, 'read');
    try {
      await visit(folder, '', depth);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT') throw new ToolError(`There is no folder ${path}.`);
      if (code === 'ENOTDIR') throw new ToolError(`${path} is a file, not a folder.`);
      throw error;
    }
    const note =
      found.length >= maxEntries ? `\n[the first ${maxEntries}; list a folder inside, or use find_files]` : '';
    return { text: found.length === 0 ? '[empty]' : found.join('\n') + note, data: { entries: found } };
  },
};
