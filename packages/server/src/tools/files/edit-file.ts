import { z } from 'zod';
import { ToolError } from '../../shared/errors.ts';
import type { Tool } from '../contract.ts';
import { findPlace, nearestLines } from './match.ts';
import { writeFiles } from './written.ts';

const input = z.lazy(() =>
  z.object({
    path: z.string().min(1),
    old: z.string().min(1),
    new: z.string(),
    all: z.boolean().optional(),
  }),
);
type Input = z.infer<typeof input>;

export const editFile: Tool<Input> = {
  name: 'edit_file',
  input,
  risk: 'reversible',
  effect: 'write',
  touches: ({ path }) => ({ paths: [path] }),
  says: ({ path }) => `edit ${path}`,
  async run({ path, old, new: replacement, all = false }, context) {
    const bytes = await context.workspace.read(path);
    const text = bytes.toString('utf8');
    // What is not text would be written back as something else.
    if (bytes.includes(0) || !Buffer.from(text).equals(bytes)) throw new ToolError(`${path} is not a UTF-8 text file.`);
    if (old === replacement) throw new ToolError('Old and new text are the same.');
    const exact = text.split(old).length - 1;
    let result: string;
    let how = '';
    if (exact === 1 || (exact > 1 && all)) {
      result = text.split(old).join(replacement);
    } else if (exact > 1) {
      throw new ToolError(
        `The old text occurs ${exact} times in ${path} (lines ${linesOf(text, old)}). Give more of what surrounds it, or all: true.`,
      );
    } else {
      const place = findPlace(text, old, replacement);
      if (place.kind === 'many') {
        throw new ToolError(
          `The old text is not in ${path} as given, and several places differ from it by white space only (lines ${place.lines.join(', ')}). Give more of what surrounds it.`,
        );
      }
      if (place.kind === 'none') throw new ToolError(`The old text is not in ${path}.${nearestLines(text, old)}`);
      result = text.slice(0, place.start) + place.replacement + text.slice(place.end);
      how = ' White space differed; the file’s own was kept.';
    }
    const [written] = await writeFiles([{ path, content: result }], context);
    const line = text.slice(0, commonStart(text, result)).split('\n').length;
    const times = exact > 1 ? ` in ${exact} places` : '';
    return {
      text: `Edited ${path}${times} at line ${line}.${how}`,
      data: { ...written, line, places: Math.max(1, exact) },
    };
  },
};

function linesOf(text: string, old: string): string {
  const lines: number[] = [];
  for (let at = text.indexOf(old); at !== -1 && lines.length < 10; at = text.indexOf(old, at + old.length)) {
    lines.push(text.slice(0, at).split('\n').length);
  }
  return lines.join(', ');
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}
