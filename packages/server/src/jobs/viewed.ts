import type { CodewrightClient } from '@codewright/protocol/client';
import { type ViewedFile, viewedFile, type ViewMark } from '@codewright/protocol/review';
import { z } from 'zod';
import type { Queue } from '../queue/contract.ts';
import type { Reads, Storage } from '../storage/contract.ts';

const space = 'viewed';
/** A change of more files is not looked at file by file; the oldest marks go first. */
const mostMarks = 5000;
const marks = z.array(viewedFile);

/** Which files of a job's changes a person has looked at, and as what they were then; one document for each of them and the job. */
export function createViewed(parts: { user: string; queue: Queue; notes: Pick<Storage, 'document' | 'write'> }): {
  of(job: string): Promise<ViewedFile[]>;
} & Pick<CodewrightClient, 'view'> {
  const { user: owner, queue, notes } = parts;
  const read = async (from: Pick<Reads, 'document'>, id: string): Promise<ViewedFile[]> => {
    const kept = await from.document(space, owner, id);
    return kept ? marks.parse(JSON.parse(kept.doc)) : [];
  };
  return {
    of: (job) => read(notes, job),
    async view(id, { viewed, ...file }: ViewMark) {
      const job = await queue.get(id);
      return notes.write(async (tx) => {
        const others = (await read(tx, job.id)).filter((one) => one.file !== file.file);
        const now = (viewed ? [...others, file] : others).slice(-mostMarks);
        await tx.saveDocument({ space, owner, id: job.id, sort: '', due: null, doc: JSON.stringify(now) });
        return { viewed: now };
      });
    },
  };
}
