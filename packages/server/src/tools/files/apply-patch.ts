import { z } from 'zod';
import { sha256 } from '../../shared/hash.ts';
import { ToolError } from '../../shared/errors.ts';
import type { Tool, ToolContext } from '../contract.ts';
import { registerFiles } from './written.ts';
import type { WrittenFile } from './written.ts';

const input = z.lazy(() => z.object({ patch: z.string().min(1) }));
type Input = z.infer<typeof input>;

export const applyPatch: Tool<Input> = {
  name: 'apply_patch',
  input,
  risk: 'reversible',
  effect: 'write',
  touches: ({ patch }) => ({ paths: pathsOf(patch) }),
  says: ({ patch }) => `patch ${pathsOf(patch).join(', ')}`,
  diff: ({ patch }) => Promise.resolve(patch),
  async run({ patch }, context) {
    const { files } = await context.workspace.applyPatch(patch, context.signal);
    const written = await Promise.all(files.map((path) => describe(path, context)));
    await registerFiles(written, context);
    return { text: `Applied to ${files.join(', ')}.`, data: { files } };
  },
};

/** The paths that a diff names, for policy; what it really changes is found by applying it. */
function pathsOf(patch: string): string[] {
  const found = new Set<string>();
  for (const [, path = ''] of patch.matchAll(/^(?:--- a\/|\+\+\+ b\/|rename (?:from|to) |copy to )(.+?)\t?$/gm))
    found.add(path);
  for (const [, path = ''] of patch.matchAll(/^diff --git a\/(.+) b\/\1$/gm)) found.add(path);
  return [...found];
}

async function describe(path: string, context: ToolContext): Promise<WrittenFile> {
  try {
    const bytes = await context.workspace.read(path);
    return { path, sha256: sha256(bytes), bytes: bytes.length, created: false };
  } catch (error) {
    // Deleted, or a link: there is no content of its own.
    if (error instanceof ToolError) return { path, sha256: null, bytes: 0, created: false };
    throw error;
  }
}
