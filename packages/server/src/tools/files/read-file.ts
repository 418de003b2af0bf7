import { z } from 'zod';
import { ToolError } from '../../shared/errors.ts';
import type { Tool, ToolOutput } from '../contract.ts';

const input = z.lazy(() =>
  z.object({
    path: z.string().optional(),
    handle: z.string().optional(),
    offset: z.int().min(1).optional(),
    limit: z.int().min(1).optional(),
    numbers: z.boolean().optional(),
  }),
);
type Input = z.infer<typeof input>;

/** Characters of one page: what the executor lets through, less the line that says how to go on. */
const pageSize = 11_000;
/** What every vendor still takes. */
const largestImage = 3_500_000;

export const readFile: Tool<Input> = {
  name: 'read_file',
  input,
  risk: 'safe',
  effect: 'read',
  touches: ({ path }) => ({ paths: path === undefined ? [] : [path] }),
  says: ({ path, offset }) => `read ${path ?? 'a long output'}${offset === undefined ? '' : ` from line ${offset}`}`,
  async run({ path, handle, offset = 1, limit = Infinity, numbers = false }, context): Promise<ToolOutput> {
    if ((path === undefined) === (handle === undefined)) throw new ToolError('Give either a path or a handle.');
    const bytes = path === undefined ? null : await context.workspace.read(path);
    const image = bytes && imageIn(bytes);
    if (bytes && image) {
      if (bytes.length > largestImage) throw new ToolError(`${path} is an image of ${bytes.length} bytes: too large.`);
      return {
        text: `[${image}, ${bytes.length} bytes]`,
        data: { bytes: bytes.length },
        image: { mediaType: image, bytes },
      };
    }
    const text = bytes === null ? await context.load(handle ?? '') : decode(bytes, path ?? '');
    if (text === '') return { text: '[empty]', data: { lines: 0, from: 1, to: 0 } };
    const lines = text.split('\n');
    // A final line break ends the last line; it does not begin another.
    if (lines.at(-1) === '') lines.pop();
    if (offset > lines.length) throw new ToolError(`There are ${lines.length} lines; line ${offset} is beyond them.`);
    const page = pageOf(lines, offset - 1, Math.min(lines.length, offset - 1 + limit), numbers);
    const more = page.end < lines.length || page.cut;
    const note = more ? `\n[lines ${offset}-${page.end} of ${lines.length}; go on with offset ${page.end + 1}]` : '';
    return { text: page.text + note, data: { lines: lines.length, from: offset, to: page.end } };
  },
};

/** The images that all vendors' models can look at, by their first bytes. */
function imageIn(bytes: Buffer): string | null {
  const start = bytes.subarray(0, 12).toString('latin1');
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'image/gif';
  return start.startsWith('RIFF') && start.endsWith('WEBP') ? 'image/webp' : null;
}

function decode(bytes: Buffer, path: string): string {
  if (bytes.subarray(0, 8192).includes(0)) throw new ToolError(`${path} is a binary file of ${bytes.length} bytes.`);
  return bytes.toString('utf8');
}

function pageOf(
  lines: string[],
  from: number,
  to: number,
  numbers: boolean,
): { text: string; end: number; cut: boolean } {
  const shown: string[] = [];
  let size = 0;
  for (let index = from; index < to; index++) {
    const line = numbers ? `${index + 1}\t${lines[index]}` : (lines[index] ?? '');
    if (size + line.length + 1 > pageSize && shown.length > 0) return { text: shown.join('\n'), end: index, cut: true };
    // One line alone longer than a page (minified code) is shown by its beginning.
    if (line.length > pageSize) {
      shown.push(`${line.slice(0, pageSize)}[… ${line.length - pageSize} more characters in this line]`);
      return { text: shown.join('\n'), end: index + 1, cut: true };
    }
    shown.push(line);
    size += line.length + 1;
  }
  return { text: shown.join('\n'), end: to, cut: false };
}
