import { z } from 'zod';
import type { Workspace } from '../../sandbox/workspace/contract.ts';
import { MissingFile } from '../../shared/errors.ts';
import { unifiedDiff } from '../../shared/unified-diff.ts';
import type { Tool } from '../contract.ts';
import { writeFiles } from './written.ts';

const input = z.lazy(() =>
  z.object({ path: z.string().min(1), content: z.string(), executable: z.boolean().optional() }),
);
type Input = z.infer<typeof input>;

async function textAt(path: string, workspace: Pick<Workspace, 'read'>): Promise<string | null> {
  try {
    return (await workspace.read(path)).toString('utf8');
  } catch (error) {
    if (error instanceof MissingFile) return null;
    throw error;
  }
}

export const writeFile: Tool<Input> = {
  name: 'write_file',
  input,
  risk: 'reversible',
  effect: 'write',
  touches: ({ path }) => ({ paths: [path] }),
  says: ({ path }) => `write ${path}`,
  diff: async ({ path, content }, workspace) => unifiedDiff(path, await textAt(path, workspace), content),
  async run(file, context) {
    const [written] = await writeFiles(
      [
        {
          path: file.path,
          content: file.content,
          ...(file.executable === undefined ? {} : { executable: file.executable }),
        },
      ],
      context,
    );
    const verb = written?.created ? 'Created' : 'Replaced';
    return { text: `${verb} ${file.path} (${written?.bytes ?? 0} bytes).`, data: { ...written } };
  },
};
