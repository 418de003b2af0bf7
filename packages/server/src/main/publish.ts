import { readFile } from 'node:fs/promises';
import type { Job } from '@codewright/protocol/job';
import type { GateResult } from '@codewright/protocol/evidence';
import type { PullRequestOptions, PublishedResult } from '@codewright/protocol/client';
import { readSecretEnvironment } from '../config.ts';
import { CodewrightError } from '../shared/errors.ts';
import { shortId } from '../shared/ids.ts';
import type { Runtime } from './runtime.ts';
import type { Sandboxes } from './sandboxes.ts';

/** Milliseconds for all of it. */
const LIMIT_MS = 300_000;

/** Pushes a job's branch and opens a pull request that carries its evidence. */
export async function publishResult(
  runtime: Runtime,
  sandboxes: Sandboxes,
  result: { job: Job; summary: string; gates: GateResult[]; truthpack: string | null },
  options: PullRequestOptions,
): Promise<PublishedResult> {
  const [{ readRemote }, { createForge, pushAuthorization, tokenNames }, { requestBody }] = await Promise.all([
    import('../forges/remote.ts'),
    import('../forges/forges.ts'),
    import('../forges/body.ts'),
  ]);
  const { job } = result;
  const signal = AbortSignal.timeout(LIMIT_MS);
  const { manager } = await sandboxes.workspaces(job.request.sandbox);
  const [repository = '', branch = ''] = (job.result ?? '').split('#');
  const name = options.remote ?? 'origin';
  const address = await manager.remote(repository, name, signal);
  if (address === null) {
    throw new CodewrightError('NOT_FOUND', `${repository} has no remote ${name}.`, {
      hint: `Add it (git remote add ${name} …), or name another with --remote.`,
    });
  }
  const forge = readRemote(address, runtime.config.forges);
  const names = tokenNames[forge.kind];
  const environment = readSecretEnvironment();
  let token: string | null = null;
  for (const each of names) token ??= environment.variable(each)?.trim() || (await runtime.secrets.get(each));
  if (token === null) {
    throw new CodewrightError('FORBIDDEN', `There is no token for ${forge.host}.`, {
      hint: `Set ${names.join(' or ')} in the environment, or: codewright secrets set ${names[0] ?? ''}`,
    });
  }
  runtime.redactor.add({ name: names[0] ?? 'token', value: token });
  const npm = await sandboxes.npm();
  await manager.push({
    repository,
    branch,
    url: forge.pushUrl,
    authorization: pushAuthorization(forge.kind, token),
    ...(npm.cafile ? { cafile: npm.cafile } : {}),
    signal,
  });
  const { createDialer } = await import('../sandbox/egress/dial.ts');
  const { askWeb } = await import('../research/web.ts');
  const { dial } = createDialer({ hosts: [new URL(forge.api).host], upstreamProxy: npm.httpsProxy ?? undefined });
  const ca = npm.cafile ? { ca: await readFile(npm.cafile, 'utf8') } : {};
  const opened = await createForge(forge.kind, {
    token,
    async ask(request) {
      const limits = { timeoutMs: 60_000, maxBytes: 4 * 1024 * 1024, redirects: 0 };
      const { status, body } = await askWeb({ ...request, ...limits, ...ca, signal }, dial);
      return { status, body: body.toString('utf8') };
    },
  }).open(forge, {
    title: titleOf(job),
    body: runtime.redactor.text(requestBody({ ...result, job: shortId(job.id) })),
    branch,
    base: options.base ?? null,
    draft: options.draft ?? false,
  });
  return { ...opened, branch };
}

function titleOf({ goal }: Job): string {
  const line = goal.split('\n', 1)[0]?.trim() ?? '';
  const title = line.length > 72 ? `${line.slice(0, 71)}…` : line;
  return `${title[0]?.toUpperCase() ?? ''}${title.slice(1)}`;
}
