import type { CodewrightClient } from '@codewright/protocol/client';
import type { Job } from '@codewright/protocol/job';
import { textOf } from '@codewright/protocol/json';
import type { Ledger } from '../ledger/contract.ts';
import type { Queue } from '../queue/contract.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { CodewrightError } from '../shared/errors.ts';
import { shortId } from '../shared/ids.ts';

export interface ResultParts {
  ledger: Ledger;
  queue: Queue;
  /** A job's checkout as it was left; null where it is gone. */
  workspace(job: Job): Promise<Workspace | null>;
}

const patienceMs = 60_000;
/** More of a file than this is not shown. */
const mostShown = 2 * 1024 * 1024;
/** Git looks this far for a NUL to tell a binary file. */
const binaryWithin = 8000;

/** The operations that look at what a job has written. */
export function createResultReads(
  parts: ResultParts,
): Pick<CodewrightClient, 'diff' | 'changes' | 'filesOf' | 'fileOf'> {
  const { ledger, queue } = parts;

  /** The whole change as it was recorded at the end. */
  const recorded = async (job: Job) => {
    const [patch] = await ledger.read({ job: job.id, kinds: ['patch'], newestFirst: true, limit: 1 });
    const diff = patch?.data['result'];
    if (patch === undefined || typeof diff !== 'string') return null;
    return { diff, commit: textOf(patch.data['commit'], '') || null };
  };
  const open = async (job: Job): Promise<Workspace> => {
    const workspace = await parts.workspace(job);
    if (workspace) return workspace;
    throw new CodewrightError('NOT_FOUND', `Job ${shortId(job.id)} has no files to look at: its workspace is gone.`, {
      hint: job.result ? `Its result is ${job.result}.` : 'Nothing was written yet, or it was cleared away.',
    });
  };
  /** The commit that a person means, or one of the tree as it is now. */
  const commitOf = async (job: Job, workspace: Workspace, asked: string | undefined, signal: AbortSignal) => {
    if (asked !== undefined) return asked;
    const end = job.status === 'succeeded' ? await recorded(job) : null;
    return end?.commit ?? newestCommit(workspace, signal);
  };

  return {
    async diff(id, range = {}) {
      const job = await queue.get(id);
      const end = range.from === undefined && range.to === undefined ? await recorded(job) : null;
      if (end) return end.diff;
      const workspace = await parts.workspace(job);
      return workspace ? workspace.diff({ ...range, signal: AbortSignal.timeout(patienceMs) }) : '';
    },

    async changes(id, { from, to, ignoreSpace = false } = {}) {
      const job = await queue.get(id);
      const end = from === undefined && to === undefined ? await recorded(job) : null;
      if (end && !ignoreSpace) return { from: await baseOf(ledger, job), to: end.commit, diff: end.diff };
      const workspace = await parts.workspace(job);
      if (!workspace) return { from: null, to: null, diff: '' };
      const signal = AbortSignal.timeout(patienceMs);
      const until = to ?? (await commitOf(job, workspace, undefined, signal));
      const diff = await workspace.diff({ ...(from === undefined ? {} : { from }), to: until, ignoreSpace, signal });
      return { from: from ?? workspace.base, to: until, diff };
    },

    async filesOf(id, { commit: asked } = {}) {
      const job = await queue.get(id);
      const workspace = await open(job);
      const signal = AbortSignal.timeout(patienceMs);
      const commit = await commitOf(job, workspace, asked, signal);
      const files = await workspace.marked(commit, signal);
      return { commit, files: files.sort((one, other) => (one.path < other.path ? -1 : 1)) };
    },

    async fileOf(id, { path, commit: asked }) {
      const job = await queue.get(id);
      const workspace = await open(job);
      const signal = AbortSignal.timeout(patienceMs);
      const commit = await commitOf(job, workspace, asked, signal);
      const content = await workspace.fileAt({ tree: commit, path, signal });
      if (!content) throw new CodewrightError('NOT_FOUND', `There is no file ${path} at ${commit.slice(0, 10)}.`);
      const binary = content.subarray(0, binaryWithin).includes(0);
      const shown = content.subarray(0, mostShown);
      return {
        path,
        commit,
        bytes: content.length,
        text: binary ? '' : shown.toString('utf8'),
        binary,
        cut: content.length > mostShown,
      };
    },
  };
}

/** A commit of the tree as it is now, named so that it stays: comments are tied to it. */
export async function newestCommit(workspace: Workspace, signal: AbortSignal): Promise<string> {
  const tree = await workspace.treeHash(signal);
  return (await workspace.checkpoint(`shown-${tree}`, signal)).commit;
}

/** The commit that the work of a job began from; null in a new project. */
async function baseOf(ledger: Ledger, job: Job): Promise<string | null> {
  const opened = await ledger.read({ job: job.id, events: ['sandbox-opened'], limit: 1 });
  const result = opened[0]?.data['result'] as { base?: unknown } | null | undefined;
  return typeof result?.base === 'string' ? result.base : null;
}
