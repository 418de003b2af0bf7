import { z } from 'zod';
import { compilerCommand, compilerMounts } from '../../repair/compiler.ts';
import { ToolError } from '../../shared/errors.ts';
import type { Tool, ToolContext, ToolOutput } from '../contract.ts';
import { succeeded, told } from '../running.ts';
import { writeFiles } from '../files/written.ts';

const input = z.lazy(() =>
  z.object({
    path: z.string().min(1),
    line: z.int().min(1).optional(),
    name: z.string().min(1).optional(),
    to: z.string().min(1).optional(),
    action: z.string().min(1).optional(),
  }),
);
type Input = z.infer<typeof input>;

const change = z.lazy(() => z.object({ start: z.number(), length: z.number(), text: z.string() }));
const edits = z.array(z.object({ path: z.string(), changes: z.array(change) }));
const answer = z.lazy(() =>
  z.object({
    error: z.string().optional(),
    /** Titles, for a line. */
    actions: z.array(z.string()).optional(),
    /** Of the rename, or of the action that was chosen. */
    edits: edits.default([]),
    places: z.number().default(0),
  }),
);

/** Rename and code actions of the TypeScript language service, which reads the project inside the sandbox. */
export const refactorCode: Tool<Input> = {
  name: 'refactor_code',
  input,
  risk: 'reversible',
  effect: 'write',
  touches: ({ path }) => ({ paths: [path] }),
  says: ({ path, name, to, action }) =>
    to === undefined ? `${action ?? 'code actions'} in ${path}` : `rename ${name ?? ''} to ${to}`,
  async run({ path, line, name, to, action }, context): Promise<ToolOutput> {
    if (to !== undefined) {
      if (name === undefined) throw new ToolError('A rename takes name and to.');
      if (!/^#?[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(to)) throw new ToolError(`${to} is no name.`);
      const found = await ask(context, { path, line, name, to });
      const files = await carryOut(found.edits, context);
      return { text: `Renamed in ${found.places} places: ${files.join(', ')}.`, data: { files, places: found.places } };
    }
    if (line === undefined) throw new ToolError('Code actions are those of a line: give it.');
    const { actions = [], edits: chosen } = await ask(context, { path, line, action });
    if (action === undefined) {
      return { text: actions.length === 0 ? 'There is none here.' : actions.join('\n'), data: { actions } };
    }
    if (chosen.length === 0) {
      throw new ToolError(`There is no action "${action}" here. There are: ${actions.join('; ') || 'none'}.`);
    }
    const files = await carryOut(chosen, context);
    return { text: `${action}: ${files.join(', ')}.`, data: { files } };
  },
};

async function carryOut(found: z.infer<typeof edits>, context: ToolContext): Promise<string[]> {
  const files = await Promise.all(
    found.map(async ({ path, changes }) => {
      let content = await context.workspace.read(path).then(String, (error: unknown) => {
        // An action may move code into a file of its own.
        if (error instanceof ToolError) return '';
        throw error;
      });
      for (const { start, length, text } of changes.toSorted((a, b) => b.start - a.start)) {
        content = content.slice(0, start) + text + content.slice(start + length);
      }
      return { path, content };
    }),
  );
  await writeFiles(files, context);
  return files.map(({ path }) => path);
}

async function ask({ workspace, signal }: ToolContext, request: object): Promise<z.infer<typeof answer>> {
  const result = await workspace.exec({
    argv: compilerCommand('typescript-refactor.mjs', JSON.stringify(request)),
    mounts: compilerMounts().map((mount) => ({ ...mount, access: 'read' as const })),
    tree: 'read',
    network: { mode: 'none' },
    limits: { timeMs: 120_000, outputBytes: 64 * 1024 * 1024 },
    signal,
  });
  if (!succeeded(result))
    throw new ToolError(`The compiler could not read the project: ${told(result, workspace.root)}`);
  const parsed = answer.safeParse(JSON.parse(result.stdout.trim().split('\n').at(-1) ?? 'null'));
  if (!parsed.success) throw new ToolError('The compiler gave no answer that can be read.');
  if (parsed.data.error !== undefined) throw new ToolError(parsed.data.error);
  return parsed.data;
}
