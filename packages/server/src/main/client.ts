import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { ownUser } from '@codewright/protocol/access';
import type { CodewrightClient, JobsClient } from '@codewright/protocol/client';
import { createJobService } from '../jobs/service.ts';
import { readRequest } from '../jobs/read-request.ts';
import type { ProviderFactory } from '../llm/contract.ts';
import { renderOutcome } from '../render/outcome.ts';
import { systemClock } from '../shared/clock.ts';
import { createConversing } from './conversations.ts';
import { guardClient } from './guard-client.ts';
import { createJudge } from './judge.ts';
import { checkMember, openMembers } from './members.ts';
import { checkModels } from './models.ts';
import { checkRepository, chooseOutput } from './output.ts';
import { capsFor, settingsOf, translate } from './rules.ts';
import { isWorkerAlive, type Runtime } from './runtime.ts';
import type { Sandboxes } from './sandboxes.ts';

interface About {
  version: string;
  workers: number;
  user?: string;
  works?: boolean;
}

/**
 * The client contract in process: the same object that the API serves. New projects go into `folder` unless told otherwise;
 * `about` is what it says of itself, in whose name it acts, and whether this process works at once on what is submitted; `more`: model providers beside those of the directory.
 */
export function createClient(
  runtime: Runtime,
  sandboxes: Sandboxes,
  folder: string,
  { user = ownUser, works = false, ...about }: About = { version: '', workers: 0 },
  more: Readonly<Record<string, ProviderFactory>> = {},
): CodewrightClient {
  const { ledger, queue, keys } = runtime;
  const service = createJobService({
    user,
    ledger,
    queue,
    async read(request) {
      if (request.agent === undefined) await checkModels(runtime, request.model, more);
      else await checkMember(openMembers(runtime, sandboxes), request.agent);
      return readRequest(request, createJudge(runtime));
    },
    caps: (mode, asked, repository, workflow) => capsFor(mode, asked, settingsOf(repository, runtime.loaded), workflow),
    output: (asked, preview) => chooseOutput(asked.output, preview.name ?? 'project', asked.folder ?? folder),
    render: (job, entries) => renderOutcome(job, entries)?.text ?? null,
    async verifyPack(envelope, entries) {
      const { verifyTruthpack } = await import('../ledger/truthpack.ts');
      const knownKey = createPublicKey({ key: Buffer.from(keys.publicKey, 'base64'), type: 'spki', format: 'der' });
      return verifyTruthpack(envelope, { translate, entries, knownKey });
    },
    isAlive: isWorkerAlive,
    ...(works ? { worker: runtime.workerName } : {}),
    info: () => ({ ...about, sandbox: runtime.config.sandbox.kind }),
    async workspace(job) {
      const { manager } = await sandboxes.workspaces(job.request.sandbox);
      const busy = job.status === 'running' || job.status === 'cancelling';
      return manager.find(job.id, AbortSignal.timeout(60_000), busy);
    },
    clock: systemClock,
    approvalHours: () => runtime.config.approvals.hours,
    notes: runtime.storage,
    publish: async (result, options) =>
      (await import('./publish.ts')).publishResult(runtime, sandboxes, result, options),
    async merge(job) {
      const { manager } = await sandboxes.workspaces(job.request.sandbox);
      const [repository = '', branch = ''] = (job.result ?? '').split('#');
      return manager.merge({ repository: join(repository), branch }, AbortSignal.timeout(120_000));
    },
  });
  // Looked at before the words are: nothing is queued that has nowhere to work.
  const jobs: JobsClient = {
    ...service,
    async preview(request) {
      checkRepository(request.repository);
      return service.preview(request);
    },
    async submit(request) {
      checkRepository(request.repository);
      return service.submit(request);
    },
  };
  const talk = createConversing(runtime, sandboxes).of(user, jobs);
  return guardClient({ ...jobs, ...talk }, runtime.redactor);
}
