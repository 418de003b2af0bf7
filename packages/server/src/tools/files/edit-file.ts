import { z } from 'zod';
import type { Workspace } from '../../sandbox/workspace/contract.ts';
import { ToolError } from '../../shared/errors.ts';
import { unifiedDiff } from '../../shared/unified-diff.ts';
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
  async diff(input, workspace) {
    const { text, result } = await replaced(input, workspace);
    return unifiedDiff(input.path, text, result);
  },
  async run(input, context) {
    const { path } = input;
    const { text, result, exact, how } = await replaced(input, context.workspace);
    const [written] = await writeFiles([{ path, content: result }], context);
    const line = text.slice(0, commonStart(text, result)).split('\n').length;
    const times = exact > 1 ? ` in ${exact} places` : '';
    return {
      text: `Edited ${path}${times} at line ${line}.${how}`,
      data: { ...written, line, places: Math.max(1, exact) },
    };
  },
};

/** The file as it is and as it would be, and how often the old text stood in it word for word. */
async function replaced(
  { path, old, new: replacement, all = false }: Input,
  workspace: Pick<Workspace, 'read'>,
): Promise<{ text: string; result: string; exact: number; how: string }> {
  const bytes = await workspace.read(path);
  const text = bytes.toString('utf8');
  // What is not text would be written back as something else.
  if (bytes.includes(0) || !Buffer.from(text).equals(bytes)) throw new ToolError(`${path} is not a UTF-8 text file.`);
  if (old === replacement) throw new ToolError('Old and new text are the same.');
  const exact = text.split(old).length - 1;
  if (exact === 1 || (exact > 1 && all)) return { text, result: text.split(old).join(replacement), exact, how: '' };
  if (exact > 1) {
    throw new ToolError(
      `The old text occurs ${exact} times in ${path} (lines ${linesOf(text, old)}). Give more of what surrounds it, or all: true.`,
    );
  }
  const place = findPlace(text, old, replacement);
  if (place.kind === 'many') {
    throw new ToolError(
      `The old text is not in ${path} as given, and several places differ from it by white space only (lines ${place.lines.join(', ')}). Give more of what surrounds it.`,
    );
  }
  if (place.kind === 'none') throw new ToolError(`The old text is not in ${path}.${nearestLines(text, old)}`);
  const result = text.slice(0, place.start) + place.replacement + text.slice(place.end);
  return { text, result, exact, how: ' White space differed; the file’s own was kept.' };
}

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
