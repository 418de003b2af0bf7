import type { JsonObject } from '@codewright/protocol/json';
import { sha256 } from '../../shared/hash.ts';
import type { ToolContext } from '../contract.ts';

export interface WrittenFile {
  path: string;
  /** SHA-256 of the new content; null for a deleted file. */
  sha256: string | null;
  bytes: number;
  created: boolean;
}

/** Writes files into the tree and registers them in one ledger entry; what they held before is in the call's checkpoint. */
export async function writeFiles(
  files: readonly { path: string; content: string; executable?: boolean }[],
  context: ToolContext,
): Promise<WrittenFile[]> {
  const written: WrittenFile[] = [];
  for (const { path, content, executable } of files) {
    const done = await context.workspace.write(path, content, executable === undefined ? {} : { executable });
    written.push({ path, sha256: sha256(content), ...done });
  }
  await registerFiles(written, context);
  return written;
}

export async function registerFiles(files: readonly WrittenFile[], context: ToolContext): Promise<void> {
  const names = files.length === 1 ? (files[0]?.path ?? '') : `${files.length} files`;
  await context.emit({
    kind: 'event',
    actor: { type: 'agent', id: context.agent },
    summary: `Wrote ${names}`,
    data: { event: 'file-written', files: files.map((file): JsonObject => ({ ...file })) },
  });
}
